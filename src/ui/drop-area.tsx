import { UploadOutlined } from '@ant-design/icons';
import { App, Button, Spin } from 'antd';
import { type DragEvent, type ReactNode, useRef, useState } from 'react';
import './drop-area.css';
import { useWords } from './words-context.tsx';

type Props = {
  label: string;
  hint: ReactNode;
  /** Endings taken, with the dot. */
  endings?: readonly string[];
  multiple?: boolean;
  busy: string | undefined;
  onFiles: (files: File[]) => void;
};

const TABLES = ['.xlsx', '.xls', '.csv'] as const;

/** Takes files dropped or chosen. While `busy` names a file, none is taken. */
export function DropArea({ label, hint, endings = TABLES, multiple = false, busy, onFiles }: Props) {
  const { say } = useWords();
  const { message } = App.useApp();
  const picker = useRef<HTMLInputElement>(null);
  const [over, setOver] = useState(false);
  const take = (list: FileList | null) => {
    const files = [...(list ?? [])].slice(0, multiple ? undefined : 1);
    const wrong = files.find((file) => !endings.some((ending) => file.name.toLowerCase().endsWith(ending)));
    if (wrong) void message.error(say('drop.wrong-kind', { name: wrong.name }));
    else if (files.length > 0 && busy === undefined) onFiles(files);
  };
  const onDrop = (event: DragEvent) => {
    event.preventDefault();
    setOver(false);
    take(event.dataTransfer.files);
  };
  return (
    // biome-ignore lint/a11y/noStaticElementInteractions: dropping is the pointer's way; the button inside is everybody's
    <div
      className="drop"
      data-over={over ? '' : undefined}
      onDragOver={(event) => {
        event.preventDefault();
        setOver(true);
      }}
      onDragLeave={() => setOver(false)}
      onDrop={onDrop}
    >
      {busy === undefined ? (
        <div className="drop-line">
          <span>{say('drop.here')}</span>
          <Button type="primary" icon={<UploadOutlined />} onClick={() => picker.current?.click()}>
            {say('drop.choose')}
          </Button>
          <span className="muted">{say('drop.kinds')}</span>
        </div>
      ) : (
        <div className="drop-line" role="status">
          <Spin size="small" /> {say('drop.sending', { name: busy })}
        </div>
      )}
      <div className="muted drop-hint">{hint}</div>
      <input
        ref={picker}
        type="file"
        className="sr-only"
        tabIndex={-1}
        aria-label={label}
        accept={endings.join(',')}
        multiple={multiple}
        onChange={(event) => {
          take(event.target.files);
          event.target.value = '';
        }}
      />
    </div>
  );
}

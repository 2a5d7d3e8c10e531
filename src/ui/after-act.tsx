import { CloseOutlined } from '@ant-design/icons';
import { Button } from 'antd';
import type { ReactNode } from 'react';
import { useWords } from './words-context.tsx';

type Props = {
  text: string;
  tone?: 'done' | 'warn';
  /** One button to what is next. */
  next?: { label: string; go: () => void } | undefined;
  /** 撤回, while it is still possible. */
  undo?: (() => void) | undefined;
  children?: ReactNode;
  /** Left out where the notice is the page's own standing. */
  onClose?: (() => void) | undefined;
};

/** After an act: what happened, what is next, one button to it. */
export function AfterAct({ text, tone = 'done', next, undo, children, onClose }: Props) {
  const { say } = useWords();
  return (
    <div className="after" data-tone={tone} role="status">
      <span className="after-text">{text}</span>
      {next && (
        <Button size="small" type="primary" onClick={next.go}>
          {next.label}
        </Button>
      )}
      {undo && (
        <Button size="small" onClick={undo}>
          {say('do.undo')}
        </Button>
      )}
      {onClose && (
        <Button
          className="spread"
          size="small"
          type="text"
          aria-label={say('do.close')}
          icon={<CloseOutlined />}
          onClick={onClose}
        />
      )}
      {children && <div style={{ flexBasis: '100%' }}>{children}</div>}
    </div>
  );
}

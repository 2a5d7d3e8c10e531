import { PictureOutlined } from '@ant-design/icons';
import { App, Button, Input } from 'antd';
import { useRef, useState } from 'react';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { upload } from '../../api/client.ts';
import { useSayFailure } from '../../api/use-act.ts';
import { shrinkPhoto } from '../ledger/shrink-photo.ts';
import type { PartProps } from './act-form.tsx';

/** What hangs out, drafted from what may be published; it may be put better, not said more. */
export function ActNotice({ act, draft }: PartProps) {
  const { say } = useWords();
  if (act.draft === null) return null;
  return (
    <Field label={say('matter.form.published')} hint={say('matter.form.published-hint')}>
      {(id) => (
        <Input.TextArea
          id={id}
          autoSize={{ minRows: 4, maxRows: 14 }}
          maxLength={2000}
          value={draft.value.text ?? act.draft ?? ''}
          onChange={(event) => draft.set({ text: event.target.value })}
        />
      )}
    </Field>
  );
}

/** Photos of the act: the notice on the wall, the meeting, the house. Stored encrypted, named with the draft. */
export function ActPhotos(props: { matter: string; photos: readonly string[]; onChange: (photos: string[]) => void }) {
  const { say } = useWords();
  const { message } = App.useApp();
  const sayFailure = useSayFailure();
  const input = useRef<HTMLInputElement>(null);
  const [sending, setSending] = useState(false);
  const send = async (files: readonly File[]) => {
    setSending(true);
    const stored = [...props.photos];
    for (const file of files) {
      const small = await shrinkPhoto(file);
      if (small === undefined) void message.error(say('photo.unreadable', { name: file.name }));
      else {
        try {
          const call = { requestId: crypto.randomUUID() };
          stored.push((await upload(routes.addMatterPhoto, small, call, { id: props.matter })).id);
        } catch (failure) {
          sayFailure(failure);
        }
      }
    }
    props.onChange(stored);
    setSending(false);
  };
  return (
    <div className="row">
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/*"
        aria-label={say('photo.choose')}
        onChange={(event) => {
          const files = [...(event.target.files ?? [])];
          event.target.value = '';
          void send(files);
        }}
      />
      <Button icon={<PictureOutlined />} loading={sending} onClick={() => input.current?.click()}>
        {say('photo.choose')}
      </Button>
      <span>{say('photo.title', { n: props.photos.length })}</span>
      {props.photos.length > 0 && (
        <button type="button" className="link-button" onClick={() => props.onChange([])}>
          {say('matter.form.photos-clear')}
        </button>
      )}
    </div>
  );
}

import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import { Field } from './field.tsx';
import { useWords } from './words-context.tsx';

type Props = {
  masked: string | null;
  /** Whose number, for the button's name. */
  of: string;
  /** Fetches the number in full for a reason; absent when the role may not see it. */
  reveal?: ((reason: string) => Promise<string>) | undefined;
};

/** A masked number with 查看全号, which asks what it is needed for. Unknown reads 未填. */
export function MaskedNumber({ masked, of, reveal }: Props) {
  const { say } = useWords();
  const [full, setFull] = useState<string>();
  if (masked === null) return <span className="unknown">{say('value.unknown')}</span>;
  if (reveal === undefined || full !== undefined) return <span>{full ?? masked}</span>;
  return (
    <span className="row">
      <span>{masked}</span>
      <Popover
        trigger="click"
        destroyOnHidden
        content={<ReasonForm onReason={async (reason) => setFull(await reveal(reason))} />}
      >
        <button type="button" className="link-button" aria-label={say('masked.show-of', { name: of })}>
          {say('masked.show')}
        </button>
      </Popover>
    </span>
  );
}

function ReasonForm({ onReason }: { onReason: (reason: string) => Promise<void> }) {
  const { say } = useWords();
  const [reason, setReason] = useState('');
  const [busy, setBusy] = useState(false);
  return (
    <form
      className="stack"
      style={{ width: 280 }}
      onSubmit={(event) => {
        event.preventDefault();
        setBusy(true);
        void onReason(reason.trim()).finally(() => setBusy(false));
      }}
    >
      <Field label={say('masked.reason')} hint={say('masked.reason-hint')}>
        {(id) => <Input id={id} value={reason} onChange={(event) => setReason(event.target.value)} maxLength={200} />}
      </Field>
      <Button type="primary" htmlType="submit" loading={busy} disabled={reason.trim().length < 2}>
        {say('masked.show')}
      </Button>
    </form>
  );
}

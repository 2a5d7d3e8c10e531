import { Input, Modal } from 'antd';
import { useState } from 'react';
import type { AccountLine } from '#contract/accounts.ts';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';

type Props = { account: AccountLine; onClose: () => void; onDone: () => void };

/** Shutting an account out, with the reason. */
export function DisableDialog({ account, onClose, onDone }: Props) {
  const { say } = useWords();
  const [reason, setReason] = useState('');
  const disable = useAct(
    () => api(routes.disableAccount, { params: { id: account.id }, body: { reason: reason.trim() } }),
    onDone,
  );
  return (
    <Modal
      open
      title={say('accounts.disable-title', { name: account.name })}
      okText={say('accounts.disable')}
      okButtonProps={{ disabled: reason.trim().length < 2, loading: disable.isPending }}
      onOk={() => disable.mutate()}
      onCancel={onClose}
    >
      <Field label={say('accounts.disable-reason')}>
        {(id) => (
          <Input id={id} autoFocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </Modal>
  );
}

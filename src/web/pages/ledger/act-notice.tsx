import { Input, Modal } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { Field } from '#ui/field.tsx';
import { RefusalLine } from '#ui/refused-act.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import type { ActReply } from './ledger-data.ts';

export type Notice = {
  kind:
    | 'received'
    | 'assigned'
    | 'returned'
    | 'written-off'
    | 'filled'
    | 'verified'
    | 'kept'
    | 'visit-ordered'
    | 'notified'
    | 'merged'
    | 'undone';
  reply: ActReply;
};

type Props = {
  notice: Notice;
  onNext?: (() => void) | undefined;
  onClose: () => void;
  onUndone: (reply: ActReply) => void;
};

/** What the last act did, what it refused and why, the next line, and 撤回 while it is one line. */
export function ActNotice({ notice, onNext, onClose, onUndone }: Props) {
  const { say } = useWords();
  const { reply } = notice;
  const [undoing, setUndoing] = useState(false);
  const [only] = reply.done;
  const undoable = reply.done.length === 1 && notice.kind !== 'undone';
  const doneText = useDoneText(notice);
  const facts = { done: reply.done.length, failed: reply.refused.length };
  return (
    <>
      <AfterAct
        tone={reply.refused.length > 0 ? 'warn' : 'done'}
        text={reply.refused.length > 0 ? say('ledger.partly', facts) : doneText}
        next={onNext && { label: say('ledger.after.next', { n: reply.addingUp.inProgress }), go: onNext }}
        undo={undoable ? () => setUndoing(true) : undefined}
        onClose={onClose}
      >
        {reply.refused.length > 0 && (
          <ul>
            {reply.refused.map((item) => (
              <li key={item.id}>
                <strong>{item.headName}</strong>{' '}
                {item.refusals.map((refusal) => (
                  <RefusalLine
                    key={`${refusal.code}${refusal.step ?? ''}${refusal.text ?? ''}`}
                    refusal={refusal}
                    of={item.headName}
                  />
                ))}
              </li>
            ))}
          </ul>
        )}
      </AfterAct>
      {undoing && only && (
        <UndoDialog
          lead={only}
          onClose={() => setUndoing(false)}
          onDone={(undone) => {
            setUndoing(false);
            onUndone(undone);
          }}
        />
      )}
    </>
  );
}

function useDoneText({ kind, reply }: Notice): string {
  const { say } = useWords();
  const n = reply.done.length;
  switch (kind) {
    case 'received':
      return say('ledger.after.received', { n });
    case 'assigned':
      return say('ledger.after.assigned', { n });
    case 'returned':
      return say('ledger.after.returned', { n });
    case 'written-off':
      return say('ledger.after.written-off', { n });
    case 'kept':
      return say('ledger.after.kept', { n });
    case 'visit-ordered':
      return say('ledger.after.visit-ordered', { n });
    case 'filled':
      return say('ledger.after.filled', { n });
    case 'verified':
      return say('ledger.after.verified', { name: reply.done[0]?.headName ?? '' });
    case 'notified':
      return say('ledger.after.notified');
    case 'merged':
      return say('ledger.after.merged');
    case 'undone':
      return say('ledger.after.undone');
  }
}

function UndoDialog(props: {
  lead: { id: string; seq: number };
  onClose: () => void;
  onDone: (reply: ActReply) => void;
}) {
  const { say } = useWords();
  const [reason, setReason] = useState('');
  const undo = useAct(
    (text: string) =>
      api(routes.undoLeadAct, { params: { id: props.lead.id }, body: { seq: props.lead.seq, reason: text } }),
    props.onDone,
  );
  return (
    <Modal
      open
      title={say('do.undo')}
      okText={say('do.undo')}
      okButtonProps={{ disabled: reason.trim() === '', loading: undo.isPending }}
      onOk={() => undo.mutate(reason.trim())}
      onCancel={props.onClose}
    >
      <Field label={say('ledger.undo-reason')} hint={say('ledger.undo-hint')}>
        {(id) => (
          <Input id={id} autoFocus maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />
        )}
      </Field>
    </Modal>
  );
}

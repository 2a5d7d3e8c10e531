import { AfterAct } from '#ui/after-act.tsx';
import { RefusalLine } from '#ui/refused-act.tsx';
import { useWords } from '#ui/words-context.tsx';
import type { DispatchReply } from './dispatch-data.ts';

/** What went out, with a receipt a township, and what did not and why. */
export function DispatchNotice({ reply, onClose }: { reply: DispatchReply; onClose: () => void }) {
  const { say } = useWords();
  const n = reply.receipts.reduce((sum, receipt) => sum + receipt.leads, 0);
  return (
    <AfterAct
      tone={reply.refused.length > 0 ? 'warn' : 'done'}
      text={say('dispatch.done', { n, towns: reply.receipts.length })}
      onClose={onClose}
    >
      <ul className="dispatch-done">
        {reply.receipts.map((receipt) => (
          <li key={receipt.id}>
            {say('dispatch.receipt-line', { town: receipt.town.name, n: receipt.leads })}{' '}
            <span className="muted">{receipt.no}</span>
          </li>
        ))}
      </ul>
      {reply.refused.length > 0 && (
        <>
          <p>{say('dispatch.refused', { n: reply.refused.length })}</p>
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
        </>
      )}
    </AfterAct>
  );
}

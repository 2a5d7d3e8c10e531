import { useQuery } from '@tanstack/react-query';
import { Button, Popover } from 'antd';
import type { LedgerLine } from '#contract/leads.ts';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { householdQuery } from '../households/household-data.ts';
import type { ActReply } from './ledger-data.ts';

const ENDED = new Set(['written-off', 'merged', 'withdrawn', 'moved-out']);

/** 并入 an earlier open lead of the same household; not offered when there is none. */
export function MergeLead({ line, onDone }: { line: LedgerLine; onDone: (reply: ActReply) => void }) {
  const { say } = useWords();
  const { data } = useQuery({ ...householdQuery(line.household ?? ''), enabled: line.household !== null });
  const merge = useAct(
    (into: string) => api(routes.mergeLead, { params: { id: line.id }, body: { seq: line.seq, into } }),
    onDone,
  );
  const others = data?.leads.filter((lead) => lead.id !== line.id && !ENDED.has(lead.stage)) ?? [];
  if (others.length === 0 || ENDED.has(line.stage)) return null;
  return (
    <Popover
      trigger="click"
      destroyOnHidden
      content={
        <div className="stack" style={{ width: 260 }}>
          <p className="muted">{say('ledger.merge-hint')}</p>
          {others.map((lead) => (
            <Button key={lead.id} loading={merge.isPending} onClick={() => merge.mutate(lead.id)}>
              {`${say('ledger.merge')} ${lead.no}`}
            </Button>
          ))}
        </div>
      }
    >
      <Button>{say('ledger.merge')}</Button>
    </Popover>
  );
}

import type { LedgerLine } from '#contract/leads.ts';
import { routes } from '#contract/routes.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import type { Notice } from './act-notice.tsx';
import { leadRef } from './ledger-data.ts';

/** 接收, 销号 and what is decided of marked lines, of one or many lines, wherever they are pressed; the notice tells what became of them. */
export function useLeadActs(onNotice: (notice: Notice) => void) {
  const receive = useAct(
    (lines: readonly LedgerLine[]) => api(routes.receiveLeads, { body: { leads: lines.map(leadRef) } }),
    (reply) => onNotice({ kind: 'received', reply }),
  );
  const writeOff = useAct(
    (lines: readonly LedgerLine[]) => api(routes.writeOffLeads, { body: { leads: lines.map(leadRef) } }),
    (reply) => onNotice({ kind: 'written-off', reply }),
  );
  const keepVisit = useAct(
    (lines: readonly LedgerLine[]) => api(routes.keepVisits, { body: { leads: lines.map(leadRef) } }),
    (reply) => onNotice({ kind: 'kept', reply }),
  );
  const orderVisit = useAct(
    (lines: readonly LedgerLine[]) => api(routes.orderVisits, { body: { leads: lines.map(leadRef) } }),
    (reply) => onNotice({ kind: 'visit-ordered', reply }),
  );
  return { receive, writeOff, keepVisit, orderVisit };
}

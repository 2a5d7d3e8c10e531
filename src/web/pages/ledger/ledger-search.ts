import { z } from 'zod';

export const ledgerTabs = [
  'to-receive',
  'in-progress',
  'repeated',
  'to-write-off',
  'written-off',
  'returned',
  'all',
] as const;

/** The address of 台账: tab, filters and the lead whose panel is open. What is not understood is left out. */
export const ledgerSearch = z.object({
  tab: z.enum(ledgerTabs).optional().catch(undefined),
  month: z.string().optional().catch(undefined),
  village: z.int().optional().catch(undefined),
  town: z.int().optional().catch(undefined),
  channel: z.string().optional().catch(undefined),
  overdue: z.boolean().optional().catch(undefined),
  q: z.coerce.string().optional().catch(undefined),
  page: z.int().min(1).optional().catch(undefined),
  lead: z.uuid().optional().catch(undefined),
});

export type LedgerSearch = z.output<typeof ledgerSearch>;

/** The tab of an address that names none: work in progress, or all tabs when only what is overdue is asked for. */
export function tabOf({ tab, overdue }: LedgerSearch): (typeof ledgerTabs)[number] {
  return tab ?? (overdue ? 'all' : 'in-progress');
}

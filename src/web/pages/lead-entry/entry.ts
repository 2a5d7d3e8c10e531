import type { Call } from '#contract/route.ts';
import type { routes } from '#contract/routes.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { LedgerOptions } from '../ledger/ledger-data.ts';

type Body = Omit<Call<typeof routes.registerLead>['body'], 'requestId'>;

/** The form as typed. `village` … `idNumber` count only for a household that is not in the register. */
export type Entry = {
  village: number | null;
  headName: string;
  phone: string;
  idNumber: string;
  channel: string;
  source: string;
  text: string;
  foundOn: string;
  urgentCause: string;
};

export type EntryFault = 'village' | 'headName' | 'channel' | 'source' | 'text' | 'foundOn';

/** An empty form; a lead is found today unless told otherwise. */
export function emptyEntry(today: PlainDate): Entry {
  return {
    village: null,
    headName: '',
    phone: '',
    idNumber: '',
    channel: '',
    source: '',
    text: '',
    foundOn: today,
    urgentCause: '',
  };
}

/** Which fields are still missing. */
export function entryFaults(entry: Entry, known: boolean, options: LedgerOptions): Partial<Record<EntryFault, true>> {
  const missing: Partial<Record<EntryFault, true>> = {};
  if (!known && entry.village === null && options.villages.length > 0) missing.village = true;
  if (!known && entry.headName.trim() === '') missing.headName = true;
  for (const field of ['channel', 'source', 'text', 'foundOn'] as const) {
    if (entry[field].trim() === '') missing[field] = true;
  }
  return missing;
}

/** The call for an entry without faults. */
export function entryBody(entry: Entry, household: string | undefined): Body {
  const filled = <K extends string>(name: K, text: string) => (text.trim() === '' ? {} : { [name]: text.trim() });
  const body: Body = {
    channel: entry.channel,
    source: entry.source.trim(),
    text: entry.text.trim(),
    foundOn: entry.foundOn,
    ...(entry.urgentCause === '' ? {} : { urgent: { cause: entry.urgentCause } }),
  };
  if (household !== undefined) return { ...body, household };
  if (entry.village === null) throw new Error('entry sent without a village');
  return {
    ...body,
    newHousehold: {
      village: entry.village,
      headName: entry.headName.trim(),
      ...filled('phone', entry.phone),
      ...filled('idNumber', entry.idNumber.toUpperCase()),
    },
  };
}

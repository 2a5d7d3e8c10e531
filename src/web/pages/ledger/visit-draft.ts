import type { Call } from '#contract/route.ts';
import type { routes } from '#contract/routes.ts';
import { parseYuan, yuanText } from '#domain/values/fen.ts';
import type { SentenceKey } from '#words/sentences.ts';
import type { Lead } from './lead-panel.tsx';
import type { LedgerOptions } from './ledger-data.ts';

type Body = Call<typeof routes.recordVisit>['body'];
type Visit = Body['visit'];
export type Guarantees = NonNullable<Visit['guarantees']>;

export const incomeKeys = [
  'wage',
  'business',
  'property',
  'transfer',
  'businessCost',
  'compliantOutOfPocket',
  'insurancePayout',
] as const;
export type IncomeKey = (typeof incomeKeys)[number];

export const guaranteeKeys = ['medicalInsurance', 'education', 'housing', 'water'] as const;

/** The form as typed; empty text is unknown, never 0. */
export type VisitDraft = {
  on: string;
  verifiers: string[];
  income: Record<IncomeKey, string>;
  guarantees: Guarantees;
  risks: string[];
  note: string;
  photos: string[];
  verdict: string;
  reason: string;
  idNumber: string;
};

/** What the form begins with: the earlier visit, else what is already known. The conclusion is never preset. */
export function visitDraft(lead: Lead, options: LedgerOptions): VisitDraft {
  const { visit, known, line } = lead;
  const byId = new Map(options.verifiers.map((verifier) => [verifier.id, verifier.name]));
  const named = visit?.verifiers?.flatMap((id) => byId.get(id) ?? []) ?? line.verifiers.map(({ name }) => name);
  const knownIncome = new Map(known.income.map(({ key, value }) => [key, value]));
  const income = incomeKeys.map((key) => [key, visit?.income?.[key] ?? knownIncome.get(key) ?? ''] as const);
  return {
    on: visit?.on ?? '',
    verifiers: named.length > 0 ? named : options.lastPair.map(({ name }) => name),
    income: Object.fromEntries(income) as Record<IncomeKey, string>,
    guarantees: visit?.guarantees ?? {
      housing: 'unknown',
      education: 'unknown',
      water: 'unknown',
      medicalInsurance: 'unknown',
    },
    risks: visit?.risks ?? known.risks,
    note: visit?.note ?? '',
    photos: [],
    verdict: line.verdict ?? '',
    reason: line.reason ?? '',
    idNumber: '',
  };
}

/** What is wrong with the draft, by field. Nothing is wrong with fields left unknown. */
export function visitFaults(draft: VisitDraft, options: LedgerOptions): Partial<Record<string, SentenceKey>> {
  const faults: Partial<Record<string, SentenceKey>> = {};
  if (draft.on === '') faults.on = 'verify.need-date';
  if (draft.verifiers.length === 0) faults.verifiers = 'verify.need-visitors';
  for (const key of incomeKeys) {
    if (draft.income[key].trim() !== '' && parseYuan(draft.income[key]) === undefined)
      faults[key] = 'verify.bad-amount';
  }
  const needsReason = options.verdicts.find(({ id }) => id === draft.verdict)?.needsReason ?? false;
  if (needsReason && draft.reason.trim() === '') faults.reason = 'verify.need-reason';
  return faults;
}

/** The call for a draft without faults. */
export function visitBody(draft: VisitDraft, seq: number, verifiers: string[]): Omit<Body, 'requestId'> {
  const asked = incomeKeys.some((key) => draft.income[key].trim() !== '');
  const income = Object.fromEntries(incomeKeys.map((key) => [key, amount(draft.income[key])])) as NonNullable<
    Visit['income']
  >;
  const looked = guaranteeKeys.some((key) => draft.guarantees[key] !== 'unknown');
  const visit: Visit = {
    on: draft.on,
    verifiers,
    risks: draft.risks,
    photos: draft.photos ?? [],
    ...(asked ? { income } : {}),
    ...(looked ? { guarantees: draft.guarantees } : {}),
    ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }),
  };
  return {
    seq,
    visit,
    ...(draft.verdict === '' ? {} : { verdict: draft.verdict }),
    ...(draft.reason.trim() === '' ? {} : { reason: draft.reason.trim() }),
    ...(draft.idNumber.trim() === '' ? {} : { idNumber: draft.idNumber.trim().toUpperCase() }),
  };
}

function amount(text: string): string | null {
  const fen = parseYuan(text);
  return fen === undefined ? null : yuanText(fen);
}

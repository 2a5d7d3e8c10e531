import type { Call } from '#contract/route.ts';
import type { routes } from '#contract/routes.ts';
import { netIncomePerPerson, type PerPerson, referenceIncome } from '#domain/registry/income.ts';
import { type Fen, parseYuan, yuanText } from '#domain/values/fen.ts';
import { type Guarantees, guaranteeKeys, type IncomeKey, incomeKeys } from '../ledger/visit-draft.ts';

type Visit = NonNullable<Call<typeof routes.actOnMatter>['body']['visit']>;

/** What a visit made for the matter found, as typed; empty text is unknown, never 0. `verifiers`: names. */
export type VisitPart = {
  verifiers: string[];
  income: Record<IncomeKey, string>;
  guarantees: Guarantees;
  risks: string[];
};

export const emptyVisit: VisitPart = {
  verifiers: [],
  income: Object.fromEntries(incomeKeys.map((key) => [key, ''])) as Record<IncomeKey, string>,
  guarantees: { housing: 'unknown', education: 'unknown', water: 'unknown', medicalInsurance: 'unknown' },
  risks: [],
};

/** Fields of the visit that are wrong or missing. */
export function visitFaultKeys({ verifiers, income }: VisitPart): string[] {
  const wrong = incomeKeys.filter((key) => income[key].trim() !== '' && amountOf(income[key]) === undefined);
  return [...(verifiers.length === 0 ? ['verifiers'] : []), ...wrong];
}

/** The visit as it is sent with its act. */
export function visitPart(
  { income, guarantees, risks }: VisitPart,
  verifiers: readonly string[],
  photos: readonly string[],
): Visit {
  const asked = incomeKeys.some((key) => income[key].trim() !== '');
  const looked = guaranteeKeys.some((key) => guarantees[key] !== 'unknown');
  const lines = Object.fromEntries(
    incomeKeys.map((key) => {
      const fen = amountOf(income[key]);
      return [key, fen === undefined ? null : yuanText(fen)];
    }),
  ) as NonNullable<Visit['income']>;
  return {
    verifiers: [...verifiers],
    risks,
    photos: [...photos],
    ...(asked ? { income: lines } : {}),
    ...(looked ? { guarantees } : {}),
  };
}

/** 人均纯收入 and 收入参考范围 of what is typed; unknown with what is missing while a kind is not filled in. */
export function bothFigures(
  income: Record<IncomeKey, string>,
  persons: number,
): { net: PerPerson; reference: PerPerson } {
  const fen = (key: IncomeKey): Fen | undefined => amountOf(income[key]);
  const known = (name: string, key: IncomeKey) => {
    const value = fen(key);
    return value === undefined ? {} : { [name]: value };
  };
  const sheet = {
    lines: {},
    totals: {
      ...known('wage', 'wage'),
      ...known('business', 'business'),
      ...known('property', 'property'),
      ...known('transfer', 'transfer'),
      ...known('cost', 'businessCost'),
    },
  };
  const relief = {
    ...known('claims', 'insurancePayout'),
    ...known('selfPaid', 'compliantOutOfPocket'),
    // The kinds are typed as sums: whoever adds up the transfers leaves out what stands among the payouts.
    claimsIncludePovertyInsurance: false,
  };
  return { net: netIncomePerPerson(sheet, persons), reference: referenceIncome(sheet, relief, persons) };
}

function amountOf(text: string): Fen | undefined {
  const fen = parseYuan(text.replaceAll(/[,，\s]/g, ''));
  return fen === undefined || fen < 0n ? undefined : fen;
}

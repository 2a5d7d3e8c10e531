import { type Fen, fen } from '../values/fen.ts';

/** `wage` 工资性 A · `business` 生产经营性 B · `property` 财产性 C · `transfer` 转移性 D · `cost` 生产经营性支出 E. */
export type IncomeGroup = 'wage' | 'business' | 'property' | 'transfer' | 'cost';

/** The lines of a household's income of one window, as the national screens list them. */
export const incomeLines = [
  line('migrantWork', '务工收入', 'wage'),
  line('publicPost', '公益岗收入', 'wage'),
  line('selfEmployment', '自主经营收入', 'wage'),
  line('planting', '种植收入', 'business'),
  line('breeding', '养殖收入', 'business'),
  line('forestFruit', '林果收入', 'business'),
  line('otherBusiness', '其他生产经营收入', 'business'),
  line('assetDividends', '资产收益分红', 'property'),
  line('landTransfer', '土地流转收入', 'property'),
  line('financialProject', '金融贷款项目收入', 'property'),
  line('entrustedFarming', '代种代养收入', 'property'),
  line('otherProperty', '其他财产性收入', 'property'),
  line('familyPlanning', '计生金', 'transfer'),
  line('minimumAllowance', '低保金', 'transfer'),
  line('extremePoverty', '特困金', 'transfer'),
  line('pension', '养老金', 'transfer'),
  line('ecology', '生态补偿', 'transfer'),
  line('povertyInsurance', '防贫保险', 'transfer'),
  line('otherTransfer', '其他转移收入', 'transfer'),
  line('businessCost', '生产经营性支出', 'cost'),
] as const;

export type IncomeLine = (typeof incomeLines)[number]['name'];

/**
 * One window of a household's income. An absent line is unknown, not zero. `totals` are sums stated as such; a group whose
 * lines are not all known falls back on its stated sum.
 */
export type Income = {
  readonly lines: { readonly [L in IncomeLine]?: Fen };
  readonly totals?: { readonly [G in IncomeGroup]?: Fen };
};

/** What 收入参考范围 adds to the income. */
export type Relief = {
  /** 理赔收入 of the window. */
  readonly claims?: Fen;
  /** 合规自付支出 of the window. */
  readonly selfPaid?: Fen;
  /** Whether `claims` contain the 防贫保险 that also stands in the transfer income. Needed only when that line is not 0. */
  readonly claimsIncludePovertyInsurance?: boolean;
};

/** A sum, or the names that are missing for it. */
export type KnownFen =
  | { readonly known: true; readonly fen: Fen }
  | { readonly known: false; readonly missing: readonly string[] };

/** An exact amount a head: `total` shared by `persons`; never rounded before a comparison. */
export type PerPerson =
  | { readonly known: true; readonly total: Fen; readonly persons: number }
  | { readonly known: false; readonly missing: readonly string[] };

/** The sum of one group: its lines when all are known, else its stated sum, else the missing lines. */
export function groupTotal(income: Income, group: IncomeGroup): KnownFen {
  const lines = incomeLines.filter((one) => one.group === group);
  const missing = lines.filter((one) => income.lines[one.name] === undefined).map((one) => one.name);
  const stated = income.totals?.[group];
  if (missing.length > 0) return stated === undefined ? { known: false, missing } : { known: true, fen: stated };
  return { known: true, fen: fen(lines.reduce((sum, one) => sum + (income.lines[one.name] ?? 0n), 0n)) };
}

/** 家庭纯收入 = A + B + C + D − E; unknown, with what is missing, when one of the five is. */
export function netIncome(income: Income): KnownFen {
  const groups = (['wage', 'business', 'property', 'transfer', 'cost'] as const).map((group) => ({
    sign: group === 'cost' ? -1n : 1n,
    total: groupTotal(income, group),
  }));
  const missing = groups.flatMap(({ total }) => (total.known ? [] : total.missing));
  if (missing.length > 0) return { known: false, missing };
  return {
    known: true,
    fen: fen(groups.reduce((sum, { sign, total }) => sum + (total.known ? sign * total.fen : 0n), 0n)),
  };
}

/** 人均纯收入. `persons` is 家庭人口, counted as 1 when less; undefined: unknown. */
export function netIncomePerPerson(income: Income, persons: number | undefined): PerPerson {
  return perPerson(netIncome(income), persons);
}

/** 收入参考范围 = (家庭纯收入 + 理赔收入 − 合规自付支出) ÷ 家庭人口; 防贫保险 in both is counted once. */
export function referenceIncome(income: Income, relief: Relief, persons: number | undefined): PerPerson {
  const net = netIncome(income);
  const insured = income.lines.povertyInsurance;
  const twice = insured === 0n || relief.claims === 0n ? false : relief.claimsIncludePovertyInsurance;
  const missing = [
    ...(net.known ? [] : net.missing),
    ...(relief.claims === undefined ? ['claims'] : []),
    ...(relief.selfPaid === undefined ? ['selfPaid'] : []),
    ...(twice === undefined ? ['claimsIncludePovertyInsurance'] : []),
    ...(twice === true && insured === undefined ? ['povertyInsurance'] : []),
  ];
  if (missing.length > 0 || !net.known) return perPerson({ known: false, missing: [...new Set(missing)] }, persons);
  const counted = (relief.claims ?? 0n) - (twice ? (insured ?? 0n) : 0n);
  return perPerson({ known: true, fen: fen(net.fen + counted - (relief.selfPaid ?? 0n)) }, persons);
}

/** −1, 0, 1: the amount a head is below, at, above `amount` (fen a head), exactly; undefined when it is unknown. */
export function comparePerPerson(income: PerPerson, amount: Fen): -1 | 0 | 1 | undefined {
  if (!income.known) return undefined;
  const all = amount * BigInt(income.persons);
  return income.total < all ? -1 : income.total === all ? 0 : 1;
}

/** The amount a head to the nearest fen, halves away from zero, for display only; undefined when it is unknown. */
export function shownPerPerson(income: PerPerson): Fen | undefined {
  if (!income.known) return undefined;
  const persons = BigInt(income.persons);
  const half = income.total < 0n ? -persons : persons;
  return fen((income.total * 2n + half) / (persons * 2n));
}

function perPerson(total: KnownFen, persons: number | undefined): PerPerson {
  const missing = [...(total.known ? [] : total.missing), ...(persons === undefined ? ['memberCount'] : [])];
  if (!total.known || persons === undefined) return { known: false, missing };
  return { known: true, total: total.fen, persons: Math.max(1, persons) };
}

function line<const N extends string>(name: N, label: string, group: IncomeGroup) {
  return { name, label, group };
}

import type { IdNumber, Sex } from '#domain/values/id-number.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';

/** One area of the demonstration, official code of 12 digits and official name. */
export interface DemoArea {
  readonly code: string;
  readonly name: string;
}

/** Where the demonstration plays; read from the divisions by the caller. */
export interface DemoPlace {
  readonly province: DemoArea;
  readonly city: DemoArea;
  readonly county: DemoArea;
  readonly town: DemoArea;
  /** Villages of `town`. */
  readonly villages: readonly DemoArea[];
  /** The other townships of the county with their villages: a department's file covers the whole county. */
  readonly otherTowns: readonly (DemoArea & { readonly villages: readonly DemoArea[] })[];
}

export interface Disability {
  /** 1 sight, 2 hearing, 3 speech, 4 limbs, 5 intellect, 6 mind, 7 several. */
  readonly category: number;
  /** 1 (most severe) to 4. */
  readonly grade: number;
}

export interface DemoPerson {
  readonly id: IdNumber;
  readonly number: number;
  readonly name: string;
  readonly sex: Sex;
  readonly born: PlainDate;
  /** Whole years on the population's day. */
  readonly age: number;
  readonly nation: string;
  /** 与户主关系, native value. */
  readonly relation: string;
  /** 文化程度; null for those at school and for small children. */
  readonly education: string | null;
  /** 在校生状况; null for those not at school. */
  readonly schooling: string | null;
  /** 健康状况, one or several native values. */
  readonly health: readonly string[];
  readonly disability: Disability | null;
  /** 劳动技能. */
  readonly labour: string;
  /** 务工时间 in the last twelve months, 0–12. */
  readonly workMonths: number;
}

/** Yearly income of a household in whole yuan. */
export interface DemoIncome {
  readonly wage: number;
  readonly production: number;
  readonly property: number;
  readonly transfer: number;
  /** 生产经营性支出. */
  readonly expense: number;
}

/** What the national system says about a household that stands in it. */
export interface NationalRecord {
  readonly number: string;
  readonly exPoor: boolean;
  /** 致贫原因1. */
  readonly cause: string;
  /** 首次识别时间 `YYYY-MM-DD`. */
  readonly recognisedOn: PlainDate;
  readonly monitored: MonitoredRecord | null;
}

export interface MonitoredRecord {
  /** 监测对象类别. */
  readonly kind: string;
  readonly risk: string;
  readonly foundOn: PlainDate;
  readonly clearedOn: PlainDate | null;
}

export interface DemoHousehold {
  /** 户号, nine digits. */
  readonly number: string;
  readonly village: DemoArea;
  /** 村民小组, from 1. */
  readonly group: number;
  readonly phone: string;
  /** The head first. */
  readonly members: readonly DemoPerson[];
  readonly income: DemoIncome;
  readonly lowIncome: boolean;
  readonly safeHouse: boolean;
  readonly national: NationalRecord | null;
}

export interface DemoWorld {
  readonly place: DemoPlace;
  readonly on: PlainDate;
  readonly households: readonly DemoHousehold[];
}

/** 人均纯收入 of the household in yuan, two decimals. */
export function perHead(household: Pick<DemoHousehold, 'income' | 'members'>): number {
  const { wage, production, property, transfer, expense } = household.income;
  return Math.round(((wage + production + property + transfer - expense) / household.members.length) * 100) / 100;
}

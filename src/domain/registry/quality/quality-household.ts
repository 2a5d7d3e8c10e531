import type { Fen } from '../../values/fen.ts';
import { type IdNumber, idNumberParts, parseIdNumber } from '../../values/id-number.ts';
import { ageOn, type PlainDate, parsePlainDate } from '../../values/plain-date.ts';
import type { HouseholdValues, PersonValues } from '../registry-fields.ts';

/** A member as the rules look at one: `key` is the register's own id. */
export interface QualityMember {
  readonly key: string;
  readonly values: PersonValues;
  /** The same certificate number stands at somebody else of another household; absent: nobody has found one. */
  readonly numberElsewhere?: boolean;
}

/** One 帮扶措施 as far as the rules need it; what is absent is unknown. */
export interface QualityMeasure {
  /** 产业 就业 金融 公益岗位 健康 义务教育 … as the list of the region names them. */
  readonly type: string;
  readonly detail?: string;
  readonly member?: string;
  readonly plannedOn?: PlainDate;
  readonly deliveredOn?: PlainDate;
}

/** One worksheet of the household's income, whole sums in fen; an absent sum is unknown, not zero. */
export interface QualityIncome {
  readonly on: PlainDate;
  readonly wage?: Fen;
  readonly business?: Fen;
  readonly transfer?: Fen;
  readonly compliantOutOfPocket?: Fen;
}

/** What the rules are run on: one household as the register holds it on a day. */
export interface QualityHousehold {
  readonly key: string;
  readonly values: HouseholdValues;
  readonly members: readonly QualityMember[];
  /** Monitored, cleared, removed or none of them, as acts and files have made it. */
  readonly status: 'none' | 'monitored' | 'cleared' | 'removed';
  /** Day it became so; null while unknown. */
  readonly statusSince: PlainDate | null;
  /** Undefined: nobody keeps measures here, and no rule about measures says anything. An empty list is known to be empty. */
  readonly measures: readonly QualityMeasure[] | undefined;
  /** The latest worksheet; undefined: none was ever made. */
  readonly income: QualityIncome | undefined;
  /** 已实施开发式帮扶措施 as marked in the national system; undefined: not known. */
  readonly marksDeveloping?: boolean;
}

/** What a region sets: ages in years, terms in months, amounts in fen. */
export interface QualitySetting {
  /** The day the household is judged on. */
  readonly on: PlainDate;
  /** From this age on somebody may work and leaves compulsory school. */
  readonly workingAge: number;
  /** From this age on nobody counts as full labour. */
  readonly elderAge: number;
  /** From this age on nobody holds a public post. */
  readonly publicPostAge: number;
  /** At this age a healthy child is at primary school. */
  readonly schoolAge: number;
  /** Months after identification in which a measure must stand. */
  readonly measureMonths: number;
  /** Months after identification in which a measure that develops must stand, where there is labour. */
  readonly developingMonths: number;
  /** Wage income below this and above nothing was not keyed in in yuan. */
  readonly smallWage: Fen;
  /** Measures that develop: 开发式. */
  readonly developing: readonly string[];
  /** Risks the region's list has. */
  readonly risks: readonly string[];
  /** 监测线 in force on a day, per person and year; undefined while none is set. */
  lineOn(day: PlainDate): Fen | undefined;
  /** Rules this region does not run, by code. */
  readonly off: readonly string[];
}

/** What the fields say where no region has said otherwise. */
export const inferredSetting: Omit<QualitySetting, 'on' | 'lineOn' | 'risks'> = {
  workingAge: 16,
  elderAge: 60,
  publicPostAge: 70,
  schoolAge: 7,
  measureMonths: 1,
  developingMonths: 6,
  smallWage: 10_000n as Fen,
  developing: ['产业', '就业', '金融', '公益岗位'],
  off: [],
};

/** Whole years on the day, by the birth date, else by the ID number; undefined when neither is known. */
export function ageOf(member: QualityMember, on: PlainDate): number | undefined {
  const born = member.values.bornOn ?? bornByNumber(member);
  return born === undefined ? undefined : ageOn(born, on);
}

/** The certificate number when it is a right citizen number. */
export function citizenNumber(member: QualityMember): IdNumber | undefined {
  const { idNumber } = member.values;
  return idNumber === undefined ? undefined : parseIdNumber(idNumber);
}

function bornByNumber(member: QualityMember): PlainDate | undefined {
  const number = citizenNumber(member);
  return number === undefined ? undefined : parsePlainDate(idNumberParts(number).born);
}

/** Able to work in full or in part: true, false, or undefined when nobody has said. */
export function ableToWork({ values }: QualityMember): boolean | undefined {
  if (values.labour === undefined) return undefined;
  return !withoutLabour.includes(values.labour);
}

/** 无劳动力 and what people write for it; 丧失劳动力 beside it. */
export const noLabour: readonly string[] = ['无劳动力', '无劳动能力'];
export const withoutLabour: readonly string[] = [...noLabour, '丧失劳动力'];

/** Whether the household stands in the national system: rules about what that system asks for look at no others. */
export function inNationalSystem(household: QualityHousehold): boolean {
  return household.status !== 'none' || household.values.householdNumber !== undefined;
}

/** Risk cleared, by what was done here or by what the national system says. */
export function isCleared({ status, values }: QualityHousehold): boolean {
  return status === 'cleared' || (status !== 'monitored' && values.riskCleared === true);
}

/** Day (or first of the month) of a `date-or-month` value; undefined when there is none. */
export function dayOrMonth(text: string | undefined): PlainDate | undefined {
  if (text === undefined) return undefined;
  return parsePlainDate(text.length === 7 ? `${text}-01` : text);
}

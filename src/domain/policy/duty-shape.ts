import type { PlainDate } from '../values/plain-date.ts';
import type { Count, Feel, Item, SourceRef, Term } from './pack-shape.ts';
import type { ClockEvent } from './procedure-shape.ts';

export const periods = ['day', 'week', '10-day', 'half-month', 'month', 'quarter', 'half-year', 'year'] as const;
export type Period = (typeof periods)[number];

/**
 * What a paper due on a day contains. `previous-month` and `previous-period` also put the due day into the month after the
 * period; the one speaks of that month only, the other of the whole period.
 */
export type Covers = 'period' | 'previous-period' | 'previous-month' | 'month-to-date' | 'year-to-previous-month-end';

/** A day of a month (30 in February: the last day), or the last one. */
export type DayOfMonth = number | 'last';

/** When something recurs (§5). Without `dueDay` and `slots` the due day is the period's last day. */
export type Cadence =
  | { readonly kind: 'once'; readonly on: PlainDate }
  | {
      readonly kind: 'every';
      readonly every: Period;
      /** `{param}`: a number offices set, put in when the policy is resolved; left over while it is unset, and no day then. */
      readonly dueDay?: DayOfMonth | { readonly param: string };
      /** Month of the year (1–12) for yearly duties. */
      readonly dueMonth?: number;
    }
  | { readonly kind: 'slots'; readonly slots: readonly DayOfMonth[] }
  /** Days of every year. */
  | { readonly kind: 'days'; readonly days: readonly MonthAndDay[] }
  | { readonly kind: 'window'; readonly from: MonthAndDay; readonly to: MonthAndDay }
  /** Several windows a year (school terms, seasons): due on the last day of each. */
  | { readonly kind: 'windows'; readonly windows: readonly { readonly from: MonthAndDay; readonly to: MonthAndDay }[] }
  | { readonly kind: 'on-event'; readonly within: Term; readonly from: ClockEvent }
  | { readonly kind: 'continuous'; readonly atMost: Term }
  | { readonly kind: 'never' };

/** `MM-DD`, a day of any year. */
export type MonthAndDay = string;

/** What becomes of a due day that is no working day; `{param}` reads a word (不顺延 提前 顺延) when the policy is resolved. */
export type Roll = 'none' | 'previous' | 'next' | { readonly param: string };

/** Something an office owes again and again. */
export interface Duty extends Item {
  readonly who: string;
  readonly cadence: Cadence;
  readonly covers: Covers;
  readonly roll?: Roll;
  readonly count?: Count;
  /** What has to differ between the counted acts (`county`: two different counties). */
  readonly distinct?: string;
  readonly cap?: 'population';
  readonly forEach?: { readonly subject: string; readonly where?: Feel };
  /** `all`, a share (`30%`), or the condition that says who must be reached. */
  readonly coverage?: string;
  readonly to: readonly string[];
  readonly seal?: string;
  readonly parts: readonly string[];
  /** Parameter that lists them, put in when the policy is resolved; `parts` holds while it is unset. */
  readonly partsFrom?: string;
  /** Other duties that one record of this one fulfils as well. */
  readonly fulfils: readonly string[];
  readonly push?: { readonly events: readonly string[]; readonly fields: readonly string[] };
  readonly attend: readonly string[];
  /** The years it is owed in: the name of a parameter that lists them; any other word only tells. */
  readonly during?: string;
  /** Years (`2025`) `during` stands for on the policy's day; absent: every year. Only on a resolved policy. */
  readonly years?: readonly string[];
  readonly onlyIf?: string;
  /** Form the paper is written on. */
  readonly form?: string;
}

/** A column a department sends. `required` rows without it are rejected. */
export interface FeedColumn {
  readonly key: string;
  readonly label: string;
  readonly aliases: readonly string[];
  readonly type: 'text' | 'number' | 'money' | 'date' | 'code' | 'boolean' | 'id-number' | 'phone';
  readonly required: boolean;
  readonly values?: readonly string[];
  /** Clauses that ask for the column; absent: those of the feed. */
  readonly source?: readonly SourceRef[];
}

/** Which rows become leads. `total` is reckoned over a window; what fired is remembered per person and reset window. */
export interface Raise {
  readonly total?: {
    /** Column that is added up, or counted or compared where `how` says so. */
    readonly sum: string;
    /** `count`: rows that have the column · `any`: whether it is true in one of them. Absent: their sum. */
    readonly how?: 'count' | 'max' | 'min' | 'any';
    /** Over all rows of a household instead of a person. */
    readonly per?: 'household';
    readonly window: FeedWindow;
    readonly asOf?: 'previous-month-end' | 'batch-day';
  };
  readonly when?: Feel;
  readonly fires: 'first-crossing' | 'each-new' | 'on-change';
  readonly reset?: 'calendar-year' | 'month' | 'never';
}

export type FeedWindow = 'calendar-year-to-date' | 'period' | { readonly last: Term };

/** Something a department sends regularly, and what becomes of its rows. */
export interface Feed extends Item {
  /** Sending office, e.g. `民政局@county`. */
  readonly sender: string;
  readonly to: readonly string[];
  readonly forwards?: { readonly to: string; readonly dueDay: DayOfMonth };
  readonly subject: 'person' | 'household' | 'village' | 'area';
  readonly columns: readonly FeedColumn[];
  readonly population?: Feel;
  readonly cadence: Cadence;
  readonly covers: Covers;
  readonly roll?: Roll;
  readonly nilReturn: 'required' | 'not-required';
  readonly emergency?: 'at-once';
  readonly season?: { readonly from: MonthAndDay; readonly to: MonthAndDay };
  readonly supplements?: string;
  /** Column that tells the item of a row; without it a row's item is the feed's own. */
  readonly supplementsItem?: string;
  readonly mode: 'push' | 'pull' | 'real-time';
  readonly raise?: Raise;
  /** What the lead says: channel, origin (预警信息来源) and detail (具体预警信息), with `{column}` places. */
  readonly lead?: {
    readonly channel: string;
    readonly origin: string;
    readonly detail: string;
    readonly risk?: string;
  };
  readonly answers?: { readonly of: readonly string[]; readonly to: string; readonly by?: ClockEvent };
  /** Columns without which a row cannot be placed. */
  readonly rowNeeds: readonly string[];
}

/** A grade of a subject; the highest level with a true condition is proposed, a person fixes it. */
export interface Grading extends Item {
  readonly subject: 'household' | 'lead' | 'village';
  readonly levels: readonly {
    readonly id: string;
    readonly anyOf: readonly Feel[];
    readonly source: readonly SourceRef[];
  }[];
  readonly review?: Cadence;
  readonly by: readonly string[];
}

export type FieldFrom =
  | { readonly kind: 'feel'; readonly feel: Feel }
  | { readonly kind: 'act'; readonly act: string }
  | { readonly kind: 'blank' };

export interface FormField {
  readonly key: string;
  readonly label: string;
  /** Step in whose box of the paper the field stands. */
  readonly step?: string;
  readonly from: FieldFrom;
  readonly when?: Feel;
  /** True where the paper is not complete without the field. */
  readonly required?: Feel;
  readonly values?: readonly string[];
  readonly hint?: string;
  /** A table instead of one value; `from` is then not looked at. */
  readonly rows?: FormRows;
  /** Written on the paper by hand where nothing is known: never keeps it from being printed. */
  readonly pen?: boolean;
  /** Several lines of text. */
  readonly long?: boolean;
  /** Clauses that ask for the field; absent: those of the form. */
  readonly source?: readonly SourceRef[];
  readonly inferred?: string;
}

/** A row for each `member` of the household, or for each entry of `act:<key>`. */
export interface FormRows {
  readonly each: string;
  /** Only those it is not known to be false of. */
  readonly where?: Feel;
  readonly columns: readonly { readonly key: string; readonly label: string; readonly from: FieldFrom }[];
}

/** A file of the pack: a Typst layout as text, a Word file in base64. `path` as in the pack's folder. */
export interface FormTemplate {
  readonly path: string;
  readonly content: string;
}

/** A paper with official head and columns. */
export interface Form extends Item {
  /** What a paper of this form is about; absent: no paper is made from it alone. */
  readonly about?: 'household' | 'lead' | 'village' | 'township' | 'county';
  /** Word of the number series; absent: the form's id. */
  readonly series?: string;
  /** How it is laid out; absent: head and fields one after the other. */
  readonly template?: FormTemplate;
  /** The same for editing before it is sealed. */
  readonly word?: FormTemplate;
  /** The paper carries identity and phone numbers in full; absent: masked. */
  readonly fullNumbers?: boolean;
  /** Published: exactly these fields, and none may hold a number or health. */
  readonly publishes?: readonly string[];
  readonly copies: readonly { readonly to: string; readonly count: number }[];
  readonly numbering?: string;
  readonly fields: readonly FormField[];
  readonly signs: readonly string[];
  readonly seals: readonly string[];
}

import type { Fen } from '../values/fen.ts';
import type { PlainDate } from '../values/plain-date.ts';
import type { Duty, Feed, Form, Grading } from './duty-shape.ts';
import type { Insertion, Procedure } from './procedure-shape.ts';

/** Text of a FEEL expression as written in the pack; checked at load, compiled where it is used. */
export type Feel = string;

/** What a rule does when it is not met: `must` refuses, `principle` asks a reason, `may` only offers. */
export type Strength = 'must' | 'principle' | 'may';

export const timeUnits = ['hour', 'day', 'working-day', 'week', 'month', 'year'] as const;
export type TimeUnit = (typeof timeUnits)[number];

/** A fixed length of time. */
export interface TermValue {
  readonly amount: number;
  readonly unit: TimeUnit;
}

/** A length of time: written out (`"3 working-day"`) or held by a parameter (`{param: 公示天数}`). */
export type Term = TermValue | { readonly param: string };

/** A count: written out or held by a parameter. */
export type Count = number | { readonly param: string };

/** `pack#entry`, where `entry` is the id or the section of an entry of that pack's `clauses`. */
export interface SourceRef {
  readonly pack: string;
  readonly clause: string;
}

/** Days on which an item is in force; `to` is the first day on which it no longer is, absent: no end known. */
export interface Validity {
  readonly from: PlainDate;
  readonly to?: PlainDate;
}

/** Place in a pack's text; line and column count from 1. */
export interface TextPlace {
  readonly file: string;
  readonly line: number;
  readonly column: number;
}

/** Keys every item carries (§0). `source` is empty exactly when only `inferred` says why the item is there. */
export interface Item {
  readonly id: string;
  readonly label?: string;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
  readonly valid: Validity;
  readonly strength: Strength;
  /** The item exists only where this is true; unknown never means absent. */
  readonly when?: Feel;
  readonly note?: string;
  /** Clauses of an earlier document of the same area that this item changes. */
  readonly amends?: readonly SourceRef[];
  /** Clauses whose prohibitions this permission takes away (§6.6); without being named, a prohibition stays. */
  readonly lifts?: readonly SourceRef[];
  /** Pack the item was written in. */
  readonly pack: string;
  readonly place: TextPlace;
}

export const packLevels = ['national', 'province', 'city', 'county', 'township', 'village'] as const;
export type PackLevel = (typeof packLevels)[number];

/** What a later document does to matters already running. Absent: `keep` and `by-event`. */
export interface Transition {
  readonly structure: 'keep' | 'adopt';
  readonly values: 'by-event' | 'keep' | 'adopt';
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
}

/** The document a pack carries over. */
export interface PackHead {
  readonly id: string;
  readonly title: string;
  /** Number of the document as printed on it (鲁乡振发〔2022〕11号); absent for packs that follow no document. */
  readonly number?: string;
  readonly issuers: readonly string[];
  /** Division code of 2, 4, 6, 9 or 12 digits, or `CN` for the whole country. */
  readonly area: string;
  readonly level: PackLevel;
  readonly signed?: PlainDate;
  readonly printed?: PlainDate;
  readonly from: PlainDate;
  readonly to?: PlainDate;
  /** Packs that must lie below this one wherever it applies. */
  readonly extends: readonly string[];
  readonly repeals: readonly string[];
  readonly transition?: Transition;
  readonly cites: readonly {
    readonly number: string;
    readonly held: boolean;
    /** While it is false (it speaks of settings only) the document questions nothing: see `settled`. */
    readonly when?: Feel;
    /** An office has settled what the document leaves open; only on a resolved policy. */
    readonly settled?: boolean;
    readonly source?: readonly SourceRef[];
  }[];
  /** Clauses that repeal, by the number of the repealed document; absent: the document as a whole. */
  readonly repealSources?: Readonly<Record<string, readonly SourceRef[]>>;
  /** Disclosure class printed on the document (依申请公开). */
  readonly disclosure?: string;
}

/** One clause of the document. `status` is the pack's claim; `why` explains what is organisational or superseded. */
export interface Clause {
  readonly id: string;
  readonly section: string;
  readonly summary: string;
  readonly strength: Strength;
  readonly status: 'implemented' | 'organisational' | 'superseded';
  readonly why?: string;
  /** What kind of thing the clause asks for (`rule`, `feed-item`, `form-field` …); coverage is told by it. */
  readonly class?: string;
  readonly place: TextPlace;
}

/** An office the rules speak of. `kinds` are kinds of unit that fill it, `labels` official words, `aliases` other spellings. */
export interface OfficeTerm extends Item {
  readonly level: PackLevel;
  readonly kinds: readonly string[];
  readonly labels: readonly string[];
  readonly aliases: readonly string[];
  readonly function?: string;
}

/** A way leads come in; `canonical` is the one of the four channels it counts as. */
export interface ChannelTerm extends Item {
  readonly canonical: string;
  /** Who may be named as the source of such a lead (预警信息来源), with words for the detail column as a hint. */
  readonly origins: readonly {
    readonly value: string;
    readonly hint?: string;
    readonly source?: readonly SourceRef[];
  }[];
  readonly hint?: string;
}

export interface ClassTerm extends Item {
  readonly aliases: readonly string[];
  readonly requires?: Feel;
  /** Whether a household of this class is monitored (监测对象), for lists that also hold others. */
  readonly monitored?: boolean;
}

export interface RiskTerm extends Item {
  readonly code: string;
  readonly aliases: readonly string[];
}

/** A group of persons or households; `rule` null when the papers do not define it. */
export interface GroupTerm extends Item {
  readonly of: 'member' | 'household';
  readonly rule?: Feel;
  readonly size?: number;
}

/** An entry of a closed list a pack gives (measures, relations, verdict reasons …). */
export interface ListEntry extends Item {
  readonly code: string;
  readonly aliases: readonly string[];
  readonly parent?: string;
}

/** A fact the pack adds to the data dictionary. */
export interface FactTerm {
  readonly name: string;
  readonly of: 'household' | 'member' | 'matter' | 'act' | 'lead' | 'area' | 'row';
  readonly type: 'text' | 'number' | 'money' | 'date' | 'boolean' | 'code' | 'list';
  readonly unit?: string;
  readonly values?: readonly string[];
  /** Date field beside which this one tells whose result that was (比对机构 of 比对日期). */
  readonly officeOf?: string;
  readonly place: TextPlace;
}

/** An area that stands at other levels than its code says (a zone that is city and county at once). */
export interface AreaTerm extends Item {
  readonly levels: readonly PackLevel[];
}

export interface Terms {
  readonly offices: readonly OfficeTerm[];
  readonly channels: readonly ChannelTerm[];
  readonly classes: readonly ClassTerm[];
  readonly risks: readonly RiskTerm[];
  readonly groups: readonly GroupTerm[];
  /** Closed lists by name (帮扶措施, 与户主关系 …). */
  readonly lists: Readonly<Record<string, readonly ListEntry[]>>;
  readonly facts: readonly FactTerm[];
  readonly areas: readonly AreaTerm[];
}

/** Which months a sum covers (§2 Window). */
export interface WindowValue {
  readonly last: TermValue;
  /** `previous-month-end`, `anchor-day`, `month-end`, or the last `MM-DD` at or before the anchor. */
  readonly ending: string;
  /** `today`, `opening`, `period.end` or `step.<id>`. */
  readonly anchor: string;
}

/**
 * A value as held: money (unit begins with CNY) in fen, terms with their unit, codes as text, lists as texts,
 * everything else a number.
 */
export type Amount = number | Fen | string | TermValue | WindowValue | readonly string[];

/** How a value comes about. `of` counts years relative to the day asked (-1: the year before). `times` is exact decimal text. */
export type Computation =
  | { readonly kind: 'literal'; readonly value: Amount }
  | {
      readonly kind: 'statistic';
      readonly statistic: string;
      readonly of: number;
      readonly times: string;
      /** Year to fall back to, marked provisional, until the wanted one is published. */
      readonly untilPublished?: { readonly of: number; readonly source: readonly SourceRef[] };
    }
  | { readonly kind: 'sum' | 'max' | 'min'; readonly parts: readonly Operand[] };

export type Operand = { readonly param: string; readonly times: string } | { readonly value: Amount };

/** One dated value of a parameter. */
export interface Value {
  readonly id?: string;
  readonly valid: Validity;
  readonly how: Computation;
  /** Whom the value is for; first match wins, unknown stays unknown. */
  readonly for?: Feel;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
  /** Who entered the value, where an office set it (`set-at`). Ranks as sourced. */
  readonly set?: {
    readonly by: string;
    readonly on: PlainDate;
    readonly document?: string;
    readonly waiting?: boolean;
  };
  readonly amends?: readonly SourceRef[];
  readonly pack: string;
  readonly place: TextPlace;
}

export interface Bound {
  readonly limit: { readonly param: string; readonly times: string } | { readonly value: Amount };
  readonly valid: Validity;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
  readonly pack: string;
}

export type ParameterType = 'number' | 'term' | 'code' | 'window' | 'list';

/** A number, term, code, window or list the rules name. Value lists are never replaced by an inner pack, only overlaid by day. */
/** `unpublished-days`: whether working days past the last holiday notice are counted provisionally (`count`) or waited for (`wait`). */
export const engineQuestions = ['unpublished-days'] as const;
export type EngineQuestion = (typeof engineQuestions)[number];

export interface Parameter {
  readonly name: string;
  readonly label?: string;
  readonly type: ParameterType;
  /** `working-day`, `CNY/person/year`, `CNY`, `person` …; absent where the value itself carries it or has none. */
  readonly unit?: string;
  readonly values: readonly Value[];
  /** Readings among which an office must choose before anything is computed. */
  readonly choices: readonly {
    readonly value: Amount;
    readonly source: readonly SourceRef[];
    readonly label?: string;
    /** What the word means where the engine itself asks: `none` `previous` `next`, `resume` `restart`, `count` `wait`. */
    readonly means?: string;
  }[];
  /** A question of the engine that this parameter answers, by what its chosen word `means`. */
  readonly settles?: EngineQuestion;
  /** Level whose offices set the value. Absent: the document gives it. */
  readonly setAt?: PackLevel;
  readonly setBy: readonly string[];
  /** Every office of `setBy` must have entered the same value before it counts. */
  readonly joint: boolean;
  /** Texts an entry must carry. */
  readonly basis: readonly string[];
  /** How far an office may move away from the outer value. */
  readonly bound?: 'not-below' | 'not-above' | 'exact';
  readonly notBelow: readonly Bound[];
  readonly notAbove: readonly Bound[];
  /** Day whose value counts; `start-event` where the pack says nothing. */
  readonly versionBy: 'start-event' | 'opening' | 'act-day';
  readonly order: readonly Feel[];
  readonly suspicious: readonly { readonly when: Feel; readonly text: string }[];
  /** Something to start from, shown beside an unset value; never used by the engine. */
  readonly suggestion?: { readonly value: Amount; readonly why: string };
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
  readonly note?: string;
  /** What the documents leave open and the administrator is asked, each beginning with its id (`AMB-02 …`). */
  readonly question?: readonly string[];
  readonly amends?: readonly SourceRef[];
  readonly pack: string;
  readonly place: TextPlace;
}

/** A published figure. `of` is the year or `YYYY-MM` month it describes, `published` the day it became known. */
export interface Statistic {
  readonly name: string;
  readonly unit: string;
  readonly area: string;
  readonly period: 'year' | 'month';
  readonly values: readonly {
    readonly of: string;
    readonly value: Amount;
    readonly published: PlainDate;
    /** Where the figure was published, in words. */
    readonly source: readonly string[];
  }[];
  readonly place: TextPlace;
}

/** Takes an item of an outer pack away, e.g. `procedures/identification/steps/consultation`. */
export interface Removal {
  readonly path: string;
  readonly source: readonly SourceRef[];
  readonly valid: Validity;
  readonly pack: string;
  readonly place: TextPlace;
}

/** What a name in a pack must lead to; `feel` holds a whole expression. */
export type ReferenceKind =
  | 'source'
  | 'office'
  | 'parameter'
  | 'statistic'
  | 'procedure'
  | 'channel'
  | 'form'
  | 'feed'
  | 'duty'
  | 'feel';

/** Which records an expression may speak of: see the scopes of the dictionary. `field` and `column` (of a member) may answer anything, all others yes or no. */
export type FeelScope = 'condition' | 'field' | 'column' | 'member' | 'waiver' | 'feed' | 'value';

/** A name used in a pack's text and where it stands, for the check over the resolved policy. */
export interface Reference {
  readonly kind: ReferenceKind;
  readonly name: string;
  readonly place: TextPlace;
  /** For expressions: which records are at hand. */
  readonly scope?: FeelScope;
  /** For expressions: the procedure, parameter or feed it stands in. */
  readonly inside?: string;
}

/** One pack, parsed and checked in itself. References are checked only over the resolved policy. */
export interface Pack {
  readonly head: PackHead;
  readonly clauses: readonly Clause[];
  readonly terms: Terms;
  readonly parameters: readonly Parameter[];
  readonly statistics: readonly Statistic[];
  /** `patch`: only some items of an outer pack's procedure, laid over it by id. */
  readonly procedures: readonly (Procedure & { readonly patch: boolean })[];
  readonly feeds: readonly Feed[];
  readonly duties: readonly Duty[];
  readonly grading: readonly Grading[];
  readonly forms: readonly Form[];
  readonly remove: readonly Removal[];
  readonly insert: readonly Insertion[];
  readonly references: readonly Reference[];
  /** SHA-256 (hex) over the pack's canonical content: the same in one file or many, whatever the order of files. */
  readonly hash: string;
}

import type { PlainDate } from '../values/plain-date.ts';
import type { Duty, Feed, Form, Grading } from './duty-shape.ts';
import type {
  Amount,
  Bound,
  Clause,
  PackHead,
  PackLevel,
  Parameter,
  SourceRef,
  Statistic,
  Terms,
  Value,
} from './pack-shape.ts';
import type { Procedure } from './procedure-shape.ts';

/** A value an office entered or chose; `by` is the office id. Several with one name add up by day. */
export interface Setting {
  readonly name: string;
  readonly value: Amount;
  readonly from: PlainDate;
  readonly to?: PlainDate;
  readonly by: string;
  /** Day of the entry; the day the value begins when absent. */
  readonly on?: PlainDate;
  readonly document?: string;
  /** Suspicious and not yet confirmed by a second person: known, but not used. */
  readonly waiting?: boolean;
  /** Area the office answers for; the settings given to a resolution are those of its area chain, outermost first. */
  readonly area?: string;
}

/** Where a resolved item comes from, innermost first in `overrode`. */
export interface Origin {
  readonly pack: string;
  readonly source: readonly SourceRef[];
  readonly overrode: readonly { readonly pack: string; readonly source: readonly SourceRef[] }[];
}

/** What a pack changed in the packs around it, from which day. */
export interface PackChange {
  readonly pack: string;
  readonly source: readonly SourceRef[];
  readonly from: PlainDate;
}

/** Values of one source, innermost layer first; a day a layer does not cover falls through to the next. */
export interface ValueLayer {
  readonly pack: string;
  readonly kind: 'set' | 'sourced' | 'inferred';
  readonly values: readonly Value[];
}

export interface ResolvedParameter extends Parameter {
  readonly layers: readonly ValueLayer[];
  /** Bounds of all packs of the chain: all bind. */
  readonly floors: readonly Bound[];
  readonly ceilings: readonly Bound[];
  readonly origin: Origin;
}

export interface ResolvedProcedure extends Procedure {
  readonly origin: Origin;
}

/** The rules of one area as in force on one day. Parameters keep all their dated values: running matters read older ones. */
export interface Policy {
  readonly area: string;
  readonly on: PlainDate;
  /** Outermost first. */
  readonly packs: readonly { readonly head: PackHead; readonly hash: string; readonly clauses: readonly Clause[] }[];
  /** SHA-256 (hex) of the ordered pack hashes. */
  readonly hash: string;
  readonly terms: Terms;
  readonly parameters: Readonly<Record<string, ResolvedParameter>>;
  readonly statistics: Readonly<Record<string, Statistic>>;
  readonly procedures: Readonly<Record<string, ResolvedProcedure>>;
  readonly feeds: readonly Feed[];
  readonly duties: readonly Duty[];
  readonly grading: readonly Grading[];
  readonly forms: readonly Form[];
  /** By path (`duties/台账报备`, `procedures/identification/steps/deliberation`): what each item overrode. */
  readonly origins: Readonly<Record<string, Origin>>;
  /** By path: what an inner pack took away, and steps that wait for something else since one was taken away or put in. */
  readonly removed: Readonly<Record<string, PackChange>>;
  readonly rewired: Readonly<Record<string, PackChange>>;
  /** Values and choices of offices this policy was resolved with. */
  readonly settings: readonly Setting[];
}

/** A parameter read for one day. */
export interface ParameterReading {
  readonly name: string;
  /** null: not usable, see `state`. */
  readonly value: Amount | null;
  /**
   * `unset`: nobody gave a value for the day; `undetermined`: a choice is open or it is unknown for whom the value is;
   * `unpublished`: the statistic it hangs on is not out; `provisional`: a stand-in until it is; `suspicious`: entered but
   * waiting for a second person.
   */
  readonly state: 'set' | 'provisional' | 'unset' | 'undetermined' | 'unpublished' | 'suspicious';
  readonly unit: string | null;
  readonly source: readonly SourceRef[];
  /** First day of the value; null when there is none. */
  readonly from: PlainDate | null;
  readonly inferred: string | null;
  /** Level that may set it, null where the documents give the value. */
  readonly setBy: PackLevel | null;
  readonly setByOffices: readonly string[];
  /** Who entered it, where an office did. */
  readonly set: { readonly by: string; readonly on: PlainDate; readonly document?: string } | null;
  readonly suggestion: { readonly value: Amount; readonly why: string } | null;
  readonly missing: readonly string[];
}

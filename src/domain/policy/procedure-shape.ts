import type { PlainDate } from '../values/plain-date.ts';
import type { Count, Feel, Item, SourceRef, Strength, Term, TextPlace, Validity } from './pack-shape.ts';

export const procedureKinds = [
  'lead',
  'identification',
  'measures',
  'clearance',
  'rollback',
  'removal',
  're-identification',
  'sweep',
  'round',
  'other',
] as const;
/** For statistics and screens only; behaviour never depends on it. */
export type ProcedureKind = (typeof procedureKinds)[number];

/**
 * A moment a clock may start from: `lead.found`, `matter.opened`, `route.opened`, `object.effective`, `period.start`,
 * `<step>.begun`, `<step>.done`, `fact:<field>` …; `latest` is unknown until all are known, `earliest` likewise,
 * `firstKnown` is the first in the list that is known.
 */
export type ClockEvent =
  | { readonly kind: 'event'; readonly name: string }
  | { readonly kind: 'step'; readonly step: string; readonly moment: 'begun' | 'done' }
  | { readonly kind: 'fact'; readonly field: string }
  | { readonly kind: 'latest' | 'earliest' | 'first-known'; readonly of: readonly ClockEvent[] };

/** Fixed event names; everything else is `<step>.begun`, `<step>.done` or `fact:<field>`. */
export const fixedEvents = [
  'lead.found',
  'lead.received',
  'lead.dispatched',
  'lead.received-by-township',
  'matter.opened',
  'route.opened',
  'object.effective',
  'period.start',
  'period.end',
  'row.known',
  'row.event-end',
] as const;

/** One possible actor. `strength: principle`: another may act with a reason. `reason`: this one must give a reason. */
export interface WhoChoice {
  readonly office: string;
  /** All offices that act in one act with this one, itself among them; absent: it acts alone. */
  readonly together?: readonly string[];
  readonly when?: Feel;
  readonly strength?: Strength;
  readonly reason?: 'required';
}

/**
 * Who acts. `first`: the first choice whose condition is true, the following ones only as stand-ins with their conditions;
 * `all`: each office its own act (`inOrder`: in the order named); `together`: one act naming all.
 */
export interface Who {
  readonly mode: 'first' | 'all' | 'together';
  readonly choices: readonly WhoChoice[];
  readonly inOrder: boolean;
  readonly never: readonly string[];
  /** `principle`: an office not named may act with a reason. */
  readonly strength: Strength;
}

/** A day of the month relative to the month of the clock's start; `last` is the month's last day. */
export interface MonthDay {
  readonly day: number | 'last';
  readonly of: 'month' | 'month-after' | 'month-before';
  readonly roll: 'none' | 'previous' | 'next';
}

export interface NotBefore {
  readonly after: Term;
  readonly from: ClockEvent;
  /** The minimum age exists only where this is true; unknown keeps it. */
  readonly when?: Feel;
  readonly strength: Strength;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
}

/** A minimum duration; finishing is possible from the day after its last day. */
export interface Lasts {
  readonly term: Term;
  readonly bound?: 'not-below';
}

/** How the beginning of a step is timed. */
export type Begins =
  | { readonly kind: 'with'; readonly step: string }
  | { readonly kind: 'within'; readonly within: Term; readonly from: ClockEvent };

/** The clocks of a step. `from` is the start of `within` and of `due`. Absent: no such clock. */
export interface StepClocks {
  readonly within?: Term;
  readonly from?: ClockEvent;
  readonly begins?: Begins;
  readonly due?: MonthDay;
  readonly dueOn?: PlainDate;
  readonly lasts?: Lasts;
}

/** The first variant whose `when` is true replaces the clocks it names; an unknown `when` makes the clock unknown. */
export interface ClockVariant extends StepClocks {
  readonly when: Feel;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
}

export interface Overdue {
  /** States to show while overdue, computed at the asked day, never stored. */
  readonly deem?: Readonly<Record<string, string>>;
  readonly flag?: string;
  readonly notify: readonly string[];
}

/** What follows an outcome word. */
export type Consequence =
  | { readonly kind: 'continue' }
  | {
      readonly kind: 'end';
      readonly state: string;
      readonly then: readonly string[];
      /** May be said while the step still has to last: 观察期内出现新风险. */
      readonly early?: boolean;
      /** Procedure that begins with this end: a lead that turns into a recognition. */
      readonly opens?: string;
    }
  | { readonly kind: 'return-to'; readonly step: string }
  | { readonly kind: 'hold'; readonly hold: string };

/** A condition on an act. True passes; false or unknown refuses (`must`) or asks a reason (`principle`). */
export interface Check {
  readonly id?: string;
  readonly require: Feel;
  /** The check exists only where this is true; unknown keeps it. */
  readonly when?: Feel;
  readonly text: string;
  readonly strength: Strength;
  /** Whose day parameters are read on; absent: as each parameter says. */
  readonly valueDay?: 'start-event' | 'opening' | 'act-day';
  /** Absent: as long as the item it stands in. */
  readonly valid?: Validity;
  /** Offices whose reasoned act passes although the condition is not met. */
  readonly override?: { readonly by: readonly string[] };
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
  readonly place: TextPlace;
}

/** A check before several steps, measures or routes. `any`: before every step of the procedure. */
export interface Gate extends Check {
  readonly before: 'any' | readonly string[];
  readonly valid: Validity;
  readonly pack: string;
}

/** Results the finishing act must bring, one for each member (or item, question) in `where` × each item. */
export interface Per {
  readonly each: 'member' | 'item' | 'question';
  readonly where?: Feel;
  readonly whereInferred: boolean;
  readonly items: readonly string[];
}

/** Exemption (per member) or waiver (whole step): `must` is automatic, `may` is a person's choice. */
export interface Exempt {
  readonly when: Feel;
  readonly strength: Strength;
  readonly label?: string;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
}

export interface Reuse {
  /** Date field that holds the day of the result on record. */
  readonly record: string;
  readonly by: readonly string[];
  /** Its last day counts; what a later step has relied on stays used. */
  readonly valid: Term;
  /** `may`: whoever does the step chooses; else the result stands without a word. */
  readonly strength: Strength;
  readonly label?: string;
  readonly source: readonly SourceRef[];
}

export interface Objections {
  readonly pending: 'hold' | 'continue';
  readonly upheld: Consequence;
  /** `{param}`: a word offices choose (继续 重新起算); unset: resume. */
  readonly rejected: 'resume' | 'restart' | { readonly param: string };
}

export interface Appeal {
  readonly within: Term;
  readonly to: string;
  readonly effect: 'suspend' | 'none';
}

/** A field a published paper leaves out, beside what the system never publishes. */
export interface Redaction {
  readonly field: string;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
}

/** One predecessor: a step id, or any one of several. */
export type After = string | { readonly any: readonly string[] };

export interface Step extends Item, StepClocks {
  readonly after: readonly After[];
  /** Absent: the matter's own office acts, whoever that is. */
  readonly by?: Who;
  readonly notBefore: readonly NotBefore[];
  readonly variants: readonly ClockVariant[];
  readonly onOverdue?: Overdue;
  /** By outcome word. Empty: the step has no outcome and simply finishes. */
  readonly outcomes: Readonly<Record<string, Consequence>>;
  readonly checks: readonly Check[];
  readonly per?: Per;
  readonly exempt?: Exempt;
  readonly skip?: Exempt;
  readonly reuse?: Reuse;
  readonly objections?: Objections;
  readonly appeal?: Appeal;
  readonly signers: readonly { readonly role: string }[];
  /** Signers must be different persons. */
  readonly distinct: boolean;
  /** Steps whose persons may not act here as well. */
  readonly distinctFrom: readonly string[];
  readonly seal?: string;
  readonly hands: readonly string[];
  readonly sample?: { readonly share?: Count; readonly count?: Count; readonly else: 'pass' };
  /** Place the step must happen at (`village-of-household`). */
  readonly at?: string;
  readonly once: boolean;
  readonly redact: readonly Redaction[];
  readonly papers: readonly string[];
  readonly announces: boolean;
  /** People meet and decide here (评议, 会商). */
  readonly meeting: boolean;
  /** Of a lead's procedure: what the step is to screens and commands. */
  readonly serves?: LeadRole;
  /** The step may be done any number of times. */
  readonly repeat: boolean;
}

/**
 * What a step of a lead's procedure is to those who carry leads through it, whatever it is called: written down
 * `registration`, gathered `summary`, sent `dispatch`, taken `receipt`, given to somebody `assignment`, looked at first
 * `review`, seen at home `visit`, answered `answer`, joined `merge`, decided on `handling`, struck off `write-off`.
 */
export const leadRoles = [
  'registration',
  'summary',
  'dispatch',
  'receipt',
  'assignment',
  'review',
  'visit',
  'answer',
  'merge',
  'handling',
  'write-off',
] as const;
export type LeadRole = (typeof leadRoles)[number];

/** A total or partial limit over several steps. */
export interface Limit extends Item {
  readonly within: Term;
  readonly from: ClockEvent;
  readonly to: string;
}

/** A gate before help on a route: a step of its own. Without a source it rests on its route's. */
export interface RouteGate extends Step {
  /**
   * Step that is booked as done, with the outcome of this gate; a gate that names no outcomes has that step's. One that the
   * route's `owes` names is not booked: what waits for it goes on, and it is still to be done.
   */
  readonly satisfies?: string;
}

/** A way round (绿色通道): help first, the owed steps later. `strength: must` makes opening a duty once `when` is true. */
export interface Route extends Item {
  readonly checks: readonly Check[];
  readonly by?: Who;
  readonly gates: readonly RouteGate[];
  readonly allows: readonly string[];
  readonly owes: 'all' | readonly string[];
  /** Steps that do not wait for what is owed, once the route's gates are passed (先报审定，后补公示). */
  readonly ahead: readonly string[];
  /** Term for everything owed, from the day the route was opened; its clock has the route's id. */
  readonly within?: Term;
}

export interface Hold extends Item {
  readonly by?: Who;
  readonly blocks: 'any' | readonly string[];
  readonly liftedBy?: Who;
  readonly needs?: string;
  /** Days it stands are not counted by the clocks of the steps it blocks; setting it needs a reason. */
  readonly pauses: boolean;
}

/** When a measure may be given: to a recognised household (`object`), or under a route that allows it. */
export interface Help extends Item {
  readonly only: readonly ('object' | 'route')[];
  readonly checks: readonly Check[];
  readonly by?: Who;
}

/** What a finished step makes true. */
export interface Effective {
  readonly id?: string;
  readonly label?: string;
  readonly at: ClockEvent;
  readonly when?: Feel;
  readonly sets: { readonly status: 'monitored' | 'cleared' | 'removed'; readonly episode: 'new' | 'same' | 'closed' };
  readonly countsAs?: string;
  readonly valid?: Validity;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
}

/** How a matter of this procedure may begin. */
export interface Opens {
  readonly channels?: readonly string[];
  readonly fromState: 'none' | 'monitored' | 'cleared' | 'any';
  readonly require?: Feel;
  readonly applicant?: {
    readonly anyMember: boolean;
    readonly proxies: readonly string[];
    /** Parameter that lists them, put in when the policy is resolved; `proxies` holds while it is unset. */
    readonly proxiesFrom?: string;
    readonly signature: readonly ('thumbprint' | 'sign' | 'online')[];
  };
  readonly every?: 'day' | 'week' | '10-day' | 'half-month' | 'month' | 'quarter' | 'half-year' | 'year';
  readonly forEach?: string;
  readonly window?: Validity;
  /** No second matter of this procedure while one runs. */
  readonly exclusive: boolean;
}

export interface Procedure {
  readonly id: string;
  readonly label?: string;
  readonly kind: ProcedureKind;
  readonly subject: 'household' | 'village' | 'township' | 'county' | 'lead';
  readonly opens: Opens;
  readonly steps: readonly Step[];
  readonly limits: readonly Limit[];
  readonly gates: readonly Gate[];
  readonly routes: readonly Route[];
  readonly holds: readonly Hold[];
  readonly helps: readonly Help[];
  readonly effective: readonly Effective[];
  readonly batch: 'allowed' | 'forbidden';
  readonly note?: string;
  readonly source: readonly SourceRef[];
  readonly inferred?: string;
  readonly valid: Validity;
  readonly amends?: readonly SourceRef[];
  readonly pack: string;
  readonly place: TextPlace;
}

/** A step put into an outer pack's procedure: its successors are rewired to wait for it. */
export interface Insertion {
  readonly into: string;
  readonly step: Step;
  readonly after: readonly After[];
  readonly before: readonly string[];
  readonly pack: string;
  readonly place: TextPlace;
}

import type { PackLevel, SourceRef } from '#domain/policy/pack-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';

/** Why an act is refused, in the order in which reasons are collected. Sentences for them stand in `words`. */
export const refusalCodes = [
  'unknown-act',
  'already-running',
  'channel-not-taken',
  'wrong-status',
  'outside-window',
  'document-repealed',
  'batch-forbidden',
  'applicant-refused',
  'signature-missing',
  'matter-ended',
  'held',
  'route-not-open',
  'not-applicable',
  'condition-unknown',
  'already-done',
  'already-begun',
  'waits-for-steps',
  'draw-missing',
  'office-unknown',
  'wrong-office',
  'office-excluded',
  'out-of-turn',
  'already-acted',
  'signers-missing',
  'signers-not-distinct',
  'person-not-distinct',
  'person-missing',
  'seal-missing',
  'wrong-place',
  'second-notice',
  'sensitive-text',
  'papers-missing',
  'paper-incomplete',
  'parameter-unset',
  'choice-open',
  'not-begun',
  'still-lasting',
  'shorter-than-set',
  'too-early',
  'start-unknown',
  'objection-pending',
  'appeal-pending',
  'appeal-passed',
  'scope-unknown',
  'results-missing',
  'results-outside',
  'check-failed',
  'check-unknown',
  'gate-failed',
  'gate-unknown',
  'not-recognised',
  'nothing-to-settle',
  'nothing-to-lift',
  'outcome-missing',
  'outcome-unknown',
  'reason-missing',
  'exempt-already',
  'limit-passed',
  'step-late',
  'data-fault',
] as const;
export type RefusalCode = (typeof refusalCodes)[number];

/** What would open a refused act; only what is known is there. */
export interface OpensWhen {
  readonly day?: PlainDate;
  readonly steps?: readonly string[];
  readonly facts?: readonly string[];
  readonly parameter?: string;
  readonly setBy?: PackLevel | null;
  readonly event?: string;
  readonly offices?: readonly string[];
  readonly lift?: string;
  readonly route?: string;
  readonly reason?: true;
}

/** One reason against an act: codes and facts, the clause it rests on, the pack's own text where it has one. */
export interface Refusal {
  readonly step: string;
  readonly code: RefusalCode;
  readonly source: readonly SourceRef[];
  readonly inferred: string | null;
  /** `principle`: a reason would do. */
  readonly strength: 'must' | 'principle';
  readonly text: string | null;
  /** Facts and parameters that are unknown or lacking, as rules write them. */
  readonly missing: readonly string[];
  readonly opensWhen: OpensWhen;
}

/** A refusal with what most of them leave out. */
export function refusal(
  step: string,
  code: RefusalCode,
  of: { readonly source: readonly SourceRef[]; readonly inferred?: string | null },
  more: Partial<Pick<Refusal, 'strength' | 'text' | 'missing' | 'opensWhen'>> = {},
): Refusal {
  return {
    step,
    code,
    source: of.source,
    inferred: of.inferred ?? null,
    strength: 'must',
    text: null,
    missing: [],
    opensWhen: {},
    ...more,
  };
}

/**
 * One thing found against an act. `refusal` stands in its way · `reason` does so until a reason is given, then warns ·
 * `warning` only warns · `need` is something the act itself has to bring: it refuses an act that does not, and leaves a
 * step open that nobody has acted on.
 */
export interface Finding {
  readonly kind: 'refusal' | 'reason' | 'warning' | 'need';
  readonly refusal: Refusal;
}

/** A finding that refuses for `must`, asks a reason for `principle`. */
export function finding(refused: Refusal): Finding {
  return { kind: refused.strength === 'principle' ? 'reason' : 'refusal', refusal: refused };
}

/** A finding about something the act brings; `field` names it in `needs`. */
export function need(field: string, refused: Refusal): Finding {
  return { kind: 'need', refusal: { ...refused, missing: [field] } };
}

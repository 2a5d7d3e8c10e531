import type { TextPlace } from './pack-shape.ts';

/** What can be wrong with a pack. Sentences that say what to do live in `words/pack-errors`. */
export const packProblemCodes = [
  'yaml-broken',
  'alias-used',
  'wrong-shape',
  'wrong-value',
  'unknown-key',
  'missing-key',
  'duplicate-key',
  'duplicate-id',
  'bad-id',
  'impossible-date',
  'empty-period',
  'missing-source',
  'household-cap',
  'overlapping-values',
  'clock-without-start',
  'unknown-reference',
  'unknown-step',
  'unknown-act',
  'unknown-event',
  'unknown-outer-pack',
  'unknown-path',
  'cyclic-steps',
  'unreachable-step',
  'same-key-same-area',
  'strength-weakened',
  'below-floor',
  'populations-overlap',
  'bad-expression',
  'no-pack-head',
  'unreadable-folder',
  'missing-template',
  'template-unknown-field',
  'unpublished-field',
] as const;
export type PackProblemCode = (typeof packProblemCodes)[number];

/** One thing wrong, where it stands, and the facts a sentence about it names. */
export interface PackProblem {
  readonly code: PackProblemCode;
  readonly place: TextPlace;
  readonly facts: Readonly<Record<string, string | number>>;
}

import type { ClockVariant, Step, StepClocks } from '#domain/policy/procedure-shape.ts';
import type { ClockContext } from './clock-context.ts';

/** What clocks read of a step. */
export type TimedStep = Pick<
  Step,
  'id' | 'pack' | 'source' | 'inferred' | 'strength' | 'variants' | 'notBefore' | keyof StepClocks
>;

/** The clocks a step has under one outcome of its variants, with the sources that say so. */
export interface ClocksInForce extends StepClocks {
  readonly id: string;
  readonly pack: string;
  readonly strength: Step['strength'];
  readonly source: Step['source'];
  readonly inferred: string | null;
}

/**
 * What the clocks of a step may be: one entry when every variant asked is known, several while one is not; `missing`
 * names what the unknown conditions lack. The first variant that holds replaces the keys it names.
 */
export function possibleClocks(
  step: TimedStep,
  context: Pick<ClockContext, 'judge'>,
): { possible: ClocksInForce[]; missing: string[] } {
  const base: ClocksInForce = { ...step, inferred: step.inferred ?? null };
  const possible: ClocksInForce[] = [];
  const missing: string[] = [];
  for (const variant of step.variants) {
    const verdict = context.judge(variant.when);
    if (verdict.value === 'no') continue;
    possible.push(withVariant(base, variant));
    if (verdict.value === 'yes') return { possible, missing };
    missing.push(...verdict.missing);
  }
  return { possible: [...possible, base], missing };
}

function withVariant(base: ClocksInForce, variant: ClockVariant): ClocksInForce {
  const { when: _, source, inferred, ...clocks } = variant;
  const named = Object.fromEntries(Object.entries(clocks).filter(([, value]) => value !== undefined)) as StepClocks;
  return {
    ...base,
    ...named,
    source: source.length > 0 ? source : base.source,
    inferred: inferred ?? base.inferred,
  };
}

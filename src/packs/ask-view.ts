import type { Case } from '#domain/policy/case-shape.ts';
import { askKind } from './asks/ask-kinds.ts';
import type { CaseFault, CaseGround } from './case-setup.ts';
import { runCase } from './run-case.ts';

/** A case that asks only the policy (slots, feeds, values, keys, papers …): every ask with what differs from its expectation. */
export interface AskView {
  readonly id: string;
  readonly area: string;
  readonly asks: readonly {
    readonly ask: number;
    readonly kind: string;
    /** What is asked about: the id of a duty, the key, the name of a parameter. */
    readonly about: unknown;
    readonly expect: unknown;
    readonly holds: boolean;
  }[];
  readonly faults: readonly CaseFault[];
}

/** Whether a case has no matter at all: no act and no ask about a day of one. */
export function asksOnlyThePolicy(written: Case): boolean {
  const kinds = written.asks.map(askKind);
  return written.acts.length === 0 && kinds.length > 0 && kinds.every((kind) => kind !== 'day' && kind !== 'try');
}

/** `apart`: faults of asks that were put to a database. */
export function askView(ground: CaseGround, written: Case, apart: readonly CaseFault[] = []): AskView {
  const faults = [...runCase(ground, written).faults, ...apart];
  return {
    id: written.id,
    area: written.policy?.area ?? ground.area,
    asks: written.asks.map((ask, at) => {
      const kind = askKind(ask);
      const holds = !faults.some((fault) => fault.ask === null || fault.ask === at + 1);
      return { ask: at + 1, kind, about: ask.detail[kind], expect: ask.expect, holds };
    }),
    faults,
  };
}

import type { Case, CaseAsk } from '#domain/policy/case-shape.ts';
import { askKind, policyAskDifferences, strangeAskKeys } from './asks/ask-kinds.ts';
import { type CaseFault, type CaseGround, settingFaults } from './case-setup.ts';
import { checkCase } from './check-case.ts';
import { dayDifferences } from './day-expectation.ts';
import { type Difference, reasonOf, reasonText } from './match-expectation.ts';
import { type Replay, replayCase } from './replay-case.ts';
import { tryDifferences } from './try-expectation.ts';

export interface CaseResult {
  readonly case: string;
  /** Empty: every ask answered as expected. */
  readonly faults: readonly CaseFault[];
}

/** Runs one golden case and compares every ask with what it expects. Never throws for a wrong case: faults say what is. */
export function runCase(ground: CaseGround, written: Case): CaseResult {
  const faults: CaseFault[] = [...settingFaults(ground, written), ...unknownWords(ground, written)];
  const fault = (ask: number | null, place: CaseFault['place'], difference: Difference): void => {
    const { path: what, expected, found } = difference;
    faults.push({ case: written.id, ask, place, what, expected, found });
  };
  if (written.asks.length === 0) fault(null, written.place, { path: 'asks', expected: 'at least one', found: 0 });
  const shown = written.asks.length === 0 && written.acts.length > 0;
  const needsMatter = shown || written.asks.some((ask) => ['day', 'try'].includes(askKind(ask)));
  const replay = needsMatter ? replayCase(ground, written) : null;
  if (replay !== null && 'what' in replay) {
    fault(null, written.place, { path: replay.what, expected: 'known', found: replay.found });
    return { case: written.id, faults };
  }
  for (const { act, answer } of replay?.acts ?? []) {
    if (answer.allowed) continue;
    const place = written.acts[act.seq - 1]?.place ?? written.place;
    const found = [...answer.refusals, ...answer.reasonRequired].map((each) => reasonText(reasonOf(each)));
    fault(null, place, { path: `act ${act.seq} ${act.kind}`, expected: 'allowed', found });
  }
  for (const [index, ask] of written.asks.entries()) {
    for (const difference of runAsk(ground, written, ask, replay)) fault(index + 1, ask.place, difference);
  }
  return { case: written.id, faults };
}

/** Acts, keys and events nobody knows, as faults. */
function unknownWords(ground: CaseGround, written: Case): readonly CaseFault[] {
  return checkCase(ground, written).map(({ code, place, facts }) => ({
    case: written.id,
    ask: null,
    place,
    what: code,
    expected: facts['nearest'] ?? 'a known word',
    found: facts['act'] ?? facts['key'] ?? facts['event'] ?? facts['step'] ?? null,
  }));
}

function runAsk(ground: CaseGround, written: Case, ask: CaseAsk, replay: Replay | null): readonly Difference[] {
  if (Object.keys(ask.expect).length === 0) return [{ path: 'expect', expected: 'something', found: 'nothing' }];
  return [...strangeAskKeys(ask), ...answerDifferences(ground, written, ask, replay)];
}

function answerDifferences(
  ground: CaseGround,
  written: Case,
  ask: CaseAsk,
  replay: Replay | null,
): readonly Difference[] {
  const kind = askKind(ask);
  if (kind !== 'day' && kind !== 'try') return policyAskDifferences(ground, written, ask);
  if (replay === null || ask.on === undefined) return [{ path: 'on', expected: 'a day', found: null }];
  return kind === 'day' ? dayDifferences(replay, ask.on, ask.expect) : tryDifferences(replay, written, ask, ask.on);
}

import type { Case, CaseAsk } from '#domain/policy/case-shape.ts';
import type { CaseGround } from '../case-setup.ts';
import type { Difference } from '../match-expectation.ts';
import { type AskKind, unknownKey } from './ask-kind.ts';
import { feedAsk } from './feed-ask.ts';
import { formAsk } from './form-ask.ts';
import { gradeAsk, groupAsk } from './group-ask.ts';
import { lintAsk } from './lint-ask.ts';
import { resolveAsk } from './resolve-ask.ts';
import { setAsk } from './set-ask.ts';
import { dutyAsk, slotsAsk } from './slots-ask.ts';

/** Kinds of ask about the policy, by the word that begins them. `sql` needs a database: see `sqlFaults`. */
const kinds: Readonly<Record<string, AskKind | null>> = {
  slots: slotsAsk,
  duty: dutyAsk,
  feed: feedAsk,
  set: setAsk,
  resolve: resolveAsk,
  lint: lintAsk,
  form: formAsk,
  group: groupAsk,
  grade: gradeAsk,
  sql: null,
};

/** `try` (an act), `day` (a day of the matter), or the word of an ask about the policy. */
export function askKind(ask: CaseAsk): string {
  if (ask.try !== undefined) return 'try';
  return Object.keys(kinds).find((kind) => ask.detail[kind] !== undefined) ?? 'day';
}

/** Keys of an ask that its kind does not have. */
export function strangeAskKeys(ask: CaseAsk): readonly Difference[] {
  const word = askKind(ask);
  const kind = kinds[word];
  const known = kind === null || kind === undefined ? [] : [word, ...kind.keys];
  if (kind === null) return [];
  return Object.keys(ask.detail)
    .filter((key) => !known.includes(key))
    .map((key) => unknownKey(key, ['on', 'expect', ...known]));
}

/** Differences of an ask about the policy. */
export function policyAskDifferences(ground: CaseGround, written: Case, ask: CaseAsk): readonly Difference[] {
  const word = askKind(ask);
  const kind = kinds[word];
  if (kind === null)
    return ground.database === 'asked-apart' ? [] : [{ path: 'sql', expected: 'a database', found: null }];
  if (kind === undefined) return [{ path: 'unsupported ask', expected: Object.keys(kinds).join(', '), found: word }];
  return kind.run({ ground, written, ask });
}

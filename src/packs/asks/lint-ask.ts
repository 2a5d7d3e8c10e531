import type { CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import { checkPacks } from '#domain/policy/check-policy.ts';
import type { PackProblem } from '#domain/policy/pack-problem.ts';
import { isMap } from '../case-facts.ts';
import { packsOf } from '../case-setup.ts';
import { checkDraft } from '../check-draft.ts';
import type { Difference } from '../match-expectation.ts';
import { parsePack } from '../parse-pack.ts';
import { type Asking, type AskKind, compared, plain } from './ask-kind.ts';

const FILE = 'lint.yaml';

/**
 * `{lint: pack}`: what is wrong with a pack written in the case, alone and over the packs around it (those the case names,
 * or all). Text gives places, a map only codes. Without a head it lies in the area of the case, over its packs.
 */
export const lintAsk: AskKind = {
  keys: ['note'],
  run: (asking) => {
    const problems = problemsOf(asking);
    return compared(asking.ask.expect, {
      errors: (value) => matchProblems('errors', value, problems),
      answer: (value) => matchProblems('errors', value, problems),
      loads: plain('loads', problems.length === 0),
    });
  },
};

function problemsOf({ ground, written, ask }: Asking): readonly PackProblem[] {
  const given = ask.detail['lint'];
  const around = packsOf(ground.packs, written.policy?.packs ?? []);
  const text = typeof given === 'string' ? given : JSON.stringify(given);
  const headless = typeof given === 'string' ? !/^pack\s*:/m.test(given) : isMap(given) && given['pack'] === undefined;
  const inner = around.filter((pack) => pack.head.area !== 'CN').map((pack) => pack.head.id);
  const head = {
    pack: { id: 'lint', title: 'lint', area: ground.area, level: 'village', from: '1900-01-01', extends: inner },
  };
  const files = [{ path: FILE, text }, ...(headless ? [{ path: 'lint-head.yaml', text: JSON.stringify(head) }] : [])];
  const parsed = parsePack(files, 'lint');
  const { pack, problems } = parsed;
  if (pack === undefined) return [...problems, ...checkDraft(parsed, around)];
  const others = around.filter((each) => each.head.id !== pack.head.id);
  const over = checkPacks([...others, pack]).filter(({ place }) => place.file === FILE || place.file === pack.head.id);
  return [...problems, ...over];
}

/** An exact list: a code, or a map with `code`, `line`, `column` and facts of the problem. The same problem twice is told twice. */
function matchProblems(path: string, expected: CaseValue, found: readonly PackProblem[]): readonly Difference[] {
  const wanted: readonly CaseValue[] = Array.isArray(expected) ? expected : [expected];
  const left = [...found];
  const unmet = wanted.filter((want) => {
    const at = left.findIndex((problem) => fits(want, problem));
    if (at >= 0) left.splice(at, 1);
    return at < 0;
  });
  if (unmet.length === 0 && left.length === 0) return [];
  const told = found.map(({ code, place, facts }) => ({ code, line: place.line, ...facts }));
  return [{ path, expected: wanted, found: told }];
}

function fits(want: CaseValue, { code, place, facts }: PackProblem): boolean {
  if (!isMap(want)) return want === code;
  const all: CaseMap = {
    ...Object.fromEntries(Object.entries(facts).map(([key, value]) => [key, String(value)])),
    code,
    line: String(place.line),
    column: String(place.column),
  };
  return Object.entries(want).every(([key, value]) => all[key] === String(value));
}

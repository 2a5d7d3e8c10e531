import type { PlainDate } from '../values/plain-date.ts';
import { areaDigits, covers, packsOfArea } from './area-packs.ts';
import type { Pack, Transition } from './pack-shape.ts';
import { type PolicyQuestion, resolvePolicy } from './resolve-policy.ts';
import type { Policy } from './resolved-policy.ts';

/** What a document says about matters already running when it says nothing: the steps stay, values go by start event. */
const SILENT: Transition = { structure: 'keep', values: 'by-event', source: [], inferred: '' };

/** The rules of a matter opened on a day, and what later documents of its area bring to it. */
export interface PolicyInTime {
  /** Documents as known on the opening day; values also of later ones, save those that keep them from running matters. */
  readonly policy: Policy;
  /** Documents whose steps running matters take over, earliest first. */
  readonly later: readonly { readonly from: PlainDate; readonly pack: string; readonly policy: Policy }[];
  /** Documents whose values reach clocks already running. */
  readonly adopted: readonly { readonly from: PlainDate; readonly pack: string; readonly names: ReadonlySet<string> }[];
}

/**
 * The policy pinned on the opening day (`question.day`) with the transitions of every document that came after it. A
 * matter keeps the list of steps of its opening unless the later document says `structure: adopt`; each clock takes the
 * value in force at its start event (`by-event`), the one of the opening (`keep`), or the new one at once (`adopt`).
 */
export function policyInTime(
  question: PolicyQuestion & {
    /** Documents the matter is pinned to, where others are in force by now; absent: those of the question on its day. */
    readonly pinned?: readonly Pack[];
  },
): PolicyInTime {
  const { area, day, pinned } = question;
  const held = new Set((pinned ?? []).map(({ head }) => head.id));
  // A newer version of a document the matter is pinned to does not reach it; only documents that came after do.
  const packs = pinned === undefined ? question.packs : [...pinned, ...question.packs.filter(isLater)];
  function isLater({ head }: Pack): boolean {
    return !held.has(head.id) && head.from > day;
  }
  const chain = packsOfArea(packs, question.chain ?? areaDigits(area));
  const came = chain.filter(isLater).toSorted((a, b) => (a.head.from < b.head.from ? -1 : 1));
  const transitionOf = (pack: Pack): Transition => pack.head.transition ?? SILENT;
  const values = packs.filter((pack) => !(came.includes(pack) && transitionOf(pack).values === 'keep'));
  const taking = came.filter((pack) => transitionOf(pack).structure === 'adopt');
  // A document that leaves running matters alone is not among those a matter follows later on either.
  const followed = packs.filter((pack) => !came.includes(pack) || taking.includes(pack));
  return {
    policy: resolvePolicy({ ...question, packs: pinned ?? question.packs, values }),
    later: taking.map(({ head }) => ({
      from: head.from,
      pack: head.id,
      policy: resolvePolicy({ ...question, packs: followed, day: head.from, values }),
    })),
    adopted: came
      .filter((pack) => transitionOf(pack).values === 'adopt')
      .map((pack) => ({ from: pack.head.from, pack: pack.head.id, names: namesFrom(pack) })),
  };
}

function namesFrom(pack: Pack): ReadonlySet<string> {
  const given = pack.parameters.filter((each) => each.values.some(({ valid }) => covers(valid, pack.head.from)));
  return new Set(given.map(({ name }) => name));
}

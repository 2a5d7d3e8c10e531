import type { GroupTerm } from '#domain/policy/pack-shape.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { grade } from '#domain/screening/grade-subject.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { casePolicy } from '../case-setup.ts';
import { type Asking, type AskKind, compared, dayIn, fault, inArea, listed, plain } from './ask-kind.ts';
import { answerOf, subjectFacts } from './subject-facts.ts';

const SUBJECT_KEYS = ['area', 'facts', 'household', 'member', 'note'];

/** `{group: id, on?, facts | household | member}`: whether somebody belongs to a group: yes, no or unknown. */
export const groupAsk: AskKind = {
  keys: [...SUBJECT_KEYS, 'named'],
  run: (asking) => {
    const id = String(asking.ask.detail['group']);
    const asked = policyOf(asking);
    if ('faults' in asked) return asked.faults;
    const { policy, day } = asked;
    const group = policy.terms.groups.find((each) => each.id === id);
    if (group === undefined) return fault('group', id, 'no such group in force');
    const { env, members, faults } = subjectFacts(asking, policy, day);
    const whole = answer(policy, group, env, day);
    const each = members.map((_, at) => memberAnswer(policy, group, env, at, day));
    const single = group.of === 'member' && env.member === undefined && members.length > 0;
    const word = single ? anyOf(each.map((one) => one.answer)) : whole.answer;
    const names = members.map((member, at) => String(member['名'] ?? member['姓名'] ?? at + 1));
    const missing = single ? each.flatMap((one) => one.missing) : whole.missing;
    return [
      ...faults,
      ...compared(asking.ask.expect, {
        answer: yesNo('answer', word),
        value: yesNo('value', word),
        in: yesNo('in', word),
        missing: listed('missing', word === 'unknown' ? [...new Set(missing)] : []),
        members: listed(
          'members',
          names.filter((_, at) => each[at]?.answer === 'yes'),
        ),
        unknown: listed(
          'unknown',
          names.filter((_, at) => each[at]?.answer === 'unknown'),
        ),
        size: plain('size', group.size ?? null),
        free: plain(
          'free',
          group.size === undefined ? null : Math.max(0, group.size - Number(asking.ask.detail['named'] ?? 0)),
        ),
      }),
    ];
  },
};

/** `{grade: id, on?, facts | household | member}`: the proposed level, and what could not be judged. */
export const gradeAsk: AskKind = {
  keys: SUBJECT_KEYS,
  run: (asking) => {
    const id = String(asking.ask.detail['grade']);
    const asked = policyOf(asking);
    if ('faults' in asked) return asked.faults;
    const { policy, day } = asked;
    const grading = policy.grading.find((each) => each.id === id);
    if (grading === undefined) return fault('grade', id, 'no such grading in force');
    const { env, faults } = subjectFacts(asking, policy, day);
    const found = grade(policy, grading, env, day);
    return [
      ...faults,
      ...compared(asking.ask.expect, {
        level: plain('level', found.level),
        answer: plain('level', found.level),
        levels: listed(
          'levels',
          found.levels.filter((each) => each.answer === 'yes').map((each) => each.id),
        ),
        unknown: listed(
          'unknown',
          found.levels.filter((each) => each.answer === 'unknown').map((each) => each.id),
        ),
        missing: listed('missing', [...new Set(found.levels.flatMap((each) => each.missing))]),
        clause: listed(
          'clause',
          found.source.map((ref) => `${ref.pack}#${ref.clause}`),
        ),
        by: listed('by', grading.by),
      }),
    ];
  },
};

function policyOf(
  asking: Asking,
): { readonly policy: Policy; readonly day: PlainDate } | { readonly faults: ReturnType<typeof fault> } {
  const written = inArea(asking.written, asking.ask.detail['area']);
  const day = asking.ask.on ?? lastPackDay(asking);
  return day === undefined
    ? { faults: fault('on', 'a day', null) }
    : { policy: casePolicy(asking.ground, written, day), day };
}

/** Without a day: the first on which the innermost pack is in force, or the last change of the case. */
function lastPackDay({ ground, written }: Asking): PlainDate | undefined {
  const ids = written.policy?.packs ?? [];
  const packs = ground.packs.filter(
    (pack) => ids.includes(pack.head.id) || written.clauses.some((ref) => ref.pack === pack.head.id),
  );
  const days = [...packs.map((pack) => pack.head.from), ...written.changes.map((change) => change.on)];
  return (
    days.toSorted().at(-1) ??
    ground.packs
      .map((pack) => pack.head.from)
      .toSorted()
      .at(-1) ??
    dayIn(undefined)
  );
}

interface Answered {
  readonly answer: 'yes' | 'no' | 'unknown';
  readonly missing: readonly string[];
}

/** A group the papers do not define is unknown: whoever belongs to it is named by hand. */
function answer(policy: Policy, group: GroupTerm, env: Parameters<typeof answerOf>[2], day: PlainDate): Answered {
  if (group.rule === undefined) return { answer: 'unknown', missing: [group.id] };
  const verdict = answerOf(policy, group.rule, env, day, 'member');
  return {
    answer: verdict.answer,
    missing: verdict.answer === 'unknown' ? verdict.missing.map(({ path }) => path) : [],
  };
}

function memberAnswer(
  policy: Policy,
  group: GroupTerm,
  env: Parameters<typeof answerOf>[2],
  at: number,
  day: PlainDate,
): Answered {
  const list = env.household?.['成员'];
  const member = Array.isArray(list) ? (list as readonly unknown[])[at] : undefined;
  const fields = typeof member === 'object' && member !== null ? (member as NonNullable<typeof env.member>) : {};
  return answer(policy, group, { ...env, member: fields }, day);
}

function anyOf(answers: readonly Answered['answer'][]): Answered['answer'] {
  return answers.includes('yes') ? 'yes' : answers.includes('unknown') ? 'unknown' : 'no';
}

function yesNo(path: string, found: Answered['answer']): ReturnType<typeof plain> {
  return (expected) =>
    plain(
      path,
      found,
    )(expected === true || expected === '是' ? 'yes' : expected === false || expected === '否' ? 'no' : expected);
}

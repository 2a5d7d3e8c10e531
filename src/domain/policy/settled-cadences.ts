import type { Cadence, DayOfMonth, Duty, Feed, Roll } from './duty-shape.ts';
import { meantWord, parameterOn } from './parameter-on.ts';
import type { Policy } from './resolved-policy.ts';

/** Words a document may use for what happens to a due day on a rest day. */
const ROLL_WORDS: Readonly<Record<string, Roll>> = {
  none: 'none',
  previous: 'previous',
  next: 'next',
  不顺延: 'none',
  提前: 'previous',
  顺延: 'next',
};

/**
 * The policy with every `due-day`, `roll` and list that a parameter gives put in as it reads on the policy's day. One that is
 * unset, or no day of a month, stays `{param}`: there is no date then; a `roll` that is unset moves nothing.
 */
export function settleCadences(policy: Policy): Policy {
  return {
    ...policy,
    duties: policy.duties.map((duty) => withParts(policy, withYears(policy, settled(policy, duty)))),
    procedures: Object.fromEntries(
      Object.entries(policy.procedures).map(([id, procedure]) => [id, withProxies(policy, procedure)]),
    ),
    feeds: policy.feeds.map((feed) => settled(policy, feed)),
  };
}

/** What a parameter lists on the policy's day; null while it is unset or holds no list. */
function listedBy(policy: Policy, name: string | undefined): readonly string[] | null {
  const value = name === undefined ? null : (parameterOn(policy, name, policy.on)?.value ?? null);
  return Array.isArray(value) ? value : null;
}

function withParts(policy: Policy, duty: Duty): Duty {
  const parts = listedBy(policy, duty.partsFrom);
  return parts === null ? duty : { ...duty, parts };
}

function withProxies<T extends Policy['procedures'][string]>(policy: Policy, procedure: T): T {
  const { applicant } = procedure.opens;
  const proxies = listedBy(policy, applicant?.proxiesFrom);
  if (applicant === undefined || proxies === null) return procedure;
  return { ...procedure, opens: { ...procedure.opens, applicant: { ...applicant, proxies } } };
}

/** Years a duty is owed in, where `during` names a parameter that lists some. */
function withYears(policy: Policy, duty: Duty): Duty {
  const years = (listedBy(policy, duty.during) ?? []).filter((entry) => /^\d{4}$/.test(entry));
  return years.length === 0 ? duty : { ...duty, years };
}

function settled<T extends Duty | Feed>(policy: Policy, item: T): T {
  const roll = item.roll === undefined ? {} : { roll: settledRoll(policy, item.roll) };
  return { ...item, ...roll, cadence: settledCadence(policy, item.cadence) };
}

function settledCadence(policy: Policy, cadence: Cadence): Cadence {
  if (cadence.kind !== 'every' || typeof cadence.dueDay !== 'object') return cadence;
  const value = parameterOn(policy, cadence.dueDay.param, policy.on)?.value;
  const day: DayOfMonth | undefined =
    typeof value === 'number' && Number.isInteger(value) && value >= 1 && value <= 31 ? value : undefined;
  return day === undefined ? cadence : { ...cadence, dueDay: day };
}

function settledRoll(policy: Policy, roll: Roll): Roll {
  if (typeof roll !== 'object') return roll;
  const value = meantWord(policy, roll.param, policy.on);
  return typeof value === 'string' && Object.hasOwn(ROLL_WORDS, value) ? (ROLL_WORDS[value] ?? roll) : roll;
}

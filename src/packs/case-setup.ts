import type { Calendar } from '#domain/calendar/calendar.ts';
import { amountKind, amountOf } from '#domain/policy/amount.ts';
import { repealOf } from '#domain/policy/area-packs.ts';
import type { Case, CaseValue } from '#domain/policy/case-shape.ts';
import type { Amount, Pack, Parameter, SourceRef, Statistic, TextPlace } from '#domain/policy/pack-shape.ts';
import { type PolicyInTime, policyInTime } from '#domain/policy/policy-in-time.ts';
import { type PolicyQuestion, resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { Policy, Setting } from '#domain/policy/resolved-policy.ts';
import type { Act } from '#domain/procedures/act.ts';
import type { MatterSetting } from '#domain/procedures/matter-setting.ts';
import { namesFor, policyRules } from '#domain/procedures/policy-rules.ts';
import { addDays, type PlainDate, parsePlainDate, plainDate } from '#domain/values/plain-date.ts';
import { caseAct } from './case-acts.ts';
import { isMap, typedFacts } from './case-facts.ts';

/** Where a case runs: all packs at hand, the area (a pack's own, when the case names none), and the calendar. */
export interface CaseGround {
  readonly packs: readonly Pack[];
  readonly area: string;
  readonly calendar: Calendar;
  /** Asks that need a database are put by `sqlFaults`, elsewhere; absent: they are faults. */
  readonly database?: 'asked-apart';
}

/** Something about a case that keeps it from running, or an answer that is not the expected one. */
export interface CaseFault {
  readonly case: string;
  /** Number of the ask, from 1; null when the whole case is meant. */
  readonly ask: number | null;
  readonly place: TextPlace;
  /** What was compared or missing: `open`, `because`, `procedure`, `act 3` … */
  readonly what: string;
  readonly expected: unknown;
  readonly found: unknown;
}

/** Before every document: a choice holds from here on. */
const ALWAYS = plainDate('1900-01-01');

/**
 * The policy a case runs under on `day`: its packs (with those they extend) or all at hand, what it sets and chooses, and
 * what is entered beside that.
 */
export function casePolicy(
  ground: CaseGround,
  written: Case,
  day: PlainDate,
  entered: readonly Setting[] = [],
): Policy {
  const asked = questionOf(ground, written, day, entered);
  asked.policy ??= resolvePolicy(asked.question);
  return asked.policy;
}

/** A question about the rules and its answers, once each is known. */
interface Asked {
  readonly question: PolicyQuestion;
  policy?: Policy;
  inTime?: PolicyInTime;
}

/** Packs never change once read, and many cases ask the same of them. */
const asked = new WeakMap<readonly Pack[], Map<string, Asked>>();

function questionOf(ground: CaseGround, inCase: Case, day: PlainDate, entered: readonly Setting[] = []): Asked {
  const question = caseQuestion(ground, inCase, day, entered);
  const { packs, ...rest } = question;
  const written = (_: string, value: unknown): unknown => (typeof value === 'bigint' ? `${value} fen` : value);
  const key = JSON.stringify([packs.map(({ hash }) => hash), rest], written);
  const known = asked.get(ground.packs) ?? new Map<string, Asked>();
  asked.set(ground.packs, known);
  const same = known.get(key) ?? { question };
  known.set(key, same);
  return same;
}

function caseQuestion(
  ground: CaseGround,
  written: Case,
  day: PlainDate,
  entered: readonly Setting[] = [],
): PolicyQuestion {
  const packs = packsOf(ground.packs, written.policy?.packs ?? []);
  const area = areaOf(ground, written, packs);
  const parameters = packs.flatMap((pack) => pack.parameters);
  const settings = [...settingsOf(written, parameters), ...entered];
  return { packs, area, day, settings, statistics: statisticsOf(written, packs) };
}

/** The matter a case describes and its acts; `what` names what is lacking when there is none. */
export function caseMatter(
  ground: CaseGround,
  written: Case,
):
  | { readonly setting: MatterSetting; readonly acts: readonly Act[] }
  | { readonly what: string; readonly found: unknown } {
  const openedOn = openingDay(written);
  if (openedOn === undefined) return { what: 'opening day', found: null };
  const wanted = written.procedure ?? 'identification';
  const found = rulesOfCase(ground, written, wanted, openedOn);
  const { policy, later, adopted } = found ?? {};
  const procedure = policy?.procedures[wanted];
  if (policy === undefined || procedure === undefined) return { what: `procedure ${wanted}`, found: null };
  const { dictionary } = namesFor(policy, procedure);
  const changes = written.changes.map(({ on, set }) => ({ on, set: typedFacts(dictionary, set) }));
  return {
    setting: {
      procedure,
      policy,
      rules: policyRules(policy, procedure),
      calendar: ground.calendar,
      openedOn,
      events: written.events,
      facts: { start: typedFacts(dictionary, written.facts), changes },
      later: (later ?? []).flatMap((move) => {
        const next = move.policy.procedures[wanted];
        return next === undefined ? [] : [{ ...move, procedure: next, rules: policyRules(move.policy, next) }];
      }),
      adopted: adopted ?? [],
      repealed: (day) => repealing(ground, written, procedure.pack, day),
    },
    acts: written.acts.map((act, index) => caseAct(act, index + 1, policy, dictionary)),
  };
}

/**
 * The rules the matter is pinned to. A document that was not there yet when the matter opened is read as of the first day
 * somebody asks; one already repealed, as of its last day.
 */
function rulesOfCase(ground: CaseGround, written: Case, wanted: string, openedOn: PlainDate): PolicyInTime | undefined {
  const packs = packsOf(ground.packs, written.policy?.packs ?? []);
  const ends = packs.filter(({ head }) => head.repeals.length > 0).map(({ head }) => addDays(head.from, -1));
  const days = [openedOn, ...written.asks.flatMap((ask) => ask.on ?? []), ...ends];
  const day = days.find((each) => casePolicy(ground, written, each).procedures[wanted] !== undefined);
  if (day === undefined) return undefined;
  const asked = questionOf(ground, written, day);
  asked.inTime ??= policyInTime(asked.question);
  return asked.inTime;
}

/** Clauses of the document that has repealed the pack's own by `day`. */
function repealing(ground: CaseGround, written: Case, id: string, day: PlainDate): readonly SourceRef[] | undefined {
  const packs = packsOf(ground.packs, written.policy?.packs ?? []);
  const head = packs.find((pack) => pack.head.id === id)?.head;
  const by = head === undefined ? undefined : repealOf(head, packs, day);
  if (by === undefined || head?.number === undefined) return undefined;
  return by.head.repealSources?.[head.number] ?? [];
}

/** The day told as `matter.opened`, else that of the first act, else the first day asked about. */
function openingDay(written: Case): PlainDate | undefined {
  const acts = written.acts.map((act) => act.on).toSorted();
  const asks = written.asks.flatMap((ask) => ask.on ?? []).toSorted();
  return written.events['matter.opened'] ?? acts[0] ?? asks[0];
}

/** The packs named and everything they extend; all of them when none is named. */
export function packsOf(packs: readonly Pack[], ids: readonly string[]): readonly Pack[] {
  if (ids.length === 0) return packs;
  const wanted = new Set(ids);
  for (let before = 0; before !== wanted.size; ) {
    before = wanted.size;
    for (const pack of packs) if (wanted.has(pack.head.id)) for (const outer of pack.head.extends) wanted.add(outer);
  }
  return packs.filter((pack) => wanted.has(pack.head.id));
}

/** The area the case names, else that of the innermost pack it names, else the ground's. */
function areaOf(ground: CaseGround, written: Case, packs: readonly Pack[]): string {
  if (written.policy?.area !== undefined) return written.policy.area;
  const named = packs.filter((pack) => written.policy?.packs.includes(pack.head.id) === true);
  const areas = named.map((pack) => pack.head.area).filter((area) => /^\d+$/.test(area));
  const inner = areas.toSorted((a, b) => b.length - a.length)[0];
  if (inner === undefined) return ground.area;
  // Run for a pack below, the case keeps that pack's area as long as it lies within its own.
  return ground.area.startsWith(inner) ? ground.area : inner;
}

function settingsOf(written: Case, parameters: readonly Parameter[]): readonly Setting[] {
  const { set = {}, choose = {} } = written.policy ?? {};
  const entered = Object.entries(set).flatMap(([name, values]) =>
    values.flatMap(({ from, to, value, by }): Setting[] => {
      const amount = amountIn(parameters, name, value);
      if (amount === undefined) return [];
      const range = { name, value: amount, from, ...(to === undefined ? {} : { to }) };
      return (by === undefined ? settersOf(parameters, name) : [by]).map((office) => ({ ...range, by: office }));
    }),
  );
  const chosen = Object.entries(choose).flatMap(([name, value]): Setting[] => {
    const amount = amountIn(parameters, name, value);
    return amount === undefined
      ? []
      : settersOf(parameters, name).map((by) => ({ name, value: amount, from: ALWAYS, by }));
  });
  return [...entered, ...chosen];
}

/** What a case writes for a parameter as it is held; undefined when no pack has the parameter or it cannot be one. */
export function amountIn(parameters: readonly Parameter[], name: string, value: CaseValue): Amount | undefined {
  const versions = parameters.filter((each) => each.name === name);
  const typed = versions.findLast((each) => each.unit !== undefined || each.type !== 'number') ?? versions[0];
  if (typed === undefined) return undefined;
  if (Array.isArray(value)) return value.map(String);
  if (isMap(value)) return undefined;
  const unit = versions.findLast((each) => each.unit !== undefined)?.unit;
  return amountOf(amountKind(typed.type, unit, typed.choices.length > 0), String(value));
}

/** Every office a parameter names as its setter, so that a joint one is complete; the case itself when it names none. */
function settersOf(parameters: readonly Parameter[], name: string): readonly string[] {
  const offices = parameters.filter((each) => each.name === name).flatMap((each) => each.setBy);
  return offices.length === 0 ? ['case'] : [...new Set(offices)];
}

/**
 * Figures as `{name: {2022: 9000.00}}`, `{name: {2022: {value, published}}}` or as a pack lists them (`[{of, value, published}]`,
 * also under `values`): without `published` known from 1 January of the year after the one they describe.
 */
function statisticsOf(written: Case, packs: readonly Pack[]): readonly Statistic[] {
  const known = packs.flatMap((pack) => pack.statistics);
  return Object.entries(written.statistics).flatMap(([name, years]): Statistic[] => {
    const like = known.find((each) => each.name === name);
    const unit = like?.unit ?? 'CNY';
    const values = figuresOf(years).flatMap(([of, figure]) => {
      const [value, published] = isMap(figure) ? [figure['value'], figure['published']] : [figure, undefined];
      const amount = amountOf(amountKind('number', unit, false), String(value));
      const told = typeof published === 'string' ? parsePlainDate(published) : undefined;
      const since = told ?? parsePlainDate(`${Number(of.slice(0, 4)) + 1}-01-01`);
      return amount === undefined || since === undefined ? [] : [{ of, value: amount, published: since, source: [] }];
    });
    return [{ name, unit, area: like?.area ?? '', period: like?.period ?? 'year', values, place: written.place }];
  });
}

/** Each figure with the year or month it describes. */
function figuresOf(written: CaseValue): readonly (readonly [of: string, figure: CaseValue])[] {
  if (isMap(written)) return written['values'] === undefined ? Object.entries(written) : figuresOf(written['values']);
  if (!Array.isArray(written)) return [];
  return written.flatMap((figure: CaseValue) => (isMap(figure) ? [[String(figure['of']), figure] as const] : []));
}

/** Names a case sets, chooses or publishes that no pack at hand has, or values that cannot be theirs. */
export function settingFaults(ground: CaseGround, written: Case): readonly CaseFault[] {
  const parameters = packsOf(ground.packs, written.policy?.packs ?? []).flatMap((pack) => pack.parameters);
  const { set = {}, choose = {} } = written.policy ?? {};
  const given = [
    ...Object.entries(set).flatMap(([name, values]) => values.map(({ value }) => [name, value] as const)),
    ...Object.entries(choose),
  ];
  return given
    .filter(([name, value]) => amountIn(parameters, name, value) === undefined)
    .map(([name, value]) => ({
      case: written.id,
      ask: null,
      place: written.place,
      what: `set ${name}`,
      expected: 'a parameter of the packs and a value it can take',
      found: value,
    }));
}

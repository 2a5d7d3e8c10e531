import path from 'node:path';
import { InvalidArgumentError } from 'commander';
import type { Calendar } from '#domain/calendar/calendar.ts';
import { type ClockAnswer, dueWord, leadingClock } from '#domain/duties/clock-answer.ts';
import type { ClockContext } from '#domain/duties/clock-context.ts';
import { dutySlots, feedSlots } from '#domain/duties/duty-slots.ts';
import { reminderDay } from '#domain/duties/lateness.ts';
import { limitClock, stepClocks } from '#domain/duties/step-clocks.ts';
import { amountKind, amountOf } from '#domain/policy/amount.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { Policy, ResolvedProcedure, Setting } from '#domain/policy/resolved-policy.ts';
import { policyRules } from '#domain/procedures/policy-rules.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type PlainDate, parsePlainDate, plainDate } from '#domain/values/plain-date.ts';
import { loadCalendar } from '#packs/load-calendar.ts';
import { loadPacks } from '#packs/load-packs.ts';
import type { CliCommand, CliIo } from './cli-command.ts';

/** Due days by the policy of an area: of a step or limit from its start, of a duty or feed over a stretch. */
export const dueCommand: CliCommand = {
  name: 'due',
  summary: 'due day of a step, limit, duty or feed under the rules of an area',
  register(program, io) {
    program
      .command('due')
      .requiredOption('--area <code>', 'division code')
      .option('--on <day>', 'day whose rules apply; --from when absent', dayOption)
      .requiredOption('--from <day>', 'day the clock starts, or first day to list', dayOption)
      .option('--to <day>', 'last day to list, for --duty and --feed', dayOption)
      .option('--procedure <id>', 'procedure of the step or limit, where several have it')
      .option('--step <id>', 'step of a procedure')
      .option('--limit <id>', 'limit of a procedure')
      .option('--duty <id>', 'recurring duty')
      .option('--feed <id>', 'feed of a department')
      .option('--set <name=value>', 'a value as its office would set it, e.g. 公示天数="5 day"', pairOption, [])
      .option('--fact <name=value>', 'a fact conditions may ask for, e.g. 渠道=自主申报', pairOption, [])
      .option('--packs <dir>', 'further packs, may be given several times', collect, [])
      .action((options: Options) => answer(options, io));
  },
};

interface Options {
  readonly area: string;
  readonly on?: PlainDate;
  readonly from: PlainDate;
  readonly to?: PlainDate;
  readonly procedure?: string;
  readonly step?: string;
  readonly limit?: string;
  readonly duty?: string;
  readonly feed?: string;
  readonly set: readonly Pair[];
  readonly fact: readonly Pair[];
  readonly packs: readonly string[];
}

interface Pair {
  readonly name: string;
  readonly value: string;
}

async function answer(options: Options, io: CliIo): Promise<void> {
  const asked = [options.step, options.limit, options.duty, options.feed].filter((each) => each !== undefined);
  if (asked.length !== 1) throw new InvalidArgumentError('one of --step, --limit, --duty, --feed');
  const policy = policyOf(options, io);
  const calendar = await loadCalendar(io.config.root);
  if (options.duty !== undefined || options.feed !== undefined) return listSlots(policy, options, calendar, io);
  const procedures = proceduresWith(policy, options);
  const answers = procedures.flatMap((procedure) => answerIn(procedure, policy, options, calendar) ?? []);
  const [first, ...others] = answers;
  if (first === undefined) {
    const without = procedures.map(({ id }) => id);
    if (without.length > 0) throw new AppError('no-time-limit', { asked: asked[0], procedures: without });
    const later = firstDayOf(options, io);
    throw new AppError('not-found', {
      asked: asked[0],
      procedure: options.procedure,
      on: policy.on,
      ...(later === null ? {} : { 'in-force-from': later, try: `--on ${later}` }),
    });
  }
  if (others.some((other) => dueWord(other.clock) !== dueWord(first.clock))) {
    const found = answers.map(({ procedure, clock }) => ({ procedure: procedure.id, due: dueWord(clock) }));
    throw new AppError('ambiguous', { option: '--procedure', found });
  }
  showAnswer(first, calendar, io);
}

/** First day on which a pack of the area knows the step or limit asked for; null where none ever does. */
function firstDayOf({ packs, area, step, limit, from, on }: Options, io: CliIo): PlainDate | null {
  const { loaded } = loadPacks([path.join(io.config.root, 'packs'), ...packs.map((folder) => path.resolve(folder))]);
  const days = loaded
    .map(({ pack }) => pack)
    .filter(({ head }) => head.area === 'CN' || area.startsWith(head.area))
    .flatMap(({ procedures }) => procedures.flatMap(({ steps, limits }) => [...steps, ...limits]))
    .filter(({ id }) => id === step || id === limit)
    .map(({ valid }) => valid.from)
    .filter((day) => day > (on ?? from));
  return days.toSorted()[0] ?? null;
}

interface Answer {
  readonly procedure: ResolvedProcedure;
  /** The clock that leads; of a step without a deadline its duration or minimum age. */
  readonly clock: ClockAnswer;
  readonly clocks: readonly ClockAnswer[];
}

function policyOf(options: Options, io: CliIo): Policy {
  const { loaded, problems } = loadPacks([
    path.join(io.config.root, 'packs'),
    ...options.packs.map((folder) => path.resolve(folder)),
  ]);
  for (const { code, place } of problems) io.note(`${place.file}:${place.line}:${place.column} ${code}`);
  const question = { packs: loaded.map(({ pack }) => pack), area: options.area, day: options.on ?? options.from };
  const policy = resolvePolicy(question);
  if (policy.packs.length === 0) throw new AppError('not-found', { area: options.area, on: question.day });
  if (options.set.length === 0) return policy;
  return resolvePolicy({ ...question, settings: options.set.map((pair) => settingOf(policy, pair)) });
}

function collect(folder: string, before: readonly string[]): readonly string[] {
  return [...before, folder];
}

function settingOf(policy: Policy, { name, value }: Pair): Setting {
  const parameter = policy.parameters[name];
  if (parameter === undefined) throw new AppError('not-found', { parameter: name });
  const kind = amountKind(parameter.type, parameter.unit, parameter.choices.length > 0);
  const amount = amountOf(kind, value);
  if (amount === undefined) throw new InvalidArgumentError(`${name}: a value like ${kind.wanted}`);
  return { name, value: amount, from: plainDate('1900-01-01'), by: parameter.setBy[0] ?? parameter.setAt ?? '' };
}

/** Procedures that have the step or limit asked for, in the pack's order. */
function proceduresWith(policy: Policy, { procedure, step, limit }: Options): ResolvedProcedure[] {
  return Object.values(policy.procedures)
    .filter(({ id }) => procedure === undefined || id === procedure)
    .filter(({ steps, limits }) => steps.some(({ id }) => id === step) || limits.some(({ id }) => id === limit));
}

/** The clocks of the step or limit in one procedure; undefined where the document gives it no time. */
function answerIn(
  procedure: ResolvedProcedure,
  policy: Policy,
  options: Options,
  calendar: Calendar,
): Answer | undefined {
  const context = contextOf(policy, procedure, options, calendar);
  const step = procedure.steps.find(({ id }) => id === options.step);
  const limit = procedure.limits.find(({ id }) => id === options.limit);
  const clocks = step === undefined ? [] : stepClocks(step, context);
  if (limit !== undefined) clocks.push(limitClock(limit, context));
  const clock = leadingClock(clocks) ?? clocks[0];
  return clock && { procedure, clock, clocks };
}

/** Every event is taken to have happened on `--from`, the matter to have been opened and tried on that day. */
function contextOf(policy: Policy, procedure: ResolvedProcedure, options: Options, calendar: Calendar): ClockContext {
  const rules = policyRules(policy, procedure);
  const facts = Object.fromEntries(options.fact.map(({ name, value }) => [name, factValue(value)]));
  const parameter: ClockContext['parameter'] = (name, day) => rules.parameter(name, day, facts);
  return {
    calendar,
    openedOn: options.from,
    actDay: options.from,
    day: () => options.from,
    parameter,
    versionBy: (name) => policy.parameters[name]?.versionBy ?? 'start-event',
    judge: (condition) =>
      rules.judge(condition, {
        facts,
        steps: {},
        use: 'condition',
        parameter: (name) => parameter(name, options.from),
      }),
    chosen: () => null,
  };
}

function showAnswer({ procedure, clock, clocks }: Answer, calendar: Calendar, io: CliIo): void {
  if (clock.state === 'unset') {
    const { name, setBy, setByOffices, suggestion } = clock.reading;
    throw new AppError('parameter-unset', {
      parameter: name,
      setBy,
      offices: setByOffices,
      suggestion,
      source: clock.source,
    });
  }
  if (clock.state !== 'dated') {
    const missing = clock.state === 'undetermined' ? clock.missing : [];
    throw new AppError('refused', { step: clock.id, state: clock.state, missing, source: clock.source });
  }
  const { due, provisional, term, startEvent, startDay, earliestFinish, counted, source, inferred, strength } = clock;
  const result = {
    procedure: procedure.id,
    step: clock.id,
    clock: clock.clock,
    due,
    provisional,
    ...(term === null ? {} : { amount: term.amount, unit: term.unit }),
    startEvent,
    startDay,
    ...(earliestFinish === null ? {} : { earliestFinish }),
    remindOn: reminderDay(calendar, clock),
    parameter: clock.reading?.name ?? null,
    strength,
    inferred,
    calendar: clock.calendarVersion,
    counted,
    source,
    clocks: clocks.map((each) => ({
      clock: each.clock,
      state: each.state,
      due: each.state === 'dated' ? each.due : null,
    })),
  };
  io.show(result, () => {
    const said = source.map((each) => `${each.pack}#${each.clause}`).join(', ');
    io.line(`${due}${provisional ? ' (provisional)' : ''}  ${said}`);
    io.table(counted.map(({ day, n, why, name }) => ({ day, n, why, name })));
  });
}

function listSlots(policy: Policy, options: Options, calendar: Calendar, io: CliIo): void {
  const range = { from: options.from, to: options.to ?? options.from };
  if (range.to < range.from) throw new InvalidArgumentError('--to lies before --from');
  const duty = policy.duties.find(({ id }) => id === options.duty);
  const feed = policy.feeds.find(({ id }) => id === options.feed);
  if (duty === undefined && feed === undefined) {
    throw new AppError('not-found', { duty: options.duty, feed: options.feed });
  }
  const ofFeed = feed === undefined ? [] : feedSlots(feed, range, calendar);
  const slots = duty === undefined ? ofFeed : dutySlots(duty, range, calendar);
  const { id, source } = duty ?? feed ?? { id: '', source: [] };
  io.show({ id, due: slots.map((slot) => slot.due), slots, source }, () =>
    io.table(slots.map(({ due, covers }) => ({ due, from: covers.from, to: covers.to }))),
  );
}

function dayOption(text: string): PlainDate {
  const day = parsePlainDate(text);
  if (day === undefined) throw new InvalidArgumentError('a day is written YYYY-MM-DD and exists');
  return day;
}

function pairOption(text: string, before: readonly Pair[]): readonly Pair[] {
  const at = text.indexOf('=');
  if (at < 1) throw new InvalidArgumentError('written name=value');
  return [...before, { name: text.slice(0, at), value: text.slice(at + 1) }];
}

function factValue(text: string): boolean | string {
  return text === 'true' || text === 'false' ? text === 'true' : text;
}

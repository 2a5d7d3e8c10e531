import type { CommandContext } from '#commands/command-context.ts';
import { loadMatter, type MatterFile } from '#commands/matter-file.ts';
import { factQuestion } from '#commands/stored-facts.ts';
import type { MatterLine } from '#contract/matters.ts';
import type { Due } from '#contract/values.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import { type ClockAnswer, leadingClock } from '#domain/duties/clock-answer.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import { askMatter, type MatterAnswer } from '#domain/procedures/ask-matter.ts';
import { recordOf } from '#domain/procedures/matter-state.ts';
import { findTask, namesOf } from '#domain/procedures/step-graph.ts';
import { tryAct } from '#domain/procedures/try-act.ts';
import { incomeWindow } from '#domain/registry/income-window.ts';
import { daysBetween } from '#domain/values/plain-date.ts';
import { accountNames } from '#store/account-names.ts';
import { openActValues } from '#store/acts.ts';
import { findHouseholdHit } from '#store/households.ts';
import { listClocksOf, type MatterRow } from '#store/matters.ts';
import { dueOfAnswer, dueOfRow } from './due-presenter.ts';
import { presentActs } from './lead-detail.ts';
import { areaRefOf, type LeadWords, leadWords, presentRefusal } from './lead-presenter.ts';
import { engineOffers } from './matter-offers.ts';
import { type OpenActs, officeLabel, openActs } from './matter-open.ts';

/** 办件页: where a matter stands, what may be done and what not, who acts next. */
export async function presentMatter(context: CommandContext, calendar: Calendar, id: string) {
  const file = await loadMatter(context, id);
  const { today } = context.now;
  const answer = askMatter(file.state, today);
  const { procedure } = file.state.setting;
  const words = await leadWords(context);
  const label = (step: string) => findTask(procedure, step)?.step.label ?? helpLabel(file, step);
  const acts = await openActs(context, file);
  const doneBy = await namesOfDoers(context, file);
  const offices = (ids: readonly string[]) => ids.map((office) => officeLabel(file, office));
  const { about } = file.opening;
  const due = (step: string): Due | null => {
    const clock = answer.clocks.find((each) => each.key === step || each.key === `${step}.lasts`);
    return clock === undefined ? null : dueOfAnswer(calendar, clock.answer, today, clock.doneOn);
  };
  return {
    matter: await matterLine(context, words, file, leadingDue(calendar, answer, today)),
    limit: limitOf(calendar, file, answer, today),
    steps: procedure.steps.map((step) => ({
      id: step.id,
      label: step.label ?? step.id,
      ...standing(answer, step),
      after: step.after.flatMap((entry) => [...namesOf(entry)]),
      by: offices(step.by?.choices.map((choice) => choice.office) ?? []),
      rank: rankOf(procedure.steps, step.id),
      lasts: step.lasts !== undefined,
      due: due(step.id),
      source: [...step.source],
      inferred: step.inferred ?? null,
      note: step.note ?? null,
      doneBy: doneBy(step.id),
    })),
    open: answer.open.map((open) => acts.present(open)),
    refused: answer.refused.map(presentRefusal),
    waiting: answer.waiting.map((waiting) => ({
      step: waiting.step,
      label: label(waiting.step),
      for: waitingFor(waiting.for, label),
    })),
    routes: answer.routes.map((route) => ({
      id: route.id,
      label: procedure.routes.find((each) => each.id === route.id)?.label ?? route.id,
      state: route.state,
      missing: [...route.missing],
      source: [...route.source],
    })),
    helps: helpsOf(context, file, acts),
    owed: answer.owed.map(label),
    unknown: unknownOf(file, answer, today),
    note: procedure.note ?? null,
    windows: windowsOf(file, today),
    persons: acts.persons,
    ...engineOffers(context, file, label),
    acts: await historyOf(context, file, label),
    helped: file.state.helps.map(({ id, on, ahead }) => ({ label: helpLabel(file, id), on, ahead })),
    papers: papersOf(file),
    lead: typeof about['lead'] === 'string' ? { id: about['lead'], no: String(about['leadNo'] ?? '') } : null,
  };
}

/** Help the actor's office may give today; recording it is an act of its own. */
function helpsOf(context: CommandContext, file: MatterFile, acts: OpenActs) {
  const { procedure } = file.state.setting;
  const { office, person } = context.actor;
  const act = { seq: 0, on: context.now.today, by: [{ office, person }], signers: [], values: {} };
  // What a help's own checks ask is brought by the act: only who and when stand in its way here.
  const may = (help: (typeof procedure.helps)[number]): boolean =>
    tryAct(file.state, { ...act, kind: help.id, reason: 'asked' }).refusals.every(({ code }) =>
      ['check-failed', 'check-unknown'].includes(code),
    );
  return procedure.helps.filter(may).map((help) => acts.help(help));
}

/** Windows the policy names, each seen from the day it hangs on. */
function windowsOf(file: MatterFile, today: CommandContext['now']['today']) {
  const { policy } = file.state.setting;
  return Object.values(policy.parameters)
    .filter(({ type }) => type === 'window')
    .flatMap(({ name }) => {
      const reading = parameterOn(policy, name, today);
      const { value } = reading ?? {};
      if (typeof value !== 'object' || value === null || !('ending' in value)) return [];
      const window = incomeWindow(value, value.anchor === 'opening' ? file.row.openedOn : today);
      return window === undefined ? [] : [{ name, ...window, inferred: reading?.inferred ?? null }];
    });
}

function helpLabel(file: MatterFile, id: string): string {
  return file.state.setting.procedure.helps.find((help) => help.id === id)?.label ?? id;
}

/** The acts, with what stands beside them: the document, the text that hung out, photos. */
async function historyOf(context: CommandContext, file: MatterFile, label: (step: string) => string) {
  const values = await openActValues(context.tx, context.keys, file.row.matter);
  const acts = await presentActs(context, file, label);
  return acts.map((act) => {
    const beside = values.get(act.seq) ?? {};
    const told = (file.acts.find(({ seq }) => seq === act.seq)?.body['values'] ?? {}) as Readonly<
      Record<string, unknown>
    >;
    const photos = told['照片'];
    return {
      ...act,
      document: beside['document'] ?? null,
      published: beside['published'] ?? null,
      photos: Array.isArray(photos) ? photos.map(String) : [],
    };
  });
}

/** Papers by the steps they are written on; `filled`: the day the last of these was done. */
function papersOf(file: MatterFile) {
  const { policy, procedure } = file.state.setting;
  const ids = [...new Set(procedure.steps.flatMap(({ papers }) => papers))];
  return ids.map((id) => {
    const steps = procedure.steps.filter(({ papers }) => papers.includes(id));
    const done = steps.flatMap((step) => recordOf(file.state, step.id).doneOn ?? []).toSorted();
    return {
      id,
      label: policy.forms.find((form) => form.id === id)?.label ?? id,
      steps: steps.map((step) => step.label ?? step.id),
      filled: done.at(-1) ?? null,
    };
  });
}

/** Names of the accounts that recorded a step, by step. */
async function namesOfDoers(context: CommandContext, file: MatterFile): Promise<(step: string) => string[]> {
  const names = await accountNames(context.tx, [...new Set(file.acts.map((act) => act.actor))]);
  return (step) => {
    const { doneSeq } = recordOf(file.state, step);
    const by = file.acts.find((act) => act.seq === doneSeq)?.actor;
    const name = by === undefined ? undefined : names.get(by);
    return name === undefined ? [] : [name];
  };
}

/** Facts that refused steps and undecided routes wait for, each once, with the kind of answer they take. */
function unknownOf(file: MatterFile, answer: MatterAnswer, today: CommandContext['now']['today']) {
  const { policy, procedure } = file.state.setting;
  const paths = [
    ...answer.refused.flatMap(({ missing }) => missing),
    ...answer.waiting.flatMap(({ for: what }) => what.facts ?? []),
    ...answer.routes.filter(({ state }) => state === 'unknown').flatMap(({ missing }) => missing),
  ];
  return [...new Set(paths)].flatMap((path) => {
    const question = factQuestion(policy, procedure, path, today);
    return question === null ? [] : [{ ...question, choices: [...question.choices] }];
  });
}

/** Lines of a list of matters, without folding: names and clocks as stored. */
export async function presentMatterRows(
  context: CommandContext,
  calendar: Calendar,
  rows: readonly MatterRow[],
): Promise<MatterLine[]> {
  const words = await leadWords(context);
  const clocks = await listClocksOf(
    context.tx,
    context.keys.county,
    rows.map((row) => row.matter),
  );
  const place = context.actor.area ?? rows[0]?.town ?? 0;
  const { policy } = await context.policy.inForce(context.tx, place, context.now.today);
  const labelsOf = (row: MatterRow): string[] => {
    const steps = policy.procedures[row.procedure]?.steps ?? [];
    return row.openSteps.map((id) => steps.find((step) => step.id === id)?.label ?? id);
  };
  const lines: MatterLine[] = [];
  for (const row of rows) {
    const open = (clocks.get(row.matter) ?? []).find((clock) => clock.doneOn === null && clock.dueOn !== null);
    const line = await lineOf(context, words, row, dueOfRow(calendar, open, context.now.today), labelsOf(row));
    lines.push({ ...line, procedureLabel: policy.procedures[row.procedure]?.label ?? row.procedure });
  }
  return lines;
}

async function matterLine(context: CommandContext, words: LeadWords, file: MatterFile, due: Due): Promise<MatterLine> {
  const labels = file.row.openSteps.map(
    (id) => file.state.setting.procedure.steps.find((step) => step.id === id)?.label ?? id,
  );
  const line = await lineOf(context, words, file.row, due, labels);
  return {
    ...line,
    seq: file.acts.at(-1)?.seq ?? 0,
    procedureLabel: file.state.setting.procedure.label ?? file.row.procedure,
  };
}

async function lineOf(
  context: CommandContext,
  words: LeadWords,
  row: MatterRow,
  due: Due,
  openLabels: readonly string[],
): Promise<MatterLine> {
  const hit = row.household === null ? undefined : await findHouseholdHit(context.tx, context.keys, row.household);
  return {
    id: row.matter,
    no: row.no,
    seq: row.lastSeq,
    procedure: row.procedure,
    procedureLabel: row.procedure,
    household: row.household,
    headName: hit?.headName ?? '',
    town: areaRefOf(words.areas.get(row.town)),
    village: areaRefOf(row.village === null ? undefined : words.areas.get(row.village)),
    state: row.state,
    openSteps: [...row.openSteps],
    openLabels: [...openLabels],
    openedOn: row.openedOn,
    closedOn: row.closedOn,
    due,
  };
}

function standing(answer: MatterAnswer, step: Step) {
  const stands = answer.steps[step.id];
  return {
    state: stands?.state ?? ('waiting' as const),
    owed: stands?.owed ?? false,
    outcome: stands?.outcome ?? null,
    begunOn: stands?.begunOn ?? null,
    doneOn: stands?.doneOn ?? null,
  };
}

/** Steps with the same rank may stand side by side: one more than the highest rank of what they follow. */
function rankOf(steps: readonly Step[], id: string): number {
  const step = steps.find((each) => each.id === id);
  const before = step?.after.flatMap((entry) => [...namesOf(entry)]) ?? [];
  return before.length === 0 ? 1 : 1 + Math.max(...before.map((each) => rankOf(steps, each)));
}

function waitingFor(
  what: {
    day?: string | undefined;
    steps?: readonly string[];
    parameter?: string;
    facts?: readonly string[];
    event?: string;
  },
  label: (step: string) => string,
): string {
  if (what.day !== undefined) return what.day;
  if (what.steps !== undefined && what.steps.length > 0) return what.steps.map(label).join('、');
  return what.parameter ?? what.facts?.join('、') ?? what.event ?? '';
}

function leadingDue(calendar: Calendar, answer: MatterAnswer, today: CommandContext['now']['today']): Due {
  const running = answer.clocks.filter(
    (clock) => clock.doneOn === null && clock.answer.clock !== 'lasts' && clock.answer.clock !== 'not-before',
  );
  const leading: ClockAnswer | undefined = leadingClock(running.map((clock) => clock.answer));
  return leading === undefined ? { state: 'none' } : dueOfAnswer(calendar, leading, today, null);
}

/** The whole-procedure limit: day n of N, and the latest day to post the notice so that it still fits. @source SD#2-k */
function limitOf(calendar: Calendar, file: MatterFile, answer: MatterAnswer, today: CommandContext['now']['today']) {
  const [limit] = file.state.setting.procedure.limits;
  const clock = limit === undefined ? undefined : answer.clocks.find((each) => each.key === limit.id);
  if (clock?.answer.state !== 'dated' || clock.answer.startDay === null) return null;
  const plan = answer.plan.find((each) => each.limit === limit?.id)?.plan;
  const notice = plan?.lines.find((line) => line.lasts !== null);
  return {
    day: daysBetween(clock.answer.startDay, clock.doneOn ?? today),
    of: clock.answer.term?.amount ?? null,
    due: dueOfAnswer(calendar, clock.answer, today, clock.doneOn),
    latestNotice: notice?.latestBegin ?? null,
  };
}

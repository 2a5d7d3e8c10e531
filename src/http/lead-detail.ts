import type { z } from 'zod';
import type { CommandContext } from '#commands/command-context.ts';
import { leadSteps } from '#commands/lead-steps.ts';
import { engineAct, loadMatter, type MatterFile } from '#commands/matter-file.ts';
import { visit } from '#contract/leads.ts';
import type { routes } from '#contract/routes.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import { leadingClock } from '#domain/duties/clock-answer.ts';
import { askMatter } from '#domain/procedures/ask-matter.ts';
import { AppError } from '#domain/values/app-error.ts';
import { yuanText } from '#domain/values/fen.ts';
import { accountNames } from '#store/account-names.ts';
import { openActValues } from '#store/acts.ts';
import { listEvidence } from '#store/evidence.ts';
import { listIncomes } from '#store/incomes.ts';
import { isActName } from '#words/engine-words.ts';
import { dueOfAnswer } from './due-presenter.ts';
import { leadWords, presentLeads, presentRefusal } from './lead-presenter.ts';

/** Everything the 核实 panel shows of one lead. Errors: `not-found`. */
export async function presentLead(context: CommandContext, calendar: Calendar, id: string) {
  const file = await loadMatter(context, id);
  const { lines } = await presentLeads(context, calendar, { matters: [id] });
  const [line] = lines;
  if (!line) throw new AppError('not-found', { what: 'lead' });
  const answer = askMatter(file.state, context.now.today);
  const words = await leadWords(context);
  const label = (step: string) => words.stepLabels[step] ?? step;
  const clocks = answer.clocks.filter((clock) => clock.doneOn === null);
  const leading = leadingClock(clocks.map((clock) => clock.answer));
  return {
    line: leading === undefined ? line : { ...line, due: dueOfAnswer(calendar, leading, context.now.today, null) },
    evidence: await listEvidence(context.tx, context.keys, id),
    acts: await presentActs(context, file, label),
    open: answer.open.map((open) => ({ step: open.step, label: label(open.step) })),
    refused: answer.refused.map(presentRefusal),
    visit: visitOf(file),
    known: await knownOf(context, file),
  };
}

/** What the latest visit found, as far as it was written down; null while nobody has been there. Income stands in `known`. */
function visitOf(file: MatterFile): z.input<typeof routes.getLead.reply>['visit'] {
  const act = file.state.acts.findLast((each) => each.kind === leadSteps.verify);
  if (act === undefined) return null;
  const texts = (name: string): string[] => (Array.isArray(act.values[name]) ? act.values[name].map(String) : []);
  const guarantees = visit.shape.guarantees.safeParse(act.values['三保障和饮水']);
  return {
    on: act.on,
    verifiers: texts('核查人员'),
    risks: texts('风险'),
    photos: texts('照片'),
    ...(guarantees.success && guarantees.data !== undefined ? { guarantees: guarantees.data } : {}),
  };
}

/** Acts in order with who did them; reasons and notes from beside the chain. */
export async function presentActs(context: CommandContext, file: MatterFile, label: (step: string) => string) {
  const values = await openActValues(context.tx, context.keys, file.row.matter);
  const names = await accountNames(context.tx, [...new Set(file.acts.map((act) => act.actor))]);
  return file.acts.map((stored) => {
    const act = stored.seq === 1 ? null : engineAct(stored);
    const personal = values.get(stored.seq) ?? {};
    const text = [act?.outcome, personal['reason'], personal['note'], personal['text']].filter(
      (part) => part !== undefined,
    );
    return {
      seq: stored.seq,
      kind: stored.kind,
      label: nameOf(stored.kind, act, label),
      on: act?.on ?? file.opening.openedOn,
      at: stored.at,
      by: names.get(stored.actor) ?? '',
      text: text.join(' · '),
    };
  });
}

/** The name of an act: its step's in the document; one of the engine by what it was about. */
function nameOf(kind: string, act: ReturnType<typeof engineAct> | null, label: (step: string) => string): string {
  const about = kind === 'event' ? act?.target : Object.keys(act?.set ?? {})[0];
  const precise = `${kind}.${about ?? ''}`;
  return isActName(precise) ? precise : label(kind.replace(/\.begin$/, ''));
}

const incomeKeys = [
  'wage',
  'business',
  'property',
  'transfer',
  'businessCost',
  'compliantOutOfPocket',
  'insurancePayout',
];

async function knownOf(context: CommandContext, file: MatterFile) {
  const sheets =
    file.row.household === null ? [] : await listIncomes(context.tx, context.keys.county, file.row.household);
  const verified = file.state.steps[leadSteps.verify];
  const risks = file.state.acts.find((act) => act.seq === verified?.doneSeq)?.values['风险'];
  return {
    income: incomeKeys.map((key) => {
      const sheet = sheets.find((each) => each.lines[key] != null);
      const value = sheet?.lines[key];
      return {
        key,
        value: value == null ? null : yuanText(value),
        source: sheet?.source ?? null,
        on: sheet?.onDay ?? null,
      };
    }),
    risks: Array.isArray(risks) ? risks.filter((each): each is string => typeof each === 'string') : [],
  };
}

import type { Facts } from '#domain/procedures/fact-history.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { listMatters } from '#store/matters.ts';
import type { CommandContext } from './command-context.ts';
import { householdGround } from './household-ground.ts';
import { hasStep } from './lead-acts.ts';
import { leadEvents, leadSteps, visitStep } from './lead-steps.ts';
import { type MatterFile, noteAct, openMatter, recordAct, saveProjection } from './matter-file.ts';

export const IDENTIFICATION = 'identification';

/**
 * Opens the identification of a lead's household, its first step done by the visit that the lead brought: typed once.
 * A household whose identification is open already is referred to instead. Returns the lead with the reference.
 * @source SD#2-d0 SD#2-d1
 */
export async function openIdentification(
  context: CommandContext,
  lead: MatterFile,
  visit: { on: PlainDate; values: Facts },
): Promise<MatterFile> {
  const { household } = lead.row;
  if (household === null) return lead;
  const [open] = await listMatters(context.tx, context.keys.county, {
    procedure: IDENTIFICATION,
    household,
    open: true,
  });
  const identification = open?.matter ?? (await openWithVisit(context, lead, household, visit));
  return noteAct(context, lead, {
    kind: 'event',
    on: visit.on,
    target: 'identification.opened',
    values: { identification },
  });
}

async function openWithVisit(
  context: CommandContext,
  lead: MatterFile,
  household: string,
  visit: { on: PlainDate; values: Facts },
): Promise<string> {
  const known = await householdGround(context, household, visit.on);
  const events = Object.fromEntries(
    Object.values(leadEvents).flatMap((name) => {
      const day = lead.state.events[name];
      return day === undefined ? [] : [[name, day] as const];
    }),
  );
  const file = await openMatter(context, {
    procedure: IDENTIFICATION,
    subject: 'household',
    household,
    town: lead.row.town,
    village: lead.row.village,
    channel: lead.row.channel,
    openedOn: visit.on,
    events,
    facts: { 渠道: lead.row.channel, ...known, ...causeOf(lead) },
    about: { lead: lead.row.matter, leadNo: lead.row.no },
  });
  // Where the document has no visit of the household before it is a recognition, the visit is still to be made.
  const isServed =
    visitStep(lead.state.setting.procedure.steps) === leadSteps.verify && hasStep(lead, leadSteps.verify);
  const visited = !isServed
    ? file
    : await recordAct(context, file, {
        kind: leadSteps.verify,
        on: visit.on,
        outcome: continuing(file, leadSteps.verify),
        values: { ...visit.values, lead: lead.row.matter },
      });
  await saveProjection(context, visited);
  return file.row.matter;
}

/** What an urgent lead was reported as: the green channel asks for it. @source SD#2-h */
function causeOf(lead: MatterFile): Facts {
  const cause = lead.opening.about['urgentCause'];
  return typeof cause === 'string' ? { 起因: cause } : {};
}

/** The outcome word of a step that lets the matter go on. */
function continuing(file: MatterFile, step: string): string {
  const outcomes = file.state.setting.procedure.steps.find((each) => each.id === step)?.outcomes ?? {};
  const word = Object.entries(outcomes).find(([, consequence]) => consequence.kind === 'continue')?.[0];
  if (word === undefined) throw new Error(`step ${step} has no outcome that continues`);
  return word;
}

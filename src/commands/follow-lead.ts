import type { PlainDate } from '#domain/values/plain-date.ts';
import type { CommandContext } from './command-context.ts';
import { arrived } from './lead-acts.ts';
import { leadEvents, leadSteps, verdicts, visitStep } from './lead-steps.ts';
import { engineAct, type MatterFile } from './matter-file.ts';
import { IDENTIFICATION, openIdentification } from './open-identification.ts';
import { saveLead } from './save-lead.ts';

/**
 * What follows an act on a lead, whatever the document calls the step: sent out, it is with its township; found to qualify
 * (or ended in a way that begins a recognition), the recognition is open; its line of 台账 says so.
 */
export async function followLead(
  context: CommandContext,
  acted: MatterFile,
  { do: step, on, outcome }: { readonly do: string; readonly on: PlainDate; readonly outcome?: string | undefined },
): Promise<MatterFile> {
  const isSent = step === leadSteps.dispatch && acted.state.events[leadEvents.receivedByTownship] === undefined;
  const lead = isSent ? await arrived(context, acted, on) : acted;
  if (!beginsRecognition(lead, step, outcome)) return saveLead(context, lead);
  const last = acted.acts.at(-1);
  const values = last === undefined ? {} : engineAct(last).values;
  return saveLead(context, await openIdentification(context, lead, { on, values }));
}

function beginsRecognition(lead: MatterFile, step: string, outcome: string | undefined): boolean {
  if (outcome === undefined) return false;
  const { steps } = lead.state.setting.procedure;
  const consequence = steps.find(({ id }) => id === step)?.outcomes[outcome];
  if (consequence?.kind === 'end') return consequence.opens === IDENTIFICATION;
  return step === visitStep(steps) && outcome === verdicts.yes;
}

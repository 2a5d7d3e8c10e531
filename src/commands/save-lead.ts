import { openActValues } from '#store/acts.ts';
import { saveLeadLine } from '#store/lead-lines.ts';
import type { CommandContext } from './command-context.ts';
import { projectLead } from './lead-projection.ts';
import { type MatterFile, saveProjection } from './matter-file.ts';

/** Writes what a lead's acts amount to: the matter, its clocks and its line of 台账. */
export async function saveLead(context: CommandContext, file: MatterFile): Promise<MatterFile> {
  const saved = await saveProjection(context, file);
  const values = await openActValues(context.tx, context.keys, file.row.matter);
  await saveLeadLine(context.tx, context.keys, projectLead(saved, values));
  return saved;
}

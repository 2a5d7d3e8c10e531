import type { MatterRow } from '#store/matters.ts';
import { listMatters } from '#store/matters.ts';
import type { CommandContext } from './command-context.ts';
import { IDENTIFICATION } from './open-identification.ts';

/** Last step of recognition: the day on which the household was keyed into the national system. @source SD#2-d5 */
export const SYSTEM_ENTRY = 'system-entry';

/** Identifications whose household may be keyed now: everything before 录入系统 is settled. Oldest first. */
export async function listReadyForEntry(context: CommandContext): Promise<MatterRow[]> {
  const rows = await listMatters(context.tx, context.keys.county, { procedure: IDENTIFICATION, open: true });
  return rows.filter((row) => row.openSteps.includes(SYSTEM_ENTRY)).toReversed();
}

import { AppError } from '#domain/values/app-error.ts';
import { listAreaChain } from '#store/areas.ts';
import { placeEvidence, placeHousehold } from '#store/feed-people.ts';
import type { CommandContext } from './command-context.ts';
import { countyPolicy } from './feed-batch.ts';
import { isDispatched } from './lead-arrival.ts';
import { leadEvents } from './lead-steps.ts';
import { loadMatter, noteAct } from './matter-file.ts';
import { areaKey } from './register-file.ts';
import { saveLead } from './save-lead.ts';

/**
 * 定位: a lead at 待定位 gets its village, with its household, clocks and evidence; the change of the register is kept. What is
 * not for the county to dispatch is the township's from this day. Errors: `not-found`, `sequence-conflict`, `bad-request`
 * (no village of this county), `refused` (placed already).
 */
export async function placeLead(
  context: CommandContext,
  input: { readonly id: string; readonly seq: number; readonly village: number },
): Promise<{ lead: string }> {
  const { tx, keys, now } = context;
  const file = await loadMatter(context, input.id, input.seq);
  const { policy, unplaced } = await countyPolicy(context);
  if (file.row.town !== unplaced) throw new AppError('refused', { what: 'lead', why: 'placed' });
  const [village, town] = await listAreaChain(tx, input.village, now.today);
  if (village?.level !== 'village' || town?.county !== keys.county) {
    throw new AppError('bad-request', { field: 'village', why: 'unknown' });
  }
  const place = { town: town.area, village: village.area };
  const on = now.today;
  if (file.row.household !== null) {
    await placeHousehold(tx, keys.county, {
      ...place,
      household: file.row.household,
      villageKey: areaKey(village),
      matter: file.row.matter,
      actor: context.actor.account,
      on,
      at: now.at,
    });
  }
  await placeEvidence(tx, keys.county, file.row.matter, place);
  const values = { town: String(place.town), village: String(place.village) };
  const placed = await noteAct(context, file, { kind: 'event', on, target: 'lead.placed', values });
  const arrived =
    file.row.channel !== null && isDispatched(policy, file.row.channel, on)
      ? placed
      : await noteAct(context, placed, { kind: 'event', on, target: leadEvents.receivedByTownship });
  await saveLead(context, { ...arrived, row: { ...arrived.row, ...place } });
  return { lead: file.row.matter };
}

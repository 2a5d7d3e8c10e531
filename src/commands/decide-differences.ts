import { type FieldValue, findRegistryField } from '#domain/registry/registry-fields.ts';
import { AppError } from '#domain/values/app-error.ts';
import { listCountyAreas } from '#store/areas.ts';
import { insertAudit } from '#store/audit-log.ts';
import { ensureHealthRow, listOwnCorrections, PROPOSED } from '#store/corrections.ts';
import { findPersonByNumber } from '#store/households.ts';
import { nameKeys } from '#store/name-keys.ts';
import { waitForTurn } from '#store/registry-batches.ts';
import { hex, isSealed, readShownValue, shownValue } from '#store/registry-columns.ts';
import {
  lockDifferences,
  lockMover,
  markDecided,
  moveHousehold,
  movePerson,
  type OpenDifference,
  setHead,
} from '#store/registry-differences.ts';
import { findValue, insertSourcedChanges, tableOfField } from '#store/registry-undo.ts';
import { healthTable } from '#store/registry-writing.ts';
import { checkHouseholds } from './check-quality.ts';
import type { CommandContext } from './command-context.ts';
import { areaKey } from './register-file.ts';
import { restoreValues } from './restore-values.ts';

/**
 * Why a difference could not be decided so. `decided` it was before · `changed` what was known then no longer stands · `head`
 * a head leaves only an empty household · `no-household` the other household is not in the register · `number-taken`
 * somebody else has the number · `village` no such village · `own` the person who proposed it does not decide it.
 */
export type DifferenceRefusal = 'decided' | 'changed' | 'head' | 'no-household' | 'number-taken' | 'village' | 'own';

export interface DifferenceOutcome {
  readonly done: readonly number[];
  readonly refused: readonly { readonly id: number; readonly why: DifferenceRefusal }[];
}

/**
 * Decides differences between sources, several at once: `accept` takes what was offered, with its source, as a change of the
 * deciding person; `keep` leaves what is known, with a reason. Each stands or falls by itself.
 * Errors: `bad-request` (keep without a reason), `not-found` (one of them is not there or not visible).
 */
export async function decideDifferences(
  context: CommandContext,
  input: {
    readonly differences: readonly number[];
    readonly decision: 'accept' | 'keep';
    readonly reason?: string | undefined;
  },
): Promise<DifferenceOutcome> {
  const { tx, keys, actor, now } = context;
  const { decision, reason } = input;
  if (decision === 'keep' && reason === undefined)
    throw new AppError('bad-request', { field: 'reason', why: 'missing' });
  await waitForTurn(tx, keys.county);
  const found = await lockDifferences(tx, keys.county, input.differences);
  if (found.length !== new Set(input.differences).size) throw new AppError('not-found', { what: 'difference' });
  const own = await listOwnCorrections(
    tx,
    keys.county,
    found.map(({ batch }) => batch),
    actor.account,
  );
  const done: number[] = [];
  const refused: { id: number; why: DifferenceRefusal }[] = [];
  for (const difference of found) {
    const { id } = difference;
    const mine = decision === 'accept' && own.has(difference.batch);
    const why = difference.decided !== null ? 'decided' : mine ? 'own' : null;
    const no = why ?? (decision === 'accept' ? await accept(context, difference) : null);
    if (no !== null) {
      refused.push({ id, why: no });
      continue;
    }
    const note = keys.seal({ table: 'registry_differences', column: 'note', row: String(id) }, reason ?? null);
    const as = decision === 'accept' ? 'accepted' : 'kept';
    await markDecided(tx, keys.county, id, { as, by: actor.account, at: now.at, note });
    done.push(id);
  }
  const proposed = found.filter(({ id, reason: of }) => of === PROPOSED && done.includes(id));
  await checkHouseholds(context, [...new Set(proposed.map(({ household }) => household))], 'save');
  const subject = done.map((id) => `difference:${id}`);
  const result = done.length > 0 ? 'done' : 'refused';
  await insertAudit(tx, { county: keys.county, at: now.at, actor: actor.account, kind: 'import', subject, result, reason: decision }); // biome-ignore format: one line
  return { done, refused };
}

async function accept(context: CommandContext, difference: OpenDifference): Promise<DifferenceRefusal | null> {
  if (difference.field === 'household') return move(context, difference);
  if (difference.field === 'village') return moveVillage(context, difference);
  const { tx, keys } = context;
  const { subject, subject_id, field } = difference;
  const known = findRegistryField(field);
  const told = toldOf(context, difference);
  const current = await findValue(tx, keys, subject, subject_id, field);
  if (told.current === null ? current !== null : current === null || !same(current, told.current)) return 'changed';
  if (field === 'idNumber') {
    const other = await findPersonByNumber(tx, keys, String(told.offered));
    if (other && other.id !== subject_id) return 'number-taken';
  }
  const said = { field, source_on: difference.offered_on };
  if (tableOfField(subject, field) === healthTable) await ensureHealthRow(tx, keys.county, subject_id);
  await restoreValues(tx, keys, [{ row: { subject, subject_id, field }, to: told.offered, said }]);
  await followHead(context, difference, told.offered);
  const sealed = known && isSealed(known);
  const cipher = sealed
    ? keys.seal(changePlace(difference), JSON.stringify({ old: told.current, new: told.offered }))
    : null;
  const shown = (value: FieldValue): string => shownValue(known, value);
  await keepChange(context, difference, {
    old: told.current === null ? null : shown(told.current),
    new: shown(told.offered),
    cipher,
  });
  return null;
}

/** Who is head, and what the household is called, follow the member. */
async function followHead(context: CommandContext, difference: OpenDifference, offered: FieldValue): Promise<void> {
  const { tx, keys } = context;
  if (difference.subject !== 'person') return;
  const becomes = difference.field === 'relation' && offered === '户主';
  if (!becomes && difference.field !== 'name') return;
  const person = await lockMover(tx, keys.county, difference.subject_id);
  if (!person || !(becomes || person.isHead)) return;
  const { pinyin, initials } = nameKeys(person.name);
  await setHead(tx, keys.county, person.household, {
    person: difference.subject_id,
    name: person.name,
    pinyin,
    initials,
  });
}

async function move(context: CommandContext, difference: OpenDifference): Promise<DifferenceRefusal | null> {
  const { tx, keys, now } = context;
  const { subject_id: person, target } = difference;
  const mover = await lockMover(tx, keys.county, person);
  if (!mover) return 'changed';
  if (target === null || target === mover.household) return 'no-household';
  if (mover.isHead && mover.members > 1) return 'head';
  const moved = await movePerson(tx, keys.county, { person, from: mover.household, to: target, on: now.today });
  if (!moved) return 'no-household';
  const place = { household: target, town: moved.town, village: moved.village };
  await keepChange(context, { ...difference, ...place }, { old: mover.headName, new: moved.headName, cipher: null });
  return null;
}

async function moveVillage(context: CommandContext, difference: OpenDifference): Promise<DifferenceRefusal | null> {
  const { tx, keys, now } = context;
  const areas = await listCountyAreas(tx, keys.county, now.today);
  const village = areas.find((area) => area.level === 'village' && areaKey(area) === difference.offered_value);
  if (!village || village.parent === null) return 'village';
  const place = { town: village.parent, village: village.area };
  await moveHousehold(tx, keys.county, difference.household, place);
  await keepChange(context, { ...difference, ...place }, { old: difference.current_value, new: difference.offered_value, cipher: null }); // biome-ignore format: one line
  return null;
}

function keepChange(
  { tx, keys, actor, now }: CommandContext,
  difference: OpenDifference,
  value: { readonly old: string | null; readonly new: string | null; readonly cipher: Buffer | null },
): Promise<void> {
  const { subject, subject_id, household, field, town, village, offered_source, offered_on } = difference;
  const change = {
    ...{ subject, subject_id, household, field, town, village },
    old_value: value.old,
    new_value: value.new,
    cipher: value.cipher && hex(value.cipher),
    source: offered_source,
    source_on: offered_on,
  };
  return insertSourcedChanges(tx, keys.county, { batch: null, actor: actor.account, at: now.at }, [change]);
}

/** Both sides as values; of personal fields the masked texts are not enough. */
function toldOf(
  { keys }: CommandContext,
  difference: OpenDifference,
): { current: FieldValue | null; offered: FieldValue } {
  const field = findRegistryField(difference.field);
  if (difference.cipher !== null) {
    const text = keys.open(changePlace(difference), difference.cipher);
    return JSON.parse(text ?? '{}') as { current: FieldValue | null; offered: FieldValue };
  }
  return {
    current: difference.current_value === null ? null : readShownValue(field, difference.current_value),
    offered: readShownValue(field, difference.offered_value ?? ''),
  };
}

function changePlace({ subject, subject_id, field }: OpenDifference): { table: string; column: string; row: string } {
  const table = `${subject === 'household' ? 'households' : 'persons'}_changes`;
  return { table, column: findRegistryField(field)?.sql ?? field, row: subject_id };
}

function same(one: FieldValue, other: FieldValue): boolean {
  if (!Array.isArray(one) || !Array.isArray(other)) return one === other;
  return one.length === other.length && one.every((word) => other.includes(word));
}

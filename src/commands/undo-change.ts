import { randomUUID } from 'node:crypto';
import type { ChangeRefusalCode } from '#domain/registry/changes/household-change.ts';
import { AppError } from '#domain/values/app-error.ts';
import { canonicalText } from '#store/canonical-text.ts';
import {
  findChange,
  insertChange,
  isUsed,
  movePapers,
  namesOf,
  type Snapshot,
  setHouseholdState,
  setPersonState,
  takeSnapshot,
} from '#store/household-changes.ts';
import { nameKeys } from '#store/name-keys.ts';
import { closeFindings } from '#store/quality-findings.ts';
import { waitForTurn } from '#store/registry-batches.ts';
import { keepHistory } from './apply-change.ts';
import { refuseAll } from './change-household.ts';
import { checkHouseholds } from './check-quality.ts';
import type { CommandContext } from './command-context.ts';

/**
 * 撤回变更: a change of its own that puts everybody back as before, as long as nobody has built on it. What it made leaves the
 * register today; the history of both stays. Errors: `not-found`, `refused` (undone before, built upon, a number taken since).
 */
export async function undoChange(
  context: CommandContext,
  input: { readonly id: string; readonly reason: string },
): Promise<{ change: string }> {
  const { tx, keys, actor, now } = context;
  const { county } = keys;
  await waitForTurn(tx, county);
  const rows = await findChange(tx, county, input.id);
  const [first] = rows;
  if (first === undefined) throw new AppError('not-found', { what: 'change' });
  const no = (code: ChangeRefusalCode) => refuseAll([{ code, names: [] }]);
  if (first.undone || first.undoes !== null) no('change-undone');
  const { before, after } = first;
  const stands = await takeSnapshot(tx, county, Object.keys(after.households), Object.keys(after.persons));
  if (canonicalText(stands) !== canonicalText(after)) no('change-built-upon');
  for (const made of Object.keys(after.households).filter((id) => before.households[id] === undefined)) {
    if (await isUsed(tx, county, made)) no('change-built-upon');
  }
  await putBack(context, before, after);
  const change = randomUUID();
  const kind = `undo-${first.kind}`;
  const restored = await takeSnapshot(tx, county, Object.keys(after.households), Object.keys(after.persons));
  await keepHistory(context, { change, kind, on: now.today }, after, restored);
  const undone = rows.map((row) => ({
    ...{ ...row, change, kind, on: now.today, before: after, after: restored },
    ...{ households: -row.households, persons: -row.persons, undoes: input.id, evidence: [] },
    ...{ actor: actor.account, actorName: actor.name, at: now.at },
  }));
  await insertChange(tx, keys, undone.map(({ undone: _, ...row }) => row), input.reason); // biome-ignore format: one line
  await checkHouseholds(context, Object.keys(after.households), 'save');
  return { change };
}

async function putBack({ tx, keys, now }: CommandContext, before: Snapshot, after: Snapshot): Promise<void> {
  const { county } = keys;
  const names = await namesOf(tx, county, Object.values(before.households).flatMap(({ head }) => head ?? [])); // biome-ignore format: one line
  for (const [id, state] of Object.entries(before.households)) {
    const is = after.households[id];
    if (is !== undefined && (is.town !== state.town || is.village !== state.village)) {
      await movePapers(tx, county, id, { town: state.town, village: state.village, incomeId: randomUUID() });
    }
    const name = names.get(state.head ?? '');
    await setHouseholdState(tx, county, id, state, name === undefined ? null : { name, ...nameKeys(name) });
  }
  for (const [id, state] of Object.entries(before.persons)) await setPersonState(tx, county, id, state);
  for (const [id, state] of Object.entries(after.persons)) {
    if (before.persons[id] !== undefined) continue;
    await setPersonState(tx, county, id, { ...state, leftOn: now.today, leftWhy: 'undone' });
  }
  for (const [id, state] of Object.entries(after.households)) {
    if (before.households[id] !== undefined) continue;
    await setHouseholdState(tx, county, id, { ...state, count: 0, leftOn: now.today }, null);
    await closeFindings(tx, county, [id], now.today);
  }
}

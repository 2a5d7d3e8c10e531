import { randomUUID } from 'node:crypto';
import type { ChangedHousehold, ChangePlan } from '#domain/registry/changes/household-change.ts';
import type { IdNumber, Sex } from '#domain/values/id-number.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import {
  insertChange,
  insertSplitHousehold,
  movePapers,
  namesOf,
  type PersonState,
  type Snapshot,
  setHouseholdState,
  setPersonState,
  takeSnapshot,
} from '#store/household-changes.ts';
import { insertMember } from '#store/households.ts';
import { nameKeys } from '#store/name-keys.ts';
import { closeFindings } from '#store/quality-findings.ts';
import { insertSourcedChanges, type SourcedChange } from '#store/registry-undo.ts';
import { checkHouseholds } from './check-quality.ts';
import type { CommandContext } from './command-context.ts';

/** Name of the source of everything a change sets. */
export const CHANGE_SOURCE = 'household-change';

/** A newcomer as written. */
export interface Newcomer {
  readonly id: string;
  readonly name: string;
  readonly relation: string;
  readonly sexCode: Sex;
  readonly idNumber: IdNumber | null;
  readonly bornOn: PlainDate | null;
}

/** A change that was worked out and may be made. */
export interface DecidedChange {
  readonly change: string;
  readonly kind: string;
  readonly household: string;
  readonly other: string | null;
  readonly on: PlainDate;
  readonly reason: string;
  readonly evidence: readonly string[];
  readonly newcomer: Newcomer | undefined;
  readonly monitored: boolean;
  readonly plan: ChangePlan;
}

/** Writes a change: the rows as they are afterwards, the history of each value, the act with its statistics, and looks for faults anew. */
export async function applyChange(context: CommandContext, decided: DecidedChange): Promise<void> {
  const { tx, keys, actor, now } = context;
  const { plan, kind, on, change, newcomer } = decided;
  const { county } = keys;
  const households = plan.after.map(({ id }) => id);
  const persons = [...plan.gone, ...plan.after.flatMap(({ members }) => members.map(({ id }) => id))];
  const before = await takeSnapshot(tx, county, households, persons);
  if (newcomer !== undefined) await insertMember(tx, keys, decided.household, { ...newcomer, joinedOn: on });
  for (const after of plan.after) await writeHousehold(context, decided, after, before);
  for (const id of plan.gone) {
    const was = before.persons[id];
    if (was !== undefined) await setPersonState(tx, county, id, { ...was, leftOn: on, leftWhy: kind });
  }
  const after = await takeSnapshot(tx, county, households, persons);
  await keepHistory(context, { change, kind, on }, before, after);
  const base = { change, kind, on, before, after, household: decided.household, other: decided.other };
  const more = { monitored: decided.monitored, evidence: decided.evidence, undoes: null };
  const by = { actor: actor.account, actorName: actor.name, at: now.at };
  const person = plan.gone.length === 1 ? (plan.gone[0] ?? null) : (newcomer?.id ?? null);
  await insertChange(tx, keys, plan.lines.map((line, side) => ({ ...base, ...more, ...by, ...line, side, person })), decided.reason); // biome-ignore format: one line
  const left = plan.after.filter(({ gone }) => gone).map(({ id }) => id);
  await closeFindings(tx, county, left, now.today);
  await checkHouseholds(context, households, 'save');
}

async function writeHousehold(
  { tx, keys }: CommandContext,
  { household, on, newcomer }: DecidedChange,
  after: ChangedHousehold,
  before: Snapshot,
): Promise<void> {
  const { county } = keys;
  const { id, town, village } = after;
  const was = before.households[id];
  const name = after.members.find((member) => member.id === after.head)?.name;
  if (after.isNew) await insertSplitHousehold(tx, county, { id, from: household, headName: name ?? '', on });
  const moved = was !== undefined && (was.town !== town || was.village !== village);
  if (moved) await movePapers(tx, county, id, { town, village, incomeId: randomUUID() });
  for (const member of after.members) {
    const old = before.persons[member.id];
    if (old === undefined && member.id !== newcomer?.id) continue;
    const state: PersonState = { household: id, relation: member.relation ?? null, town, village, leftOn: null, leftWhy: null }; // biome-ignore format: one line
    await setPersonState(tx, county, member.id, state);
  }
  const there = Object.values(before.persons).filter((person) => person.household === id && person.leftOn === null).length; // biome-ignore format: one line
  const state = {
    ...{ head: after.head, town, village, leftOn: after.gone ? on : null, enteredOn: was?.enteredOn ?? on },
    count: Math.max(0, (was?.count ?? 0) + after.members.length - there),
  };
  await setHouseholdState(tx, county, id, state, name === undefined ? null : { name, ...nameKeys(name) });
}

/** One row of the register's history for each value that is another one afterwards. */
export async function keepHistory(
  { tx, keys, actor, now }: CommandContext,
  about: { readonly change: string; readonly kind: string; readonly on: PlainDate },
  before: Snapshot,
  after: Snapshot,
): Promise<void> {
  const heads = [before, after].flatMap(({ households }) => Object.values(households).map(({ head }) => head ?? ''));
  const names = await namesOf(tx, keys.county, heads.filter((head) => head !== '')); // biome-ignore format: one line
  const headOf = (side: Snapshot, household: string): string | null =>
    names.get(side.households[household]?.head ?? '') ?? null;
  const rows: SourcedChange[] = [];
  const said = { source: CHANGE_SOURCE, source_on: about.on, cipher: null };
  for (const [id, now_] of Object.entries(after.households)) {
    const was = before.households[id];
    const place = {
      subject: 'household',
      subject_id: id,
      household: id,
      town: now_.town,
      village: now_.village,
    } as const;
    const tell = (field: string, old_value: string | null, new_value: string | null) => {
      if (old_value !== new_value) rows.push({ ...place, ...said, field, old_value, new_value });
    };
    if (was === undefined) rows.push({ ...place, ...said, field: '*', old_value: null, new_value: null });
    else {
      tell('headName', headOf(before, id), headOf(after, id));
      tell('village', String(was.village ?? ''), String(now_.village ?? ''));
      tell('left', was.leftOn, now_.leftOn);
    }
  }
  for (const [id, now_] of Object.entries(after.persons)) {
    const was = before.persons[id];
    const { household, town, village } = now_;
    const place = { subject: 'person', subject_id: id, household, town, village } as const;
    const tell = (field: string, old_value: string | null, new_value: string | null) => {
      if (old_value !== new_value) rows.push({ ...place, ...said, field, old_value, new_value });
    };
    if (was === undefined) rows.push({ ...place, ...said, field: '*', old_value: null, new_value: null });
    else {
      if (was.household !== household) tell('household', headOf(before, was.household) ?? '', headOf(after, household));
      tell('relation', was.relation, now_.relation);
      tell(
        'left',
        was.leftOn === null ? null : (was.leftWhy ?? ''),
        now_.leftOn === null ? null : (now_.leftWhy ?? ''),
      );
    }
  }
  await insertSourcedChanges(tx, keys.county, { batch: about.change, actor: actor.account, at: now.at }, rows);
}

import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { Actor } from '#domain/access/actor.ts';
import { monthSum } from '#domain/registry/changes/month-sum.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listChanges, lockSubject } from '#store/household-changes.ts';
import { countHouseholds, sumChanges } from '#store/household-sums.ts';
import { insertMember, insertProvisionalHousehold } from '#store/households.ts';
import { type TestOffice, testOffice } from '#test/office/test-office.ts';
import { type ChangeInput, changeHousehold } from './change-household.ts';
import { runCommand } from './run-command.ts';
import { undoChange } from './undo-change.ts';

const TODAY = plainDate('2022-06-15');
const [VILLAGE, NEXT, AWAY] = ['370323105201', '370323105203', '370323104201'] as const;

let office: TestOffice;
let clerk: Actor;
let county: Actor;
const at: Record<string, number> = {};

beforeAll(async () => {
  office = await testOffice(TODAY);
  clerk = await office.actor('township-clerk', '马小宁');
  county = await office.actor('county-officer', '任小舟');
  for (const code of [VILLAGE, NEXT, AWAY]) at[code] = await office.area(code);
});
afterAll(() => office.close());

const owner = (text: string, values: unknown[] = []) => office.database.ownerPool.query(text, values);

/** A household in the first village: the head and members as `name relation sex`; ids by name. */
async function household(head: string, ...members: string[]): Promise<{ id: string; of: Record<string, string> }> {
  const id = randomUUID();
  const of: Record<string, string> = { [head]: randomUUID() };
  const place = { town: await office.area('370323105'), village: at[VILLAGE] ?? 0 };
  await office.read(county, async ({ tx, keys }) => {
    const base = { idNumber: null, sex: '男', bornOn: plainDate('1960-01-01') };
    await insertProvisionalHousehold(tx, keys, { id, headPerson: of[head] ?? '', headName: head, phone: null, ...place, ...base }); // biome-ignore format: one line
    for (const told of members) {
      const [name = '', relation = '', sex] = told.split(' ');
      of[name] = randomUUID();
      const person = { id: of[name] ?? '', name, relation, sexCode: sex === '女' ? 'female' : 'male' } as const;
      await insertMember(tx, keys, id, { ...person, idNumber: null, bornOn: null, joinedOn: TODAY });
    }
  });
  await owner(`update households set member_count = $2, provisional = false, entered_on = '2022-01-01' where id = $1`, [id, members.length + 1]); // biome-ignore format: one line
  return { id, of };
}

const change = (actor: Actor, input: Omit<ChangeInput, 'on' | 'reason' | 'evidence'> & Partial<ChangeInput>) =>
  runCommand(
    office.services.runner,
    actor,
    office.now(),
    {
      kind: 'change-household',
      requestId: randomUUID(),
      input: { on: TODAY, reason: '户口已办', evidence: [], ...input },
    },
    changeHousehold,
  );
const undo = (id: string) =>
  runCommand(office.services.runner, clerk, office.now(), { kind: 'undo', requestId: randomUUID(), input: { id, reason: '点错' } }, undoChange); // biome-ignore format: one line
const standing = (id: string) =>
  office.read(county, async ({ tx, keys }) => {
    const found = await lockSubject(tx, keys.county, id);
    return found && [found.headName, found.members.map(({ name, relation }) => `${name} ${relation}`), found.status];
  });
const codesOf = (failed: Promise<unknown>) =>
  failed.then(
    () => [],
    (error: { facts: { refusals?: { code: string }[] } }) => error.facts.refusals?.map(({ code }) => code),
  );

describe('a change of a household', () => {
  test('分户 keeps the new household an object, writes history, and is taken back as it was', async () => {
    const { id, of } = await household('郑父', '吴母 配偶 女', '郑子 之子', '王媳 之儿媳 女');
    await owner(`update households set status = 'monitored', status_since = '2022-02-01' where id = $1`, [id]);
    const { change: split } = await change(clerk, { household: id, kind: 'split', persons: [of['郑子'] ?? '', of['王媳'] ?? ''], head: of['郑子'], relations: { [of['王媳'] ?? '']: '配偶' } }); // biome-ignore format: one line
    const { rows } = await owner('select other from household_changes where change = $1', [split]);
    const made = String(rows[0]?.other);
    expect(await standing(id)).toEqual(['郑父', ['郑父 户主', '吴母 配偶'], 'monitored']);
    expect(await standing(made)).toEqual(['郑子', ['郑子 户主', '王媳 配偶'], 'monitored']);
    const history = await owner(`select field, old_value, new_value, source from registry_changes where subject_id = $1 order by field`, [of['郑子']]); // biome-ignore format: one line
    expect(history.rows).toEqual([
      { field: 'household', old_value: '郑父', new_value: '郑子', source: 'household-change' },
      { field: 'relation', old_value: '之子', new_value: '户主', source: 'household-change' },
    ]);
    await undo(split);
    expect(await standing(made)).toBeUndefined();
    expect((await standing(id))?.[1]).toHaveLength(4);
    expect(await codesOf(undo(split))).toEqual(['change-undone']);
  });

  test('并户, death of the head and 自然减少, and somebody who has built on it keeps it from being taken back', async () => {
    const into = await household('孙甲', '李乙 配偶 女');
    const gone = await household('孙丙');
    const { change: merged } = await change(clerk, { household: gone.id, kind: 'merge', into: into.id, relations: { [gone.of['孙丙'] ?? '']: '之兄弟姐妹' } }); // biome-ignore format: one line
    expect(await standing(gone.id)).toBeUndefined();
    const dead = { household: into.id, kind: 'death', persons: [into.of['孙甲'] ?? ''] } as const;
    expect(await codesOf(change(clerk, dead))).toEqual(['change-head-needed']);
    await change(clerk, { ...dead, head: into.of['李乙'], relations: { [gone.of['孙丙'] ?? '']: '其他' } });
    expect(await standing(into.id)).toEqual(['李乙', ['李乙 户主', '孙丙 其他'], 'none']);
    expect(await codesOf(undo(merged))).toEqual(['change-built-upon']);
    expect(await codesOf(change(clerk, { household: into.id, kind: 'natural', cause: '失踪' }))).toEqual(['change-cause']); // biome-ignore format: one line
    await change(clerk, { household: into.id, kind: 'natural', cause: '死亡' });
    expect(await standing(into.id)).toBeUndefined();
  });

  test('a birth with a number that somebody has is refused; one of his own joins', async () => {
    const { id } = await household('钱一', '周二 配偶 女');
    const first = '39990020220501001';
    const newcomer = { name: '钱小', relation: '之女', sex: '女', idNumber: `39990020220501002${idCheckDigit('39990020220501002')}` } as const; // biome-ignore format: one line
    const { change: born } = await change(clerk, { household: id, kind: 'birth', newcomer });
    expect((await standing(id))?.[1]).toContain('钱小 之女');
    expect(await codesOf(change(clerk, { household: id, kind: 'birth', newcomer: { ...newcomer, name: '别人' } }))).toEqual(['change-number-taken']); // biome-ignore format: one line
    await expect(change(clerk, { household: id, kind: 'birth', newcomer: { ...newcomer, idNumber: `${first}0` } })).rejects.toThrow('invalid-id-number'); // biome-ignore format: one line
    await undo(born);
    expect((await standing(id))?.[1]).toHaveLength(2);
  });

  test('a move takes members and an open procedure along; to another township only the county moves', async () => {
    const { id, of } = await household('冯四');
    await change(clerk, { household: id, kind: 'move', village: at[NEXT] ?? 0 });
    const place = await owner('select village from persons where id = $1', [of['冯四']]);
    expect(place.rows[0]?.village).toBe(at[NEXT]);
    expect(await codesOf(change(clerk, { household: id, kind: 'move', village: at[AWAY] ?? 0 }))).toEqual(['change-other-town']); // biome-ignore format: one line
    await change(county, { household: id, kind: 'move', village: at[AWAY] ?? 0 });
    expect(await office.read(clerk, ({ tx, keys }) => lockSubject(tx, keys.county, id))).toBeUndefined();
    expect((await standing(id))?.[0]).toBe('冯四');
  });
});

describe('the line of the month', () => {
  test('adds up for the county, the township and each village, taken-back changes included', async () => {
    const month = { from: plainDate('2022-06-01'), to: plainDate('2022-06-30') };
    const sumOf = (actor: Actor, scope: { town?: number; village?: number }) =>
      office.read(actor, async ({ tx, keys }) =>
        monthSum(
          await countHouseholds(tx, keys.county, scope, plainDate('2022-05-31')),
          await countHouseholds(tx, keys.county, scope, month.to),
          await sumChanges(tx, keys.county, scope, month),
        ),
      );
    // Five came in January. In June: one split and taken back, one merged, one ended, one moved twice.
    expect(await sumOf(county, {})).toMatchObject({ start: 5, split: 1, merged: 1, natural: 1, takenBack: -1, end: 3, addsUp: true }); // biome-ignore format: one line
    expect(await sumOf(clerk, {})).toMatchObject({ start: 5, cameOver: 1, wentOver: 2, end: 2, addsUp: true });
    expect(await sumOf(county, { village: at[NEXT] ?? 0 })).toMatchObject({ start: 0, cameOver: 1, wentOver: 1, end: 0, addsUp: true }); // biome-ignore format: one line
    expect(await sumOf(county, { village: at[AWAY] ?? 0 })).toMatchObject({ start: 0, cameOver: 1, end: 1, addsUp: true }); // biome-ignore format: one line
  });

  test('each change stands in the list with who and why, its reason encrypted', async () => {
    const listed = await office.read(clerk, ({ tx, keys }) => listChanges(tx, keys, { from: TODAY, to: TODAY }));
    expect(listed.map(({ kind }) => kind)).toEqual(expect.arrayContaining(['split', 'undo-split', 'merge', 'death', 'natural', 'move'])); // biome-ignore format: one line
    expect(listed.every(({ actorName, reason }) => actorName !== '' && reason !== '')).toBe(true);
    const { rows } = await owner('select count(*)::int as n from household_changes where reason is null or position($1 in encode(reason, \'escape\')) > 0', ['户口']); // biome-ignore format: one line
    expect(rows[0]?.n).toBe(0);
  });
});

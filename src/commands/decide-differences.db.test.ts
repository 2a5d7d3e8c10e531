import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import type { CommandContext } from '#commands/command-context.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listDifferences } from '#store/registry-differences.ts';
import { openingDay, type RegistryCounty, registryCounty } from '#test/builders/registry-county.ts';
import { decideDifferences } from './decide-differences.ts';

let office: RegistryCounty;
let village: { name: string; townName: string };

beforeAll(async () => {
  office = await registryCounty();
  const { rows } = await office.database.ownerPool.query(
    `select v.name, t.name as "townName" from areas v join areas t on t.area = v.parent
     where v.level = 'village' and (select count(*) from areas o where o.name = v.name) = 1 order by v.area limit 1`,
  );
  village = rows[0];
});
afterAll(() => office.close());

const idOf = (serial: number): string => {
  const first = `37039019700101${String(serial).padStart(3, '0')}`;
  return first + idCheckDigit(first);
};

const head = '乡镇,行政村,户号,姓名,证件号码,与户主关系,民族,户联系电话';

async function roster(asOf: string, lines: readonly string[]): Promise<string> {
  const bytes = Buffer.from([head, ...lines.map((line) => `${village.townName},${village.name},${line}`)].join('\n'));
  const batch = await office.preview(`${randomUUID()}.csv`, bytes, plainDate(asOf));
  await office.apply(batch);
  return batch;
}

const open = (batch: string) =>
  office.run(async (tx) => (await listDifferences(tx, office.county, { batch, offset: 0, limit: 50 })).lines);

const decide = (differences: readonly number[], decision: 'accept' | 'keep', reason?: string) =>
  office.run((tx, keys) => {
    const policy: CommandContext['policy'] = {
      inForce: () => Promise.reject(),
      pinned: () => Promise.reject(),
      packs: [],
    };
    return decideDifferences(
      { tx, keys, policy, actor: office.actor, now: openingDay },
      { differences, decision, reason },
    );
  });

const phoneOf = (name: string) =>
  office.run(async (tx, keys) => {
    const row = await tx.selectFrom('households').select(['id', 'phone']).where('head_name', '=', name).where('left_on', 'is', null).executeTakeFirstOrThrow(); // biome-ignore format: one line
    return keys.open({ table: 'households', column: 'phone', row: row.id }, row.phone);
  });

describe('a difference between sources', () => {
  test('says who said what and when; accepted, the offered value stands with its source', async () => {
    await roster('2022-03-20', [`1,赵大,${idOf(1)},户主,汉族,15400000001`]);
    const batch = await roster('2022-03-10', [`1,赵大,${idOf(1)},户主,汉族,15400000002`]);
    const [line, ...more] = await open(batch);
    expect(more).toEqual([]);
    expect(line).toMatchObject({
      headName: '赵大',
      member: null,
      field: 'phone',
      reason: 'stale',
      current: { value: '154****0001', source: 'roster', on: '2022-03-20' },
      offered: { value: '154****0002', source: 'roster', on: '2022-03-10' },
    });
    expect(await decide([line?.id ?? 0], 'accept')).toEqual({ done: [line?.id], refused: [] });
    expect(await phoneOf('赵大')).toBe('15400000002');
    expect(await open(batch)).toEqual([]);
    expect(await decide([line?.id ?? 0], 'keep', '再看')).toEqual({ done: [], refused: [{ id: line?.id, why: 'decided' }] }); // biome-ignore format: one line
    const { rows } = await office.database.ownerPool.query(
      `select source, source_on::text, batch, cipher is not null as sealed, new_value from registry_changes where field = 'phone' order by id desc limit 1`,
    );
    expect(rows).toEqual([{ source: 'roster', source_on: '2022-03-10', batch: null, sealed: true, new_value: '154****0002' }]); // biome-ignore format: one line
  });

  test('kept needs a reason, which is encrypted; it is not asked again', async () => {
    const batch = await roster('2022-03-01', [`1,赵大,${idOf(1)},户主,汉族,15400000003`]);
    const ids = (await open(batch)).map(({ id }) => id);
    await expect(decide(ids, 'keep')).rejects.toMatchObject({ code: 'bad-request', facts: { field: 'reason' } });
    expect((await decide(ids, 'keep', '户主说旧号不用了')).done).toEqual(ids);
    expect(await phoneOf('赵大')).toBe('15400000002');
    expect(await office.count(`select count(*) from registry_differences where note is not null and position('户主' in encode(note, 'escape')) > 0`)).toBe(0); // biome-ignore format: one line
    const again = await roster('2022-02-28', [`1,赵大,${idOf(1)},户主,回族,15400000003`]);
    expect((await open(again)).map(({ field }) => field)).toEqual(['ethnicity']);
  });

  test('that has been overtaken is not accepted', async () => {
    const [before] = await office.run(async (tx) => (await listDifferences(tx, office.county, { offset: 0, limit: 50 })).lines); // biome-ignore format: one line
    expect(before?.field).toBe('ethnicity');
    await roster('2022-04-01', [`1,赵大,${idOf(1)},户主,满族,15400000002`]);
    expect(await decide([before?.id ?? 0], 'accept')).toEqual({ done: [], refused: [{ id: before?.id, why: 'changed' }] }); // biome-ignore format: one line
  });

  test('about a name: accepted, the household is called so too', async () => {
    const batch = await roster('2022-04-02', [`1,赵达,${idOf(1)},户主,满族,15400000002`]);
    const [line] = await open(batch);
    expect(line).toMatchObject({ field: 'name', reason: 'identity', member: '赵大' });
    await decide([line?.id ?? 0], 'accept');
    expect(await office.count(`select count(*) from households where head_name = '赵达' and head_initials = 'zd'`)).toBe(1); // biome-ignore format: one line
  });

  test('about where somebody belongs: the person moves, with both counts; a head only out of an empty household', async () => {
    await roster('2022-03-20', [`2,钱大,${idOf(2)},户主,汉族,`, `2,钱二,${idOf(3)},之子,汉族,`, `3,孙大,${idOf(4)},户主,汉族,`]); // biome-ignore format: one line
    const batch = await roster('2022-03-25', [`3,孙大,${idOf(4)},户主,汉族,`, `3,钱二,${idOf(3)},之女婿,汉族,`, `3,钱大,${idOf(2)},之父,汉族,`]); // biome-ignore format: one line
    const lines = (await open(batch)).filter(({ field }) => field === 'household');
    expect(lines.map(({ member, targetHead }) => ({ member, targetHead }))).toEqual(
      expect.arrayContaining([{ member: '钱二', targetHead: '孙大' }, { member: '钱大', targetHead: '孙大' }]), // biome-ignore format: one line
    );
    const idFor = (name: string) => lines.find(({ member }) => member === name)?.id ?? 0;
    expect((await decide([idFor('钱大')], 'accept')).refused).toEqual([{ id: idFor('钱大'), why: 'head' }]);
    expect((await decide([idFor('钱二')], 'accept')).done).toEqual([idFor('钱二')]);
    const members = (name: string) => office.count('select member_count from households where head_name = $1 and left_on is null', [name]); // biome-ignore format: one line
    expect([await members('钱大'), await members('孙大')]).toEqual([1, 2]);
    expect((await decide([idFor('钱大')], 'accept')).done).toEqual([idFor('钱大')]);
    expect(await members('孙大')).toBe(3);
    expect(await office.count(`select count(*) from households where head_name = '钱大' and left_on is null`)).toBe(0);
  });

  test('is not there for whoever does not see the household', async () => {
    await expect(decide([999_999], 'accept')).rejects.toMatchObject({ code: 'not-found' });
  });
});

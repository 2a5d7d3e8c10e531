import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { type SealedUndo, type UndoCounts, undoImport } from '#commands/undo-import.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { findUndoOf } from '#store/registry-batches.ts';
import { openingDay, type RegistryCounty, registryCounty } from '#test/builders/registry-county.ts';

let office: RegistryCounty;
let village: { area: number; name: string; town: number; townName: string };

beforeAll(async () => {
  office = await registryCounty();
  const { rows } = await office.database.ownerPool.query(
    `select v.area, v.name, t.area as town, t.name as "townName" from areas v join areas t on t.area = v.parent
     where v.level = 'village' and (select count(*) from areas o where o.name = v.name) = 1 order by v.area limit 1`,
  );
  village = rows[0];
});
afterAll(() => office.close());

function idOf(serial: number): string {
  const first = `37039019700101${String(serial).padStart(3, '0')}`;
  return first + idCheckDigit(first);
}

const rosterHead = '乡镇,行政村,户号,姓名,证件号码,与户主关系,民族,户联系电话';
const exportHead = '数据日期,乡(镇),行政村,户编号,人编号,姓名,证件号码,人数,与户主关系,民族,健康状况,务工时间（月）,户联系电话,户类型,易返贫致贫户(监测对象)类型,风险是否消除,风险识别时间,人均纯收入'; // biome-ignore format: one heading row

const roster = (lines: readonly string[]): Buffer =>
  Buffer.from([rosterHead, ...lines.map((line) => `${village.townName},${village.name},${line}`)].join('\n'));
const national = (asOf: string, lines: readonly string[]): Buffer =>
  Buffer.from([exportHead, ...lines.map((line) => `${asOf},${village.townName},${village.name},${line}`)].join('\n'));

async function imported(name: string, bytes: Buffer, asOf?: string): Promise<string> {
  const batch = await office.preview(name, bytes, asOf === undefined ? undefined : plainDate(asOf));
  await office.apply(batch);
  return batch;
}

const undo = (batch: string) =>
  office.run((tx, keys) =>
    undoImport({ tx, keys, actor: office.actor, now: openingDay }, { batch, reason: '传错文件' }),
  );

async function told(batch: string): Promise<{ counts: UndoCounts; sealed: SealedUndo }> {
  return office.run(async (tx, keys) => {
    const row = await findUndoOf(tx, office.county, batch);
    if (!row) throw new Error('not undone');
    const text = keys.open({ table: 'batches', column: 'preview', row: row.id }, row.preview);
    return { counts: row.counts as unknown as UndoCounts, sealed: JSON.parse(text ?? '') as SealedUndo };
  });
}

/** The register as it stands, everybody who has not left, with personal values opened; and who said each value. */
async function register(): Promise<unknown> {
  return office.run(async (tx, keys) => {
    const open = (table: string, row: Record<string, unknown>) =>
      Object.fromEntries(
        Object.entries(row)
          .filter(([name]) => !['id_tail', 'phone_tail'].includes(name))
          .map(([name, value]) => {
            if (!(value instanceof Buffer)) return [name, value];
            if (name.endsWith('_index')) return [name, value.toString('hex')];
            return [name, keys.open({ table, column: name, row: String(row['id'] ?? row['person']) }, value)];
          }),
      );
    const households = await tx.selectFrom('households').selectAll().where('left_on', 'is', null).orderBy('id').execute(); // biome-ignore format: one line
    const persons = await tx.selectFrom('persons').selectAll().where('left_on', 'is', null).orderBy('id').execute();
    const there = persons.map(({ id }) => id);
    const health = await tx.selectFrom('person_health').selectAll().where('person', 'in', there).orderBy('person').execute(); // biome-ignore format: one line
    return {
      households: households.map((row) => open('households', row)),
      persons: persons.map((row) => open('persons', row)),
      // A health row made by a file stays, empty: that says the same as none.
      health: health.map((row) => open('person_health', row)).filter((row) => Object.values(row).filter((value) => value !== null).length > 5), // biome-ignore format: one line
    };
  });
}

const householdOf = async (name: string): Promise<Record<string, unknown>> => {
  const { rows } = await office.database.ownerPool.query(
    'select * from households where head_name = $1 and left_on is null',
    [name],
  );
  expect(rows, name).toHaveLength(1);
  return rows[0];
};

const two = [
  `8001,赵大,${idOf(1)},户主,汉族,15400000001`,
  `8001,赵二,${idOf(2)},之子,汉族,15400000001`,
  `8002,钱大,${idOf(3)},户主,汉族,`,
];
const later = [
  `37001,37001001,赵大,${idOf(1)},3,户主,汉族,长期慢性病,0,15400000009,一般农户,边缘易致贫户,否,2022-02-10,10233.33`,
  `37001,37001002,赵二,${idOf(2)},3,之子,回族,健康,8,15400000009,一般农户,边缘易致贫户,否,2022-02-10,10233.33`,
  `37001,37001003,赵三,${idOf(4)},3,之女,汉族,健康,0,15400000009,一般农户,边缘易致贫户,否,2022-02-10,10233.33`,
];

describe('an import that is taken back', () => {
  test('leaves the register as it was before: values, members, who said what', async () => {
    await imported('名册.csv', roster(two), '2022-03-01');
    const before = await register();
    const batch = await imported('导出.csv', national('2022-03-31', later));
    expect(await register()).not.toEqual(before);
    await undo(batch);
    expect(await register()).toEqual(before);
    const { counts, sealed } = await told(batch);
    expect(counts).toMatchObject({ stayed: 0, households: { left: 0, stayed: 0 }, persons: { left: 1, stayed: 0 } });
    expect(sealed).toEqual({ reason: '传错文件', stayed: [] });
    expect((await office.batch(batch)).state).toBe('undone');
    await expect(undo(batch)).rejects.toMatchObject({ code: 'refused', facts: { state: 'undone' } });
  });

  test('may come in again, and be taken back again', async () => {
    const before = await register();
    const batch = await imported('导出.csv', national('2022-03-31', later));
    expect(await householdOf('赵大')).toMatchObject({
      household_number: '37001',
      status: 'monitored',
      member_count: 3,
    });
    await undo(batch);
    expect(await register()).toEqual(before);
  });

  test('keeps what somebody has changed since, and says who', async () => {
    const before = await householdOf('赵大');
    const batch = await imported('导出.csv', national('2022-03-31', later));
    const household = String(before['id']);
    const actor = randomUUID();
    await office.run(async (tx) => {
      await tx.updateTable('households').set({ household_type: '脱贫户' }).where('id', '=', household).execute();
      await tx.insertInto('registry_changes').values({ county: office.county, subject: 'household', subject_id: household, household, field: 'householdType', old_value: '一般农户', new_value: '脱贫户', source: 'visit', source_on: plainDate('2022-04-01'), actor, at: openingDay.at, town: village.town, village: village.area }).execute(); // biome-ignore format: one row
    });
    await undo(batch);
    expect(await householdOf('赵大')).toMatchObject({ household_type: '脱贫户', household_number: null, status: 'none', member_count: 2 }); // biome-ignore format: one line
    const { counts, sealed } = await told(batch);
    expect(counts.stayed).toBe(1);
    expect(sealed.stayed).toEqual([{ household, headName: '赵大', member: null, field: 'householdType', label: '户类型', source: 'visit', at: openingDay.at, actor }]); // biome-ignore format: one line
  });

  test('goes back past an earlier one that is taken back later', async () => {
    const phone = async (): Promise<string | null> =>
      office.run(async (tx, keys) => {
        const { id } = await householdOf('钱大');
        const row = await tx.selectFrom('households').select('phone').where('id', '=', String(id)).executeTakeFirstOrThrow(); // biome-ignore format: one line
        return keys.open({ table: 'households', column: 'phone', row: String(id) }, row.phone);
      });
    const line = (number: string) => [`8002,钱大,${idOf(3)},户主,汉族,${number}`];
    const first = await imported('甲.csv', roster(line('15400000011')), '2022-03-02');
    const second = await imported('乙.csv', roster(line('15400000012')), '2022-03-03');
    await undo(first);
    expect(await phone()).toBe('15400000012');
    expect((await told(first)).sealed.stayed).toMatchObject([{ field: 'phone', source: 'roster' }]);
    await undo(second);
    expect(await phone()).toBeNull();
  });

  test('takes a household out that it brought, unless somebody has built on it', async () => {
    const batch = await imported('丙.csv', roster([`8003,孙大,${idOf(5)},户主,汉族,`, `8004,李大,${idOf(6)},户主,汉族,`]), '2022-03-05'); // biome-ignore format: one line
    const { id } = await householdOf('李大');
    await imported('丁.csv', roster([`8004,李大,${idOf(6)},户主,满族,`]), '2022-03-06');
    await undo(batch);
    expect(await office.count('select count(*) from households where head_name = $1 and left_on is null', ['孙大'])).toBe(0); // biome-ignore format: one line
    expect((await householdOf('李大'))['id']).toBe(id);
    const { counts, sealed } = await told(batch);
    expect(counts).toMatchObject({ households: { left: 1, stayed: 1 }, persons: { left: 1, stayed: 1 } });
    expect(sealed.stayed).toMatchObject([{ headName: '李大', member: null, field: '*', source: 'roster' }, { headName: '李大', member: '李大', field: '*' }]); // biome-ignore format: one line
    await imported('戊.csv', roster([`8003,孙大,${idOf(5)},户主,汉族,`]), '2022-03-07');
    expect(await householdOf('孙大')).toMatchObject({ local_number: '8003', member_count: 1 });
  });

  test('needs no decision any more about what it contradicted', async () => {
    await imported('己.csv', roster([`8005,周大,${idOf(7)},户主,汉族,15400000021`]), '2022-04-01');
    const batch = await imported('庚.csv', roster([`8005,周大,${idOf(7)},户主,汉族,15400000022`]), '2022-03-01');
    expect(await office.count('select count(*) from registry_differences where batch = $1 and decided is null', [batch])).toBe(1); // biome-ignore format: one line
    await undo(batch);
    expect((await told(batch)).counts.differences).toBe(1);
    expect(await office.count(`select count(*) from registry_differences where batch = $1 and decided = 'withdrawn'`, [batch])).toBe(1); // biome-ignore format: one line
  });
});

describe('an equal value', () => {
  test('from a stronger source is vouched for by it from then on', async () => {
    await imported('辛.csv', roster([`8006,吴大,${idOf(8)},户主,汉族,`]), '2022-03-01');
    const line = `37009,37009001,吴大,${idOf(8)},1,户主,汉族,健康,0,,一般农户,,,,`;
    const batch = await imported('壬.csv', national('2022-03-31', [line]));
    const { confirmed } = (await office.batch(batch)).told.values;
    expect(confirmed).toBeGreaterThan(3);
    const { rows } = await office.database.ownerPool.query(
      `select old_value, new_value, source from registry_changes where batch = $1 and field = 'ethnicity'`,
      [batch],
    );
    expect(rows).toEqual([{ old_value: '汉族', new_value: '汉族', source: 'national-export' }]);
    const weaker = await imported('癸.csv', roster([`8006,吴大,${idOf(8)},户主,满族,`]), '2022-04-05');
    expect((await office.batch(weaker)).told.values).toMatchObject({ changed: 0, conflicts: 1 });
  });
});

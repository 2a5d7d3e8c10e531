import { randomUUID } from 'node:crypto';
import { read, utils } from '@e965/xlsx';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { startImport } from '#commands/start-import.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { asActor } from '#store/as-actor.ts';
import { insertProvisionalHousehold, setHouseholdStatus } from '#store/households.ts';
import { findBatch, listBatches } from '#store/registry-batches.ts';
import { checkEntries } from '#store/registry-entry-check.ts';
import { openingDay, type RegistryCounty, registryCounty } from '#test/builders/registry-county.ts';
import { readHere } from '../reading/read-here.ts';
import { importBell } from './import-bell.ts';
import { startImportQueue } from './import-queue.ts';
import { openBatchFile, runImport } from './run-import.ts';
import { takeIn } from './take-in.ts';

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

/** A number of nobody: a division never given out, born on a day, with a serial. */
function idOf(serial: number, born = '19700101'): string {
  const first = `370390${born}${String(serial).padStart(3, '0')}`;
  return first + idCheckDigit(first);
}

const rosterHead = ['乡镇', '行政村', '户号', '姓名', '证件号码', '与户主关系', '户联系电话'];
const exportHead = ['数据日期', '乡(镇)', '行政村', '户编号', '人编号', '姓名', '证件号码', '人数', '与户主关系', '户联系电话', '户类型', '易返贫致贫户(监测对象)类型', '风险是否消除', '风险识别时间']; // biome-ignore format: one line

type Line = readonly (string | number)[];

function csv(head: Line, lines: readonly Line[]): Buffer {
  return Buffer.from([head, ...lines].map((line) => line.join(',')).join('\r\n'));
}

function rosterLine(household: string, name: string, id: string, relation: string, phone = ''): Line {
  return [village.townName, village.name, household, name, id, relation, phone];
}

interface Exported {
  readonly number: string;
  readonly person: string;
  readonly name: string;
  readonly id: string;
  readonly kind?: string;
  readonly cleared?: string;
  readonly phone?: string;
}

function exportLine(one: Exported, asOf: string): Line {
  const { number, person, name, id, kind = '', cleared = '', phone = '' } = one;
  const place = [asOf, village.townName, village.name];
  return [...place, number, person, name, id, 1, '户主', phone, '一般农户', kind, cleared, kind === '' ? '' : '2022-02-10']; // biome-ignore format: one line
}

async function imported(name: string, bytes: Buffer, asOf?: string): Promise<string> {
  const batch = await office.preview(name, bytes, asOf === undefined ? undefined : plainDate(asOf));
  await office.apply(batch);
  return batch;
}

const householdOf = async (name: string): Promise<Record<string, unknown>> => {
  const { rows } = await office.database.ownerPool.query('select * from households where head_name = $1', [name]);
  expect(rows, name).toHaveLength(1);
  return rows[0];
};

describe('what a file may do to the registry', () => {
  test('a household begun from a lead is the one the roster names, and keeps its id', async () => {
    const id = randomUUID();
    await office.run((tx, keys) =>
      insertProvisionalHousehold(tx, keys, {
        id,
        headPerson: randomUUID(),
        town: village.town,
        village: village.area,
        headName: '先来户',
        phone: '15400000001',
        idNumber: null,
        bornOn: null,
        sex: null,
      }),
    );
    const lines = [
      rosterLine('9001', '先来户', idOf(1), '户主', '15400000001'),
      rosterLine('9001', '先来妻', idOf(2), '配偶'),
    ];
    await imported('一.csv', csv(rosterHead, lines), '2022-03-15');
    const household = await householdOf('先来户');
    expect(household).toMatchObject({ id, provisional: false, local_number: '9001', member_count: 2 });
    expect(await office.count('select count(*) from persons where household = $1', [id])).toBe(2);
    expect(await office.count('select count(*) from persons where household = $1 and id_index is not null', [id])).toBe(2); // biome-ignore format: one line
  });

  test('a weaker or older source makes a difference to decide, once, and overwrites nothing', async () => {
    await imported('二.csv', csv(rosterHead, [rosterLine('9002', '冲突户', idOf(3), '户主')]), '2022-03-15');
    const { id } = await householdOf('冲突户');
    const seen = { number: '37001', person: '37001001', name: '冲突户', id: idOf(3), kind: '边缘易致贫户' };
    await imported('三.csv', csv(exportHead, [exportLine({ ...seen, phone: '15400000003' }, '2022-03-31')]));
    await office.run(async (tx) => {
      await tx.updateTable('households').set({ household_type: '脱贫户' }).where('id', '=', String(id)).execute();
      const change = { county: office.county, subject: 'household', subject_id: String(id), household: String(id), field: 'householdType', old_value: '一般农户', new_value: '脱贫户', source: 'visit', source_on: plainDate('2022-04-01'), actor: 'test', at: openingDay.at, town: village.town, village: village.area }; // biome-ignore format: one line
      await tx.insertInto('registry_changes').values(change).execute();
    });
    const later = exportLine({ ...seen, phone: '15400000004' }, '2022-04-05');
    const batch = await imported('四.csv', csv(exportHead, [later]));
    expect((await office.batch(batch)).told.values).toMatchObject({ added: 0, changed: 1, conflicts: 1 });
    expect(await householdOf('冲突户')).toMatchObject({ household_type: '脱贫户', status: 'monitored' });
    const older = exportLine({ ...seen, phone: '15400000005' }, '2022-03-01');
    const stale = await imported('五.csv', csv(exportHead, [older]));
    expect((await office.batch(stale)).told.values).toMatchObject({ added: 0, changed: 0, conflicts: 2 });
    const { rows } = await office.database.ownerPool.query(
      'select field, current_value, current_source, offered_value, reason from registry_differences where household = $1 order by id',
      [id],
    );
    expect(rows).toEqual([
      { field: 'householdType', current_value: '脱贫户', current_source: 'visit', offered_value: '一般农户', reason: 'weaker-source' }, // biome-ignore format: one line
      { field: 'phone', current_value: '154****0004', current_source: 'national-export', offered_value: '154****0005', reason: 'stale' }, // biome-ignore format: one line
    ]);
  });

  test('another name under a known number, and a person listed in another household, are for people to decide', async () => {
    const before = [rosterLine('9003', '原名户', idOf(5), '户主'), rosterLine('9004', '另一户', idOf(6), '户主')];
    await imported('六.csv', csv(rosterHead, before), '2022-03-15');
    const after = [
      rosterLine('9003', '改名户', idOf(5), '户主'),
      rosterLine('9005', '新来户', idOf(7), '户主'),
      rosterLine('9005', '另一户', idOf(6), '之子'),
    ];
    await imported('七.csv', csv(rosterHead, after), '2022-04-01');
    expect((await householdOf('原名户'))['local_number']).toBe('9003');
    const other = await householdOf('另一户');
    expect((await householdOf('新来户'))['member_count']).toBe(1);
    const { rows } = await office.database.ownerPool.query(
      `select field, reason, household from registry_differences where reason in ('identity', 'other-household') order by field`,
    );
    expect(rows.map(({ field, reason }) => ({ field, reason }))).toEqual([
      { field: 'household', reason: 'other-household' },
      { field: 'name', reason: 'identity' },
    ]);
    expect(rows[0]?.household).toBe(other['id']);
  });
});

describe('the next national export', () => {
  test('ticks off what was recognised here, and lists what is missing, unexpected or different', async () => {
    const lines = [11, 12, 13].map((n) => rosterLine(`91${n}`, `认定${n}`, idOf(n), '户主'));
    await imported('八.csv', csv(rosterHead, lines), '2022-03-15');
    for (const n of [11, 12]) {
      const { id } = await householdOf(`认定${n}`);
      const change = { household: String(id), status: 'monitored', since: plainDate('2022-04-02'), matter: randomUUID(), actor: 'test', at: openingDay.at } as const; // biome-ignore format: one line
      await office.run((tx) => setHouseholdStatus(tx, office.county, change));
    }
    const seen = (n: number, kind: string, cleared = ''): Line =>
      exportLine({ number: `3800${n}`, person: `380${n}`, name: `认定${n}`, id: idOf(n), kind, cleared }, '2022-04-06');
    await imported('九.csv', csv(exportHead, [seen(11, '边缘易致贫户', '是'), seen(13, '突发严重困难户')]));
    const check = await office.run((tx) => checkEntries(tx, office.county));
    const names = (rows: readonly { headName: string }[] | undefined): string[] => (rows ?? []).map(({ headName }) => headName); // biome-ignore format: one line
    expect(names(check?.entered)).toEqual(['认定11']);
    expect(names(check?.waiting)).toEqual(['认定12']);
    expect(names(check?.unexpected)).toEqual(['认定13']);
    expect(check?.differing.map(({ headName, field, here, there }) => ({ headName, field, here, there }))).toEqual([
      { headName: '认定11', field: 'status', here: 'monitored', there: 'cleared' },
    ]);
  });
});

describe('rejected rows', () => {
  test('come back as a workbook with cell, reason and mend, and are taken once mended', async () => {
    const bad = idOf(21).replace(/.$/, (last) => (last === '5' ? '6' : '5'));
    const lines = [rosterLine('9200', '好行户', idOf(22), '户主'), rosterLine('9200', '坏号人', bad, '配偶')];
    const batch = await imported('十.csv', csv(rosterHead, lines), '2022-03-15');
    const bytes = await office.run(async (tx, keys) => {
      const row = await findBatch(tx, office.county, batch);
      if (!row) throw new Error('no batch');
      const { bytes: original, about } = await openBatchFile(tx, keys, office.setting, row, openingDay.today);
      return readHere<'register-rejected'>({ kind: 'register-rejected', bytes: original, about: { ...about, language: 'zh-CN' } }); // biome-ignore format: one line
    });
    const book = read(bytes, { type: 'buffer' });
    const sheet = book.Sheets[book.SheetNames[0] ?? ''];
    const [row, ...more] = utils.sheet_to_json<Record<string, string>>(sheet ?? {}, { raw: false });
    expect(more).toEqual([]);
    expect(row).toMatchObject({ 姓名: '坏号人', 户号: '9200', 原行号: '3', 单元格: 'E3' });
    expect(row?.['退回原因']).toContain('校验位');
    expect(row?.['怎么改']).not.toBe('');
    const mended = { ...row, 证件号码: idOf(21) };
    const again = utils.book_new();
    utils.book_append_sheet(again, utils.json_to_sheet([mended]), '退回');
    const written: Buffer = (await import('@e965/xlsx')).write(again, { type: 'buffer', bookType: 'xlsx' });
    const second = await imported('十-退回.xlsx', written, '2022-03-16');
    expect((await office.batch(second)).told).toMatchObject({ accepted: 1, households: { added: 0, changed: 1 }, persons: { added: 1 } }); // biome-ignore format: one line
    expect((await householdOf('好行户'))['member_count']).toBe(2);
  });
});

describe('an import that is cut off', () => {
  test('has written nothing, and is done whole when taken up again', async () => {
    const lines = Array.from({ length: 3000 }, (_, n) => rosterLine(`7${n}`, `断户${n}`, idOf(n % 1000, `19${50 + Math.floor(n / 1000)}0101`), '户主')); // biome-ignore format: one line
    const batch = await office.preview('十一.csv', csv(rosterHead, lines), plainDate('2022-03-15'));
    await office.run((tx, keys) => startImport({ tx, keys, actor: office.actor, now: openingDay }, batch));
    const before = await office.count('select count(*) from households');
    let told = false;
    const killer = setInterval(() => {
      void office.database.pool
        .query(
          `select pg_terminate_backend(pid) as killed from pg_stat_activity where datname = current_database()
             and pid <> pg_backend_pid() and usename = current_user and query like 'insert into persons%' and state = 'active'`,
        )
        .then(({ rowCount }) => {
          told ||= (rowCount ?? 0) > 0;
        });
    }, 2);
    const cut = runImport(office.setting, office.county, batch);
    await expect(cut).rejects.toThrow(/terminat/i);
    clearInterval(killer);
    expect(told).toBe(true);
    expect((await office.batch(batch)).state).toBe('applying');
    expect(await office.count('select count(*) from households')).toBe(before);
    const queue = startImportQueue(office.setting, importBell(), ({ error }) => {
      throw error;
    });
    await expect.poll(async () => (await office.batch(batch)).state, { timeout: 20_000 }).toBe('applied');
    await queue.stop();
    expect(await office.count('select count(*) from households')).toBe(before + 3000);
  });
});

describe('the queue', () => {
  test('reads what is taken in when the bell rings, and refuses what cannot be read', async () => {
    const bell = importBell();
    const queue = startImportQueue(office.setting, bell, ({ error }) => {
      throw error;
    });
    const about = { asOf: null, area: null, by: randomUUID(), ...openingDay };
    const take = (name: string, bytes: Buffer): Promise<string> =>
      office.run((tx, keys) => takeIn(tx, keys, office.setting.folder, { name, bytes }, about));
    const good = await take('十二.csv', csv(rosterHead, [rosterLine('9300', '队列户', idOf(31), '户主')]));
    const bad = await take('十三.csv', csv(['甲', '乙'], [['1', '2']]));
    bell.ring();
    await expect.poll(async () => (await office.batch(bad)).state, { timeout: 10_000 }).toBe('refused');
    await queue.stop();
    expect((await office.batch(good)).state).toBe('previewed');
    expect(JSON.parse((await office.batch(bad)).error ?? '')).toMatchObject({ code: 'column-missing' });
  });
});

describe('who sees what was imported', () => {
  test('a township sees its own households, another none; batches are for the county', async () => {
    const scope = (town: number) => ({ county: office.county, towns: [town], villages: [], department: null });
    const seen = (town: number) =>
      asActor(office.database.db, scope(town), async (tx) => {
        const { n } = await tx.selectFrom('persons').select(({ fn }) => fn.countAll<number>().as('n')).executeTakeFirstOrThrow(); // biome-ignore format: one line
        return { persons: Number(n), batches: (await listBatches(tx, office.county, { offset: 0, limit: 5 })).total };
      });
    const all = await office.count('select count(*) from persons');
    expect(all).toBeGreaterThan(3000);
    expect(await seen(village.town)).toEqual({ persons: all, batches: 0 });
    const other = await office.count(`select area from areas where level = 'township' and area <> $1 limit 1`, [village.town]); // biome-ignore format: one line
    expect(await seen(other)).toEqual({ persons: 0, batches: 0 });
  });
});

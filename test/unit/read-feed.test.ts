import { randomBytes } from 'node:crypto';
import path from 'node:path';
import { describe, expect, test } from 'vitest';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { AreaCode } from '#domain/values/area-code.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import type { ColumnOverrides } from '#intake/columns/plan-columns.ts';
import { droppedHeadings, storedColumns } from '#intake/feed/feed-columns.ts';
import { readFeed } from '#intake/feed/read-feed.ts';
import { villageDirectory } from '#intake/rows/village-directory.ts';
import { loadPacks } from '#packs/load-packs.ts';

const day = plainDate('2022-04-05');
const { loaded } = loadPacks([path.resolve(import.meta.dirname, '../../packs')]);
const { feeds } = resolvePolicy({ packs: loaded.map(({ pack }) => pack), area: '370323', day });
const digestKey = { algorithm: 'hmac-sm3', secret: randomBytes(32) } as const;
const village = { code: '370323105201' as AreaCode, name: '甲村委会', township: '乙镇' };
const areas = {
  directory: villageDirectory([village]),
  villageOf: (key: string | undefined) => (key === village.code ? 7 : undefined),
  townOf: () => 3,
};

function feed(id: string) {
  const found = feeds.find((each) => each.id === id);
  if (!found) throw new Error(`no feed ${id}`);
  return found;
}

function read(id: string, lines: readonly string[], overrides: ColumnOverrides = {}) {
  return readFeed(Buffer.from(lines.join('\n')), feed(id), { today: day, areas, digestKey, overrides });
}

function idNumber(serial: string): string {
  const first = `37099019600101${serial}`;
  return first + idCheckDigit(first);
}

const A = idNumber('011');
const B = idNumber('033');

describe('a file of a feed', () => {
  test('is read under the labels and aliases of the pack; the rest is dropped and named', async () => {
    const { rows, plan } = await read('民政.临时救助对象', [
      '序号,姓名,性别,公民身份号码,镇街,村居,困难类型,发放金额（万元）,发放日期,手机号,银行账号',
      `1,王 一,男,${A},乙镇,甲村,支出型,0.12,2022年3月9日,13800000000,62220000`,
    ]);
    expect(rows).toMatchObject([
      {
        name: '王一',
        idNumber: A,
        village: 7,
        town: 3,
        place: '乙镇甲村',
        phone: '13800000000',
        arose: '2022-03-09',
        values: { 救助类别: '支出型', 救助金额: '1200.00', 批准日期: '2022-03-09' },
      },
    ]);
    const columns = storedColumns(plan, {});
    expect(droppedHeadings(columns)).toEqual(['序号', '性别', '银行账号']);
    expect(columns.columns.find(({ heading }) => heading === '性别')?.use).toBe('checked');
  });

  test('a village the county does not have leaves the row without place, not rejected', async () => {
    const { rows } = await read('民政.孤儿', [
      '姓名,身份证号码,乡镇,村,监护人姓名,监护人身份证号码,批准日期',
      `小甲,${A},乙镇,丙村,大甲,${B},2022-03-09`,
      `小乙,${B},乙镇,甲村,大乙,,2022-03-09`,
    ]);
    expect(rows.map(({ village: at, town, otherIdNumbers }) => [at, town, otherIdNumbers])).toEqual([
      [null, null, [B]],
      [7, 3, []],
    ]);
  });

  test('a blank required value rejects the row with its cell; an unreadable one is a remark', async () => {
    const { parsed } = await read('民政.农村低保对象', [
      '姓名,身份证号码,乡镇,村,批准日期',
      `王一,${A},乙镇,甲村,`,
      `李二,${B},乙镇,甲村,去年`,
    ]);
    expect(
      parsed?.rows.map(({ result, findings }) => [result, findings.map(({ fault, address }) => `${fault} ${address}`)]),
    ).toEqual([
      ['rejected', ['value-missing E2']],
      ['accepted', ['date-unreadable E3']],
    ]);
    expect(parsed?.counts).toEqual({ rows: 2, accepted: 1, rejected: 1, duplicate: 0 });
  });

  test('a missing column is named, and a person may say which column it is', async () => {
    const lines = ['姓名,身份证号码,乡镇,村,何时', `王一,${A},乙镇,甲村,2022-03-09`];
    const first = await read('民政.农村低保对象', lines);
    expect(first.plan.missing).toEqual(['批准日期']);
    expect(first.parsed).toBeNull();
    const said = await read('民政.农村低保对象', lines, { 何时: '批准日期' });
    expect(said.rows).toMatchObject([{ arose: '2022-03-09' }]);
  });

  test('has the digest of its rows, whatever their order and what is not read', async () => {
    const one = await read('民政.农村低保对象', [
      '姓名,身份证号码,乡镇,村,批准日期',
      `王一,${A},乙镇,甲村,2022-03-09`,
      `李二,${B},乙镇,甲村,2022-03-10`,
    ]);
    const other = await read('民政.农村低保对象', [
      '某县名单,,,,,',
      '编号,身份证号,姓名,乡镇,行政村,审批日期',
      `1,${B},李二,乙镇,甲村,2022-03-10`,
      `2,${A},王一,乙镇,甲村,2022/3/9`,
    ]);
    expect(other.digest).toBe(one.digest);
    expect(new Set(other.rows.map(({ digest }) => digest))).toEqual(new Set(one.rows.map(({ digest }) => digest)));
    const changed = await read('民政.农村低保对象', [
      '姓名,身份证号码,乡镇,村,批准日期',
      `王一,${A},乙镇,甲村,2022-03-08`,
      `李二,${B},乙镇,甲村,2022-03-10`,
    ]);
    expect(changed.digest).not.toBe(one.digest);
  });
});

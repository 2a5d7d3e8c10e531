import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { checkHouseholds, clearanceBlocks } from '#commands/check-quality.ts';
import { exceptFinding, takeBackException } from '#commands/except-finding.ts';
import { openProcedure } from '#commands/open-procedure.ts';
import { runCommand } from '#commands/run-command.ts';
import { setParameter } from '#commands/set-parameter.ts';
import type { Actor } from '#domain/access/actor.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { checkQuality } from '#jobs/check-quality.ts';
import { insertProvisionalHousehold } from '#store/households.ts';
import { countByContact, countFindings, listFindings } from '#store/quality-findings.ts';
import { type TestOffice, testOffice } from './test-office.ts';

/** A man born on 1950-05-06 by his number, of a division that was never given out. */
const NUMBER = `39990019500506123${idCheckDigit('39990019500506123')}`;

let office: TestOffice;
let clerk: Actor;
let county: Actor;
let household: string;
let head: string;

beforeAll(async () => {
  office = await testOffice('2022-06-15');
  clerk = await office.actor('township-clerk', '马小宁');
  county = await office.actor('county-officer', '任小舟');
  [household, head] = [randomUUID(), randomUUID()];
  const village = await office.area('370323105201');
  const place = { town: await office.area('370323105'), village };
  await office.read(clerk, ({ tx, keys }) =>
    insertProvisionalHousehold(tx, keys, {
      ...{ id: household, headPerson: head, headName: '郑有田', ...place, phone: '05331234' },
      ...{ idNumber: NUMBER, sex: '男', bornOn: plainDate('1950-05-06') },
    }),
  );
  await owner(`insert into person_health (county, person, household, town, village, labour)
    values ($1, $2, $3, $4, $5, '普通劳动力')`, [office.county, head, household, place.town, place.village]); // biome-ignore format: one statement
});
afterAll(() => office.close());

const owner = (text: string, values: unknown[] = []) => office.database.ownerPool.query(text, values);
const open = (more: { excepted?: boolean } = {}) =>
  office.read(clerk, async ({ tx, keys }) => listFindings(tx, keys, { household, offset: 0, limit: 50, ...more }));
const look = (how: 'save' | 'month' = 'save') =>
  office.read(clerk, (context) => checkHouseholds(context, [household], how));
const act = <I, O>(actor: Actor, kind: string, input: I, work: Parameters<typeof runCommand<I, O>>[4]) =>
  runCommand(office.services.runner, actor, office.now(), { kind, requestId: randomUUID(), input }, work);

describe('a look at households', () => {
  test('finds what is wrong, once, and mends what is put right', async () => {
    expect(await look()).toMatchObject({ households: 1, findings: 2, added: 2, mended: 0 });
    expect(await look()).toMatchObject({ findings: 2, added: 0, mended: 0 });
    const { findings } = await open();
    expect(findings.map(({ rule, facts, cells }) => [rule, facts, cells[0]])).toEqual([
      ['elder-with-full-labour', { age: 72, labour: '普通劳动力', from: 60 }, 'labour'],
      ['phone-not-eleven', { length: 8 }, 'phone'],
    ]);
    await owner(`update person_health set labour = '弱劳动力或半劳动力' where person = $1`, [head]);
    expect(await look()).toMatchObject({ findings: 1, added: 0, mended: 1 });
    const { rows } = await owner('select rule, mended_on::text from quality_findings where household = $1 order by rule', [household]); // biome-ignore format: one line
    expect(rows).toEqual([
      { rule: 'elder-with-full-labour', mended_on: '2022-06-15' },
      { rule: 'phone-not-eleven', mended_on: null },
    ]);
  });

  test('an exception is kept with who and why, does not count, survives the next look and can be taken back', async () => {
    const [finding] = (await open()).findings;
    const reason = '家里只有座机';
    const { exception } = await act(clerk, 'except-finding', { id: finding?.id ?? 0, reason }, exceptFinding);
    await look();
    expect((await open()).total).toBe(0);
    const [kept] = (await open({ excepted: true })).findings;
    expect(kept?.exception).toEqual({ id: exception, reason, by: '马小宁', on: '2022-06-15' });
    const { rows } = await owner('select reason from quality_exceptions where id = $1', [exception]);
    expect(String(rows[0]?.reason)).not.toContain(reason);
    await act(clerk, 'take-back-exception', { id: exception, reason: '已换手机' }, takeBackException);
    expect((await open()).total).toBe(1);
    await expect(act(clerk, 'take-back-exception', { id: exception, reason: '再一次' }, takeBackException)).rejects.toThrow('not-found'); // biome-ignore format: one line
  });

  test('counts add up by rule and place and by the person in charge', async () => {
    const { counts, contacts } = await office.read(county, async ({ tx, keys }) => ({
      counts: await countFindings(tx, keys.county, { household }),
      contacts: await countByContact(tx, keys, { household }),
    }));
    expect(counts.map(({ rule, count }) => [rule, count])).toEqual([['phone-not-eleven', 1]]);
    expect(contacts).toEqual([{ contact: null, count: 1 }]);
  });

  test('the month is looked at once, whoever asks', async () => {
    expect(await checkQuality(office.services.runner, office.now())).toBe(1);
    expect(await checkQuality(office.services.runner, office.now())).toBe(0);
    office.setToday('2022-07-01');
    expect(await checkQuality(office.services.runner, office.now())).toBe(1);
    const { rows } = await owner('select kind, about, households, findings from quality_runs order by about');
    expect(rows).toEqual([
      { kind: 'month', about: '2022-06', households: 1, findings: 1 },
      { kind: 'month', about: '2022-07', households: 1, findings: 1 },
    ]);
  });
});

describe('an income below the line of the year', () => {
  test('stands in the way of clearance, with the reason, until it is above', async () => {
    const line = { name: '监测线', value: '7000', from: plainDate('2022-01-01'), reason: '县里公布' };
    await act(county, 'set-parameter', line, (context, input) => setParameter(context, input as Parameters<typeof setParameter>[1])); // biome-ignore format: one line
    await owner(`update households set status = 'monitored', status_since = '2022-01-10',
      net_income_per_person_fen = 699999 where id = $1`, [household]); // biome-ignore format: one statement
    const clear = () => act(clerk, 'open-procedure', { household, procedure: 'clearance' }, openProcedure);
    const refused = await clear().catch(
      (error: { facts: { refusals: { code: string; missing: string[] }[] } }) => error,
    );
    expect((refused as { facts: { refusals: object[] } }).facts.refusals).toContainEqual(
      expect.objectContaining({ code: 'data-fault', missing: ['netIncomePerPerson'] }),
    );
    await owner('update households set net_income_per_person_fen = 700000 where id = $1', [household]);
    expect(await office.read(clerk, (context) => clearanceBlocks(context, household))).toEqual([]);
  });
});

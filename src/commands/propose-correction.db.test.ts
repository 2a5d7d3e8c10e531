import { randomUUID } from 'node:crypto';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { Actor } from '#domain/access/actor.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { insertProvisionalHousehold } from '#store/households.ts';
import { listDifferences } from '#store/registry-differences.ts';
import { type TestOffice, testOffice } from '#test/office/test-office.ts';
import { decideDifferences } from './decide-differences.ts';
import { lookAtCorrection, proposeCorrection } from './propose-correction.ts';
import { runCommand } from './run-command.ts';

let office: TestOffice;
let village: Actor;
let clerk: Actor;
const [household, head] = [randomUUID(), randomUUID()];

beforeAll(async () => {
  office = await testOffice('2022-06-15');
  village = await office.actor('village-cadre', '侯成林', { village: '370323105201' });
  clerk = await office.actor('township-clerk', '马小宁');
  const place = { town: await office.area('370323105'), village: await office.area('370323105201') };
  await office.read(clerk, ({ tx, keys }) =>
    insertProvisionalHousehold(tx, keys, {
      ...{ id: household, headPerson: head, headName: '郑有田', ...place, phone: '19900000001' },
      ...{ idNumber: null, sex: '男', bornOn: plainDate('1950-05-06') },
    }),
  );
});
afterAll(() => office.close());

const run = <I, O>(actor: Actor, kind: string, input: I, work: Parameters<typeof runCommand<I, O>>[4]) =>
  runCommand(office.services.runner, actor, office.now(), { kind, requestId: randomUUID(), input }, work);
const propose = (actor: Actor, values: Record<string, string>, person?: string) =>
  run(actor, 'propose', { household, person, values, reason: '户口簿已核对' }, proposeCorrection);
const open = () =>
  office.read(clerk, async ({ tx, keys }) => (await listDifferences(tx, keys.county, { household, offset: 0, limit: 50 })).lines); // biome-ignore format: one line

test('a proposal changes nothing, shows what the rules would find, and counts only once another person takes it', async () => {
  const values = { labour: '技能劳动力' };
  const look = { household, person: head, values, reason: '户口簿已核对' };
  const { before, after } = await office.read(village, (context) => lookAtCorrection(context, look));
  expect([before, after.map(({ rule }) => rule)]).toEqual([[], ['elder-with-full-labour']]);
  await propose(village, values, head);
  const [line] = await open();
  expect(line).toMatchObject({ field: 'labour', member: '郑有田', reason: 'proposed', proposal: { by: '侯成林' }, offered: { value: '技能劳动力', source: 'correction' } }); // biome-ignore format: one line
  const stored = () => office.database.ownerPool.query('select labour from person_health where person = $1', [head]);
  expect((await stored()).rows).toEqual([]);
  expect(await run(clerk, 'decide', { differences: [line?.id ?? 0], decision: 'accept' as const }, decideDifferences)).toEqual({ done: [line?.id], refused: [] }); // biome-ignore format: one line
  expect((await stored()).rows).toEqual([{ labour: '技能劳动力' }]);
  const { rows } = await office.database.ownerPool.query(`select source, new_value from registry_changes where subject_id = $1 and field = 'labour'`, [head]); // biome-ignore format: one line
  expect(rows).toEqual([{ source: 'correction', new_value: '技能劳动力' }]);
  const found = await office.database.ownerPool.query('select rule from quality_findings where household = $1 and mended_on is null', [household]); // biome-ignore format: one line
  expect(found.rows).toEqual([{ rule: 'elder-with-full-labour' }]);
});

test('nobody decides what he proposed himself; personal values stay masked and sealed', async () => {
  await propose(clerk, { phone: '19900000002' });
  const [line] = await open();
  expect(line?.current.value).not.toContain('19900000001');
  expect(await run(clerk, 'decide', { differences: [line?.id ?? 0], decision: 'accept' as const }, decideDifferences)).toEqual({ done: [], refused: [{ id: line?.id, why: 'own' }] }); // biome-ignore format: one line
  const other = await office.actor('township-clerk', '崔海燕');
  await run(other, 'decide', { differences: [line?.id ?? 0], decision: 'accept' as const }, decideDifferences);
  const { rows } = await office.database.ownerPool.query('select phone from households where id = $1', [household]);
  const phone = await office.read(clerk, async ({ keys }) => keys.open({ table: 'households', column: 'phone', row: household }, rows[0]?.phone as Buffer)); // biome-ignore format: one line
  expect(phone).toBe('19900000002');
});

test.each([
  ['a value of no kind', { labour: '很强' }, 'bad-request'],
  ['a day that does not exist', { bornOn: '1950-02-30' }, 'bad-request'],
  ['a day to come', { bornOn: '2022-06-16' }, 'bad-request'],
  ['a field of the household', { phone: '19900000003' }, 'bad-request'],
  ['who is head', { relation: '配偶' }, 'bad-request'],
  ['a wrong number', { idNumber: '399900195005061231' }, 'invalid-id-number'],
  ['what is known already', { labour: '技能劳动力' }, 'already-exists'],
])('%s is refused', async (_, values, code) => {
  await expect(propose(village, values as Record<string, string>, head)).rejects.toThrow(code);
});

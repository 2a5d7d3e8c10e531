import { afterAll, beforeAll, expect, it } from 'vitest';
import { sealAuditLog } from '#jobs/seal-audit.ts';
import { asActor } from '#store/as-actor.ts';
import { verifyAudit } from '#store/audit-chain.ts';
import { TODAY } from '../routes/happy-calls.ts';
import { type RouteOffice, routeOffice } from '../routes/route-office.ts';

let office: RouteOffice;

beforeAll(async () => {
  office = await routeOffice(TODAY);
  // Sign-ins belong to no county; a refused call of the township to its own.
  for (const login of ['zhen', 'xian', 'audit']) await office.call(login, 'whoAmI');
  await office.call('zhen', 'listAccounts');
  await office.call('zhen', 'exportLedger', { query: { month: '2022-04' } });
  await sealAuditLog(office.services.runner.db);
});
afterAll(() => office.close());

const verify = (county: number, at = Date.now()) =>
  asActor(office.services.runner.db, { county, towns: [], villages: [], department: null }, (tx) =>
    verifyAudit(tx, county, at),
  );
const owner = (text: string, values: unknown[] = []) => office.database.ownerPool.query(text, values);

it('holds for every county and for what belongs to none', async () => {
  expect(await verify(0)).toEqual({ rows: 3 });
  expect(await verify(office.county)).toEqual({ rows: 2 });
});

it('is only added to: the application changes neither a seal nor what an entry says', async () => {
  const county = office.county;
  const scope = { county, towns: [], villages: [], department: null };
  const seal = asActor(office.services.runner.db, scope, (tx) =>
    tx
      .updateTable('audit_seals')
      .set({ hash: Buffer.alloc(32) })
      .where('county', '=', county)
      .execute(),
  );
  await expect(seal).rejects.toThrow(/permission denied/);
  const text = asActor(office.services.runner.db, scope, (tx) =>
    tx.updateTable('audit_log').set({ reason: 'x' }).where('county', '=', county).execute(),
  );
  await expect(text).rejects.toThrow(/permission denied/);
});

it('names the entry that was changed, taken out, or never sealed', async () => {
  const { rows } = await owner('select id, reason from audit_log where county = $1 order by id', [office.county]);
  await owner('update audit_log set reason = $2 where id = $1', [rows[0].id, '改过']);
  expect((await verify(office.county)).fault).toEqual({ why: 'changed', row: rows[0].id });
  await owner('update audit_log set reason = $2 where id = $1', [rows[0].id, rows[0].reason]);
  expect((await verify(office.county)).fault).toBeUndefined();
  await owner('delete from audit_log where id = $1', [rows[0].id]);
  expect((await verify(office.county)).fault).toEqual({ why: 'missing', row: 1 });
  await office.call('zhen', 'signIn', { body: { login: 'zhen', password: 'wrong' } });
  expect((await verify(0)).fault).toBeUndefined();
  expect((await verify(0, Date.now() + 11 * 60_000)).fault?.why).toBe('unsealed-too-long');
});

it('is read by the audit administrator, filtered by kind, person and day, without ids of ours', async () => {
  const { entries, total } = (await office.call('audit', 'listAudit', { query: { kind: 'export', who: 'zhen' } })).json;
  expect(total).toBe(1);
  expect(entries[0]).toMatchObject({ who: 'zhen的人', kind: 'export', result: 'done', reason: 'ledger 2022-04' });
  const none = await office.call('audit', 'listAudit', { query: { to: '2001-01-01' } });
  expect(none.json.total).toBe(0);
  const file = (await office.call('audit', 'exportAudit', { query: { kind: 'export' } })).bytes.toString('utf8');
  expect(file.split('\r\n')[1]).toMatch(/^"20\d\d-.*","zhen的人","导出","完成","台账 2022-04","0",/);
});

import { randomUUID } from 'node:crypto';
import { type RawBuilder, sql } from 'kysely';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { receiveLeads } from '#commands/lead-acts.ts';
import { recordVisit } from '#commands/record-visit.ts';
import { registerLead } from '#commands/register-lead.ts';
import { runCommand } from '#commands/run-command.ts';
import { actHash, commitment } from '#crypto/act-hash.ts';
import type { Actor } from '#domain/access/actor.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { sealActs } from '#jobs/seal-acts.ts';
import { openActValues } from '#store/acts.ts';
import { type Db, openDatabase } from '#store/database.ts';
import { inTransaction } from '#store/in-transaction.ts';
import { type ChainFault, verifyChain } from '#store/seals.ts';
import { ensureStaff } from '#store/staff.ts';
import { type TestOffice, testOffice } from '../office/test-office.ts';

const MINUTE = 60_000;

let office: TestOffice;
let clerk: Actor;
/** A lead with a visit and its identification: matters of several acts. */
let matter: string;
let acts: number;

beforeAll(async () => {
  office = await testOffice('2022-03-16');
  clerk = await office.actor('township-clerk', '马小宁');
  matter = await lead();
  await visit(matter);
  await sealActs(office.services.runner.db, Date.now());
  await lead();
  await sealActs(office.services.runner.db, Date.now());
  await visit(await lead());
  await sealActs(office.services.runner.db, Date.now());
  acts = await count('acts');
});
afterAll(() => office.close());

const run = <I, O>(
  kind: string,
  input: I,
  work: Parameters<typeof runCommand<I, O>>[4],
  { actor = clerk, requestId = randomUUID() as string } = {},
) => runCommand(office.services.runner, actor, office.now(), { kind, requestId, input }, work);

async function count(table: string): Promise<number> {
  const { rows } = await office.database.ownerPool.query(`select count(*)::int as n from ${table}`);
  return rows[0].n;
}

async function leadInput() {
  const village = await office.area('370323105201');
  return {
    channel: '自主申报',
    source: '到镇村窗口',
    text: '户主突发疾病',
    foundOn: plainDate('2022-03-16'),
    newHousehold: { village, headName: '张某' },
  };
}

const lead = async (): Promise<string> => (await run('register-lead', await leadInput(), registerLead)).lead;

async function visit(id: string): Promise<void> {
  const verifiers = await office.read(clerk, ({ tx }) =>
    Promise.all(
      ['王一', '李二'].map((name) => ensureStaff(tx, { county: office.county, area: clerk.area ?? 0, name }, 1)),
    ),
  );
  const seen = { on: plainDate('2022-03-16'), verifiers, risks: [], photos: [], note: '家中有重病人' };
  const done = await run('visit', { id, seq: 1, visit: seen, verdict: '是' }, recordVisit);
  if (done.done.length !== 1) throw new Error('the visit was refused');
}

const verified = (at = Date.now()) => verifyChain(office.database.ownerDb, office.county, at);

/** What is found after the owner did this behind everybody's back; then all is undone. */
async function foundAfter(changes: readonly RawBuilder<unknown>[], when = Date.now()): Promise<ChainFault | undefined> {
  const undo = new Error('undo');
  let fault: ChainFault | undefined;
  const tampered = inTransaction(office.database.ownerDb, async (tx) => {
    for (const change of changes) {
      const { numAffectedRows } = await change.execute(tx);
      expect(numAffectedRows).not.toBe(0n);
    }
    ({ fault } = await verifyChain(tx, office.county, when));
    throw undo;
  });
  await tampered.catch((error: unknown) => {
    if (error !== undo) throw error;
  });
  return fault;
}

const at = (seq: number): RawBuilder<unknown> => sql`matter = ${matter} and seq = ${seq}`;

describe('the chain of a county', () => {
  test('holds as the commands and the sealing left it', async () => {
    expect(await verified()).toEqual({ acts, seals: 3, fault: undefined });
    expect(await count('act_seals')).toBe(acts);
    expect(acts).toBeGreaterThan(8);
  });

  test('names a changed body, actor, day or time', async () => {
    for (const change of [
      sql`update acts set body = replace(body, '2022-03-16', '2022-03-15') where ${at(3)}`,
      sql`update acts set actor = 'somebody' where ${at(3)}`,
      sql`update acts set kind = 'annul' where ${at(3)}`,
      sql`update acts set at = at - 1 where ${at(3)}`,
    ]) {
      expect(await foundAfter([change])).toEqual({ why: 'changed', matter, seq: 3, seal: null });
    }
  });

  test('names an act taken out, be it in the middle, the last or all of a matter', async () => {
    expect(await foundAfter([sql`delete from acts where ${at(2)}`])).toEqual({ why: 'missing', matter, seq: 2, seal: null }); // biome-ignore format: one line
    const last = await lastSeq();
    expect(await foundAfter([sql`delete from acts where ${at(last)}`])).toEqual({ why: 'sealed-act-missing', matter, seq: last, seal: 1 }); // biome-ignore format: one line
    expect(await foundAfter([sql`delete from acts where matter = ${matter}`])).toMatchObject({ why: 'sealed-act-missing', matter, seal: 1 }); // biome-ignore format: one line
  });

  test('names acts that changed places, and acts that changed contents', async () => {
    const swapped = await foundAfter([
      sql`update acts set seq = -2 where ${at(2)}`,
      sql`update acts set seq = 2 where ${at(3)}`,
      sql`update acts set seq = 3 where ${at(-2)}`,
    ]);
    expect(swapped).toEqual({ why: 'reordered', matter, seq: 2, seal: null });
    const exchanged = await foundAfter([
      sql`
      update acts a set body = b.body, kind = b.kind from acts b
      where a.matter = ${matter} and b.matter = ${matter} and (a.seq, b.seq) in ((2, 3), (3, 2))`,
    ]);
    expect(exchanged).toEqual({ why: 'changed', matter, seq: 2, seal: null });
  });

  test('finds by its seal a matter whose hashes were all made anew', async () => {
    const { rows } = await office.database.ownerPool.query(
      'select seq, kind, body, actor, at, prev_hash from acts where matter = $1 order by seq',
      [matter],
    );
    const changes: RawBuilder<unknown>[] = [];
    let prevHash: Buffer = rows[0].prev_hash;
    for (const row of rows) {
      const body = row.seq === 1 ? row.body.replace('自主申报', '干部排查') : row.body;
      const hash = actHash({ county: office.county, matter, ...row, at: Number(row.at), body, prevHash });
      changes.push(sql`update acts set body = ${body}, prev_hash = ${prevHash}, hash = ${hash} where ${at(row.seq)}`);
      prevHash = hash;
    }
    expect(await foundAfter(changes)).toEqual({ why: 'root-differs', matter: null, seq: null, seal: 1 });
  });

  test.each([1, 2, 3])('names seal %i when its row is gone', async (no) => {
    expect(await foundAfter([sql`delete from seals where no = ${no}`])).toMatchObject({
      why: 'seal-missing',
      seal: no,
    });
  });

  test('finds a seal that lost a leaf, changed its root or follows another', async () => {
    for (const change of [
      sql`delete from act_seals where seal = 2`,
      sql`delete from act_seals where seal = 2 and position = 0`,
      sql`update act_seals set position = -1 - position where seal = 1`,
      sql`update seals set root = sha256(root) where no = 2`,
      sql`update seals set prev_root = root where no = 2`,
      sql`update seals set count = count + 1 where no = 2`,
    ]) {
      const fault = await foundAfter([change]);
      expect(fault?.why).toBe('root-differs');
    }
  });

  test('finds all seals and leaves taken away together, because acts then are unsealed', async () => {
    const all = [sql`delete from seals`, sql`delete from act_seals`];
    expect(await foundAfter(all, Date.now() + 11 * MINUTE)).toMatchObject({ why: 'unsealed-too-long' });
  });

  test('says so when acts stay unsealed for more than ten minutes, and not before', async () => {
    const fresh = await lead();
    const born = Date.now();
    expect((await verified(born + 9 * MINUTE)).fault).toBeUndefined();
    expect((await verified(born + 11 * MINUTE)).fault).toEqual({ why: 'unsealed-too-long', matter: fresh, seq: 1, seal: null }); // biome-ignore format: one line
    expect(await sealActs(office.services.runner.db, born)).toBeGreaterThan(0);
    expect((await verified(born + 11 * MINUTE)).fault).toBeUndefined();
    expect(await sealActs(office.services.runner.db, born)).toBe(0);
    expect(await count('act_seals')).toBe(await count('acts'));
  });

  test('commits to every personal value without holding it', async () => {
    const { rows } = await office.database.ownerPool.query<{ seq: number; field: string; salt: Buffer; body: string }>(
      'select v.seq, v.field, v.salt, a.body from act_values v join acts a using (county, matter, seq) where matter = $1',
      [matter],
    );
    const values = await office.read(clerk, ({ tx, keys }) => openActValues(tx, keys, matter));
    expect(rows.length).toBeGreaterThan(1);
    for (const { seq, field, salt, body } of rows) {
      const value = values.get(seq)?.[field] ?? '';
      expect(JSON.parse(body).commitments[field]).toBe(commitment(salt, value));
      expect(body).not.toContain(value);
    }
  });

  async function lastSeq(): Promise<number> {
    const { rows } = await office.database.ownerPool.query('select max(seq) as last from acts where matter = $1', [
      matter,
    ]);
    return rows[0].last;
  }
});

describe('at the same moment', () => {
  test('twenty who decide on one lead: one wins, the others learn what happened since', async () => {
    const many = openDatabase(office.database.appUrl, 20);
    const contested = await lead();
    const runner = { ...office.services.runner, db: many.db };
    const call = () => {
      const input = { leads: [{ id: contested, seq: 1 }] };
      return runCommand(
        runner,
        clerk,
        office.now(),
        { kind: 'receive-leads', requestId: randomUUID(), input },
        receiveLeads,
      );
    };
    const outcomes = await Promise.allSettled(Array.from({ length: 20 }, call));
    await many.close();
    const won = outcomes.filter((outcome) => outcome.status === 'fulfilled');
    expect(won.map(({ value }) => value)).toEqual([{ done: [contested], refused: [] }]);
    const lost = outcomes.flatMap((outcome) => (outcome.status === 'rejected' ? [outcome.reason] : []));
    expect(lost.length).toBe(19);
    for (const error of lost) {
      expect(error).toMatchObject({ code: 'sequence-conflict', facts: { since: [{ seq: 2, kind: 'receive' }] } });
    }
    const stored = await sequence(office.database.ownerDb, contested);
    expect(stored).toEqual([1, 2]);
  });

  test('the same request twenty times is done once and answered alike', async () => {
    const many = openDatabase(office.database.appUrl, 20);
    const runner = { ...office.services.runner, db: many.db };
    const before = await count('matters');
    const requestId = randomUUID();
    const input = await leadInput();
    const call = () =>
      runCommand(runner, clerk, office.now(), { kind: 'register-lead', requestId, input }, registerLead);
    const answers = await Promise.all(Array.from({ length: 20 }, call));
    await many.close();
    expect(new Set(answers.map((answer) => answer.lead)).size).toBe(1);
    expect(await count('matters')).toBe(before + 1);
  });

  test('a request that failed leaves nothing, and its id can be used again', async () => {
    const requestId = randomUUID();
    const input = await leadInput();
    const before = [await count('matters'), await count('households'), await count('acts'), await count('requests')];
    const failing = run('register-lead', input, (context, given) => failAfter(registerLead(context, given)), { requestId }); // biome-ignore format: one line
    await expect(failing).rejects.toThrow('the power went');
    const after = [await count('matters'), await count('households'), await count('acts'), await count('requests')];
    expect(after).toEqual(before);
    expect(await run('register-lead', input, registerLead, { requestId })).toHaveProperty('lead');
  });

  test('two sealers give no act two seals and lose none', async () => {
    for (let n = 0; n < 3; n++) await lead();
    const { db } = office.services.runner;
    await Promise.allSettled([sealActs(db, Date.now()), sealActs(db, Date.now())]);
    await sealActs(db, Date.now());
    expect(await count('act_seals')).toBe(await count('acts'));
    expect((await verified()).fault).toBeUndefined();
  });

  async function failAfter(work: Promise<unknown>): Promise<never> {
    await work;
    throw new Error('the power went');
  }

  async function sequence(db: Db, of: string): Promise<number[]> {
    const rows = await db.selectFrom('acts').select('seq').where('matter', '=', of).orderBy('seq').execute();
    return rows.map((row) => row.seq);
  }
});

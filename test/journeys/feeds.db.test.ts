import { createHash, randomUUID } from 'node:crypto';
import path from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { decideConflict } from '#commands/decide-conflict.ts';
import { dispatchCounty } from '#commands/dispatch-county.ts';
import { countsOf, type FeedCounts } from '#commands/feed-batch.ts';
import { readAsIntake, runAsIntake } from '#commands/intake-actor.ts';
import { placeLead } from '#commands/place-lead.ts';
import { rebuildCounty } from '#commands/rebuild-county.ts';
import { runCommand } from '#commands/run-command.ts';
import { confirmFeed, sendNilReturn } from '#commands/submit-feed.ts';
import { withdrawFeed } from '#commands/withdraw-feed.ts';
import type { FeedFile } from '#demo/feed-files.ts';
import { type GeneratedDemo, generateDemo, type ManifestFile } from '#demo/generate-demo.ts';
import { loadDemo } from '#demo/load-demo.ts';
import { writeSheet } from '#demo/write-sheet.ts';
import type { Actor } from '#domain/access/actor.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { feedSetting, readUpload, takeFeed } from '#intake/feed/take-feed.ts';
import { type ImportSetting, importJob, inCounty } from '#intake/registry/import-setting.ts';
import { runImport } from '#intake/registry/run-import.ts';
import { takeIn } from '#intake/registry/take-in.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { listEvidence } from '#store/evidence.ts';
import { feedResults, findFeedBatch } from '#store/feed-batches.ts';
import { listWaitingRows } from '#store/feed-rows.ts';
import { listLeads } from '#store/lead-lines.ts';
import { listClocks } from '#store/matters.ts';
import { updateBatch } from '#store/registry-batches.ts';
import { COUNTY, type TestOffice, TOWN, testOffice } from '#test/office/test-office.ts';

const LOW_INCOME = '民政.农村低保对象';

let office: TestOffice;
let civil: Actor;
let disabled: Actor;
let bureau: Actor;
let clerk: Actor;
let demo: GeneratedDemo;

beforeAll(async () => {
  office = await testOffice('2022-04-05');
  civil = await office.actor('county-department', '民政经办', { department: '民政局' });
  disabled = await office.actor('county-department', '残联经办', { department: '残联' });
  bureau = await office.actor('county-officer', '任小舟');
  clerk = await office.actor('township-clerk', '马小宁');
  demo = await generated();
  for (const file of demo.files) {
    if (file.kind !== 'department-feed' && file.period <= '2022-03-31') {
      await importRegister(file.name, file.period, Buffer.from(writeSheet(file.sheet, file.form)));
    }
  }
}, 240_000);
afterAll(() => office.close());

async function generated(): Promise<GeneratedDemo> {
  const { settings, names } = loadDemo(path.resolve(import.meta.dirname, '../../demo', COUNTY));
  const { province, city, county, townships } = await loadCounty(COUNTY);
  const town = townships.find(({ code }) => code.startsWith(TOWN));
  if (!town) throw new Error('no such town');
  const otherTowns = townships.filter((each) => each !== town);
  const place = { province, city, county, town, villages: town.villages, otherTowns };
  return generateDemo({ place, settings, names, seed: settings.seed });
}

async function importRegister(name: string, period: string, bytes: Buffer): Promise<void> {
  const { db, ring } = office.services.runner;
  const now = { at: Date.now(), today: plainDate(period) };
  const setting: ImportSetting = { db, ring, folder: office.services.filesFolder, now: async () => now };
  const job = { ...(await importJob(db, office.county, now)), county: office.county };
  const about = { asOf: now.today, area: await office.area(TOWN), by: job.account, at: now.at, today: now.today };
  const batch = await inCounty(setting, job, now, (tx, keys) =>
    takeIn(tx, keys, setting.folder, { name, bytes }, about),
  );
  await runImport(setting, office.county, batch);
  await inCounty(setting, job, now, (tx) => updateBatch(tx, office.county, batch, 'previewed', { state: 'applying' }));
  await runImport(setting, office.county, batch);
}

/** Uploads a file as its department and returns the batch that waits to be confirmed. */
async function upload(actor: Actor, feed: string, period: string, name: string, bytes: Buffer): Promise<string> {
  const order = { feed, period, department: actor.department ?? '' };
  const { setting, read } = await office.read(actor, async (context) => {
    const found = await feedSetting(context, order);
    return { setting: found, read: await readUpload(context, found, bytes) };
  });
  const input = { ...order, name, hash: createHash('sha256').update(bytes).digest('hex') };
  const call = { kind: 'upload-feed', requestId: randomUUID(), input };
  return runCommand(office.services.runner, actor, office.now(), call, (context) =>
    takeFeed(context, office.services.filesFolder, setting, { name, bytes }, read),
  );
}

async function asIntake<I, O>(actor: Actor, kind: string, input: I, work: Parameters<typeof runAsIntake<I, O>>[4]) {
  const call = { kind, requestId: randomUUID(), input };
  return runAsIntake(office.services.runner, actor, office.now(), call, work);
}

async function submit(actor: Actor, feed: string, period: string, name: string, bytes: Buffer, reason?: string) {
  const batch = await upload(actor, feed, period, name, bytes);
  const input = { batch, department: actor.department ?? '', by: actor.account, reason };
  await asIntake(actor, 'confirm-feed', input, confirmFeed);
  return batch;
}

async function counts(actor: Actor, batch: string): Promise<FeedCounts> {
  const row = await office.read(actor, (context) => findFeedBatch(context.tx, office.county, batch));
  if (!row) throw new Error('no such batch');
  return countsOf(row);
}

/** Counted by SQL that shares nothing with the code. */
async function count(sql: string, values: unknown[] = []): Promise<number> {
  const { rows } = await office.database.ownerPool.query(`select count(*) from ${sql}`, values);
  return Number(rows[0].count);
}

function feedFiles(): { file: FeedFile; told: ManifestFile; bytes: Buffer }[] {
  return demo.files.flatMap((file) => {
    const told = demo.manifest.files.find(({ name }) => name === file.name);
    if (!('expectation' in file) || !told) return [];
    return [{ file: file as FeedFile, told, bytes: Buffer.from(writeSheet(file.sheet, file.form)) }];
  });
}

const gathering = () =>
  office.read(bureau, (context) => listLeads(context.tx, context.keys, { stages: ['gathering'], limit: 2000 }));

/** Rows of a batch by outcome, from the table. */
async function outcomes(batch: string): Promise<Record<string, number>> {
  const { rows } = await office.database.ownerPool.query<{ outcome: string; n: number }>(
    'select outcome, count(*)::int as n from batch_rows where batch = $1 group by outcome',
    [batch],
  );
  return Object.fromEntries(rows.map(({ outcome, n }) => [outcome, n]));
}

function file(at: number) {
  const found = feedFiles()[at];
  if (!found) throw new Error(`no feed ${at}`);
  return found;
}

/** What the manifest expects of a file with the rows taken out whose name the registry has otherwise. */
function expected(feed: FeedFile) {
  const differs = feed.accepted.filter((line) =>
    line.planted.some(({ fault }) => fault === 'name-differs-from-registry'),
  );
  const others = new Set(feed.accepted.filter((line) => !differs.includes(line)).map(({ household }) => household));
  const onlyConflict = new Set(differs.map(({ household }) => household).filter((household) => !others.has(household)));
  const { leadHouseholds, monitoredHouseholds, unknownPlaced, unknownToLocate } = feed.expectation;
  const monitored = feed.households.filter(
    ({ number, national }) => onlyConflict.has(number) && national?.monitored != null,
  );
  return {
    ambiguous: differs.length,
    already: monitoredHouseholds - monitored.length,
    lead: leadHouseholds - (onlyConflict.size - monitored.length) + unknownPlaced + unknownToLocate,
    unplaced: unknownToLocate,
  };
}

describe('the low-income feed of March', () => {
  let first: string;

  test('is read row for row as the manifest says; nothing counts before it is confirmed', async () => {
    const { file: feed, told, bytes } = file(0);
    first = await upload(civil, LOW_INCOME, '2022-03', feed.name, bytes);
    const { rows, accepted, rejected, duplicate } = await counts(civil, first);
    const { totals } = told;
    expect([rows, accepted, rejected, duplicate]).toEqual([
      totals.rows,
      totals.accepted,
      totals.rejected,
      totals.duplicate,
    ]);
    expect(await count('lead_lines')).toBe(0);
    expect(await count('feed_facts')).toBe(0);
  });

  test('raises what the manifest expects, and adds up', async () => {
    const input = { batch: first, department: '民政局', by: civil.account };
    await asIntake(civil, 'confirm-feed', input, confirmFeed);
    const { file: feed, told } = file(0);
    const by = await outcomes(first);
    const wanted = expected(feed);
    expect(by).toMatchObject({ lead: wanted.lead, already: wanted.already, ambiguous: wanted.ambiguous });
    expect(by['rejected']).toBe(told.totals.rejected);
    expect(by['duplicate']).toBe(told.totals.duplicate);
    const raised = ['nothing', 'unknown', 'blocked', 'lead', 'evidence', 'line', 'already', 'repeat', 'ambiguous'];
    expect(raised.reduce((sum, outcome) => sum + (by[outcome] ?? 0), 0)).toBe(told.totals.accepted);
    const kept = await counts(civil, first);
    expect(kept.outcomes).toEqual(Object.fromEntries(raised.map((outcome) => [outcome, by[outcome] ?? 0])));
    expect(kept.flagged).toBe(told.totals.flagged);
    expect(await count("lead_lines where stage = 'gathering' and batch = $1", [first])).toBe(
      wanted.lead + wanted.already,
    );
    expect(await count('evidence where batch = $1', [first])).toBe(told.totals.accepted - wanted.ambiguous);
    expect(await count('feed_facts where batch = $1', [first])).toBe(told.totals.accepted);
    expect(
      await count("lead_lines l join areas a on a.area = l.town and a.level = 'unplaced' where l.batch = $1", [first]),
    ).toBe(wanted.unplaced);
    expect(await count("lead_lines where batch = $1 and proposed_verdict = '已纳入'", [first])).toBe(wanted.already);
  });

  test('has the faults of the manifest on its rows', async () => {
    const { rows } = await office.database.ownerPool.query<{ row: number; fault: string }>(
      `select row_no as row, f ->> 'fault' as fault from batch_rows, jsonb_array_elements(faults) f where batch = $1
       union all select row_no, 'not-a-record' from batch_rows where batch = $1 and outcome = 'ignored'`,
      [first],
    );
    const sorted = (all: readonly { row: number; fault: string }[]) =>
      all.map(({ row, fault }) => `${String(row).padStart(4, '0')} ${fault}`).sort();
    expect(sorted(rows)).toEqual(sorted(file(0).told.faults));
  });

  test('leads are due for dispatch on the seventh, and say where they come from', async () => {
    const { lines } = await gathering();
    const [line] = lines.filter(({ batch, evidenceCount }) => batch === first && evidenceCount > 0);
    if (!line) throw new Error('no lead');
    const { clocks, evidence } = await office.read(bureau, async (context) => ({
      clocks: await listClocks(context.tx, office.county, line.matter),
      evidence: await listEvidence(context.tx, context.keys, line.matter),
    }));
    expect(clocks.find(({ step }) => step === 'dispatch')).toMatchObject({ dueOn: '2022-04-07', doneOn: null });
    expect(evidence[0]).toMatchObject({ department: '民政局', feed: LOW_INCOME, clause: 'SD#A1-mz1' });
    expect(evidence[0]?.facts.find(({ label }) => label === '身份证号码')?.value).toMatch(/^\d{4}\*{10}\d{3}[\dX]$/);
    expect(line).toMatchObject({ channel: '部门预警', source: '民政局', department: '民政局' });
  });

  test('changes nothing when the same rows come again in another form', async () => {
    const before = await count('acts');
    const { file: feed } = file(0);
    const reversed = Buffer.from(writeSheet(feed.sheet, 'csv'));
    const again = await upload(civil, LOW_INCOME, '2022-03', 'saved-again.csv', reversed);
    const input = { batch: again, department: '民政局', by: civil.account };
    expect((await counts(civil, again)).accepted).toBe(0);
    await expect(asIntake(civil, 'confirm-feed', input, confirmFeed)).rejects.toMatchObject({ code: 'already-exists' });
    expect(await count('acts')).toBe(before);
    expect(await count('feed_facts')).toBe(file(0).told.totals.accepted);
  });

  test('a late file of GB18030 adds to it', async () => {
    const { file: feed, told, bytes } = file(1);
    const batch = await submit(civil, LOW_INCOME, '2022-03', feed.name, bytes);
    const { rows, accepted, rejected, duplicate } = await counts(civil, batch);
    const { totals } = told;
    expect([rows, accepted, rejected, duplicate]).toEqual([
      totals.rows,
      totals.accepted,
      totals.rejected,
      totals.duplicate,
    ]);
    const wanted = expected(feed);
    expect(await outcomes(batch)).toMatchObject({ lead: wanted.lead });
  });

  test('never shows the department a household, a person, a lead or the act behind it', async () => {
    const seen = await office.read(civil, async ({ tx }) => {
      const tables = ['households', 'persons', 'lead_lines', 'matters', 'acts', 'registry_changes'] as const;
      const found = [];
      for (const table of tables) found.push((await tx.selectFrom(table).select('county').execute()).length);
      return { found, batches: (await tx.selectFrom('batches').select('id').execute()).length };
    });
    expect(seen.found).toEqual([0, 0, 0, 0, 0, 0]);
    expect(seen.batches).toBe(3);
    const other = await office.read(disabled, ({ tx }) => tx.selectFrom('batches').select('id').execute());
    expect(other).toEqual([]);
  });

  test('a row whose name the registry has otherwise waits until a person says who is meant', async () => {
    const waiting = await office.read(bureau, (context) => listWaitingRows(context.tx, office.county, 'ambiguous'));
    const [row] = waiting;
    expect(waiting).toHaveLength(expected(file(0).file).ambiguous + expected(file(1).file).ambiguous);
    if (!row) throw new Error('nothing waits');
    const before = await count("lead_lines where stage = 'gathering'");
    const call = { kind: 'decide', requestId: randomUUID(), input: { ...row, meant: 'somebody-else' as const } };
    const { outcome } = await runCommand(office.services.runner, bureau, office.now(), call, decideConflict);
    expect(outcome).toBe('lead');
    expect(await count("lead_lines where stage = 'gathering'")).toBe(before + 1);
    const { outcomes: kept } = await counts(civil, row.batch);
    expect(kept.ambiguous).toBe(waiting.length - 1);
    const again = { ...call, requestId: randomUUID() };
    await expect(runCommand(office.services.runner, bureau, office.now(), again, decideConflict)).rejects.toMatchObject(
      {
        code: 'not-found',
      },
    );
  });
});

/** A small file of a feed as text. */
function csv(headings: readonly string[], rows: readonly (readonly string[])[]): Buffer {
  return Buffer.from([headings, ...rows].map((cells) => cells.join(',')).join('\n'), 'utf8');
}

const CARD = '残联.新办重度残疾证';
const CARD_HEADINGS = ['姓名', '身份证号', '乡镇', '村', '残疾证号', '残疾等级', '发证日期', '民族'];

/** Members of a household in the registry that has a lead waiting at the county, or is monitored without any. */
async function knownPeople(where: string): Promise<{ household: string; people: { name: string; id: string }[] }> {
  const { rows } = await office.database.ownerPool.query<{ household: string }>(
    `select h.id as household from households h where not h.provisional and h.left_on is null and h.member_count > 1 and ${where} order by h.id limit 1`,
  );
  const household = rows[0]?.household ?? '';
  const people = await office.read(bureau, async (context) => {
    const found = await context.tx
      .selectFrom('persons')
      .select(['id', 'name', 'id_number'])
      .where('household', '=', household)
      .where('id_number', 'is not', null)
      .execute();
    const place = (row: string) => ({ table: 'persons', column: 'id_number', row });
    return found.map(({ id, name, id_number }) => ({ name, id: context.keys.open(place(id), id_number) ?? '' }));
  });
  return { household, people };
}

const cardRow = (person: { name: string; id: string } | undefined, grade = '一级', day = '2022-03-10') => [
  person?.name ?? '',
  `${person?.id ?? ''}`,
  '西里镇',
  '',
  `${person?.id ?? ''}41`,
  grade,
  day,
  '汉',
];

const hasLead = (stage: string) =>
  `exists (select from lead_lines l where l.household = h.id and l.stage = '${stage}' and l.ended_on is null)`;
const noLead = 'not exists (select from lead_lines l where l.household = h.id and l.ended_on is null)';

describe('a second department', () => {
  test('adds evidence to the one lead of the household while it is not dispatched', async () => {
    const { household, people } = await knownPeople(hasLead('gathering'));
    const before = await count('lead_lines');
    const batch = await submit(disabled, CARD, '2022-03', 'cards.csv', csv(CARD_HEADINGS, [cardRow(people[0])]));
    expect((await counts(disabled, batch)).outcomes).toMatchObject({ evidence: 1, lead: 0 });
    expect(await count('lead_lines')).toBe(before);
    const { lines } = await office.read(bureau, (context) => listLeads(context.tx, context.keys, { household }));
    const departments = await office.read(bureau, (context) =>
      listEvidence(context.tx, context.keys, lines[0]?.matter ?? ''),
    );
    expect(lines).toHaveLength(1);
    expect(new Set(departments.map(({ department }) => department))).toEqual(new Set(['民政局', '残联']));
  });

  test('rows delivered before are known again in a longer file', async () => {
    const lead = await knownPeople(hasLead('gathering'));
    const fresh = await knownPeople(noLead);
    const rows = [cardRow(lead.people[0]), cardRow(fresh.people[0])];
    const batch = await submit(disabled, CARD, '2022-03', 'longer.csv', csv(CARD_HEADINGS, rows));
    const told = await counts(disabled, batch);
    expect(told).toMatchObject({ rows: 2, accepted: 1, duplicate: 1 });
    expect(told.outcomes).toMatchObject({ lead: 1, evidence: 0 });
    expect(await count('evidence e join batches b on b.id = e.batch where b.file_name = $1', ['longer.csv'])).toBe(1);
  });

  test('rows that do not fulfil the condition raise nothing and are kept', async () => {
    const { people } = await knownPeople(noLead);
    const facts = await count('feed_facts');
    const rows = [cardRow(people[0], '三级'), cardRow(people[1], '无'), cardRow(people[0], '', '2022-03-11')];
    const batch = await submit(disabled, CARD, '2022-03', 'light.csv', csv(CARD_HEADINGS, rows));
    const told = await counts(disabled, batch);
    expect(told).toMatchObject({ rows: 3, accepted: 2, rejected: 1 });
    expect(told.outcomes).toMatchObject({ nothing: 1, unknown: 1, lead: 0 });
    expect(told.missingValues).toEqual([{ name: '残疾证等级', rows: 1 }]);
    expect(await count('feed_facts')).toBe(facts + 2);
  });

  test('rows of an earlier period need a reason', async () => {
    const { people } = await knownPeople(noLead);
    const bytes = csv(CARD_HEADINGS, [cardRow(people[0], '一级', '2021-11-02')]);
    await expect(submit(disabled, CARD, '2022-03', 'old.csv', bytes)).rejects.toMatchObject({
      code: 'bad-request',
      facts: { field: 'reason', why: 'supplementary' },
    });
    expect(await count('lead_lines where batch in (select id from batches where file_name = $1)', ['old.csv'])).toBe(0);
    const batch = await submit(disabled, CARD, '2022-03', 'old.csv', bytes, '上季度漏报');
    expect((await counts(disabled, batch)).outcomes.lead).toBe(1);
  });

  test('withdraws a batch that nobody has built on: its leads are withdrawn, its rows may come again', async () => {
    const { household, people } = await knownPeople(noLead);
    const bytes = csv(CARD_HEADINGS, [cardRow(people[0])]);
    const batch = await submit(disabled, CARD, '2022-03', 'mistake.csv', bytes);
    const input = { batch, department: '残联', by: disabled.account, reason: '报错月份' };
    await asIntake(disabled, 'withdraw-feed', input, withdrawFeed);
    expect(await count("lead_lines where household = $1 and stage = 'withdrawn'", [household])).toBe(1);
    expect(await count('evidence where batch = $1 and withdrawn_on is null', [batch])).toBe(0);
    const again = await submit(disabled, CARD, '2022-03', 'mistake.csv', bytes);
    expect((await counts(disabled, again)).outcomes.lead).toBe(1);
  });

  test('reports that there was nothing, once a period', async () => {
    const input = { feed: '残联.变更重度残疾证', period: '2022-03', department: '残联', by: disabled.account };
    const { batch } = await asIntake(disabled, 'nil-return', input, sendNilReturn);
    expect(
      await count('batches where id = $1 and receipt_no is not null and applied_on = $2', [batch, '2022-04-05']),
    ).toBe(1);
    await expect(asIntake(disabled, 'nil-return', input, sendNilReturn)).rejects.toMatchObject({
      code: 'already-exists',
    });
    const foreign = { ...input, feed: LOW_INCOME };
    await expect(asIntake(disabled, 'nil-return', foreign, sendNilReturn)).rejects.toMatchObject({ code: 'not-found' });
  });
});

describe('dispatch', () => {
  const dispatch = async (leads: { id: string; seq: number }[]) => {
    const call = { kind: 'dispatch', requestId: randomUUID(), input: { leads } };
    return runCommand(office.services.runner, bureau, office.now(), call, dispatchCounty);
  };

  test('gives every township one receipt and holds back what has no place', async () => {
    office.setToday('2022-04-06');
    const { lines } = await gathering();
    const unplaced = await count(
      "lead_lines l join areas a on a.area = l.town and a.level = 'unplaced' where l.stage = 'gathering'",
    );
    expect(unplaced).toBeGreaterThan(0);
    const { receipts, refused } = await dispatch(lines.map(({ matter, seq }) => ({ id: matter, seq })));
    expect(refused).toHaveLength(unplaced);
    expect(receipts.reduce((sum, { leads }) => sum + leads, 0)).toBe(lines.length - unplaced);
    expect(
      await count(
        '(select town, sum(leads) as n from dispatches group by town) d where n <> (select count(*) from lead_lines l where l.town = d.town and l.dispatched_on is not null)',
      ),
    ).toBe(0);
    expect(await count("lead_lines where stage = 'to-receive' and feedback_on = '2022-04-06'")).toBe(
      lines.length - unplaced,
    );
  });

  test('a lead without place gets its village, and goes out', async () => {
    const { lines } = await gathering();
    const [line] = lines;
    if (!line) throw new Error('nothing to place');
    const village = await office.area('370323105201');
    const call = { kind: 'place', requestId: randomUUID(), input: { id: line.matter, seq: line.seq, village } };
    await runCommand(office.services.runner, bureau, office.now(), call, placeLead);
    const placed = (await gathering()).lines.find(({ matter }) => matter === line.matter);
    expect(placed).toMatchObject({ village, town: await office.area(TOWN) });
    expect((await dispatch([{ id: line.matter, seq: placed?.seq ?? 0 }])).receipts).toHaveLength(1);
    const { lines: atTown } = await office.read(clerk, (context) =>
      listLeads(context.tx, context.keys, { matters: [line.matter] }),
    );
    expect(atTown[0]).toMatchObject({ stage: 'to-receive', village });
    expect(await count('registry_changes where household = $1 and field = $2', [line.household, 'village'])).toBe(1);
  });

  test('afterwards a new row is a new line that refers to the earlier; what was built on stays', async () => {
    const { household, people } = await knownPeople(hasLead('to-receive'));
    const { lines: before } = await office.read(bureau, (context) =>
      listLeads(context.tx, context.keys, { household }),
    );
    const bytes = csv(CARD_HEADINGS, [cardRow(people[1] ?? people[0], '二级')]);
    const batch = await submit(disabled, CARD, '2022-03', 'later.csv', bytes);
    expect((await counts(disabled, batch)).outcomes).toMatchObject({ line: 1, lead: 0, evidence: 0 });
    const { lines } = await office.read(bureau, (context) => listLeads(context.tx, context.keys, { household }));
    const later = lines.find((line) => line.batch === batch);
    expect(later).toMatchObject({ stage: 'gathering', proposedInto: before[0]?.matter, proposedIntoNo: before[0]?.no });
    const first = await office.database.ownerPool.query(
      `select id from batches where file_name like '%-202203-%' and state = 'applied' limit 1`,
    );
    const input = { batch: first.rows[0].id, department: '民政局', by: civil.account, reason: '试' };
    const atTowns = `lead_lines where stage not in ('gathering', 'withdrawn') and matter in (select matter from evidence where batch = $1)`;
    const built = await count(atTowns, [input.batch]);
    expect(built).toBeGreaterThan(0);
    await asIntake(civil, 'withdraw-feed', input, withdrawFeed);
    expect((await counts(civil, input.batch)).withdrawal).toMatchObject({ kept: built });
    expect(await count(atTowns, [input.batch])).toBe(built);
  });

  test('a monitored household gets the proposal 已纳入; results come back in numbers', async () => {
    const { people } = await knownPeople(`h.status = 'monitored' and ${noLead}`);
    const batch = await submit(disabled, CARD, '2022-03', 'watched.csv', csv(CARD_HEADINGS, [cardRow(people[0])]));
    expect((await counts(disabled, batch)).outcomes.already).toBe(1);
    const results = await readAsIntake(office.services.runner, disabled, office.now(), (context) =>
      feedResults(context.tx, office.county, [batch]),
    );
    expect(results).toEqual([
      { batch, reported: 1, recognised: 0, qualified: 0, already: 0, notQualified: 0, open: 1, nothing: 0 },
    ]);
  });

  test('everything folds again to what is stored, and every batch adds up', async () => {
    const { differences } = await office.read(bureau, (context) => rebuildCounty(context));
    expect(differences).toEqual([]);
    const { rows } = await office.database.ownerPool.query(`
      select b.id from batches b join lateral (
        select count(*) filter (where outcome not in ('rejected', 'duplicate', 'ignored')) as accepted,
          count(*) filter (where outcome <> 'ignored') as rows, count(e.id) as evidence,
          count(*) filter (where outcome in ('lead', 'evidence', 'line', 'already', 'repeat')) as raised
        from batch_rows r left join evidence e on e.batch = r.batch and e.row_no = r.row_no where r.batch = b.id) r on true
      where b.kind = 'feed' and b.state = 'applied' and b.shape = 'file'
        and ((b.counts ->> 'accepted')::int <> r.accepted or (b.counts ->> 'rows')::int <> r.rows or r.raised <> r.evidence
          or (select sum(value::int) from jsonb_each_text(b.counts -> 'outcomes')) <> r.accepted)`);
    expect(rows).toEqual([]);
  });
});

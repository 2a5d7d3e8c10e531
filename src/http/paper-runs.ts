import { randomUUID } from 'node:crypto';
import type { CommandContext } from '#commands/command-context.ts';
import { issuePaper, type PaperInput } from '#commands/paper-issue.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { PrintRun } from '#contract/papers.ts';
import { type MadePaper, typesetBundle } from '#documents/typeset-bundle.ts';
import { AppError } from '#domain/values/app-error.ts';
import { readStoredFile, storeFile } from '#files/file-store.ts';
import { accountNames } from '#store/account-names.ts';
import { listCountyAreas } from '#store/areas.ts';
import { listPapers } from '#store/papers.ts';
import { insertPrintRun, listPrintRuns, type PrintFailure, type PrintRunRow, savePrintRun } from '#store/print-runs.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { paperPress } from './paper-press.ts';
import type { Services } from './services.ts';

/** Runs this process is working on: one that has not ended and is not here was broken off. */
const running = new Set<string>();
/** Progress is written after so many. */
const STEP = 10;

/** 批量打印: many papers in one file, with progress; the papers themselves are given out one by one. */
export function paperRunHandlers(
  services: Services,
): Pick<Handlers, 'startPrintRun' | 'listPrintRuns' | 'printRunFile'> {
  const { runner } = services;
  return {
    async startPrintRun({ body }, caller) {
      const { requestId, ...input } = body;
      const call = { kind: 'print-run', requestId, input };
      let fresh: PrintRunRow | undefined;
      const { run } = await runCommand(runner, caller.actor, caller.now, call, async (context) => {
        fresh = await openRun(context, input);
        return { run: fresh.id };
      });
      if (fresh !== undefined) void work(services, caller, fresh);
      return readAs(runner, caller.actor, caller.now, async (context) => ({ run: await oneRun(context, run) }));
    },
    listPrintRuns: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => ({
        runs: await present(context, await listPrintRuns(context.tx, context.keys.county)),
      })),
    printRunFile: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const [row] = await listPrintRuns(context.tx, context.keys.county, params.id);
        if (row?.file == null) throw new AppError('not-found', { what: 'print-run' });
        const file = await readStoredFile(context.tx, context.keys, services.filesFolder, row.file);
        return { bytes: file.content, mediaType: file.mediaType, name: file.name };
      }),
  };
}

type RunInput = {
  month?: string | undefined;
  form?: string | undefined;
  households?: string[] | undefined;
  matters?: string[] | undefined;
};

/** Errors: `bad-request` where nothing is to be printed. */
async function openRun(context: CommandContext, input: RunInput): Promise<PrintRunRow> {
  const { tx, keys, actor, now } = context;
  const areas = await listCountyAreas(tx, keys.county, now.today);
  const own = areas.find(({ area }) => area === actor.area);
  const town = own?.level === 'village' ? own.parent : own?.level === 'township' ? own.area : null;
  const papers =
    input.month === undefined ? [] : (await listPapers(tx, keys, { month: input.month, limit: 5000 })).toReversed();
  const items = [
    ...papers.map(({ id }) => `paper:${id}`),
    ...(input.form === undefined ? [] : (input.households ?? []).map((id) => `household:${id}`)),
    ...(input.form === undefined ? [] : (input.matters ?? []).map((id) => `matter:${id}`)),
  ];
  if (items.length === 0) throw new AppError('bad-request', { field: 'month', why: 'nothing-to-print' });
  const run = {
    id: randomUUID(),
    town: town ?? areas.find(({ level }) => level === 'unplaced')?.area ?? 0,
    village: own?.level === 'village' ? own.area : null,
    what: input.form ?? 'month',
    title: input.form ?? input.month ?? '',
    items,
    byAccount: actor.account,
    startedAt: now.at,
  };
  await insertPrintRun(tx, keys.county, run);
  return { ...run, done: 0, failed: [], file: null, pages: 0, endedAt: null };
}

/** Works a run off, one transaction an item; what fails is told and the rest goes on. */
async function work(services: Services, caller: SignedInCaller, run: PrintRunRow): Promise<void> {
  running.add(run.id);
  const made: MadePaper[] = [];
  const failed: PrintFailure[] = [];
  const save = (done: number, end?: { file: string | null; pages: number }): Promise<void> =>
    readAs(services.runner, caller.actor, caller.now, (context) =>
      savePrintRun(context.tx, context.keys.county, run.id, {
        done,
        failed,
        file: end?.file ?? null,
        pages: end?.pages ?? 0,
        endedAt: end === undefined ? null : Date.now(),
      }),
    );
  try {
    for (const [index, item] of run.items.entries()) {
      try {
        made.push(await printOne(services, caller, run, item));
      } catch (error) {
        if (!(error instanceof AppError)) throw error;
        failed.push({ item, code: error.code, facts: error.facts });
      }
      if ((index + 1) % STEP === 0) await save(index + 1);
    }
    const whole = made.length === 0 ? null : await keepWhole(services, caller, run, made);
    await save(run.items.length, whole ?? { file: null, pages: 0 });
  } catch (error) {
    process.emitWarning(`print run ${run.id}: ${error instanceof Error ? error.message : String(error)}`);
  } finally {
    running.delete(run.id);
  }
}

async function printOne(
  services: Services,
  caller: SignedInCaller,
  run: PrintRunRow,
  item: string,
): Promise<MadePaper> {
  const { runner } = services;
  const [kind = '', id = ''] = item.split(':');
  const paper =
    kind === 'paper' ? id : await issued(services, caller, { form: run.what, [kind]: id } as unknown as PaperInput);
  return readAs(runner, caller.actor, caller.now, async (context) => {
    const [stored] = await listPapers(context.tx, context.keys, { ids: [paper] });
    if (!stored) throw new AppError('not-found', { what: 'paper' });
    const file = await readStoredFile(context.tx, context.keys, services.filesFolder, stored.file);
    return { pdf: file.content, pages: stored.pages };
  });
}

async function issued(services: Services, caller: SignedInCaller, input: PaperInput): Promise<string> {
  const call = { kind: 'issue-paper', requestId: randomUUID(), input };
  const { paper } = await runCommand(services.runner, caller.actor, caller.now, call, (context) =>
    issuePaper(context, input, paperPress(services)),
  );
  return paper;
}

async function keepWhole(
  services: Services,
  caller: SignedInCaller,
  run: PrintRunRow,
  made: readonly MadePaper[],
): Promise<{ file: string; pages: number }> {
  const { pdf, pages } = await typesetBundle(made);
  const file = await readAs(services.runner, caller.actor, caller.now, (context) =>
    storeFile(
      context.tx,
      context.keys,
      services.filesFolder,
      { name: `${run.title}.pdf`, mediaType: 'application/pdf', bytes: pdf },
      { purpose: 'paper', town: run.town, village: run.village, uploadedBy: run.byAccount, at: caller.now.at },
    ),
  );
  return { file: file.id, pages };
}

async function oneRun(context: CommandContext, id: string): Promise<PrintRun> {
  const [run] = await present(context, await listPrintRuns(context.tx, context.keys.county, id));
  if (!run) throw new AppError('not-found', { what: 'print-run' });
  return run;
}

async function present(context: CommandContext, rows: readonly PrintRunRow[]): Promise<PrintRun[]> {
  const names = await accountNames(
    context.tx,
    rows.map(({ byAccount }) => byAccount),
  );
  return rows.map((row) => ({
    id: row.id,
    title: row.title,
    total: row.items.length,
    done: row.done,
    pages: row.pages,
    state: row.endedAt !== null ? 'done' : running.has(row.id) ? 'running' : 'interrupted',
    failed: row.failed.map(({ item, code, facts }) => ({ item, label: item, code, facts: { ...facts } })),
    startedAt: row.startedAt,
    endedAt: row.endedAt,
    by: names.get(row.byAccount) ?? '',
  }));
}

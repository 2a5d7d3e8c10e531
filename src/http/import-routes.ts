import { createHash } from 'node:crypto';
import { readAs, runCommand } from '#commands/run-command.ts';
import { cancelImport, startImport } from '#commands/start-import.ts';
import { undoImport } from '#commands/undo-import.ts';
import { AppError } from '#domain/values/app-error.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { openBatchFile } from '#intake/registry/run-import.ts';
import { takeIn } from '#intake/registry/take-in.ts';
import { insertAudit } from '#store/audit-log.ts';
import type { Db } from '#store/database.ts';
import { type BatchRow, findBatch, listBatches, listBatchRows } from '#store/registry-batches.ts';
import { rowFaultSentence } from '#words/row-fault-words.ts';
import type { Handlers } from './handler.ts';
import { presentBatch, presentChanges, presentColumns, presentReport, presentUndone } from './import-presenter.ts';
import type { Services } from './services.ts';

type ImportHandlers = Pick<
  Handlers,
  | 'listImports'
  | 'uploadImports'
  | 'getImport'
  | 'listImportChanges'
  | 'listImportRows'
  | 'rejectedRows'
  | 'applyImport'
  | 'cancelImport'
  | 'undoImport'
>;

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** 导入名册: files in, watched, looked through, applied; rejected rows out. */
export function importHandlers(services: Services): ImportHandlers {
  return { ...lookingHandlers(services), ...actingHandlers(services) };
}

function lookingHandlers({
  runner,
}: Services): Pick<ImportHandlers, 'listImports' | 'getImport' | 'listImportChanges' | 'listImportRows'> {
  return {
    listImports: ({ query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const { batches, total } = await listBatches(context.tx, context.keys.county, query);
        const shown = [];
        for (const row of batches) shown.push(await presentBatch(context, row));
        return { batches: shown, total };
      }),
    getImport: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const row = await batchOf(context.tx, context.keys.county, params.id);
        const batch = await presentBatch(context, row);
        const may = {
          apply: row.state === 'previewed' && batch.sameAs === null,
          cancel: ['read', 'previewed', 'applying', 'refused'].includes(row.state),
          undo: row.state === 'applied',
          rejectedRows: (batch.rows?.rejected ?? 0) > 0,
        };
        const undone = await presentUndone(context, row);
        return { batch, report: presentReport(row), undone, ...presentColumns(row), may };
      }),
    listImportChanges: ({ params, query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const row = await batchOf(context.tx, context.keys.county, params.id);
        const { all, total } = presentChanges(context, row, query.kind);
        return { households: all.slice(query.offset, query.offset + query.limit), kept: all.length, total };
      }),
    listImportRows: ({ params, query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const { id } = await batchOf(context.tx, context.keys.county, params.id);
        const { rows, total } = await listBatchRows(context.tx, context.keys.county, id, query);
        const shown = rows.map(({ sheet, row_no, outcome, faults }) => ({
          sheet,
          number: row_no,
          outcome,
          findings: faults.map(({ facts, ...finding }) => ({
            ...finding,
            ...rowFaultSentence(query.language, finding.fault, facts),
          })),
        }));
        return { rows: shown, total };
      }),
  };
}

function actingHandlers(
  services: Services,
): Pick<ImportHandlers, 'uploadImports' | 'rejectedRows' | 'applyImport' | 'cancelImport' | 'undoImport'> {
  const { runner, filesFolder, importBell, reading } = services;
  return {
    async uploadImports({ query, uploads }, caller) {
      const about = { asOf: query.asOf === undefined ? null : plainDate(query.asOf), area: query.area ?? null };
      const input = {
        ...about,
        files: uploads.map(({ name, bytes }) => ({ name, hash: createHash('sha256').update(bytes).digest('hex') })),
      };
      const call = { kind: 'upload-imports', requestId: query.requestId, input };
      const answer = await runCommand(runner, caller.actor, caller.now, call, async ({ tx, keys, actor, now }) => {
        const batches: string[] = [];
        for (const upload of uploads) {
          batches.push(await takeIn(tx, keys, filesFolder, upload, { ...about, by: actor.account, ...now }));
        }
        return { batches };
      });
      importBell.ring();
      return answer;
    },
    async applyImport({ params, body }, caller) {
      const call = { kind: 'apply-import', requestId: body.requestId, input: params };
      const answer = await runCommand(runner, caller.actor, caller.now, call, (context) =>
        startImport(context, params.id),
      );
      importBell.ring();
      return answer;
    },
    cancelImport: ({ params, body }, caller) =>
      runCommand(
        runner,
        caller.actor,
        caller.now,
        { kind: 'cancel-import', requestId: body.requestId, input: params },
        (context) => cancelImport(context, params.id),
      ),
    undoImport: ({ params, body }, caller) => {
      const input = { batch: params.id, reason: body.reason };
      const call = { kind: 'undo-import', requestId: body.requestId, input };
      return runCommand(runner, caller.actor, caller.now, call, async (context) => {
        await undoImport(context, input);
        return { state: 'undone' as const };
      });
    },
    async rejectedRows({ params, query }, caller) {
      const { actor, now, requestId, address } = caller;
      const opened = await readAs(runner, actor, now, async ({ tx, keys }) => {
        const row = await batchOf(tx, keys.county, params.id);
        return { row, ...(await openBatchFile(tx, keys, { folder: filesFolder }, row, now.today)) };
      });
      const about = { ...opened.about, language: query.language };
      const bytes = await reading.read<'register-rejected'>({ kind: 'register-rejected', bytes: opened.bytes, about });
      if (!bytes) throw new AppError('not-found', { what: 'rejected-rows' });
      await readAs(runner, actor, now, ({ tx, keys }) =>
        insertAudit(tx, {
          county: keys.county,
          at: now.at,
          actor: actor.account,
          kind: 'export',
          subject: [`batch:${params.id}`, 'rejected-rows'],
          result: 'done',
          requestId,
          address,
        }),
      );
      const name = opened.row.file_name.replace(/\.[^.]*$/, '');
      return { bytes: Buffer.from(bytes), mediaType: SHEET, name: `${name}-退回.xlsx` };
    },
  };
}

async function batchOf(tx: Db, county: number, id: string): Promise<BatchRow> {
  const row = await findBatch(tx, county, id);
  if (!row) throw new AppError('not-found', { what: 'import' });
  return row;
}

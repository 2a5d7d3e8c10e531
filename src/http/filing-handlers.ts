import type { CommandContext } from '#commands/command-context.ts';
import { fileLedger, filingTown } from '#commands/file-ledger.ts';
import { type LedgerRow, ledgerMonth } from '#commands/ledger-rows.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { AppError } from '#domain/values/app-error.ts';
import { readStoredFile, storeScan } from '#files/file-store.ts';
import { listAreaChain } from '#store/areas.ts';
import { insertAudit } from '#store/audit-log.ts';
import { listFilings } from '#store/filings.ts';
import { type LedgerFileQuery, ledgerContent, ledgerFile } from './filing-papers.ts';
import { presentFiling, presentFilings } from './filing-presenter.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { presentLeads } from './lead-presenter.ts';
import type { Services } from './services.ts';

type FilingHandlers = Pick<
  Handlers,
  | 'exportLedger'
  | 'printLedger'
  | 'listFilings'
  | 'previewFiling'
  | 'filingSheet'
  | 'filingPaper'
  | 'filingScan'
  | 'uploadScan'
  | 'fileLedger'
>;

/** 附件2 out, and the monthly filing of the ledger. */
export function filingHandlers(services: Services): FilingHandlers {
  const { runner } = services;
  const read = <O>(caller: SignedInCaller, work: (context: CommandContext) => Promise<O>): Promise<O> =>
    readAs(runner, caller.actor, caller.now, work);
  const ledger = async (caller: SignedInCaller, query: (context: CommandContext) => LedgerFileQuery) =>
    ledgerFile(await read(caller, (context) => ledgerContent(context, caller, query(context))));
  return {
    exportLedger: ({ query }, caller) => ledger(caller, () => ({ ...query, numbers: 'masked', as: 'sheet' })),
    printLedger: ({ query }, caller) => ledger(caller, () => ({ ...query, numbers: 'masked', as: 'paper' })),
    filingSheet: ({ query: { month } }, caller) =>
      ledger(caller, (context) => ({ month, town: filingTown(context), numbers: 'full', as: 'sheet' })),
    filingPaper: ({ query: { month } }, caller) =>
      ledger(caller, (context) => ({ month, town: filingTown(context), numbers: 'full', as: 'paper' })),
    listFilings: ({ query }, caller) =>
      read(caller, async (context) => ({ filings: await presentFilings(context, query) })),
    previewFiling: ({ query }, caller) => read(caller, (context) => presentPreview(context, services, query.month)),
    filingScan: ({ params }, caller) =>
      read(caller, async (context) => {
        const [filing] = await listFilings(context.tx, context.keys, { id: params.id });
        if (!filing) throw new AppError('not-found', { what: 'filing' });
        const scan = await readStoredFile(context.tx, context.keys, services.filesFolder, filing.scan);
        await insertAudit(context.tx, {
          county: context.keys.county,
          at: context.now.at,
          actor: context.actor.account,
          kind: 'export',
          subject: ['filing', filing.id],
          result: 'done',
          reason: `filed-scan ${filing.month}`,
          requestId: caller.requestId,
          address: caller.address,
        });
        return { bytes: scan.content, mediaType: scan.mediaType, name: scan.name };
      }),
    uploadScan: ({ query, uploads }, caller) =>
      read(caller, async (context) => {
        const [upload] = uploads;
        if (!upload || uploads.length > 1) throw new AppError('bad-request', { field: 'file', why: 'one' });
        const stored = await storeScan(context.tx, context.keys, services.filesFolder, upload.name, upload.bytes, {
          purpose: query.purpose,
          ...(await placeOf(context)),
          uploadedBy: context.actor.account,
          at: context.now.at,
        });
        return { id: stored.id, name: stored.name, bytes: stored.bytes, hash: stored.hash };
      }),
    async fileLedger({ body }, caller) {
      const call = { kind: 'file-ledger', requestId: body.requestId, input: body };
      await runCommand(runner, caller.actor, caller.now, call, fileLedger);
      return read(caller, async (context) => ({
        filing: await presentFiling(context, filingTown(context), body.month),
      }));
    },
  };
}

/** What would be filed, and what a person should look at before. */
async function presentPreview(context: CommandContext, services: Services, month: string) {
  const town = filingTown(context);
  const ledger = await ledgerMonth(context, { month, town });
  const { lines } =
    ledger.rows.length === 0
      ? { lines: [] }
      : await presentLeads(context, services.calendar(), {
          matters: ledger.rows.map((row) => row.lead),
          limit: ledger.rows.length,
        });
  const byId = new Map(lines.map((line) => [line.id, line]));
  return {
    filing: await presentFiling(context, town, month),
    lines: ledger.rows.flatMap((row) => byId.get(row.lead) ?? []),
    carriedOver: ledger.rows.filter((row) => !row.ended).length,
    checklist: ledger.rows.flatMap(checklistOf),
  };
}

function checklistOf(row: LedgerRow) {
  const about = { lead: row.lead, no: row.no, headName: row.headName };
  return [
    ...(row.ended ? [] : [{ kind: 'open' as const, ...about, column: null }]),
    ...row.missing.map((column) => ({ kind: 'missing-cell' as const, ...about, column })),
    ...(row.untold ? [{ kind: 'not-told' as const, ...about, column: null }] : []),
  ];
}

/** Where an uploaded file belongs: the actor's township, and his village where he has one. Errors: `forbidden`. */
async function placeOf({ tx, actor, now }: CommandContext): Promise<{ town: number; village: number | null }> {
  const [town] = actor.towns;
  if (town !== undefined && actor.towns.length === 1) return { town, village: null };
  const chain = actor.area === null ? [] : await listAreaChain(tx, actor.area, now.today);
  const [village, township] = chain;
  if (village?.level !== 'village' || !township) throw new AppError('forbidden', { why: 'no-township' });
  return { town: township.area, village: village.area };
}

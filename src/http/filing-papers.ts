import type { CommandContext } from '#commands/command-context.ts';
import { frozenRows } from '#commands/frozen-rows.ts';
import { type LedgerMonth, ledgerForm, ledgerMonth } from '#commands/ledger-rows.ts';
import type { LedgerSheet } from '#documents/ledger-content.ts';
import { ledgerPaper } from '#documents/ledger-paper.ts';
import { ledgerWorkbook } from '#documents/ledger-sheet.ts';
import { AppError } from '#domain/values/app-error.ts';
import { listCountyAreas } from '#store/areas.ts';
import { insertAudit } from '#store/audit-log.ts';
import { headNumbers, listFilings } from '#store/filings.ts';
import { paperWords } from '#words/paper-words.ts';
import type { FileReply, SignedInCaller } from './handler.ts';
import { areaName } from './lead-presenter.ts';

const XLSX = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';

/** Which ledger, how its identity numbers stand, and on what it is written. */
export interface LedgerFileQuery {
  readonly month: string;
  readonly town?: number | undefined;
  readonly numbers: 'masked' | 'full';
  readonly as: 'sheet' | 'paper';
}

/** What a ledger file is made from. */
export interface LedgerContent {
  readonly sheet: LedgerSheet;
  readonly as: 'sheet' | 'paper';
}

/** 附件2 of a month, with its audit line. In full: the sheet for the seal, once filed the rows as filed. */
export async function ledgerContent(
  context: CommandContext,
  caller: SignedInCaller,
  query: LedgerFileQuery,
): Promise<LedgerContent> {
  const full = query.numbers === 'full';
  const filed = full ? await filedMonth(context, query) : undefined;
  const ledger = filed ?? (await ledgerMonth(context, query));
  const sheet = await sheetOf(context, ledger, query);
  await insertAudit(context.tx, {
    county: context.keys.county,
    at: context.now.at,
    actor: context.actor.account,
    kind: query.as === 'paper' ? 'print' : 'export',
    subject: full ? ledger.rows.map((row) => row.lead) : [],
    result: 'done',
    reason: `${full ? 'filing-sheet' : 'ledger'} ${query.month}`,
    requestId: caller.requestId,
    address: caller.address,
  });
  return { sheet, as: query.as };
}

/** The file itself: made after the transaction, a long ledger takes seconds. */
export async function ledgerFile({ sheet, as }: LedgerContent): Promise<FileReply> {
  const name = paperWords.fileName(sheet.place, sheet.month, sheet.title);
  if (as === 'paper') return { bytes: await ledgerPaper(sheet), mediaType: 'application/pdf', name: `${name}.pdf` };
  return { bytes: await ledgerWorkbook(sheet), mediaType: XLSX, name: `${name}.xlsx` };
}

type LedgerPart = Pick<LedgerMonth, 'form' | 'columns' | 'channels' | 'rows'>;

/** The rows as they were filed, or undefined while the month is not. */
async function filedMonth(context: CommandContext, { month, town }: LedgerFileQuery): Promise<LedgerPart | undefined> {
  const [filing] = await listFilings(context.tx, context.keys, { month, town });
  if (!filing) return undefined;
  const form = await ledgerForm(context, month, town);
  return { ...form, rows: frozenRows(filing.sheet).map((row) => ({ ...row, missing: [], untold: false })) };
}

async function sheetOf(context: CommandContext, ledger: LedgerPart, query: LedgerFileQuery): Promise<LedgerSheet> {
  const { tx, keys, now, actor } = context;
  const areas = await listCountyAreas(tx, keys.county, now.today);
  const mine = query.town === undefined || actor.towns.includes(query.town);
  const place = areas.find((area) => area.area === (query.town ?? actor.area));
  if (!place || !mine) throw new AppError('not-found', { what: 'area' });
  const households = [...new Set(ledger.rows.flatMap((row) => row.household ?? []))];
  const numbers = query.numbers === 'full' ? await headNumbers(tx, keys, households) : new Map<string, string>();
  return {
    formId: ledger.form.id,
    title: ledger.form.label ?? ledger.form.id,
    place: areaName(place),
    month: query.month,
    numbers: query.numbers,
    columns: ledger.columns.map(({ key, label, hint, values, fact }) => ({ key, label, hint, values, fact })),
    channels: ledger.channels.map(({ label, id, hint, origins }) => ({
      label: label ?? id,
      hint: hint ?? null,
      origins: origins.map(({ value }) => value),
    })),
    rows: ledger.rows.map(({ household, cells }) =>
      ledger.columns.map((column) => {
        const full = column.fact === '身份证号码' ? numbers.get(household ?? '') : undefined;
        return full ?? cells[column.key] ?? '';
      }),
    ),
  };
}

import { compareFill, type FilledIn, type StandingLine } from '#commands/compare-fill.ts';
import { readAs } from '#commands/run-command.ts';
import type { readFillSheet } from '#contract/fill-sheet.ts';
import type { LedgerLine } from '#contract/leads.ts';
import type { Reply } from '#contract/route.ts';
import { type FillLine, fillSheet } from '#documents/fill-sheet.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { insertAudit } from '#store/audit-log.ts';
import { findLeadLine, type LeadStage } from '#store/lead-lines.ts';
import { type FilledColumn, filledColumns, fillSheetHeadings, fillSheetTitle } from '#words/fill-sheet-words.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { presentLeads } from './lead-presenter.ts';
import { ledgerOptions } from './ledger-options.ts';
import type { Services } from './services.ts';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const OPEN: readonly LeadStage[] = ['to-receive', 'in-progress', 'to-write-off'];
const MOST = 500;

type Compared = Reply<typeof readFillSheet>;

/** 填写表: open lines out as a workbook, and what a filled one would change. */
export function fillSheetHandlers(services: Services): Pick<Handlers, 'fillSheet' | 'readFillSheet'> {
  const { runner, reading } = services;
  return {
    async fillSheet(_call, caller) {
      const { lines, verdictWords, toldHow } = await openLines(services, caller);
      const bytes = await fillSheet(lines.map(sheetLine), { verdict: verdictWords, toldHow });
      await readAs(runner, caller.actor, caller.now, ({ tx, keys }) =>
        insertAudit(tx, {
          county: keys.county,
          at: caller.now.at,
          actor: caller.actor.account,
          kind: 'export',
          subject: ['fill-sheet', ...lines.map(({ line }) => `lead:${line.id}`)],
          result: 'done',
          requestId: caller.requestId,
          address: caller.address,
        }),
      );
      return { bytes, mediaType: SHEET, name: `${fillSheetTitle}-${caller.now.today}.xlsx` };
    },
    async readFillSheet({ uploads }, caller) {
      const [upload] = uploads;
      if (!upload) throw new AppError('bad-request', { field: 'file', why: 'missing' });
      const about = { headings: Object.values(fillSheetHeadings) };
      const { rows } = await reading.read<'table'>({ kind: 'table', bytes: upload.bytes, about });
      const { lines, toldHow } = await openLines(services, caller);
      return compared(rows, lines, { today: caller.now.today, toldHow });
    },
  };
}

interface OpenLine {
  readonly line: LedgerLine;
  readonly visitedOn: PlainDate | null;
  readonly idKnown: boolean;
}

async function openLines({ runner, calendar }: Services, caller: SignedInCaller) {
  return readAs(runner, caller.actor, caller.now, async (context) => {
    const { lines } = await presentLeads(context, calendar(), { stages: [...OPEN], limit: MOST });
    const open: OpenLine[] = [];
    for (const line of lines) {
      const stored = await findLeadLine(context.tx, context.keys, line.id);
      open.push({ line, visitedOn: stored?.visitedOn ?? null, idKnown: line.idMasked !== null });
    }
    const options = await ledgerOptions(context);
    return { lines: open, verdictWords: options.verdicts.map(({ label }) => label), toldHow: options.toldHow };
  });
}

function sheetLine({ line, visitedOn }: OpenLine): FillLine {
  return {
    id: line.id,
    no: line.no,
    village: line.village?.name ?? '',
    headName: line.headName,
    idMasked: line.idMasked ?? '',
    channel: [line.channelLabel, line.source].filter(Boolean).join(' '),
    text: line.text,
    idNumber: '',
    visitedOn: visitedOn ?? '',
    verdict: line.verdict ?? '',
    reason: line.reason ?? '',
    toldOn: line.told.on ?? '',
    toldHow: line.told.how ?? '',
    verifiers: line.verifiers.map(({ name }) => name).join('、'),
    finishedOn: line.finishedOn ?? '',
  };
}

function standing({ line, visitedOn, idKnown }: OpenLine): StandingLine {
  const { id, seq, no, headName, verdict, reason, told, finishedOn } = line;
  return {
    ...{ id, seq, no, headName, idKnown, visitedOn, verdict, reason, finishedOn },
    foundOn: plainDate(line.foundOn),
    toldOn: told.on,
    toldHow: told.how,
    verifiers: line.verifiers.map(({ name }) => name),
  };
}

type TableRow = { readonly number: number; readonly cells: Readonly<Record<string, FilledIn>> };

function compared(
  rows: readonly TableRow[],
  lines: readonly OpenLine[],
  rules: { readonly today: PlainDate; readonly toldHow: readonly string[] },
): Compared {
  const byId = new Map(lines.map((each) => [each.line.id, each]));
  const reply: Compared = { lines: rows.length, unchanged: 0, changes: [], wrong: [], rows: [] };
  for (const row of rows) {
    const { cells } = row;
    const name = cells[fillSheetHeadings.headName]?.text ?? '';
    const found = byId.get(cells[fillSheetHeadings.id]?.text ?? '');
    const about = { no: found?.line.no ?? '', headName: name };
    const address = `${row.number}:${row.number}`;
    if (!found) reply.wrong.push({ ...about, address, why: 'line', told: null });
    else if (found.line.headName !== name)
      reply.wrong.push({ ...about, address, why: 'other-household', told: found.line.headName });
    else {
      const result = compareFill(standing(found), filledOf(cells), rules);
      reply.wrong.push(...result.wrong.map((wrong) => ({ ...about, ...wrong })));
      if (result.fill !== null) {
        const { verifiers } = result.fill;
        reply.rows.push({ ...result.fill, verifiers: verifiers && [...verifiers] });
        reply.changes.push({ id: found.line.id, ...about, cells: [...result.changes] });
      } else if (result.wrong.length === 0) reply.unchanged += 1;
    }
  }
  return reply;
}

function filledOf(cells: TableRow['cells']): Partial<Record<FilledColumn, FilledIn>> {
  return Object.fromEntries(
    filledColumns.flatMap((column) => {
      const cell = cells[fillSheetHeadings[column]];
      return cell === undefined ? [] : [[column, cell]];
    }),
  );
}

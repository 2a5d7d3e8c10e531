import type { CommandContext } from '#commands/command-context.ts';
import { verdicts } from '#commands/lead-steps.ts';
import { readAs } from '#commands/run-command.ts';
import type { LedgerLine } from '#contract/leads.ts';
import { type ResultNotice, resultNotice } from '#documents/result-notice.ts';
import { type VisitChoices, type VisitSheet, visitSheets } from '#documents/visit-sheet.ts';
import { AppError } from '#domain/values/app-error.ts';
import { insertAudit } from '#store/audit-log.ts';
import { findLeadLine } from '#store/lead-lines.ts';
import { noticeWords } from '#words/notice-words.ts';
import { visitWords } from '#words/visit-words.ts';
import type { FileReply, Handlers, SignedInCaller } from './handler.ts';
import { areaName, leadWords, presentLeads } from './lead-presenter.ts';
import type { Services } from './services.ts';

/** Papers about single leads: 告知书 and 入户核实表. */
export function paperHandlers(services: Services): Pick<Handlers, 'resultNotice' | 'visitSheets'> {
  const { runner } = services;
  const read = <O>(caller: SignedInCaller, work: (context: CommandContext) => Promise<O>): Promise<O> =>
    readAs(runner, caller.actor, caller.now, work);
  return {
    async resultNotice({ params }, caller) {
      const notice = await read(caller, (context) => noticeOf(context, services, caller, params.id));
      return pdf(`${noticeWords.title}${notice.no}`, await resultNotice(notice));
    },
    async visitSheets({ query }, caller) {
      const ids = [...new Set(query.ids.split(','))];
      const { sheets, choices } = await read(caller, (context) => sheetsOf(context, services, caller, ids));
      return pdf(visitWords.title, await visitSheets(sheets, choices));
    },
  };
}

function pdf(name: string, bytes: Buffer): FileReply {
  return { bytes, mediaType: 'application/pdf', name: `${name}.pdf` };
}

/** Errors: `not-found`; `bad-request` where there is no result yet or nobody is told (field `lead`). */
async function noticeOf(
  context: CommandContext,
  services: Services,
  caller: SignedInCaller,
  id: string,
): Promise<ResultNotice> {
  const [line] = (await presentLeads(context, services.calendar(), { matters: [id] })).lines;
  const stored = await findLeadLine(context.tx, context.keys, id);
  if (!line || !stored) throw new AppError('not-found', { what: 'lead' });
  if (!line.told.needed) throw new AppError('bad-request', { field: 'lead', why: 'nobody-to-tell' });
  if (line.verdict === null) throw new AppError('bad-request', { field: 'lead', why: 'no-result' });
  const { areas, terms } = await leadWords(context);
  const county = [...areas.values()].find((area) => area.level === 'county');
  const bureau = terms.offices.find((office) => office.id === 'county-bureau')?.kinds[0] ?? '';
  await auditPrint(context, caller, [id], 'result-notice');
  return {
    no: line.no,
    headName: line.headName,
    askedOn: line.foundOn,
    source: line.source,
    text: line.text,
    visitedOn: stored.visitedOn,
    verifiers: line.verifiers.map(({ name }) => name),
    verdict: line.verdict,
    reason: line.reason,
    place: line.town?.name ?? '',
    bureau: `${county === undefined ? '' : areaName(county)}${bureau}`,
    ways: terms.channels.filter((each) => each.canonical === 'self-application').flatMap(waysOf),
    on: line.told.on ?? context.now.today,
  };
}

/** One page a lead in the order asked for. Errors: `not-found` when one is not visible. */
async function sheetsOf(
  context: CommandContext,
  services: Services,
  caller: SignedInCaller,
  ids: readonly string[],
): Promise<{ sheets: VisitSheet[]; choices: VisitChoices }> {
  const { lines } = await presentLeads(context, services.calendar(), { matters: ids, limit: ids.length });
  const byId = new Map(lines.map((line) => [line.id, line]));
  const sheets = ids.map((id) => {
    const line = byId.get(id);
    if (!line) throw new AppError('not-found', { what: 'lead', lead: id });
    return sheetOf(line);
  });
  const { terms } = await leadWords(context);
  await auditPrint(context, caller, ids, 'visit-sheets');
  const choices = { risks: terms.risks.map((risk) => risk.label ?? risk.code), verdicts: Object.values(verdicts) };
  return { sheets, choices };
}

function sheetOf(line: LedgerLine): VisitSheet {
  return {
    no: line.no,
    place: line.town?.name ?? '',
    village: line.village?.name ?? '',
    headName: line.headName,
    idMasked: line.idMasked,
    channel: line.channelLabel,
    source: line.source,
    text: line.text,
    feedbackOn: line.feedbackOn,
    dueOn: line.due.on ?? null,
    verifiers: line.verifiers.map(({ name }) => name),
  };
}

/** Ways to apply by oneself, without the open end 其他. */
function waysOf(channel: { origins: readonly { value: string }[] }): string[] {
  return channel.origins.map((origin) => origin.value).filter((value) => value !== '其他');
}

async function auditPrint(
  context: CommandContext,
  caller: SignedInCaller,
  leads: readonly string[],
  what: string,
): Promise<void> {
  await insertAudit(context.tx, {
    county: context.keys.county,
    at: context.now.at,
    actor: context.actor.account,
    kind: 'print',
    subject: leads,
    result: 'done',
    reason: what,
    requestId: caller.requestId,
    address: caller.address,
  });
}

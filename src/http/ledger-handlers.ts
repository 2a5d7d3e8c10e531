import type { CommandContext } from '#commands/command-context.ts';
import { fillLedger, previewFill } from '#commands/fill-ledger.ts';
import { keepVisits, orderVisits } from '#commands/keep-visit.ts';
import {
  assignVerifiers,
  mergeLead,
  receiveLeads,
  returnLeads,
  type SetOutcome,
  tellResult,
  writeOffLeads,
} from '#commands/lead-acts.ts';
import { recordVisit } from '#commands/record-visit.ts';
import { registerLead } from '#commands/register-lead.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { undoLeadAct } from '#commands/undo-lead-act.ts';
import { AppError } from '#domain/values/app-error.ts';
import { monthEnd, monthOf, type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { countLeads, countLeadsByStage, type LeadFilter, type LeadStage } from '#store/lead-lines.ts';
import { type LedgerSums, ledgerSums } from '#store/ledger-sums.ts';
import { ensureStaff } from '#store/staff.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { presentLead } from './lead-detail.ts';
import { presentLeads, presentRefusal } from './lead-presenter.ts';
import { ledgerOptions } from './ledger-options.ts';
import type { Services } from './services.ts';

type LedgerHandlers = Pick<
  Handlers,
  | 'listLedger'
  | 'ledgerOptions'
  | 'addVerifier'
  | 'registerLead'
  | 'getLead'
  | 'receiveLeads'
  | 'assignVerifiers'
  | 'recordVisit'
  | 'keepVisits'
  | 'orderVisits'
  | 'fillLedger'
  | 'tellResult'
  | 'writeOffLeads'
  | 'returnLeads'
  | 'mergeLead'
  | 'undoLeadAct'
>;

/** Stages behind the tabs of 台账. A line of verdict 是 stays under 待销号 until it is entered in the national system. */
const tabs: Record<string, readonly LeadStage[]> = {
  'to-receive': ['to-receive'],
  'in-progress': ['in-progress'],
  'to-write-off': ['to-write-off'],
  'written-off': ['written-off', 'merged', 'withdrawn', 'moved-out'],
  returned: ['returned'],
};

/** 台账 and the acts on its lines. */
export function ledgerHandlers(services: Services): LedgerHandlers {
  const { runner, calendar } = services;
  /** Runs a command over leads and answers with their lines as they now stand. */
  const act = async <I extends { requestId: string }>(
    kind: string,
    input: I,
    caller: SignedInCaller,
    work: (context: CommandContext, input: I) => Promise<SetOutcome>,
  ) => {
    const outcome = await runCommand(
      runner,
      caller.actor,
      caller.now,
      { kind, requestId: input.requestId, input },
      work,
    );
    return readAs(runner, caller.actor, caller.now, (context) => presentOutcome(context, services, outcome));
  };
  return {
    listLedger: ({ query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const month = monthRange(query.month ?? monthOf(caller.now.today));
        const filter: LeadFilter = {
          month,
          ...(query.town === undefined ? {} : { town: query.town }),
          ...(query.village === undefined ? {} : { village: query.village }),
          ...(query.channel === undefined ? {} : { channel: query.channel }),
          ...(query.q === undefined ? {} : { q: query.q }),
          ...(query.overdue === true ? { overdueOn: caller.now.today } : {}),
        };
        const stages = tabs[query.tab];
        const marked = query.tab === 'repeated';
        const page = { offset: query.offset, limit: query.limit, marked, ...(stages === undefined ? {} : { stages }) };
        const { lines, total } = await presentLeads(context, calendar(), { ...filter, ...page });
        const counts = await countLeadsByStage(context.tx, context.keys.county, filter);
        const repeated = await countLeads(context.tx, context.keys.county, { ...filter, marked: true });
        return {
          month: monthOf(month.from),
          lines,
          total,
          counts: { ...tabCounts(counts), repeated },
          addingUp: await sumsOf(context, month, query),
        };
      }),
    ledgerOptions: (_call, caller) => readAs(runner, caller.actor, caller.now, ledgerOptions),
    addVerifier: ({ body }, caller) =>
      runCommand(
        runner,
        caller.actor,
        caller.now,
        { kind: 'add-verifier', requestId: body.requestId, input: body },
        async (context) => {
          const area = context.actor.area;
          if (area === null) throw new AppError('forbidden');
          const person = { county: context.keys.county, area, name: body.name };
          return { id: await ensureStaff(context.tx, person, context.now.at), name: body.name };
        },
      ),
    async registerLead({ body }, caller) {
      const { lead } = await runCommand(
        runner,
        caller.actor,
        caller.now,
        { kind: 'register-lead', requestId: body.requestId, input: body },
        (context) => registerLead(context, { ...body, foundOn: body.foundOn as PlainDate }),
      );
      return readAs(runner, caller.actor, caller.now, (context) => presentReceipt(context, services, lead));
    },
    getLead: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, (context) => presentLead(context, calendar(), params.id)),
    receiveLeads: ({ body }, caller) => act('receive-leads', body, caller, receiveLeads),
    assignVerifiers: ({ body }, caller) => act('assign-verifiers', body, caller, assignVerifiers),
    recordVisit: ({ params, body }, caller) =>
      act('record-visit', { ...body, ...params }, caller, (context, input) =>
        recordVisit(context, { ...input, visit: { ...input.visit, on: input.visit.on as PlainDate } }),
      ),
    keepVisits: ({ body }, caller) => act('keep-visits', body, caller, keepVisits),
    orderVisits: ({ body }, caller) => act('order-visits', body, caller, orderVisits),
    async fillLedger({ body }, caller) {
      const rows = body.rows as unknown as Parameters<typeof fillLedger>[1]['rows'];
      if (body.preview) {
        return readAs(runner, caller.actor, caller.now, async (context) => ({
          ...(await presentOutcome(context, services, { done: [], refused: [] })),
          preview: await previewFill(context, { rows }),
        }));
      }
      const done = await act('fill-ledger', { ...body, rows }, caller, fillLedger);
      return { ...done, preview: [] };
    },
    tellResult: ({ params, body }, caller) =>
      act('tell-result', { ...body, ...params, on: body.on as PlainDate }, caller, tellResult),
    writeOffLeads: ({ body }, caller) =>
      act('write-off-leads', { ...body, on: body.on as PlainDate | undefined }, caller, writeOffLeads),
    returnLeads: ({ body }, caller) => act('return-leads', body, caller, returnLeads),
    mergeLead: ({ params, body }, caller) => act('merge-lead', { ...body, ...params }, caller, mergeLead),
    undoLeadAct: ({ params, body }, caller) => act('undo-lead-act', { ...body, ...params }, caller, undoLeadAct),
  };
}

/** First and last day of a month written `YYYY-MM`. */
export function monthRange(month: string): { from: PlainDate; to: PlainDate } {
  const from = plainDate(`${month}-01`);
  return { from, to: monthEnd(from) };
}

/** The adding-up line: both sides from one query, compared here. */
export async function sumsOf(
  context: CommandContext,
  month: { from: PlainDate; to: PlainDate },
  place: { town?: number | undefined; village?: number | undefined } = {},
) {
  const sums: LedgerSums = await ledgerSums(context.tx, context.keys.county, month, place);
  const into = sums.carriedOver + sums.received;
  const out = sums.writtenOff + sums.inProgress + sums.returned + sums.withdrawn + sums.merged + sums.movedOut;
  return { ...sums, reopened: 0, movedIn: 0, addsUp: into === out };
}

async function presentOutcome(context: CommandContext, services: Services, outcome: SetOutcome) {
  const ids = [...outcome.done, ...outcome.refused.map((each) => each.id)];
  const { lines } =
    ids.length === 0 ? { lines: [] } : await presentLeads(context, services.calendar(), { matters: ids });
  const byId = new Map(lines.map((line) => [line.id, line]));
  return {
    done: outcome.done.flatMap((id) => byId.get(id) ?? []),
    refused: outcome.refused.map(({ id, refusals }) => ({
      id,
      headName: byId.get(id)?.headName ?? '',
      refusals: refusals.map(presentRefusal),
    })),
    addingUp: await sumsOf(context, monthRange(monthOf(context.now.today))),
  };
}

async function presentReceipt(context: CommandContext, services: Services, lead: string) {
  const { lines } = await presentLeads(context, services.calendar(), { matters: [lead] });
  const [line] = lines;
  if (!line) throw new AppError('not-found', { what: 'lead' });
  const others =
    line.household === null
      ? []
      : (await presentLeads(context, services.calendar(), { household: line.household })).lines.filter(
          (other) => other.id !== line.id && !['written-off', 'merged', 'withdrawn', 'moved-out'].includes(other.stage),
        );
  const [open] = others;
  return {
    line,
    receipt: {
      no: line.no,
      registeredOn: context.now.today,
      due: line.due,
      openLead: open === undefined ? null : { id: open.id, no: open.no },
    },
  };
}

function tabCounts(counts: Partial<Record<LeadStage, number>>): Record<string, number> {
  const sum = (stages: readonly LeadStage[]) => stages.reduce((n, stage) => n + (counts[stage] ?? 0), 0);
  const each = Object.entries(tabs).map(([tab, stages]) => [tab, sum(stages)] as const);
  return { ...Object.fromEntries(each), all: Object.values(counts).reduce((n, count) => n + (count ?? 0), 0) };
}

import type { CommandContext } from '#commands/command-context.ts';
import { dispatchCounty } from '#commands/dispatch-county.ts';
import { countyPolicy } from '#commands/feed-batch.ts';
import { feedKeys } from '#commands/feed-rows.ts';
import { findElsewhere } from '#commands/find-elsewhere.ts';
import { verdicts } from '#commands/lead-steps.ts';
import { placeLead } from '#commands/place-lead.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { pendingDispatch } from '#contract/dispatch.ts';
import type { LedgerLine } from '#contract/leads.ts';
import type { Reply } from '#contract/route.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { monthOf, plainDate } from '#domain/values/plain-date.ts';
import { findCountyAreas } from '#store/areas.ts';
import { listDispatches } from '#store/dispatches.ts';
import { listEvidence } from '#store/evidence.ts';
import { listSources } from '#store/feed-people.ts';
import { labelOf, officeLabel } from './feed-presenter.ts';
import type { Handlers } from './handler.ts';
import { areaRefOf, leadWords, presentLeads, presentRefusal } from './lead-presenter.ts';
import type { Services } from './services.ts';

type Pending = Reply<typeof pendingDispatch>;

const MOST_AT_ONCE = 2000;

/** 汇总下发: what waits at the county, merged by household; sent out with one receipt a township. */
export function dispatchHandlers(
  services: Services,
): Pick<Handlers, 'pendingDispatch' | 'dispatch' | 'placeLead' | 'findElsewhere'> {
  const { runner, calendar } = services;
  return {
    pendingDispatch: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, (context) => presentPending(context, services)),
    async findElsewhere({ params, body }, caller) {
      const call = { kind: 'find-elsewhere', requestId: body.requestId, input: params };
      const { counties } = await runCommand(runner, caller.actor, caller.now, call, findElsewhere);
      const areas = await findCountyAreas(runner.db, counties, caller.now.today);
      return { counties: counties.flatMap((county) => areaRefOf(areas.get(county)) ?? []) };
    },
    async dispatch({ body }, caller) {
      const call = { kind: 'dispatch', requestId: body.requestId, input: { leads: body.leads } };
      const outcome = await runCommand(runner, caller.actor, caller.now, call, dispatchCounty);
      return readAs(runner, caller.actor, caller.now, async (context) => {
        const matters = outcome.refused.map(({ id }) => id);
        const { lines } = matters.length === 0 ? { lines: [] } : await presentLeads(context, calendar(), { matters });
        const { areas } = await leadWords(context);
        const on = caller.now.today;
        return {
          receipts: outcome.receipts.flatMap(({ id, no, town, leads }) => {
            const ref = areaRefOf(areas.get(town));
            return ref === null ? [] : [{ id, no, town: ref, on, leads }];
          }),
          refused: outcome.refused.map(({ id, refusals }) => ({
            id,
            headName: lines.find((line) => line.id === id)?.headName ?? '',
            refusals: refusals.map(presentRefusal),
          })),
        };
      });
    },
    async placeLead({ params, body }, caller) {
      const input = { ...params, seq: body.seq, village: body.village };
      const call = { kind: 'place-lead', requestId: body.requestId, input };
      const { lead } = await runCommand(runner, caller.actor, caller.now, call, placeLead);
      return readAs(runner, caller.actor, caller.now, async (context) => {
        const { lines } = await presentLeads(context, calendar(), { matters: [lead] });
        const [line] = lines;
        if (!line) throw new AppError('not-found', { what: 'lead' });
        return { line };
      });
    },
  };
}

async function presentPending(context: CommandContext, { calendar }: Services): Promise<Pending> {
  const { policy, unplaced } = await countyPolicy(context);
  const { lines } = await presentLeads(context, calendar(), { stages: ['gathering', 'returned'], limit: MOST_AT_ONCE });
  const matters = lines.map(({ id }) => id);
  const sources = await listSources(context.tx, context.keys.county, matters);
  const { areas } = await leadWords(context);
  const shown = [];
  for (const line of lines) {
    const isUnplaced = line.town?.id === unplaced;
    shown.push({
      ...line,
      sources: (sources.get(line.id) ?? []).map(({ department, feed, on }) => ({
        department: officeLabel(policy, department),
        label: labelOf(policy, feed),
        on,
      })),
      monitored: line.proposedVerdict === verdicts.already,
      openLead: line.proposedInto,
      unplaced: isUnplaced,
      place: isUnplaced ? await writtenPlace(context, policy, line.id) : null,
    });
  }
  const since = plainDate(`${monthOf(context.now.today)}-01`);
  const receipts = await listDispatches(context.tx, context.keys.county, since);
  return {
    due: earliest(lines),
    lines: shown,
    byTown: [...Map.groupBy(lines, (line) => line.town?.id ?? unplaced)].flatMap(([town, own]) => {
      const ref = areaRefOf(areas.get(town));
      return ref === null ? [] : [{ town: ref, leads: own.length, unplaced: town === unplaced }];
    }),
    receipts: receipts.flatMap(({ id, receiptNo, town, on, leads }) => {
      const ref = areaRefOf(areas.get(town));
      return ref === null ? [] : [{ id, no: receiptNo, town: ref, on, leads }];
    }),
  };
}

/** Township and village as the department wrote them. */
async function writtenPlace(context: CommandContext, policy: Policy, matter: string): Promise<string | null> {
  for (const { feed, facts } of await listEvidence(context.tx, context.keys, matter)) {
    const found = policy.feeds.find(({ id }) => id === feed);
    const key = found === undefined ? undefined : feedKeys(found).village;
    const label = found?.columns.find((column) => column.key === key)?.label;
    const place = facts.find((fact) => fact.label === label)?.value;
    if (place !== undefined && place !== '') return place;
  }
  return null;
}

/** The day the first of them has to be out by. */
function earliest(lines: readonly LedgerLine[]): Pending['due'] {
  const dated = lines.filter(({ due }) => due.on !== undefined);
  return dated.toSorted((a, b) => ((a.due.on ?? '') < (b.due.on ?? '') ? -1 : 1))[0]?.due ?? { state: 'none' };
}

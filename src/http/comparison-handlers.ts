import type { CommandContext } from '#commands/command-context.ts';
import { recordComparisons } from '#commands/record-comparisons.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { WaitingComparison } from '#contract/comparisons.ts';
import { comparisonSheet } from '#documents/comparison-sheet.ts';
import { readAnswers } from '#domain/procedures/comparison-answers.ts';
import { AppError } from '#domain/values/app-error.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { insertAudit } from '#store/audit-log.ts';
import { listComparisonResults } from '#store/comparison-results.ts';
import { findMatter, listMatters } from '#store/matters.ts';
import { memberNumbers } from '#store/reveal-number.ts';
import { comparisonHeadings, comparisonTitle } from '#words/comparison-words.ts';
import type { Handlers } from './handler.ts';
import { presentMatter } from './matter-page.ts';
import type { Services } from './services.ts';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST = 200;

type ComparisonHandlers = Pick<
  Handlers,
  'listComparisons' | 'comparisonRequest' | 'readComparison' | 'recordComparisons'
>;

/** 信息比对: the request out, the answer in, results with a person's word. */
export function comparisonHandlers(services: Services): ComparisonHandlers {
  const { runner, reading } = services;
  return {
    listComparisons: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => ({ waiting: await waitingOf(context, services) })),
    comparisonRequest: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const waiting = await waitingOf(context, services);
        await insertAudit(context.tx, {
          county: context.keys.county,
          at: context.now.at,
          actor: context.actor.account,
          kind: 'export',
          subject: ['comparison-request', ...waiting.map(({ matter }) => `matter:${matter}`)],
          result: 'done',
          requestId: caller.requestId,
          address: caller.address,
        });
        const bytes = await requestSheet(context, waiting);
        return { bytes, mediaType: SHEET, name: `${comparisonTitle}-${caller.now.today}.xlsx` };
      }),
    async readComparison({ uploads }, caller) {
      const [upload] = uploads;
      if (!upload) throw new AppError('bad-request', { field: 'file', why: 'missing' });
      const waiting = await readAs(runner, caller.actor, caller.now, (context) => waitingOf(context, services));
      const items = itemsOf(waiting);
      const about = { headings: [...Object.values(comparisonHeadings), ...items] };
      const { rows } = await reading.read<'table'>({ kind: 'table', bytes: upload.bytes, about });
      const asked = waiting.flatMap(({ matter, asked: members }) => members.map((each) => ({ ...each, matter })));
      const read = readAnswers(
        asked,
        items,
        rows.map(({ number, cells }) => ({
          row: number,
          no: cells[comparisonHeadings.no]?.text ?? '',
          name: cells[comparisonHeadings.name]?.text ?? '',
          results: Object.fromEntries(items.map((item) => [item, cells[item]?.text ?? ''])),
        })),
      );
      return {
        rows: rows.length,
        answers: read.answers.map((each) => ({ ...each, found: [...each.found] })),
        wrong: [...read.wrong],
        unanswered: read.unanswered.map(({ matter, name }) => ({ matter, name })),
      };
    },
    recordComparisons: ({ body }, caller) => {
      const { requestId, ...rest } = body;
      const input = { ...rest, on: plainDate(body.on) };
      const call = { kind: 'record-comparisons', requestId, input };
      return runCommand(runner, caller.actor, caller.now, call, recordComparisons);
    },
  };
}

/** Households at a step that asks something of each member and that the actor's office may do or record. */
async function waitingOf(context: CommandContext, services: Services): Promise<WaitingComparison[]> {
  const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, context.now.today);
  const compares = (procedure: string, open: readonly string[]): boolean =>
    (policy.procedures[procedure]?.steps ?? []).some(
      (step) => step.per?.each === 'member' && step.papers.length === 0 && open.includes(step.id),
    );
  const rows = (await listMatters(context.tx, context.keys.county, { open: true })).filter(
    (row) => row.subject === 'household' && compares(row.procedure, row.openSteps),
  );
  const waiting: WaitingComparison[] = [];
  for (const row of rows.slice(0, MOST)) {
    const page = await presentMatter(context, services.calendar(), row.matter);
    for (const open of page.open) {
      if (open.members.length === 0 || open.papers.length > 0 || (!open.mine && open.recordsFor.length === 0)) continue;
      const { matter } = page;
      const asked = open.members.filter((member) => !member.exempt);
      const results = await listComparisonResults(
        context.tx,
        context.keys,
        open.members.map(({ id }) => id),
      );
      const nameOf = (person: string): string => open.members.find(({ id }) => id === person)?.name ?? '';
      waiting.push({
        matter: matter.id,
        seq: matter.seq,
        no: matter.no,
        headName: matter.headName,
        village: matter.village,
        step: open.step,
        label: open.label,
        due: matter.due,
        outcomes: open.outcomes,
        items: open.items,
        asked: asked.map(({ id, name }, index) => ({ member: id, no: `${matter.no}-${index + 1}`, name })),
        exempt: open.members.filter(({ exempt }) => exempt).map(({ name, why }) => ({ name, why })),
        offices: [
          ...open.recordsFor,
          ...(open.mine ? [{ office: context.actor.office, label: open.by.at(-1) ?? context.actor.office }] : []),
        ],
        onRecord: results.map(({ person, item, onDay, office, found }) => ({
          name: nameOf(person),
          item,
          on: onDay,
          office,
          found,
        })),
      });
    }
  }
  return waiting;
}

function itemsOf(waiting: readonly WaitingComparison[]): string[] {
  return [...new Set(waiting.flatMap(({ items }) => items))];
}

async function requestSheet(context: CommandContext, waiting: readonly WaitingComparison[]): Promise<Buffer> {
  const lines = [];
  for (const { matter, village, asked } of waiting) {
    const household = (await findMatter(context.tx, context.keys.county, matter))?.household ?? null;
    const numbers = household === null ? undefined : await memberNumbers(context.tx, context.keys, household);
    for (const { no, name, member } of asked) {
      lines.push({ no, village: village?.name ?? '', name, idNumber: numbers?.get(member) ?? '' });
    }
  }
  return comparisonSheet(lines, itemsOf(waiting));
}

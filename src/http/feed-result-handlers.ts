import { countyPolicy, officeOf, slotOfPeriod } from '#commands/feed-batch.ts';
import { readAsIntake } from '#commands/intake-actor.ts';
import { readAs } from '#commands/run-command.ts';
import { feedSums } from '#documents/feed-sums.ts';
import { addHits, hitRate, NO_HITS, sumHits } from '#domain/screening/hit-rate.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addMonths, monthEnd, monthOf, plainDate } from '#domain/values/plain-date.ts';
import { listCountyAreas } from '#store/areas.ts';
import { findFeedBatch, listFeedBatches } from '#store/feed-batches.ts';
import { listKeptRows } from '#store/feed-people.ts';
import { type FeedHits, feedHits } from '#store/feed-results.ts';
import { hitHeadings, otherReasons, resultHeadings, resultsTitle } from '#words/feed-result-headings.ts';
import { batchFigures, labelOf, officeLabel, presentFeedBatch } from './feed-presenter.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { areaName } from './lead-presenter.ts';
import { ruleOfFeed, thresholdsOf } from './rule-thresholds.ts';
import type { Services } from './services.ts';

type ResultHandlers = Pick<Handlers, 'keptRows' | 'feedHitRates' | 'feedHitRatesSheet' | 'feedResultsSheet'>;
type Rates = Awaited<ReturnType<Handlers['feedHitRates']>>;
type By = Rates['by'];

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MONTHS = 12;

/** What comes back to departments from their reports, and how often warnings were right. */
export function feedResultHandlers(services: Services): ResultHandlers {
  const { runner } = services;
  return {
    async keptRows({ params }, caller) {
      await readAs(runner, caller.actor, caller.now, async ({ tx, keys }) => {
        const batch = await findFeedBatch(tx, keys.county, params.id);
        if (batch?.state !== 'undone') throw new AppError('not-found', { what: 'feed-batch' });
      });
      return readAsIntake(runner, caller.actor, caller.now, async ({ tx, keys, now }) => {
        const areas = await listCountyAreas(tx, keys.county, now.today);
        const names = new Map(areas.map((row) => [row.area, areaName(row)]));
        const rows = await listKeptRows(tx, keys, params.id);
        return {
          rows: rows.map(({ verdict: _, town, facts, ...row }) => ({
            ...row,
            facts: [...facts],
            town: names.get(town) ?? '',
          })),
        };
      });
    },
    feedHitRates: ({ query }, caller) => hitRates(services, caller, query),
    async feedHitRatesSheet({ query }, caller) {
      const { rows, total, from, to, by } = await hitRates(services, caller, query);
      const { title, headings, sum } = hitHeadings(query.language, by);
      const cells = [...rows, { ...total, label: sum, detail: null }].map((row) => [
        row.detail === null ? row.label : `${row.label} ${row.detail}`,
        row.reported,
        row.raised,
        row.yes,
        row.already,
        row.no,
        row.open,
        row.rate === null ? '' : row.rate / 10,
      ]);
      return { bytes: await feedSums(title, headings, cells), mediaType: SHEET, name: `${title}-${from}-${to}.xlsx` };
    },
    feedResultsSheet: ({ query }, caller) => resultsSheet(services, caller, query),
  };
}

async function resultsSheet(
  { runner }: Services,
  caller: SignedInCaller,
  query: { year?: number | undefined; language: 'zh-CN' | 'en' },
) {
  const year = String(query.year ?? caller.now.today.slice(0, 4));
  const { policy, rows } = await readAs(runner, caller.actor, caller.now, async (context) => {
    const filter = { department: caller.actor.department ?? undefined, states: ['applied'], limit: 2000 };
    const all = await listFeedBatches(context.tx, context.keys.county, filter);
    return { policy: (await countyPolicy(context)).policy, rows: all.filter(({ period }) => period?.startsWith(year)) };
  });
  const figures = await batchFigures(runner, caller.actor, caller.now, rows);
  const shown = await readAs(runner, caller.actor, caller.now, async (context) => {
    const batches = [];
    for (const row of rows) batches.push(await presentFeedBatch(context, policy, row, figures));
    return batches;
  });
  const cells = shown.map((batch) => {
    const results = batch.results;
    const reasons = results?.reasons ?? [];
    return [
      batch.department.label,
      batch.feedLabel,
      batch.period,
      batch.fileName,
      batch.receipt?.no ?? '',
      results?.reported ?? 0,
      results?.recognised ?? 0,
      results?.qualified ?? 0,
      results?.already ?? 0,
      results?.notQualified ?? 0,
      results?.open ?? 0,
      results?.nothing ?? 0,
      reasons.map(({ text, n }) => `${text ?? otherReasons(query.language)} ${n}`).join('；'),
    ];
  });
  const title = resultsTitle(query.language);
  const bytes = await feedSums(title, resultHeadings(query.language), cells);
  return { bytes, mediaType: SHEET, name: `${title}-${year}.xlsx` };
}

/** Only what the account may see: a department its own feeds, and no township. */
async function hitRates(
  { runner }: Services,
  caller: SignedInCaller,
  query: { from?: string | undefined; to?: string | undefined; by: By },
): Promise<Rates> {
  const { today } = caller.now;
  const { department } = caller.actor;
  const to = query.to ?? monthOf(today);
  const from = query.from ?? monthOf(addMonths(plainDate(`${to}-01`), 1 - MONTHS));
  if (from > to) throw new AppError('invalid-date', { field: 'from', why: 'after-to' });
  if (query.by === 'town' && department !== null) throw new AppError('forbidden', { why: 'by-town' });
  return readAsIntake(runner, caller.actor, caller.now, async (context) => {
    const { policy } = await countyPolicy(context);
    const hits = await feedHits(context.tx, context.keys.county, { from, to, department });
    const areas = await listCountyAreas(context.tx, context.keys.county, today);
    const towns = new Map(areas.map((row) => [String(row.area), areaName(row)]));
    const label = (key: string): { label: string; detail: string | null } => {
      if (query.by === 'period') return { label: key, detail: null };
      if (query.by === 'town') return { label: towns.get(key) ?? '', detail: null };
      const [feed = '', ...rest] = key.split('\n');
      const office = policy.feeds.find(({ id }) => id === feed);
      const who = office === undefined ? '' : `${officeLabel(policy, officeOf(office))} · `;
      return { label: `${who}${labelOf(policy, feed)}`, detail: rest.join(' ') || null };
    };
    const asOf = (hit: FeedHits) => {
      const feed = policy.feeds.find(({ id }) => id === hit.feed);
      return feed === undefined ? monthEnd(plainDate(`${hit.period}-01`)) : (slotOfPeriod(feed, hit.period)?.covers.to ?? monthEnd(plainDate(`${hit.period}-01`))); // biome-ignore format: one day
    };
    const keys: Record<By, (hit: FeedHits) => string> = {
      feed: ({ feed }) => feed,
      period: ({ period }) => period,
      town: ({ town }) => String(town ?? ''),
      rule: ({ feed }) => `${feed}\n${ruleOfFeed(policy, feed)}`,
      threshold: (hit) => `${hit.feed}\n${thresholdsOf(policy, hit.feed, asOf(hit))}`,
    };
    // Rows without a lead have no township: in that table only raised rows stand.
    const counted = query.by === 'town' ? hits.filter(({ town }) => town !== null) : hits;
    const chosen = query.by === 'threshold' ? counted.filter((hit) => thresholdsOf(policy, hit.feed, asOf(hit)) !== '') : counted; // biome-ignore format: one line
    const rows = sumHits(chosen, keys[query.by]);
    const total = rows.reduce((sum, row) => addHits(sum, row), NO_HITS);
    return {
      from,
      to,
      by: query.by,
      rows: rows.map((row) => ({ ...row, ...label(row.key), rate: hitRate(row) })),
      total: { ...total, rate: hitRate(total) },
    };
  });
}

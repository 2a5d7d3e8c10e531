import { z } from 'zod';
import { slotState } from './feeds.ts';
import { leadStage } from './leads.ts';
import { route } from './route.ts';
import { areaRef, day, id, month } from './values.ts';

export const keptRows = route({
  method: 'GET',
  path: '/api/feed-batches/{id}/kept',
  summary: 'Rows of a withdrawn batch whose leads stay: who (as the department wrote it), where it stands, since when',
  access: 'feed.read',
  params: z.object({ id }),
  reply: z.object({
    rows: z.array(
      z.object({
        row: z.int(),
        facts: z.array(z.object({ label: z.string(), value: z.string() })),
        no: z.string(),
        stage: leadStage,
        town: z.string(),
        since: day.nullable(),
      }),
    ),
  }),
});

/** Rows and what came of them: reported = raised + nothing, raised = yes + already + no + open. */
const hitCounts = z.object({
  reported: z.int(),
  raised: z.int(),
  /** 是, recognised or under recognition. */
  yes: z.int(),
  already: z.int(),
  no: z.int(),
  open: z.int(),
  /** 属实率 in whole permille: yes of yes + no; null while nobody was verified either way. */
  rate: z.int().nullable(),
});

export const hitGrouping = z.enum(['feed', 'rule', 'town', 'threshold', 'period']);

const months = { from: month.optional(), to: month.optional(), by: hitGrouping.default('feed') };

export const feedHitRates = route({
  method: 'GET',
  path: '/api/feed-hit-rates',
  summary:
    '属实率 of warnings by feed, rule, township, threshold or period; a department sees its own feeds and no townships',
  access: 'feed.read',
  query: z.strictObject(months),
  reply: z.object({
    from: month,
    to: month,
    by: hitGrouping,
    rows: z.array(hitCounts.extend({ key: z.string(), label: z.string(), detail: z.string().nullable() })),
    total: hitCounts,
  }),
});

export const feedHitRatesSheet = route({
  method: 'GET',
  path: '/api/feed-hit-rates.xlsx',
  summary: '属实率 as a workbook, as the page shows it',
  access: 'feed.read',
  kind: 'file',
  query: z.strictObject({ ...months, language: z.enum(['zh-CN', 'en']).default('zh-CN') }),
  reply: z.unknown(),
});

export const feedResultsSheet = route({
  method: 'GET',
  path: '/api/feed-results.xlsx',
  summary:
    '结果反馈 as a workbook: every confirmed batch of a year with its results and the reasons for 不符合, no household',
  access: 'feed.read',
  kind: 'file',
  query: z.strictObject({
    year: z.coerce.number().int().min(2000).max(2100).optional(),
    language: z.enum(['zh-CN', 'en']).default('zh-CN'),
  }),
  reply: z.unknown(),
});

export const feedTimeliness = route({
  method: 'GET',
  path: '/api/feed-timeliness',
  summary:
    '各县报送及时情况 for the city: what was owed for a month and when it came; a line department sees its own line. No rows, no files',
  access: 'feed.calendar',
  query: z.strictObject({ period: month.optional() }),
  reply: z.object({
    period: month,
    counties: z.array(
      z.object({
        county: areaRef,
        /** Owed items: in time, late, and not there although the day has passed. */
        inTime: z.int(),
        late: z.int(),
        missing: z.int(),
        departments: z.array(
          z.object({
            label: z.string(),
            items: z.array(
              z.object({
                feed: z.string(),
                label: z.string(),
                state: slotState,
                due: day.nullable(),
                receivedOn: day.nullable(),
                daysLate: z.int(),
              }),
            ),
          }),
        ),
      }),
    ),
  }),
});

import { sql } from 'kysely';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Db } from './database.ts';

/** When a feed of a county was reported first for a period. */
export interface FeedReceipt {
  readonly county: number;
  readonly feed: string;
  readonly period: string;
  readonly receivedOn: PlainDate;
  readonly nil: boolean;
}

/** Writes the first reports of a county's feeds down for those who see no batches; again brings them up to date. */
export async function makeFeedReceipts(tx: Db, county: number, at: number): Promise<void> {
  await sql`insert into feed_receipts (county, period, feed, department, due_on, received_on, nil, made_at)
    select distinct on (period, feed) county, period, feed, department, due_on, applied_on, shape = 'nil', ${at}
    from batches where county = ${county} and kind = 'feed' and state = 'applied' and applied_on is not null
      and feed is not null and period is not null and department is not null
    order by period, feed, applied_on, shape = 'nil'
    on conflict (county, period, feed) do update set received_on = excluded.received_on, nil = excluded.nil,
      due_on = excluded.due_on, made_at = excluded.made_at
    where feed_receipts.received_on <> excluded.received_on or feed_receipts.nil <> excluded.nil`.execute(tx);
}

/** First reports of a period in every county the actor may read. */
export async function listFeedReceipts(tx: Db, period: string): Promise<FeedReceipt[]> {
  const rows = await tx
    .selectFrom('feed_receipts')
    .select(['county', 'feed', 'period', 'received_on', 'nil'])
    .where('period', '=', period)
    .execute();
  return rows.map(({ received_on, ...row }) => ({ ...row, receivedOn: received_on }));
}

import { readAsIntake } from '#commands/intake-actor.ts';
import { readAs } from '#commands/run-command.ts';
import { AppError } from '#domain/values/app-error.ts';
import { listCountyAreas } from '#store/areas.ts';
import { findFeedBatch } from '#store/feed-batches.ts';
import { listKeptRows } from '#store/feed-people.ts';
import type { Handlers } from './handler.ts';
import { areaName } from './lead-presenter.ts';
import type { Services } from './services.ts';

/** What comes back to departments from their reports. */
export function feedResultHandlers({ runner }: Services): Pick<Handlers, 'keptRows'> {
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
  };
}

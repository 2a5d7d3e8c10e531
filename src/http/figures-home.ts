import type { HomeReply } from '#contract/homes.ts';
import { findCountyAreas } from '#store/areas.ts';
import { asActor } from '#store/as-actor.ts';
import { latestFigures } from '#store/figures.ts';
import { emptyHome } from './empty-home.ts';
import type { SignedInCaller } from './handler.ts';
import { areaRefOf } from './lead-presenter.ts';
import type { Services } from './services.ts';

/** City and province read figures, not people: counties × what is counted, as of the last time it was counted. */
export async function figuresHome(services: Services, caller: SignedInCaller): Promise<HomeReply> {
  const { today } = caller.now;
  return asActor(services.runner.db, caller.actor, async (tx) => {
    const figures = await latestFigures(tx, today);
    const areas = await findCountyAreas(
      tx,
      figures.map((row) => row.county),
      today,
    );
    const sum = (measure: string) => figures.reduce((n, row) => n + (row.cells[measure] ?? 0), 0);
    return {
      ...emptyHome,
      today,
      asOf: figures.map((row) => row.day).toSorted()[0] ?? today,
      counters: [
        { key: 'received', label: '本月收到', n: sum('received'), tone: 'plain', to: '/' },
        { key: 'in-progress', label: '在办', n: sum('in-progress'), tone: 'plain', to: '/' },
        { key: 'overdue', label: '已逾期', n: sum('overdue'), tone: 'late', to: '/' },
        { key: 'identifying', label: '正在认定', n: sum('identifying'), tone: 'plain', to: '/' },
        { key: 'monitored', label: '监测对象', n: sum('monitored'), tone: 'plain', to: '/' },
      ],
      progress: figures.flatMap((row) => {
        const ref = areaRefOf(areas.get(row.county));
        const { received = 0, overdue = 0, returned = 0 } = row.cells;
        const cells = {
          received,
          writtenOff: row.cells['written-off'] ?? 0,
          inProgress: row.cells['in-progress'] ?? 0,
          returned,
          overdue,
        };
        return ref === null ? [] : [{ area: ref, cells, links: {} }];
      }),
    };
  });
}

import { addArea } from '#commands/add-area.ts';
import { runCommand } from '#commands/run-command.ts';
import { type AreaRow, listCountyAreas } from '#store/areas.ts';
import { asActor } from '#store/as-actor.ts';
import type { Handlers } from './handler.ts';
import { areaRefOf } from './lead-presenter.ts';
import type { Services } from './services.ts';

/** Townships and villages of the own area; areas without official code added by hand. */
export function areaHandlers(services: Services): Pick<Handlers, 'listAreas' | 'addArea'> {
  return {
    listAreas: (_call, { actor, now }) =>
      asActor(services.runner.db, actor, async (tx) => {
        const rows = actor.county === null ? [] : await listCountyAreas(tx, actor.county, now.today);
        const county = rows.find((row) => row.level === 'county');
        const towns = rows.filter((row) => row.level === 'township' && sees(actor, row));
        return {
          county: areaRefOf(county),
          towns: towns.flatMap((town) => {
            const ref = areaRefOf(town);
            const villages = rows.filter((row) => row.level === 'village' && row.parent === town.area);
            return ref === null ? [] : [{ ...ref, villages: villages.flatMap((row) => areaRefOf(row) ?? []) }];
          }),
        };
      }),
    async addArea({ body }, { actor, now }) {
      const { area } = await runCommand(
        services.runner,
        actor,
        now,
        { kind: 'add-area', requestId: body.requestId, input: body },
        addArea,
      );
      services.scopes.forget();
      return asActor(services.runner.db, actor, async (tx) => {
        const rows = await listCountyAreas(tx, actor.county ?? 0, now.today);
        return (
          areaRefOf(rows.find((row) => row.area === area)) ?? { id: area, name: body.name, code: body.code ?? null }
        );
      });
    },
  };
}

/** A township account sees its own; a village's township is named to it. */
function sees(
  actor: { towns: readonly number[]; villages: readonly number[]; area: number | null },
  town: AreaRow,
): boolean {
  return actor.villages.length > 0 || actor.towns.length === 0 || actor.towns.includes(town.area);
}

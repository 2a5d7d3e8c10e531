import type { CommandRunner } from '#commands/command-context.ts';
import { listRounds, openRound, type RoundOrder } from '#commands/open-rounds.ts';
import { readAs } from '#commands/run-command.ts';
import type { Now } from '#domain/access/actor.ts';
import { type PlainDate, shanghaiDay } from '#domain/values/plain-date.ts';
import { findCountyAreas, listCountyAreas } from '#store/areas.ts';
import { countyAddedAt, listCounties } from '#store/seals.ts';
import { jobActor } from './job-actor.ts';

/** Households looked at in one transaction: others can act in between. */
const PORTION = 200;

/**
 * Opens the matters documents ask for by themselves: visits of a month or quarter, sweeps while their window runs, reviews of
 * those cleared. Once for each subject and period however often it runs. Returns how many.
 */
export async function openRounds(runner: CommandRunner, now: Now): Promise<number> {
  let opened = 0;
  for (const { county, towns } of await listCounties(runner.db)) {
    const actor = jobActor('open-rounds', county, towns);
    const since = earlier(shanghaiDay(await countyAddedAt(runner.db, county)), now.today);
    for (const order of await roundsOf(runner, now, { county, since, actor })) {
      let after: string | null = '00000000-0000-0000-0000-000000000000';
      while (after !== null) {
        const from: string = after;
        const result = await readAs(runner, actor, now, (context) =>
          openRound(context, order, { after: from, limit: PORTION }),
        );
        opened += result.opened;
        after = result.next;
      }
    }
  }
  return opened;
}

/** Of households by township, whose documents may ask for more than the county's; of the county itself once. */
async function roundsOf(
  runner: CommandRunner,
  now: Now,
  of: { readonly county: number; readonly since: PlainDate; readonly actor: ReturnType<typeof jobActor> },
): Promise<RoundOrder[]> {
  return readAs(runner, of.actor, now, async (context) => {
    const areas = await listCountyAreas(context.tx, of.county, now.today);
    const county = (await findCountyAreas(context.tx, [of.county], now.today)).get(of.county);
    const unplaced = areas.find(({ level }) => level === 'unplaced');
    const orders: RoundOrder[] = [];
    for (const { area } of areas.filter(({ level }) => level === 'township')) {
      const rounds = await listRounds(context, area, of.since);
      orders.push(...rounds.filter(({ subject }) => subject === 'household' || subject === 'township'));
    }
    if (county === undefined || unplaced === undefined) return orders;
    const own = await listRounds(context, county.area, of.since);
    // Matters of the county stand where its rows without a township do.
    return [...orders, ...own.filter(({ subject }) => subject === 'county').map((round) => ({ ...round, town: unplaced.area }))]; // biome-ignore format: one line
  });
}

const earlier = (a: PlainDate, b: PlainDate): PlainDate => (a < b ? a : b);

import { AppError } from '#domain/values/app-error.ts';
import { areaLabel } from '#domain/values/area-label.ts';
import { listCountyAreas } from '#store/areas.ts';
import { findHouseholdRow } from '#store/household-page.ts';
import { findHouseholdHit } from '#store/households.ts';
import type { CommandContext } from './command-context.ts';

/** Households as a list to be published names them: no number, no phone, nothing of health. Errors: `not-found`. */
export async function paperRoll(
  context: CommandContext,
  households: readonly string[],
): Promise<readonly Readonly<Record<string, string>>[]> {
  const { tx, keys, now } = context;
  const areas = new Map((await listCountyAreas(tx, keys.county, now.today)).map((row) => [row.area, row]));
  const place = (area: number | null): string => areaLabel(areas.get(area ?? -1)?.name ?? '');
  const roll = [];
  for (const household of households) {
    const hit = await findHouseholdHit(tx, keys, household);
    if (!hit) throw new AppError('not-found', { what: 'household' });
    const row = await findHouseholdRow(tx, keys.county, household);
    roll.push({
      户主姓名: row.head_name,
      乡镇: place(row.town),
      村: place(row.village),
      组: row.village_group ?? '',
      家庭人口: String(row.member_count),
    });
  }
  return roll;
}

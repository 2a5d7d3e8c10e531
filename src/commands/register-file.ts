import type { Household } from '#domain/registry/household.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';

/** What kind of file speaks: also the name of the source of its values, except that a roster is called `roster`. */
export type RegisterShape = 'population-roster' | 'national-export';

/** One household as a file tells it. `values.village` is the key of an area (`areaKey`), never a name. */
export type RegisterHousehold = Household & {
  /** 户号 of the village roster. */
  readonly localNumber: string | undefined;
  /** Where it begins in the file. */
  readonly row: { readonly sheet: string; readonly number: number };
  /** Every member the file lists was read: one that is missing is really not listed. */
  readonly complete: boolean;
};

/** A file of the register, read and checked. */
export interface RegisterFile {
  readonly shape: RegisterShape;
  /** Day the file speaks of. */
  readonly asOf: PlainDate;
  readonly households: readonly RegisterHousehold[];
  /** What rejected rows name: those households are not missing from the file. */
  readonly mentions: { readonly idNumbers: readonly string[]; readonly householdNumbers: readonly string[] };
  /** Township or village the file is for; null: what lies in its rows. */
  readonly area: number | null;
}

/** The name under which a village stands in values: its official code, or its number here when it has none. */
export function areaKey(area: { readonly area: number; readonly code: string | null }): string {
  return area.code ?? `area:${area.area}`;
}

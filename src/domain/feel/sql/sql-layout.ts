import type { Subject } from '#domain/dictionary/entry.ts';
import type { Raw } from '../env.ts';

/**
 * Where the names of a rule are found in a query. Columns are nullable and null is unknown: truth values `boolean`, texts
 * `text`, days `date`, numbers any exact type, money whole fen, lists of texts arrays. What a layout does not know is
 * unknown for every row.
 */
export type SqlLayout = {
  /** Column of a record of subject `of`: of the row asked about, or of the list item called `alias`. */
  readonly column: (of: Subject, name: string, alias: string | undefined) => string | undefined;
  /** The list `name` of such a record, its items to be called `fresh`. */
  readonly list: (of: Subject, name: string, alias: string | undefined, fresh: string) => SqlList | undefined;
  /** One value for all rows, as an `Env` holds it; undefined: unknown. */
  readonly parameter: (name: string) => Raw;
  /** Column of a name the place of the rule gives (`total`). */
  readonly given: (name: string) => string | undefined;
};

export type SqlList = {
  /** What stands after `from`, a `where` included: one row an item, under the alias asked for; a text in its column `v`. */
  readonly from: string;
  /** True where the list was collected (it may be empty), false where nobody knows it. Never null. */
  readonly collected: string;
};

/** Values for the places `$1`, `$2` … of a query that several rules may stand in. */
export class SqlBinds {
  readonly values: string[] = [];

  /** The place of a text. */
  text(value: string): string {
    const known = this.values.indexOf(value);
    if (known < 0) this.values.push(value);
    return `$${known < 0 ? this.values.length : known + 1}::text`;
  }
}

import type { ColumnOverrides, ColumnPlan } from '../columns/plan-columns.ts';
import { isCheckedOnly } from './feed-shape.ts';

/** What a batch keeps about its columns. */
export interface StoredFeedColumns {
  readonly columns: readonly {
    readonly sheet: string;
    readonly letters: string;
    readonly heading: string;
    readonly key: string;
    readonly field: string | null;
    readonly label: string | null;
    readonly use: 'field' | 'checked' | 'repeated' | 'dropped' | 'unknown';
    readonly by: 'label' | 'alias' | 'group' | 'override' | null;
  }[];
  readonly unreadSheets: readonly string[];
  /** What people said columns are: remembered for the department's next file of this feed. */
  readonly overrides: ColumnOverrides;
}

/** A plan as it is kept and shown. */
export function storedColumns(plan: ColumnPlan, overrides: ColumnOverrides): StoredFeedColumns {
  const columns = plan.tables.flatMap((table) =>
    table.columns.map(({ letters, label, key, use }) => {
      const field = use.kind === 'field' || use.kind === 'repeated' ? use.field : undefined;
      return {
        sheet: table.sheet.name,
        letters,
        heading: label,
        key,
        field: use.kind === 'field' ? use.field.field : null,
        label: field?.label ?? null,
        use: use.kind === 'field' && isCheckedOnly(use.field.field) ? ('checked' as const) : use.kind,
        by: use.kind === 'field' ? use.by : null,
      };
    }),
  );
  return { columns, unreadSheets: plan.unreadSheets, overrides };
}

/** Headings of columns that are not stored: the receipt names them. */
export function droppedHeadings({ columns }: StoredFeedColumns): string[] {
  const gone = columns.filter(({ use }) => use !== 'field').map(({ heading }) => heading);
  return [...new Set(gone)].filter((heading) => heading !== '');
}

import { feedKeys } from '#commands/feed-rows.ts';
import type { Feed, FeedColumn } from '#domain/policy/duty-shape.ts';
import { idNumberAliases, nameAliases, townshipAliases, villageAliases } from '../columns/population-roster.ts';
import type { ColumnType, ShapeColumn, SheetShape } from '../columns/sheet-shape.ts';

/** Read to be compared with the ID number, then forgotten: no feed asks for them. */
const checkedColumns: readonly ShapeColumn[] = [
  { field: 'sex', label: '性别', type: 'word', values: ['男', '女'], synonyms: { 男性: '男', 女性: '女' } },
  { field: 'bornOn', label: '出生日期', type: 'date', aliases: ['出生年月', '出生年月日'] },
];

/** Whether the value of a field is compared only, not kept. */
export function isCheckedOnly(field: string): boolean {
  return checkedColumns.some((column) => column.field === field);
}

const types: Readonly<Record<FeedColumn['type'], ColumnType>> = {
  text: 'text',
  number: 'integer',
  money: 'money',
  date: 'date',
  code: 'word',
  boolean: 'boolean',
  'id-number': 'id-number',
  phone: 'phone',
};

const shapes = new WeakMap<Feed, SheetShape>();

/**
 * The columns of a pack's feed as the shape of a file. The person's name and number, township and village stand under the
 * field names every file has; all others under their key.
 */
export function feedShape(feed: Feed): SheetShape {
  const known = shapes.get(feed);
  if (known) return known;
  const own = feed.columns.map((column) => shapeColumn(feed, column));
  const labels = new Set(feed.columns.map(({ label }) => label));
  const shape = { id: feed.id, columns: [...own, ...checkedColumns.filter(({ label }) => !labels.has(label))] };
  shapes.set(feed, shape);
  return shape;
}

/** The field a column of the feed is read into. */
export function fieldOf(feed: Feed, column: FeedColumn): string {
  const keys = feedKeys(feed);
  if (column.key === keys.name) return 'name';
  if (column.key === keys.village) return 'village';
  if (column.key === keys.town) return 'township';
  // A number that may be left out must not reject its row.
  return column.key === keys.idNumber && column.required ? 'idNumber' : column.key;
}

function shapeColumn(feed: Feed, column: FeedColumn): ShapeColumn {
  const field = fieldOf(feed, column);
  const aliases = [...new Set([...column.aliases, ...usualAliases(field), ...otherDateWords(column)])];
  const base = { field, label: column.label, aliases, required: column.required };
  switch (field) {
    case 'name':
      return { ...base, type: 'name' };
    case 'village':
      return { ...base, type: 'village' };
    case 'idNumber':
      return { ...base, type: 'id-number' };
    default:
      return {
        ...base,
        type: types[column.type],
        ...(column.values === undefined ? {} : { values: column.values }),
        ...(column.type === 'id-number' ? { household: true } : {}),
      };
  }
}

const usual: Readonly<Record<string, readonly string[]>> = {
  name: nameAliases,
  idNumber: idNumberAliases,
  village: villageAliases,
  township: townshipAliases,
};

function usualAliases(field: string): readonly string[] {
  return Object.hasOwn(usual, field) ? (usual[field] ?? []) : [];
}

/** Where a day is asked for, clerks also write 时间, 年月, 年月日 and the bare word. */
function otherDateWords({ label, aliases, type }: FeedColumn): readonly string[] {
  if (type !== 'date') return [];
  const stems = [label, ...aliases].filter((word) => word.endsWith('日期')).map((word) => word.slice(0, -2));
  return stems.flatMap((stem) => ['时间', '年月', '年月日'].map((tail) => stem + tail));
}

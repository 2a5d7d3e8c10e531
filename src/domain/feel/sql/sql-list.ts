import type { NameType } from '#domain/dictionary/entry.ts';
import type { Core, OverList } from '../core.ts';
import { isList, type Raw, readScalar } from '../env.ts';
import { amount, isNumeric, noSql, truth, valueSql, type Writing } from './sql-condition.ts';
import type { SqlList } from './sql-layout.ts';
import { literalNumber, numberIsUnknown, type SqlNumber } from './sql-number.ts';

type Quantifier = Extract<Core, { kind: 'some' | 'every' }>;

// Each list node is one sub-select over its items' answers: `m` whether the item counts, `v` what is asked of it. The inner
// select is there because SQL hands an aggregate over outer columns alone to the outer query.

/** `some` and `every` by three-valued logic over the items. */
export function quantifierSql(core: Quantifier, at: Writing): string {
  const over = items(core, at);
  const inner = over.inside((w) => `${truth(core.body, w)} as v`);
  if (core.kind === 'some') return over.answer('(m and v)', inner, 'some');
  return over.answer('(not m or v)', inner, core.nonEmpty ? 'every-of-some' : 'every');
}

export function countSql(core: Extract<Core, { kind: 'count' }>, at: Writing): SqlNumber {
  const over = items(core, at);
  const counted = 'case when bool_or(m is null) then null else count(*) filter (where m) end::numeric';
  return {
    n: over.select(
      counted,
      over.inside(() => '1 as v'),
      'numeric',
    ),
    literalDivisor: true,
  };
}

export function sumSql(core: Extract<Core, { kind: 'sum' }>, at: Writing): SqlNumber {
  return folded(core, at, 'coalesce(sum(v) filter (where m), 0)');
}

export function extremeSql(core: Extract<Core, { kind: 'extreme' }>, at: Writing): SqlNumber {
  return folded(core, at, `${core.which}(v) filter (where m)`);
}

function folded(core: OverList & { body: Core }, at: Writing, aggregate: string): SqlNumber {
  const over = items(core, at);
  const open = 'bool_or(m is null or (m and u))';
  if (!isNumeric(core.body.type)) {
    const inner = over.inside((w) => {
      const value = valueSql(core.body, w);
      return `${value} as v, (${value} is null) as u`;
    });
    const n = over.select(`case when ${open} then null else ${aggregate} end`, inner, core.body.type.kind);
    return { n, literalDivisor: true };
  }
  let divisor: string | undefined;
  const inner = over.inside((w) => {
    const body = amount(core.body, w);
    if (!body.literalDivisor) noSql('fractions-in-list', core.body);
    divisor = body.d;
    return `${body.n} as v, (${numberIsUnknown(body)}) as u`;
  });
  const n = over.select(`case when ${open} then null else ${aggregate} end`, inner, 'numeric');
  return divisor === undefined ? { n, literalDivisor: true } : { n, d: divisor, literalDivisor: true };
}

type Over = {
  /** The inner select: `m` and what `columns` adds, a row an item. */
  readonly inside: (columns: (at: Writing) => string) => string;
  /** An aggregate over the inner select; null where the list was never collected. */
  readonly select: (aggregate: string, inner: string, type: string) => string;
  readonly answer: (each: string, inner: string, kind: 'some' | 'every' | 'every-of-some') => string;
};

function items(node: OverList, at: Writing): Over {
  const alias = `i${node.slot}`;
  const slots = [...at.slots];
  slots[node.slot] = alias;
  const within = { ...at, slots };
  const list = relation(node.list, alias, at);
  const select: Over['select'] = (aggregate, inner, type) =>
    list === undefined
      ? `null::${type}`
      : `(case when ${list.collected} then (select ${aggregate} from (${inner}) as q${node.slot}) end)`;
  return {
    inside: (columns) => {
      const member = node.where === undefined ? 'true' : truth(node.where, within);
      return `select ${member} as m, ${columns(within)} from ${list?.from ?? '(select) as nothing'}`;
    },
    select,
    answer: (each, inner, kind) => {
      const [decides, decided] = kind === 'some' ? [each, 'true'] : [`not ${each}`, 'false'];
      const none =
        kind === 'every-of-some'
          ? ' when bool_or(m) is not true then case when bool_or(m is null) then null else false end'
          : '';
      const rest = `when bool_or(${each} is null) then null else ${kind === 'some' ? 'false' : 'true'} end`;
      return select(`case when bool_or(${decides}) then ${decided}${none} ${rest}`, inner, 'boolean');
    },
  };
}

function relation(list: Core, alias: string, at: Writing): SqlList | undefined {
  switch (list.kind) {
    case 'list':
      return literalList(list, alias, at);
    case 'fact':
      return at.layout.list(list.of, list.name, undefined, alias);
    case 'field':
      return at.layout.list(list.of, list.name, at.slots[list.slot], alias);
    case 'parameter':
      return parameterList(list.type, at.layout.parameter(list.name), alias, at);
    case 'step':
      return noSql('step-in-sql', list);
    default:
      return undefined;
  }
}

function literalList(list: Extract<Core, { kind: 'list' }>, alias: string, at: Writing): SqlList {
  const cells = list.items.map((item) => {
    if (!isNumeric(item.type)) return `(${valueSql(item, at)})`;
    const number = amount(item, at);
    if (number.d !== undefined) noSql('fractions-in-list', item);
    return `(${number.n})`;
  });
  return rowsOf(cells, alias);
}

function parameterList(type: NameType, raw: Raw, alias: string, at: Writing): SqlList | undefined {
  if (type.kind !== 'list' || type.item.kind === 'record' || !isList(raw)) return undefined;
  const { kind } = type.item;
  const cells = raw.map((each) => {
    const value = readScalar(kind, each);
    if (typeof value === 'string') return kind === 'date' ? `(date '${value}')` : `(${at.binds.text(value)})`;
    if (typeof value === 'boolean') return `(${value})`;
    if (typeof value === 'bigint') return `(${literalNumber(value).n})`;
    return '(null)';
  });
  return rowsOf(cells, alias);
}

function rowsOf(cells: readonly string[], alias: string): SqlList {
  if (cells.length === 0) return { from: `(select null::text where false) as ${alias}(v)`, collected: 'true' };
  return { from: `(values ${cells.join(', ')}) as ${alias}(v)`, collected: 'true' };
}

import type { NameType } from '#domain/dictionary/entry.ts';
import { parsePlainDate } from '#domain/values/plain-date.ts';
import type { FeelExpression } from '../compile-feel.ts';
import type { CompareOperator, Core, NameKind } from '../core.ts';
import { isList, type Raw, readScalar } from '../env.ts';
import type { Exact } from '../exact.ts';
import { Unknown } from '../unknown.ts';
import type { SqlBinds, SqlLayout } from './sql-layout.ts';
import { countSql, extremeSql, quantifierSql, sumSql } from './sql-list.ts';
import {
  columnNumber,
  comparedNumbers,
  computed,
  literalNumber,
  negated,
  numberIsUnknown,
  type SqlNumber,
  unknownNumber,
} from './sql-number.ts';

/** Why a rule has no SQL though it runs as a function. */
export type SqlProblem = {
  /** `fractions-in-list`: a sum or extreme of quotients; `step-in-sql`: a step of a matter; `too-long`: the text got too large. */
  readonly code: 'fractions-in-list' | 'step-in-sql' | 'too-long';
  readonly from: number;
  readonly to: number;
};

export type SqlCondition =
  | { readonly ok: true; readonly sql: string }
  | { readonly ok: false; readonly problem: SqlProblem };

const LONGEST = 200_000;

/**
 * The condition as an SQL expression that is true, false or null (unknown) exactly where the function answers yes, no or
 * unknown, over rows laid out by `layout`. Texts become bound values in `binds`; nothing a pack or a person wrote stands in
 * the SQL itself.
 */
export function sqlCondition(expr: FeelExpression, layout: SqlLayout, binds: SqlBinds): SqlCondition {
  try {
    const sql = truth(expr.core, { layout, binds, slots: [] });
    if (sql.length <= LONGEST) return { ok: true, sql };
    return { ok: false, problem: { code: 'too-long', from: 0, to: expr.text.length } };
  } catch (error) {
    if (error instanceof NoSql) return { ok: false, problem: error.problem };
    throw error;
  }
}

/** One translation: the layout, the bound values, and the alias each enclosing list node calls its items by. */
export type Writing = { readonly layout: SqlLayout; readonly binds: SqlBinds; readonly slots: readonly string[] };

class NoSql extends Error {
  readonly problem: SqlProblem;
  constructor(code: SqlProblem['code'], core: Core) {
    super(code);
    this.problem = { code, ...core.span };
  }
}

export function noSql(code: SqlProblem['code'], core: Core): never {
  throw new NoSql(code, core);
}

/** A node of truth type. */
export function truth(core: Core, at: Writing): string {
  switch (core.kind) {
    case 'not':
      return `(not ${truth(core.operand, at)})`;
    case 'and':
    case 'or':
      return `(${core.operands.map((operand) => truth(operand, at)).join(` ${core.kind} `)})`;
    case 'compare':
      return compared(core.operator, core.left, core.right, at);
    case 'between':
      return between(core, at);
    case 'in':
      return membership(core, at);
    case 'present':
      return presence(core.operand, core.wanted, at);
    case 'some':
    case 'every':
      return quantifierSql(core, at);
    default:
      return plain(core, at);
  }
}

/** A node that is a number or money. */
export function amount(core: Core, at: Writing): SqlNumber {
  switch (core.kind) {
    case 'literal':
      return typeof core.value === 'string' || typeof core.value === 'boolean'
        ? unknownNumber
        : literalNumber(core.value);
    case 'negate':
      return negated(amount(core.operand, at));
    case 'arithmetic':
      return computed(core.operator, amount(core.left, at), amount(core.right, at));
    case 'if': {
      const condition = truth(core.condition, at);
      const [then, otherwise] = [amount(core.then, at), amount(core.otherwise, at)];
      const literalDivisor = then.d === undefined && otherwise.d === undefined;
      const n = chosen(condition, then.n, otherwise.n);
      if (literalDivisor) return { n, literalDivisor };
      return { n, d: chosen(condition, then.d ?? '1::numeric', otherwise.d ?? '1::numeric'), literalDivisor };
    }
    case 'count':
      return countSql(core, at);
    case 'sum':
      return sumSql(core, at);
    case 'extreme':
      return isNumeric(core.type) ? extremeSql(core, at) : unknownNumber;
    case 'parameter':
    case 'given':
    case 'fact':
    case 'field':
    case 'item':
    case 'step':
      return amountOfName(core, at);
    default:
      return unknownNumber;
  }
}

/** A node that is a text, a day or a truth value that is no condition of its own. */
export function plain(core: Core, at: Writing): string {
  switch (core.kind) {
    case 'literal':
      return literal(core.value, core.type, at.binds);
    case 'if':
      return chosen(truth(core.condition, at), valueSql(core.then, at), valueSql(core.otherwise, at));
    case 'extreme':
      return extremeSql(core, at).n;
    case 'parameter': {
      const value = known(core.type, at.layout.parameter(core.name));
      return value === undefined ? unknownOf(core.type) : literal(value, core.type, at.binds);
    }
    case 'given':
    case 'fact':
    case 'field':
    case 'item':
    case 'step':
      return columnOf(core, at) ?? unknownOf(core.type);
    default:
      return truth(core, at);
  }
}

/** A node of any scalar type but numbers. */
export function valueSql(core: Core, at: Writing): string {
  return core.type.kind === 'boolean' ? truth(core, at) : plain(core, at);
}

export function isNumeric(type: NameType): boolean {
  return type.kind === 'number' || type.kind === 'money';
}

/** True where a node's value is unknown; never null. */
export function unknownSql(core: Core, at: Writing): string {
  return isNumeric(core.type) ? numberIsUnknown(amount(core, at)) : `(${valueSql(core, at)} is null)`;
}

/** The column a stored name stands in, without its type; undefined when the layout has none. */
function columnOf(name: Core & NameKind, at: Writing): string | undefined {
  switch (name.kind) {
    case 'fact':
      return at.layout.column(name.of, name.name, undefined);
    case 'field':
      return at.layout.column(name.of, name.name, at.slots[name.slot]);
    case 'item':
      return `${at.slots[name.slot]}.v`;
    case 'given':
      return at.layout.given(name.name);
    case 'step':
      return noSql('step-in-sql', name);
    default:
      return undefined;
  }
}

function amountOfName(name: Core & NameKind, at: Writing): SqlNumber {
  if (name.kind === 'parameter') {
    const value = known(name.type, at.layout.parameter(name.name));
    return value === undefined || typeof value === 'string' || typeof value === 'boolean'
      ? unknownNumber
      : literalNumber(value);
  }
  const column = columnOf(name, at);
  return column === undefined ? unknownNumber : columnNumber(column);
}

function known(type: NameType, raw: Raw): boolean | string | Exact | undefined {
  if (type.kind === 'list' || type.kind === 'record' || raw === undefined || raw === null) return undefined;
  const cell = readScalar(type.kind, raw);
  return cell instanceof Unknown ? undefined : cell;
}

function literal(value: boolean | string | Exact, type: NameType, binds: SqlBinds): string {
  if (typeof value === 'boolean') return String(value);
  if (typeof value !== 'string') return literalNumber(value).n;
  if (type.kind !== 'date') return binds.text(value);
  const day = parsePlainDate(value);
  return day === undefined ? 'null::date' : `date '${day}'`;
}

function unknownOf(type: NameType): string {
  return `null::${type.kind === 'boolean' || type.kind === 'date' ? type.kind : 'text'}`;
}

function chosen(condition: string, then: string, otherwise: string): string {
  return `(case when ${condition} then ${then} when not ${condition} then ${otherwise} end)`;
}

function compared(operator: CompareOperator, left: Core, right: Core, at: Writing): string {
  if (isNumeric(left.type)) return comparedNumbers(operator, amount(left, at), amount(right, at));
  return `(${valueSql(left, at)} ${operator === '!=' ? '<>' : operator} ${valueSql(right, at)})`;
}

// Strict: one unknown bound leaves the answer open, so Kleene's `and` alone would say too much.
function between(core: Extract<Core, { kind: 'between' }>, at: Writing): string {
  const low = compared(core.lowOpen ? '>' : '>=', core.operand, core.low, at);
  const high = compared(core.highOpen ? '<' : '<=', core.operand, core.high, at);
  return `(case when ${low} is null or ${high} is null then null else ${low} and ${high} end)`;
}

function membership(core: Extract<Core, { kind: 'in' }>, at: Writing): string {
  const equal = core.options.map((option) => compared('=', core.operand, option, at));
  if (equal.length === 0) return `(case when ${unknownSql(core.operand, at)} then null else false end)`;
  const open = equal.map((one) => `${one} is null`).join(' or ');
  return `(case when ${open} then null else ${equal.join(' or ')} end)`;
}

function presence(operand: Core, wanted: boolean, at: Writing): string {
  const there = thereSql(operand, at);
  return wanted ? there : `(not ${there})`;
}

function thereSql(operand: Core, at: Writing): string {
  if (operand.type.kind === 'list') {
    if (operand.kind === 'parameter') return String(isList(at.layout.parameter(operand.name)));
    if (operand.kind === 'fact') return at.layout.list(operand.of, operand.name, undefined, 'x')?.collected ?? 'false';
    if (operand.kind !== 'field') return 'false';
    return at.layout.list(operand.of, operand.name, at.slots[operand.slot], 'x')?.collected ?? 'false';
  }
  if (operand.type.kind === 'record') return operand.kind === 'item' ? 'true' : 'false';
  return `(not ${unknownSql(operand, at)})`;
}

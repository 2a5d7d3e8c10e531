import fc from 'fast-check';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { condition, forget, knownWith, ruleScope } from '#test/builders/feel-rules.ts';
import { type TestDatabase, testDatabase } from '#test/database/test-database.ts';
import { compileCondition, type FeelExpression } from '../compile-feel.ts';
import type { Core } from '../core.ts';
import type { Env, Fields, Raw } from '../env.ts';
import { decide } from '../evaluate.ts';
import { sqlCondition } from './sql-condition.ts';
import { SqlBinds, type SqlLayout } from './sql-layout.ts';

const HOUSEHOLDS = 2000;
const RULES = 300;
const SEED = 20220517;
const parameters: Fields = { 线: 10000n, 数: 2 };

/** One rule of each shape, so that every shape can be asked whether its answers are mixed. */
const shapes = [
  '户.脱贫 = true',
  '户.户类型 = "甲"',
  '户.户类型 != "甲"',
  '户.户类型 in ("甲","乙")',
  'not(户.户类型 in ("甲","乙"))',
  '户.家庭人口 <= 1',
  '户.家庭人口 between 1 and 2',
  '户.家庭人口 in (1..3)',
  '户.家庭人口 in (> 2)',
  '户.人均纯收入 < 100',
  '户.人均纯收入 <= 100',
  '户.人均纯收入 >= 参数.线',
  '户.人均纯收入 / 户.家庭人口 > 50',
  '户.人均纯收入 * 0.5 < 参数.线 / 参数.数',
  '户.人均纯收入 - 0.01 >= 100',
  '-户.家庭人口 < -2',
  '户.识别时间 < date("2022-03-01")',
  '(户.脱贫 = true) and (户.户类型 = "甲")',
  '(户.家庭人口 > 2) or (户.户类型 = "甲")',
  'if 户.脱贫 = true then (户.户类型 = "甲") else (户.家庭人口 > 1)',
  '(if 户.脱贫 = true then 户.家庭人口 else 1) >= 2',
  'some m in 成员 satisfies (m.支出 >= 100.01)',
  'every m in 成员 satisfies (m.类别 != "甲")',
  'some m in 成员[item.低保 = true] satisfies (m.年龄 > 1)',
  'every m in 成员[item.年龄 > 2] satisfies (m.低保 = true)',
  'count(成员) >= 2',
  'count(成员[类别 = "甲"]) >= 1',
  'sum(成员.支出) > 100',
  'sum(成员[年龄 < 3].支出) > 参数.线 - 0.01',
  'min(成员.年龄) < 2',
  'max(成员.比对日期) >= date("2022-03-01")',
  'sum([户.家庭人口, 1]) > 3',
  'list contains(户.风险, "因病")',
  'some a in 成员 satisfies (some b in 成员 satisfies (b.年龄 > a.年龄))',
  '(户.识别时间 = null) or (户.家庭人口 > 1)',
];

const layout: SqlLayout = {
  column: (of, name, alias) => (of === 'household' ? `h."${name}"` : alias && `${alias}."${name}"`),
  list: (_, name, __, fresh) =>
    name === '成员'
      ? { from: `members as ${fresh} where ${fresh}.household = h.id`, collected: 'h.members_known' }
      : { from: `unnest(h."${name}") as ${fresh}(v)`, collected: `(h."${name}" is not null)` },
  parameter: (name) => parameters[name],
  given: () => undefined,
};

const columns = {
  household: { 脱贫: 'boolean', 户类型: 'text', 家庭人口: 'int', 人均纯收入: 'bigint', 识别时间: 'date' },
  member: { 低保: 'boolean', 类别: 'text', 年龄: 'int', 支出: 'bigint', 比对日期: 'date' },
};

function rule(text: string): FeelExpression {
  const compiled = compileCondition(text, ruleScope);
  if (!compiled.ok) throw new Error(`${text}: ${JSON.stringify(compiled.errors)}`);
  return compiled.expr;
}

function envs(): Env[] {
  const dice = fc.sample(fc.nat(9), { numRuns: 60_000, seed: SEED });
  let at = 0;
  // A third forgotten at most: `forget` forgets what a multiple of 3 falls on, 0 3 6 of ten.
  const roll = (): number => {
    at = (at + 1) % dice.length;
    return (dice[at] ?? 1) < 3 ? 0 : 1;
  };
  return fc.sample(knownWith(true), { numRuns: HOUSEHOLDS, seed: SEED }).map(({ household }, index) => {
    const risks = [null, [], ['因病'], ['因灾', '因病'], ['因学']][index % 5];
    return { household: { ...forget(household, roll), 风险: risks }, parameters };
  });
}

describe('a rule as SQL and as a function', () => {
  let database: TestDatabase;
  const households = envs();

  beforeAll(async () => {
    database = await testDatabase({ empty: true });
    const typed = (of: Record<string, string>) =>
      Object.entries(of)
        .map(([name, type]) => `"${name}" ${type}`)
        .join(', ');
    await database.ownerPool.query(
      `create table h (id int primary key, members_known boolean not null, "风险" text[], ${typed(columns.household)});
       create table members (household int not null, ${typed(columns.member)})`,
    );
    const rows = households.map((env, id) => ({ id, household: env.household ?? {} }));
    await fill(
      'h',
      `id int, members_known boolean, "风险" text[], ${typed(columns.household)}`,
      rows.map(({ id, household: { 成员, ...rest } }) => ({ ...rest, id, members_known: Array.isArray(成员) })),
    );
    const people = rows.flatMap(({ id, household: { 成员 } }) =>
      (Array.isArray(成员) ? (成员 as readonly Fields[]) : []).map((member) => ({ ...member, household: id })),
    );
    await database.ownerPool.query('create index on members (household)');
    await fill('members', `household int, ${typed(columns.member)}`, people);
  });
  afterAll(() => database.close());

  async function fill(table: string, shape: string, rows: readonly Fields[]): Promise<void> {
    const json = JSON.stringify(rows, (_, value: Raw) => (typeof value === 'bigint' ? Number(value) : value));
    const names = shape.split(', ').map((one) => one.slice(0, one.lastIndexOf(' ')));
    await database.ownerPool.query(
      `insert into ${table} (${names.join(', ')}) select ${names.join(', ')} from json_to_recordset($1::json) as r(${shape})`,
      [json],
    );
  }

  /** What the database answers to all rules in one question, row by row: a letter a rule, y n or ?. */
  async function asked(cores: readonly FeelExpression[]): Promise<string[]> {
    const binds = new SqlBinds();
    const conditions = cores.map((expr) => {
      const written = sqlCondition(expr, layout, binds);
      if (!written.ok) throw new Error(`${expr.text}: ${written.problem.code}`);
      return written.sql;
    });
    await database.ownerPool.query('analyze members');
    const { rows } = await database.ownerPool.query<{ answers: string }>(
      `select (select string_agg(case when a then 'y' when not a then 'n' else '?' end, '' order by o)
         from unnest(array[${conditions.join(', ')}]::boolean[]) with ordinality as u(a, o)) as answers from h order by id`,
      binds.values,
    );
    return rows.map(({ answers }) => answers);
  }

  function computed(rules: readonly FeelExpression[]): string[] {
    const letter = { yes: 'y', no: 'n', unknown: '?' } as const;
    return households.map((env) => rules.map((expr) => letter[decide(expr, env).answer]).join(''));
  }

  it('answers alike for every shape, and each answer comes up in every shape', async () => {
    const rules = shapes.map(rule);
    const answers = await asked(rules);
    expect(answers).toEqual(computed(rules));
    const shares = rules.map((expr, index) => {
      const share = (letter: string) => answers.filter((row) => row[index] === letter).length / HOUSEHOLDS;
      return { rule: expr.text, least: Math.min(share('y'), share('n'), share('?')) };
    });
    expect(shares.filter(({ least }) => least < 0.05)).toEqual([]);
  });

  it('answers alike for generated rules', async () => {
    const rules = fc.sample(condition, { numRuns: RULES, seed: SEED }).map(rule);
    expect(await asked(rules)).toEqual(computed(rules));
  });

  it('would not, were one operator another', async () => {
    const wrong = shapes.map(rule).flatMap((expr) => {
      const core = withOtherOperator(expr.core);
      return core === undefined ? [] : [{ right: expr, wrong: { ...expr, core } }];
    });
    expect(wrong.length).toBeGreaterThan(15);
    const answers = await asked(wrong.map((pair) => pair.wrong));
    const right = computed(wrong.map((pair) => pair.right));
    const unseen = wrong.filter((_, index) => answers.every((row, at) => row[index] === right[at]?.[index]));
    expect(unseen.map(({ right: { text } }) => text)).toEqual([]);
  });

  it('says what it cannot write', () => {
    const written = sqlCondition(rule('sum(成员[年龄 < 3].支出) / 户.家庭人口 > 1'), layout, new SqlBinds());
    expect(written.ok).toBe(true);
    expect(sqlCondition(rule('max([户.人均纯收入 / 户.家庭人口, 1]) > 1'), layout, new SqlBinds())).toEqual({
      ok: false,
      problem: { code: 'fractions-in-list', from: 5, to: 21 },
    });
  });

  it('keeps what people wrote out of the query', () => {
    const binds = new SqlBinds();
    const written = sqlCondition(rule(`户.户类型 = "x'; drop table h; --"`), layout, binds);
    expect(written).toEqual({ ok: true, sql: '(h."户类型" = $1::text)' });
    expect(binds.values).toEqual(["x'; drop table h; --"]);
  });
});

const others = { '<': '<=', '<=': '<', '>': '>=', '>=': '>', '=': '!=', '!=': '=' } as const;

/** The rule with its first comparison turned by one step, undefined when it has none. */
function withOtherOperator(core: Core): Core | undefined {
  if (core.kind === 'compare') return { ...core, operator: others[core.operator] };
  for (const [key, value] of Object.entries(core)) {
    if (Array.isArray(value)) {
      const changed = (value as Core[]).map((one) => (isCore(one) ? withOtherOperator(one) : undefined));
      const first = changed.findIndex((one) => one !== undefined);
      const found = changed[first];
      if (found) return { ...core, [key]: (value as Core[]).with(first, found) };
    } else if (isCore(value)) {
      const found = withOtherOperator(value);
      if (found) return { ...core, [key]: found };
    }
  }
  return undefined;
}

function isCore(value: unknown): value is Core {
  return typeof value === 'object' && value !== null && 'span' in value && 'kind' in value;
}

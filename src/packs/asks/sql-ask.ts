import type { NameScope } from '#domain/dictionary/name-scope.ts';
import { feedScope, memberScope } from '#domain/dictionary/rule-scopes.ts';
import { compileCondition } from '#domain/feel/compile-feel.ts';
import type { Env, Fields } from '#domain/feel/env.ts';
import { decide } from '#domain/feel/evaluate.ts';
import { readFields, readWritten } from '#domain/feel/read-facts.ts';
import { jsonQuestion } from '#domain/feel/sql/json-question.ts';
import type { Case, CaseAsk, CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import type { Feel } from '#domain/policy/pack-shape.ts';
import { policyNames } from '#domain/policy/policy-names.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { parametersIn } from '#domain/policy/rule-parameters.ts';
import { rowEnv, totalType } from '#domain/screening/feed-row.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { type CaseFault, type CaseGround, casePolicy } from '../case-setup.ts';
import type { Difference } from '../match-expectation.ts';
import { compared, fault, inArea, listed, mapsIn, strangeKeys } from './ask-kind.ts';
import { askKind } from './ask-kinds.ts';

/** One question put to a database: its rows, or a rejection when it cannot be asked. */
export type RunSql = (text: string, values: readonly string[]) => Promise<readonly Record<string, unknown>[]>;

export const sqlAskKeys: readonly string[] = ['rows', 'batches', 'area', 'note'];

/** A rule to be asked of rows, with the names it may use. */
interface Rule {
  readonly text: Feel;
  readonly scope: NameScope;
  readonly envOf: (row: CaseMap) => Env;
}

/**
 * What differs in the asks `{sql: feed | groups/<id> | condition, rows, expect: {yes, no, unknown}}` of a case: the rows go
 * through the rule as SQL and as a function, and both must answer as expected. Cases without such an ask have none.
 */
export async function sqlFaults(ground: CaseGround, written: Case, runSql: RunSql): Promise<readonly CaseFault[]> {
  const faults: CaseFault[] = [];
  for (const [at, ask] of written.asks.entries()) {
    if (askKind(ask) !== 'sql') continue;
    for (const { path, expected, found } of await askDifferences(ground, written, ask, runSql)) {
      faults.push({ case: written.id, ask: at + 1, place: ask.place, what: path, expected, found });
    }
  }
  return faults;
}

async function askDifferences(
  ground: CaseGround,
  plain: Case,
  ask: CaseAsk,
  runSql: RunSql,
): Promise<readonly Difference[]> {
  if (ask.on === undefined) return fault('on', 'a day', null);
  const written = inArea(plain, ask.detail['area']);
  const policy = casePolicy(ground, written, ask.on);
  const rule = ruleOf(policy, String(ask.detail['sql']), ask.on);
  if (rule === undefined) return fault('sql', 'a feed, groups/<id> or a condition', ask.detail['sql'] ?? null);
  const batches = mapsIn(ask.detail['batches']);
  const rows = [...mapsIn(ask.detail['rows']), ...batches.flatMap((batch) => mapsIn(batch['rows']))];
  const strange = strangeKeys('sql', ask.detail, ['sql', ...sqlAskKeys]);
  const compiled = compileCondition(rule.text, rule.scope);
  if (!compiled.ok) return fault('sql', 'a condition', compiled.errors.map(({ code }) => code).join(', '));
  const answers = new Map<string, string>();
  const differ: Difference[] = [];
  for (const group of byParameters(policy, rule, rows, ask.on)) {
    const { dictionary } = policyNames(policy);
    const question = jsonQuestion(compiled.expr, { dictionary, given: rule.scope.given ?? {}, ...group });
    if (!question.ok) return fault('sql', 'a rule that can be written as SQL', question.problem.code);
    const found = await runSql(question.text, question.values);
    for (const { id, env } of group.rows) {
      const answer = word(found.find((row) => row['id'] === id)?.['answer']);
      const same = decide(compiled.expr, { ...env, parameters: group.parameters }).answer;
      if (answer !== same) differ.push({ path: `sql.${id}`, expected: same, found: answer });
      answers.set(id, answer);
    }
  }
  const saying = (wanted: string) => [...answers].filter(([, answer]) => answer === wanted).map(([id]) => id);
  return [
    ...strange,
    ...differ,
    ...compared(ask.expect, {
      yes: listed('yes', saying('yes')),
      leads: listed('leads', saying('yes')),
      no: listed('no', saying('no')),
      nothing: listed('nothing', saying('no')),
      unknown: listed('unknown', saying('unknown')),
    }),
  ];
}

function word(answer: unknown): 'yes' | 'no' | 'unknown' {
  return answer === true ? 'yes' : answer === false ? 'no' : 'unknown';
}

function ruleOf(policy: Policy, written: string, on: PlainDate): Rule | undefined {
  const names = policyNames(policy);
  const feed = policy.feeds.find(({ id }) => id === written);
  if (feed !== undefined) {
    const total = totalType(names.dictionary, feed, feed.raise?.total);
    const parts = [feed.population, feed.raise?.when].filter((part) => part !== undefined);
    const text = parts.length === 0 ? 'true = true' : parts.map((part) => `(${part})`).join(' and ');
    const envOf = (row: CaseMap): Env => {
      const { id, total: reckoned, ...values } = row;
      const given =
        reckoned === undefined
          ? {}
          : {
              given: {
                total: readWritten(total.kind === 'list' || total.kind === 'record' ? 'money' : total.kind, reckoned),
              },
            };
      return { ...rowEnv(names.dictionary, { key: String(id), household: null, values }), ...given };
    };
    return { text, scope: feedScope(names, total), envOf };
  }
  const group = policy.terms.groups.find(({ id }) => `groups/${id}` === written);
  const text = group === undefined ? (/[=<>(]/.test(written) ? written : undefined) : group.rule;
  return text === undefined
    ? undefined
    : { text, scope: memberScope(names), envOf: (row) => subjectEnv(policy, row, on) };
}

/** Facts of a row that is a household or a member: `户`, `member`, and what stands bare. */
function subjectEnv(policy: Policy, row: CaseMap, _on: PlainDate): Env {
  const { dictionary } = policyNames(policy);
  const part = (name: string): CaseMap => mapsIn(row[name]).at(0) ?? {};
  const bare = Object.fromEntries(Object.entries(row).filter(([name]) => !['id', '户', 'member'].includes(name)));
  const household = { ...bare, ...part('户') };
  return {
    matter: readFields(dictionary, 'matter', bare).fields,
    lead: readFields(dictionary, 'lead', bare).fields,
    household: readFields(dictionary, 'household', household).fields,
    member: readFields(dictionary, 'member', { ...bare, ...part('member') }).fields,
  };
}

interface Group {
  readonly parameters: Fields;
  readonly rows: { readonly id: string; readonly env: Env }[];
}

/** Rows that read the same values of parameters (a value may be for a group of people), so that each is one query. */
function byParameters(policy: Policy, rule: Rule, rows: readonly CaseMap[], on: PlainDate): readonly Group[] {
  const groups = new Map<string, Group>();
  for (const [at, row] of rows.entries()) {
    const env = rule.envOf(row);
    const parameters = parametersIn(policy, rule.text, env, on);
    const key = JSON.stringify(parameters, (_, value: CaseValue | bigint) =>
      typeof value === 'bigint' ? `${value}n` : value,
    );
    const group = groups.get(key) ?? { parameters, rows: [] };
    group.rows.push({ id: String(row['id'] ?? at + 1), env });
    groups.set(key, group);
  }
  return [...groups.values()];
}

import { type Dictionary, findEntry } from '#domain/dictionary/dictionary.ts';
import type { NameType, Subject } from '#domain/dictionary/entry.ts';
import type { FeelExpression } from '../compile-feel.ts';
import { type Env, type Fields, fieldOf, isList, type Raw, readFact } from '../env.ts';
import { type SqlProblem, sqlCondition } from './sql-condition.ts';
import { SqlBinds, type SqlLayout } from './sql-layout.ts';

/** What the rows of a question are asked with: one set of parameters for all of them, the types of names and of `total`. */
export interface JsonRows {
  readonly dictionary: Dictionary;
  readonly parameters: Fields;
  readonly given: Readonly<Record<string, NameType>>;
  readonly rows: readonly { readonly id: string; readonly env: Env }[];
}

/** A query with its bound values; each row of the answer is `{id, answer}`, `answer` true, false or null (unknown). */
export type JsonQuestion =
  | { readonly ok: true; readonly text: string; readonly values: readonly string[] }
  | { readonly ok: false; readonly problem: SqlProblem };

/**
 * The rule as SQL over rows that are sent along as one JSON value: no table is read, so that any PostgreSQL can be asked.
 * Only what the rule names is sent, and nothing a pack or a case wrote stands in the query itself.
 */
export function jsonQuestion(expr: FeelExpression, asked: JsonRows): JsonQuestion {
  const names = new Names(asked);
  const binds = new SqlBinds();
  const written = sqlCondition(expr, names.layout(asked.parameters), binds);
  if (!written.ok) return written;
  const documents = JSON.stringify(asked.rows.map(({ id, env }) => ({ id, ...names.document(env) })));
  const place = `$${binds.values.length + 1}`;
  return {
    ok: true,
    text: `select r.v->>'id' as id, ${written.sql} as answer from jsonb_array_elements(${place}::jsonb) as r(v)`,
    values: [...binds.values, documents],
  };
}

interface Named {
  readonly of: Subject;
  readonly name: string;
}

/** Names a rule turned out to use, each under a key of its own in the documents. */
class Names {
  readonly #asked: JsonRows;
  readonly #values: Named[] = [];
  readonly #lists: Named[] = [];
  readonly #given: string[] = [];

  constructor(asked: JsonRows) {
    this.#asked = asked;
  }

  layout(parameters: Fields): SqlLayout {
    return {
      column: (of, name, alias) => {
        const key = keyOf(this.#values, { of, name });
        return `(${alias ?? 'r'}.v->>'c${key}')::${sqlType(findEntry(this.#asked.dictionary, of, name)?.type)}`;
      },
      list: (of, name, alias, fresh) => {
        const found = `${alias ?? 'r'}.v->'l${keyOf(this.#lists, { of, name })}'`;
        const type = findEntry(this.#asked.dictionary, of, name)?.type;
        const each = type?.kind === 'list' && type.item.kind === 'record' ? '' : '_text';
        const there = `coalesce(jsonb_typeof(${found}) = 'array', false)`;
        return {
          from: `jsonb_array_elements${each}(case when ${there} then ${found} else '[]'::jsonb end) as ${fresh}(v)`,
          collected: there,
        };
      },
      parameter: (name) => fieldOf(parameters, name),
      given: (name) => {
        if (!this.#given.includes(name)) this.#given.push(name);
        return `(r.v->>'g${this.#given.indexOf(name)}')::${sqlType(this.#asked.given[name])}`;
      },
    };
  }

  document(env: Env): Record<string, unknown> {
    const given = this.#given.map((name, at) => [`g${at}`, plain(fieldOf(env.given, name))]);
    return { ...Object.fromEntries(given), ...this.#part((of, name) => readFact(env, of, name)) };
  }

  /** What the rule names of one record, of the row or of an item of a list in it. */
  #part(read: (of: Subject, name: string) => Raw): Record<string, unknown> {
    const values = this.#values.map(({ of, name }, at) => [`c${at}`, plain(read(of, name))]);
    const lists = this.#lists.map(({ of, name }, at) => [`l${at}`, this.#items(read(of, name))]);
    return Object.fromEntries([...values, ...lists]);
  }

  #items(list: Raw): unknown {
    if (!isList(list)) return null;
    return list.map((item) => (isRecord(item) ? this.#part((_, name) => fieldOf(item, name)) : plain(item)));
  }
}

function keyOf(known: Named[], wanted: Named): number {
  const at = known.findIndex(({ of, name }) => of === wanted.of && name === wanted.name);
  return at >= 0 ? at : known.push(wanted) - 1;
}

function isRecord(raw: Raw): raw is Fields {
  return typeof raw === 'object' && raw !== null && !isList(raw) && !('d' in raw);
}

/** Numbers travel as text, so that no digit is lost on the way. */
function plain(raw: Raw): string | boolean | null {
  if (raw === undefined || raw === null) return null;
  if (typeof raw === 'boolean' || typeof raw === 'string') return raw;
  if (typeof raw === 'number' || typeof raw === 'bigint') return String(raw);
  if (isList(raw) || !('n' in raw && typeof raw.n === 'bigint' && typeof raw.d === 'bigint')) return null;
  const { n, d } = raw as { readonly n: bigint; readonly d: bigint };
  const digits = ((n < 0n ? -n : n) * 10n ** 20n) / d;
  return `${n < 0n ? '-' : ''}${digits}e-20`;
}

function sqlType(type: NameType | undefined): string {
  if (type?.kind === 'boolean' || type?.kind === 'date') return type.kind;
  return type?.kind === 'number' || type?.kind === 'money' ? 'numeric' : 'text';
}

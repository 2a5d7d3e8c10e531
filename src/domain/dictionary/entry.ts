/** What a fact is a fact about. `row` is a line of a feed, `measure` one 帮扶措施, `area` a village, township or county. */
export type Subject = 'household' | 'member' | 'matter' | 'act' | 'lead' | 'row' | 'measure' | 'area';

export type ScalarType = 'boolean' | 'number' | 'money' | 'date' | 'text';

/** The type of a name or an expression. Money is its own type: it is held in fen and never mixes with numbers. */
export type NameType =
  | { readonly kind: ScalarType }
  | {
      readonly kind: 'list';
      readonly item: { readonly kind: ScalarType } | { readonly kind: 'record'; readonly of: Subject };
    }
  | { readonly kind: 'record'; readonly of: Subject };

/** `open` may be shown to every office at work on the household; `guarded` needs a column grant; `encrypted` is a cipher at rest. */
export type Sensitivity = 'open' | 'guarded' | 'encrypted';

/** One name rules may use. */
export type DictionaryEntry = {
  readonly name: string;
  readonly of: Subject;
  readonly type: NameType;
  readonly unit?: string;
  /** The words this fact can take. Absent: any text. */
  readonly values?: readonly string[];
  /** Column of the current row, where the store keeps it under another name than its own. */
  readonly column?: string;
  readonly sensitivity: Sensitivity;
  /** True for names a pack added under `terms.facts`. */
  readonly fromPack?: boolean;
};

const SAFE_NAME = /^[\p{L}_][\p{L}\p{N}_]*$/u;

/** Words of the FEEL grammar and the roots of paths: no fact may be called so. */
const RESERVED = new Set(
  [
    'and',
    'or',
    'not',
    'in',
    'between',
    'some',
    'every',
    'satisfies',
    'if',
    'then',
    'else',
    'for',
    'return',
    'true',
  ].concat(
    ['false', 'null', 'instance', 'of', 'function', 'external', 'date', 'time', 'duration', 'item', 'partial'],
    ['count', 'sum', 'min', 'max', 'matter', 'act', 'member', 'lead', 'row', '户', '参数'],
  ),
);

/** True when `name` can be written in a rule: letters, digits and `_`, no digit first, no `-`, space or full-width sign, no word of the grammar. */
export function isRuleName(name: string): boolean {
  return SAFE_NAME.test(name) && !RESERVED.has(name);
}

/** The id of a step as rules write it: every sign that is not a letter or digit becomes `_` (`township-review` → `township_review`). */
export function stepNameInRules(stepId: string): string {
  return stepId.replace(/[^\p{L}\p{N}]/gu, '_');
}

/** `money` when a number's unit is in yuan (`CNY`, `CNY/person/year`, `元`, `元/人`), else `number`. */
export function numberKind(unit: string | undefined): 'money' | 'number' {
  return unit !== undefined && /^(CNY|元)(\/|$)/.test(unit) ? 'money' : 'number';
}

/** Units of terms: a parameter in one of these is a length of time, which rules cannot compare. */
const TERM_UNITS: readonly string[] = ['hour', 'day', 'working-day', 'week', 'month', 'year'];

/**
 * The type `参数.<name>` has in a rule: by unit money or number, `code` a text, `list` a list of texts. A parameter without
 * `type` is judged by its unit. Undefined for terms and windows, which rules cannot read.
 */
export function parameterType(type: string | undefined, unit?: string): NameType | undefined {
  switch (type ?? (unit !== undefined && TERM_UNITS.includes(unit) ? 'term' : 'number')) {
    case 'number':
      return { kind: numberKind(unit) };
    case 'code':
      return { kind: 'text' };
    case 'list':
      return { kind: 'list', item: { kind: 'text' } };
    default:
      return undefined;
  }
}

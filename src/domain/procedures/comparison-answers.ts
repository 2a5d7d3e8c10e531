/** One member of a household a comparison asks about: only who has agreed, only the items agreed to. */
export interface AskedMember {
  readonly matter: string;
  /** Number by which the request and its answer name the line. */
  readonly no: string;
  readonly member: string;
  readonly name: string;
}

/** A row of the answer: its number in the sheet and its cells by heading. */
export interface AnswerRow {
  readonly row: number;
  readonly no: string;
  readonly name: string;
  /** By item; an item left empty is absent. */
  readonly results: Readonly<Record<string, string>>;
}

export type AnswerFault = 'unknown-line' | 'other-name' | 'twice' | 'item-missing';

export interface ReadAnswers {
  readonly answers: readonly {
    readonly matter: string;
    readonly member: string;
    readonly name: string;
    readonly results: Readonly<Record<string, string>>;
    /** Items something was found for: prompts for a person, never a decision. */
    readonly found: readonly string[];
  }[];
  readonly wrong: readonly { readonly row: number; readonly why: AnswerFault; readonly about: string }[];
  /** Lines asked for and not answered. */
  readonly unanswered: readonly AskedMember[];
}

/** Words by which offices say that there is nothing. */
const NOTHING: readonly string[] = ['无', '无异常', '未查到', '没有', '否', '0', '无记录', '正常'];

/** Whether a result says that something was found. */
export function isFinding(result: string): boolean {
  return !NOTHING.includes(result.trim());
}

/**
 * The answer to a request, row by row: what fits a line that was asked, what does not and why, who is missing. Nobody who
 * was not asked about gets in, whatever the file holds.
 */
export function readAnswers(
  asked: readonly AskedMember[],
  items: readonly string[],
  rows: readonly AnswerRow[],
): ReadAnswers {
  const byNo = new Map(asked.map((each) => [each.no, each]));
  const seen = new Set<string>();
  const answers: ReadAnswers['answers'][number][] = [];
  const wrong: ReadAnswers['wrong'][number][] = [];
  for (const { row, no, name, results } of rows) {
    const line = byNo.get(no);
    const missing = items.filter((item) => (results[item] ?? '') === '');
    if (line === undefined) wrong.push({ row, why: 'unknown-line', about: no });
    else if (line.name !== name) wrong.push({ row, why: 'other-name', about: line.name });
    else if (seen.has(no)) wrong.push({ row, why: 'twice', about: no });
    else if (missing.length > 0) wrong.push({ row, why: 'item-missing', about: missing.join('、') });
    else {
      const own = Object.fromEntries(items.map((item) => [item, results[item] ?? '']));
      const found = items.filter((item) => isFinding(results[item] ?? ''));
      answers.push({ matter: line.matter, member: line.member, name: line.name, results: own, found });
    }
    if (line !== undefined) seen.add(no);
  }
  return { answers, wrong, unanswered: asked.filter(({ no }) => !seen.has(no)) };
}

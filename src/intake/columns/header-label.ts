/** A heading as it is compared: `key` without spaces, remarks in brackets and marks; the unit a bracket or tail names. */
export type HeaderLabel = { readonly key: string; readonly unit: MoneyUnit | undefined };

export type MoneyUnit = 'yuan' | 'wan-yuan';

const INVISIBLE = /[\s\u00a0\u200b-\u200f\u2060\u3000\ufeff]/gu;
const BRACKETS = /[([{【《〔]([^)\]}】》〕]*)[)\]}】》〕]/gu;
const MARKS = /[*＊:：、。.,，;；\-_—/\\|"'“”‘’?？!！#]/gu;

/** Reads a heading: full-width folded, `务工时间（月）` → 务工时间, `年收入\n（万元）` → 年收入 with unit `wan-yuan`. */
export function readHeaderLabel(text: string): HeaderLabel {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '');
  const remarks = [...plain.matchAll(BRACKETS)].map((found) => found[1] ?? '');
  const bare = plain.replace(BRACKETS, '').replace(MARKS, '').toLowerCase();
  return { key: bare === '' ? plain.replace(MARKS, '').toLowerCase() : bare, unit: unitOf([...remarks, plain]) };
}

/** The unit a line above the table gives for all its amounts (`单位：万元`), or undefined. */
export function unitOfTitle(text: string): MoneyUnit | undefined {
  const plain = text.normalize('NFKC').replace(INVISIBLE, '');
  return unitOf([/单位[:：]?(万?元)(?!\p{L})/u.exec(plain)?.[1] ?? '']);
}

function unitOf(remarks: readonly string[]): MoneyUnit | undefined {
  if (remarks.some((remark) => remark.endsWith('万元') || remark.startsWith('万元'))) return 'wan-yuan';
  return remarks.some((remark) => /(^|[^万])元(\/|$)/u.test(remark)) ? 'yuan' : undefined;
}

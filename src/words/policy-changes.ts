import type { PolicyChangeReply } from '#contract/policy.ts';
import { parseYuan } from '#domain/values/fen.ts';
import { termText } from './due-forms.ts';
import { setByText } from './engine-words.ts';
import type { Language } from './language.ts';
import { moneyText } from './number-forms.ts';
import type { Pair } from './sentence.ts';

type Change = Omit<PolicyChangeReply, 'still'>;
type ChangedSection = Change['section'];
type ChangedField = Change['fields'][number]['field'];
type Told = Change['fields'][number]['before'];

const sections: Readonly<Record<ChangedSection, Pair>> = {
  document: ['文件', 'Document'],
  parameter: ['标准', 'Standard'],
  procedure: ['程序', 'Procedure'],
  step: ['步骤', 'Step'],
  limit: ['总时限', 'Overall limit'],
  gate: ['办理条件', 'Condition'],
  route: ['绿色通道等办理路径', 'Route'],
  hold: ['暂缓事由', 'Hold'],
  help: ['帮扶前提', 'Condition of help'],
  effective: ['生效规定', 'Taking effect'],
  feed: ['部门报送', 'Department feed'],
  duty: ['工作任务', 'Duty'],
  form: ['表格', 'Form'],
  grading: ['分级', 'Grading'],
  channel: ['线索来源', 'Channel of leads'],
  class: ['对象类别', 'Class of households'],
  risk: ['风险类型', 'Risk'],
  group: ['重点人群', 'Focus group'],
  office: ['单位', 'Office'],
};

const fields: Readonly<Record<ChangedField, Pair>> = {
  value: ['', ''],
  within: ['时限', 'time limit'],
  lasts: ['持续时间', 'duration'],
  after: ['前一步', 'comes after'],
  by: ['承办', 'done by'],
  due: ['期限', 'due'],
  'due-on': ['截止日期', 'due on'],
  strength: ['要求', 'strength'],
  when: ['适用条件', 'applies when'],
  signers: ['签字', 'signed by'],
  seal: ['盖章', 'seal'],
  exempt: ['免办条件', 'exempt when'],
  skip: ['可省略条件', 'may be left out when'],
  outcomes: ['结果', 'outcomes'],
  checks: ['核对事项', 'checks'],
  require: ['条件', 'condition'],
  to: ['至', 'to'],
  sender: ['报送单位', 'sent by'],
  columns: ['栏目', 'columns'],
  fields: ['栏目', 'fields'],
  cadence: ['频次', 'how often'],
  count: ['次数', 'count'],
  parts: ['内容', 'contents'],
  steps: ['步骤', 'steps'],
  other: ['其他内容有变', 'other contents'],
};

const strengths: Readonly<Record<string, Pair>> = {
  must: ['应当', 'must'],
  principle: ['原则上', 'in principle'],
  may: ['可以', 'may'],
};

const cadences: Readonly<Record<string, Pair>> = {
  day: ['每天', 'daily'],
  week: ['每周', 'weekly'],
  '10-day': ['每旬', 'every ten days'],
  'half-month': ['每半月', 'twice a month'],
  month: ['每月', 'monthly'],
  quarter: ['每季度', 'quarterly'],
  'half-year': ['每半年', 'half-yearly'],
  year: ['每年', 'yearly'],
  last: ['月末', 'at the end of the month'],
  'month-after': ['次月', 'in the month after, on day'],
  'month-before': ['上月', 'in the month before, on day'],
  'on-event': ['发生时', 'as it happens'],
  continuous: ['持续', 'continuously'],
  never: ['不定期', 'irregularly'],
};

/** Packs write a day before this one for what held before anybody can ask. */
const ALWAYS = '1950-01-01';

const TERMS = ['working-day', 'day', 'week', 'month', 'year'] as const;

/** How many running matters keep the earlier version, where somebody has counted. */
export type StillEarlier = { readonly count: number };

/**
 * The difference as a sentence an official reads: `入户核实期限：5个工作日 → 3个工作日（2022-03-13起，SD二）；正在办理的12件仍按5个工作日`.
 * Without an item's clause the bracket is left out; `still` adds what running matters keep.
 */
export function policyChangeText(language: Language, change: Change, still?: StillEarlier): string {
  const what = whatText(language, change);
  const tail = still && still.count > 0 ? stillText(language, change, still.count) : '';
  return `${what}${bracket(language, change)}${tail}`;
}

function whatText(language: Language, change: Change): string {
  const name = nameText(language, change);
  if (change.section === 'parameter') {
    const [value] = change.fields;
    if (value === undefined) return name;
    return `${name}${colon(language)}${arrow(language, 'value', value.before, value.after)}`;
  }
  if (change.change !== 'changed') return addedText(language, change, name);
  const parts = change.fields.map((field) => {
    const label = pick(language, fields[field.field]);
    if (field.field === 'other') return label;
    return `${label} ${arrow(language, field.field, field.before, field.after)}`;
  });
  return `${name}${colon(language)}${parts.join(language === 'en' ? '; ' : '；')}`;
}

function nameText(language: Language, { section, label, inside }: Change): string {
  if (section === 'parameter') return label;
  const quoted = `“${label || pick(language, sections[section])}”`;
  return inside === null ? quoted : `${inside}${language === 'en' ? ' ' : ''}${quoted}`;
}

function addedText(language: Language, change: Change, name: string): string {
  const kind = pick(language, sections[change.section]);
  if (language === 'en') return `${change.change === 'added' ? 'New' : 'No longer'}: ${kind.toLowerCase()} ${name}`;
  return `${change.change === 'added' ? '新增' : '取消'}${kind}${name}`;
}

function bracket(language: Language, { from, source, inferred }: Change): string {
  const since = from === null || from < ALWAYS ? [] : [language === 'en' ? `from ${from}` : `${from}起`];
  const clauses = [...new Set(source.map(({ pack, section }) => `${pack}${section}`))];
  const parts = [...since, ...(inferred ? [language === 'en' ? 'inferred' : '推定'] : clauses)];
  if (parts.length === 0) return '';
  return language === 'en' ? ` (${parts.join(', ')})` : `（${parts.join('，')}）`;
}

function stillText(language: Language, change: Change, count: number): string {
  const [field] = change.fields;
  const before = field === undefined ? '' : toldText(language, field.field, field.before);
  if (language === 'en') return `; ${count} in progress ${count === 1 ? 'keeps' : 'keep'} ${before}`;
  return `；正在办理的${count}件仍按${before}`;
}

function arrow(language: Language, field: ChangedField, before: Told, after: Told): string {
  if (before.kind === 'words' && after.kind === 'words' && before.words.length + after.words.length > 6) {
    return listText(language, before.words, after.words);
  }
  return `${toldText(language, field, before)} → ${toldText(language, field, after)}`;
}

/** Long lists are told by what came and went. */
function listText(language: Language, before: readonly string[], after: readonly string[]): string {
  const came = after.filter((word) => !before.includes(word));
  const went = before.filter((word) => !after.includes(word));
  const told = [
    ...(came.length > 0 ? [`${language === 'en' ? 'new ' : '增加'}${came.join(joint(language))}`] : []),
    ...(went.length > 0 ? [`${language === 'en' ? 'without ' : '减少'}${went.join(joint(language))}`] : []),
  ];
  if (told.length > 0) return told.join(language === 'en' ? ', ' : '，');
  return language === 'en' ? 'other order' : '顺序不同';
}

function toldText(language: Language, field: ChangedField, told: Told): string {
  switch (told.kind) {
    case 'none':
      return language === 'en' ? 'none' : '无';
    case 'something':
      return '';
    case 'unset':
      return unsetText(language, told.setBy);
    case 'term': {
      const unit = TERMS.find((each) => each === told.unit);
      return unit === undefined ? `${told.amount} ${told.unit}` : termText(language, told.amount, unit);
    }
    case 'money':
      return moneyText(language, parseYuan(told.yuan)).replace(' ', language === 'en' ? ' ' : '');
    case 'number':
      return told.value;
    case 'strength':
      return pick(language, strengths[told.strength] ?? [told.strength, told.strength]);
    case 'words':
      return told.words.map((word) => wordText(language, field, word)).join(jointOf(language, field));
  }
}

function wordText(language: Language, field: ChangedField, word: string): string {
  if (field !== 'cadence' && field !== 'due') return word;
  if (field === 'due' && word === 'month') return language === 'en' ? 'in the month, on day' : '当月';
  const known = cadences[word];
  if (known) return pick(language, known);
  return /^\d+$/.test(word) && language !== 'en' ? `${word}日` : word;
}

function jointOf(language: Language, field: ChangedField): string {
  if (field === 'due') return language === 'en' ? ' ' : '';
  return joint(language);
}

function unsetText(language: Language, setBy: string | null): string {
  if (setBy === null) return language === 'en' ? 'not set' : '未设定';
  const who = setByText(language, setBy);
  return language === 'en' ? `not set (set by ${who})` : `未设定（由${who}设定）`;
}

function pick(language: Language, pair: Pair): string {
  return language === 'en' ? pair[1] : pair[0];
}

function colon(language: Language): string {
  return language === 'en' ? ': ' : '：';
}

function joint(language: Language): string {
  return language === 'en' ? ', ' : '、';
}

/** The heading a difference stands under. */
export function changedSectionText(language: Language, section: ChangedSection): string {
  return pick(language, sections[section]);
}

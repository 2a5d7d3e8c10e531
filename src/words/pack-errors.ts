import type { Language } from './language.ts';
import { inChinese } from './pack-shape-words.ts';
import { fill, type Pair } from './sentence.ts';

/** What each problem of a pack says and what to do about it. */
export const packErrorWords = {
  'yaml-broken': [
    'YAML 写法有误：{detail}。检查缩进、冒号和引号。',
    'Broken YAML: {detail} Check indentation, colons and quotes.',
  ],
  'alias-used': [
    '不能用引用 *{name}，请把内容写全。',
    'Aliases such as *{name} are not allowed; write the content out.',
  ],
  'wrong-shape': ['这里应是{wanted}，写成了{found}。', 'Expected a {wanted} here, found a {found}.'],
  'wrong-value': ['值“{found}”不对，可写：{wanted}。', '"{found}" is not possible here. Possible: {wanted}.'],
  'unknown-key': [
    '没有“{key}”这个键，是不是“{nearest}”？可用的键：{known}。',
    'There is no key "{key}". Did you mean "{nearest}"? Keys: {known}.',
  ],
  'missing-key': ['缺少“{key}”，请补上。', '"{key}" is missing; add it.'],
  'duplicate-key': [
    '“{key}”写了两次（另一处：{file} 第{line}行），请只留一处。',
    '"{key}" is given twice (also in {file}, line {line}); keep one.',
  ],
  'duplicate-id': [
    '编号“{id}”重复（另一处：{file} 第{line}行），请改一个。',
    'The id "{id}" is used twice (also in {file}, line {line}); change one.',
  ],
  'bad-id': [
    '“{found}”不能作编号：用字母、数字、汉字、“-”“.”，不以符号开头；规则里的名称不以数字开头。',
    '"{found}" cannot be an id: letters, digits, "-" and ".", no sign first; names in rules begin with a letter.',
  ],
  'missing-template': [
    '找不到版式文件“{path}”：请放进本包文件夹的 templates 里，或者改正文件名。',
    'There is no template file "{path}": put it into the pack\'s templates folder, or correct the name.',
  ],
  'template-unknown-field': [
    '版式 {path} 用了“{field}”，表“{form}”没有这一栏：请在 fields 里补上，或者改正版式。',
    'The template {path} uses "{field}", which the form "{form}" does not have: add the field, or correct the template.',
  ],
  'unpublished-field': [
    '“{form}”是公开的文书，“{field}”不在 publishes 清单里：要公开的写进清单，不公开的从 fields 里删去。',
    '"{form}" is published and "{field}" is not on its publishes list: put it there, or take the field away.',
  ],
  'impossible-date': [
    '没有“{found}”这一天，请写成 2022-03-13。',
    'There is no day "{found}"; write it like 2022-03-13.',
  ],
  'empty-period': [
    '{from}至{to}没有一天：止日不含在内，应晚于起日。',
    'No day lies between {from} and {to}: the end is exclusive and must be later.',
  ],
  'missing-source': [
    '“{id}”没有依据：写 source（包#条款），文中没有的写 inferred 并说明理由。',
    '"{id}" names no clause: give source (PACK#clause), or inferred with a reason.',
  ],
  'household-cap': [
    '不得限定或考核监测对象的数量或比例，请删去“{key}”。',
    'The number or share of monitored households must not be capped or targeted; remove "{key}".',
  ],
  'overlapping-values': [
    '{from}起与第{line}行的值重叠：给前一个值写 to，或用 for 分人群。',
    'From {from} this overlaps the value in line {line}: give the earlier one a "to", or split by "for".',
  ],
  'clock-without-start': ['写了“{key}”但没写从何时起算，请补 from。', '"{key}" has no start; add from: with an event.'],
  'unknown-reference': [
    '找不到“{name}”（{kind}）：本包和上级包都没有。请先定义或改正名称。',
    'No {kind} "{name}" in this pack or the packs around it. Define it or correct the name.',
  ],
  'unknown-act': [
    '程序“{procedure}”里没有“{act}”这项办理，是不是“{nearest}”？可写：{known}。',
    'The procedure "{procedure}" has no act "{act}". Did you mean "{nearest}"? Possible: {known}.',
  ],
  'unknown-event': [
    '没有“{event}”这个事件，是不是“{nearest}”？可写：{known}。',
    'There is no event "{event}". Did you mean "{nearest}"? Possible: {known}.',
  ],
  'unknown-step': ['程序“{procedure}”里没有步骤“{step}”。', 'The procedure "{procedure}" has no step "{step}".'],
  'unknown-outer-pack': [
    '“{pack}”声明的上级包“{outer}”没有载入，或不适用于该地区。',
    'The pack "{outer}", which "{pack}" extends, is not loaded or does not apply here.',
  ],
  'unknown-path': ['没有可移除的“{path}”。', 'There is nothing at "{path}" to remove.'],
  'cyclic-steps': [
    '步骤“{step}”绕一圈又等它自己，请检查各步的 after。',
    'The step "{step}" waits for itself; check the "after" of its steps.',
  ],
  'unreachable-step': [
    '步骤“{step}”永远轮不到：它等的步骤互相等待。',
    'The step "{step}" can never open: what it waits for waits in a circle.',
  ],
  'same-key-same-area': [
    '“{key}”在{other}（{otherClause}）和{pack}（{clause}）中都有，且同一地区同时有效：后文件须写 amends 指明所改条款。',
    '"{key}" stands in both {other} ({otherClause}) and {pack} ({clause}) for one area at one time: the later one must say amends with the clause it changes.',
  ],
  'strength-weakened': [
    '“{key}”上级（{other}，{otherClause}）是“应当”，本包不能放宽；上级允许的，在 source 中写明上级条款。',
    '"{key}" is a must in {other} ({otherClause}) and cannot be weakened here, unless source names the outer clause that allows it.',
  ],
  'populations-overlap': [
    '“{feed}”和“{other}”（第{line}行）由同一部门报送，人群有重叠（例如：{example}），请写成互不相交。',
    'The feeds "{feed}" and "{other}" (line {line}) of one department overlap (for example: {example}); make their populations disjoint.',
  ],
  'below-floor': [
    '“{parameter}”低于或高于上级规定的限度（{clause}）。',
    '"{parameter}" lies outside the bound of {clause}.',
  ],
  'bad-expression': [
    '条件写法有误：{detail}。全文：{expression}',
    'The condition is wrong: {detail}. In: {expression}',
  ],
  'no-pack-head': [
    '“{name}”没有 pack: 段，请写明 id、title、area、level、from。',
    '"{name}" has no pack: section; give id, title, area, level and from.',
  ],
  'unreadable-folder': ['打不开文件夹“{folder}”。', 'The folder "{folder}" cannot be opened.'],
} as const satisfies Readonly<Record<string, Pair>>;

/** What is wrong with an expression, by the reason the compiler gives. */
export const expressionWords = {
  syntax: ['在“{near}”附近读不懂', 'not understood near "{near}"'],
  'too-complex': ['太复杂（{limit}最多{allowed}）', 'too complex ({limit} at most {allowed})'],
  unsupported: ['不支持“{what}”', '"{what}" is not supported'],
  'full-width-sign': ['“{sign}”是全角符号，请改用半角', '"{sign}" is a full-width sign; use ASCII'],
  'name-starts-with-digit': ['名称“{name}”不能以数字开头', 'the name "{name}" begins with a digit'],
  'name-with-space': ['名称“{name}”中间有空格', 'the name "{name}" contains a space'],
  'conjunction-in-test': [
    'in 后面的列表要用圆括号，“{word}”两边各加括号',
    'put the list after in into parentheses, and each side of "{word}" too',
  ],
  'bare-comparison': [
    '“{word}”两边的比较要各加括号：{text}',
    'put parentheses around each comparison joined by "{word}": {text}',
  ],
  'unknown-name': ['没有“{name}”这个名称', 'there is no name "{name}"'],
  'unknown-parameter': ['没有参数“{name}”', 'there is no parameter "{name}"'],
  'unknown-step': ['本程序没有步骤“{name}”', 'this procedure has no step "{name}"'],
  'unknown-step-field': ['步骤没有“{name}”', 'a step has no "{name}"'],
  'unknown-function': ['没有函数“{name}”', 'there is no function "{name}"'],
  'name-not-here': ['这里不能用“{name}”，应写“{near}”', '"{name}" is not at hand here; it would be "{near}"'],
  'mixed-types': [
    '“{operator}”两边类型不同（{left}、{right}）',
    'the two sides of "{operator}" differ in type ({left}, {right})',
  ],
  'wrong-type': ['应是{expected}，得到{found}', 'expected {expected}, got {found}'],
  'text-order': ['文字不能用“{operator}”比大小', 'text cannot be ordered with "{operator}"'],
  'presence-of-expression': ['= null 只能用于名称：{text}', '= null is for names only: {text}'],
  'wrong-arguments': [
    '“{name}”应有{expected}个参数，写了{found}个',
    '"{name}" takes {expected} arguments, found {found}',
  ],
  'division-by-zero': ['除数为零', 'division by zero'],
  'bad-date': ['没有“{text}”这一天', 'there is no day "{text}"'],
  'unlisted-value': ['“{name}”没有“{value}”这个值', '"{name}" never takes the value "{value}"'],
  'quantifier-swallows': [
    '“{word}”会把后面的条件一起吞进去，请给整句加括号',
    '"{word}" swallows what follows; put parentheses around it',
  ],
} as const satisfies Readonly<Record<string, Pair>>;

/** A problem of a pack as far as its sentence goes. */
export interface SpokenProblem {
  readonly code: keyof typeof packErrorWords;
  readonly facts: Readonly<Record<string, string | number>>;
}

/** The sentence for a problem, with what to do. Facts the problem does not carry show as a dash. */
export function packErrorSentence(language: Language, problem: SpokenProblem): string {
  const facts = language === 'zh-CN' ? inChinese(problem.code, problem.facts) : problem.facts;
  if (problem.code !== 'bad-expression') return fill(packErrorWords[problem.code], language, facts);
  const reason = String(problem.facts.reason ?? 'syntax');
  const pairs: Readonly<Record<string, Pair>> = expressionWords;
  const pair = Object.hasOwn(pairs, reason) ? (pairs[reason] ?? expressionWords.syntax) : expressionWords.syntax;
  const detail = fill(pair, language, facts);
  return fill(packErrorWords['bad-expression'], language, { ...problem.facts, detail });
}

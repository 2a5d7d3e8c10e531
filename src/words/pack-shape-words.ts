/** What a reader of packs calls shapes and types of the language; the language's own words stay as they are written. */
const shapeWords: Readonly<Record<string, string>> = {
  list: '列表',
  map: '键值表',
  text: '文字',
  nothing: '空',
  boolean: '是或否',
  number: '数',
  money: '金额',
  date: '日期',
  scalar: '单个的值',
  record: '一条记录',
  household: '户',
  member: '成员',
  matter: '办件',
  act: '办理',
  lead: '信息',
  row: '报送的行',
  area: '地区',
};

/** Kinds of names a pack uses. */
const kindWords: Readonly<Record<string, string>> = {
  source: '条款',
  office: '机构',
  parameter: '参数',
  statistic: '统计数',
  procedure: '程序',
  channel: '渠道',
  form: '表',
  feed: '报送事项',
  duty: '任务',
};

/** What an expression has too much of. */
const limitWords: Readonly<Record<string, string>> = {
  text: '字数',
  nodes: '项数',
  depth: '层数',
  lists: '嵌套的列表',
};

/** What expressions cannot hold. */
const unsupportedWords: Readonly<Record<string, string>> = {
  interval: '区间',
  range: '范围',
  'named-parameters': '具名的参数',
  'several-lists': '同时取几个列表',
  'list-of-lists': '列表的列表',
  'list-as-value': '把列表当一个值',
};

/** What is wrong with the YAML itself, by the parser's code. */
const yamlWords: Readonly<Record<string, string>> = {
  BAD_INDENT: '缩进不对',
  BAD_ALIAS: '不能用引用',
  BAD_DQ_ESCAPE: '双引号里的转义不对',
  BAD_SCALAR_START: '这个符号不能开头，请加引号',
  BAD_COLLECTION_TYPE: '这里不能写成这种结构',
  BLOCK_AS_IMPLICIT_KEY: '键和值要分行写，或者给值加引号',
  BLOCK_IN_FLOW: '花括号、方括号里不能换成缩进的写法',
  DUPLICATE_KEY: '键写了两次',
  KEY_OVER_1024_CHARS: '键太长',
  MISSING_CHAR: '缺少括号、逗号或引号',
  MULTILINE_IMPLICIT_KEY: '键不能换行',
  MULTIPLE_DOCS: '一个文件里有两份文档',
  NON_STRING_KEY: '键应是文字',
  TAB_AS_INDENT: '缩进用了制表符，请用空格',
  TAG_RESOLVE_FAILED: '不能用标签',
  UNEXPECTED_TOKEN: '多了或少了符号',
};

const byFact: Readonly<Record<string, Readonly<Record<string, string>>>> = {
  kind: kindWords,
  limit: limitWords,
  what: unsupportedWords,
};

/** Facts that hold a shape, and the problems in which they do. In others the same facts hold what somebody wrote. */
const SHAPES: readonly string[] = ['wanted', 'found', 'expected', 'left', 'right'];

/** Facts of a pack's problem with the engine's English words for shapes, types and kinds in Chinese. */
export function inChinese(
  code: string,
  facts: Readonly<Record<string, string | number>>,
): Readonly<Record<string, string | number>> {
  if (code === 'yaml-broken') return { ...facts, detail: yamlWords[String(facts['fault'])] ?? '读不懂这一处' };
  const reason = String(facts['reason'] ?? '');
  const shapes = code === 'wrong-shape' || ['wrong-type', 'mixed-types'].includes(reason);
  return Object.fromEntries(
    Object.entries(facts).map(([name, fact]) => {
      if (typeof fact !== 'string') return [name, fact];
      if (shapes && SHAPES.includes(name)) return [name, shapeText(fact)];
      if (code === 'wrong-value' && name === 'wanted') return [name, wantedText(fact)];
      return [name, byFact[name]?.[fact] ?? fact];
    }),
  );
}

/** `list of text` as 文字的列表. */
function shapeText(shape: string): string {
  const [, outer, inner] = /^(list|record) of (.+)$/.exec(shape) ?? [];
  if (outer === undefined || inner === undefined) return shapeWords[shape] ?? shape;
  return `${shapeText(inner)}的${shapeWords[outer] ?? outer}`;
}

function wantedText(wanted: string): string {
  if (wanted === 'CN, 2, 4, 6, 9, 12 digits') return 'CN 或 2、4、6、9、12 位代码';
  return shapeWords[wanted] ?? wanted;
}

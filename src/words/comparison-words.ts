import type { Pair } from './sentence.ts';

/** Headings of the request that goes out and comes back; the items of the comparison stand after them. */
export const comparisonHeadings = {
  no: '核对编号',
  village: '村',
  name: '姓名',
  idNumber: '证件号码',
} as const;

export const comparisonTitle = '信息比对核对表';
export const comparisonNote = '只核对表内人员和列出的项目。每格都要填：没有的填“无”，有的写明情况。前四列不要改动。';

/** 信息比对 as files. */
export const comparisonWords = {
  'comparison.title': ['信息比对', 'Information comparison'],
  'comparison.note': [
    '名单只列已授权、没有免比对的成员，项目以授权为限。结果只作提示，是否认定由人决定。',
    'Only members who agreed and are not waived, only the items agreed to. Results are prompts; a person decides.',
  ],
  'comparison.waiting': ['待比对', 'Waiting'],
  'comparison.empty': ['没有待比对的户', 'No household waits for a comparison'],
  'comparison.empty-hint': [
    '民主评议通过后，轮到信息比对的户会列在这里。',
    'Households come here when their turn for it comes.',
  ],
  'comparison.members': ['核对成员', 'Members'],
  'comparison.exempt': ['免比对：{names}', 'waived: {names}'],
  'comparison.none-asked': ['全部免比对', 'all waived'],
  'comparison.items': ['项目', 'Items'],
  'comparison.on-record': ['已有结果', 'On record'],
  'comparison.certificate': ['{name} {on} {office}', '{name} {on} {office}'],
  'comparison.download': ['下载核对表', 'Download the request'],
  'comparison.download-hint': ['含完整证件号码，下载会留下记录。', 'Holds full ID numbers; downloading is logged.'],
  'comparison.upload': ['导入核对结果', 'Import the answer'],
  'comparison.rows': [
    '共{all}行：可用{good}行，有误{bad}行，未回{missing}人',
    '{all} rows: {good} fit, {bad} wrong, {missing} not answered',
  ],
  'comparison.wrong.unknown-line': ['第{row}行：没有这个核对编号（{about}）', 'row {row}: no such number ({about})'],
  'comparison.wrong.other-name': [
    '第{row}行：姓名对不上，应为{about}',
    'row {row}: another name; it should be {about}',
  ],
  'comparison.wrong.twice': ['第{row}行：重复（{about}）', 'row {row}: twice ({about})'],
  'comparison.wrong.item-missing': ['第{row}行：没有填{about}', 'row {row}: {about} is empty'],
  'comparison.nothing': ['没有发现异常', 'nothing found'],
  'comparison.found': ['{name}：{item} {result}', '{name}: {item} {result}'],
  'comparison.explanation': ['疑点说明', 'Explanation'],
  'comparison.office': ['核对单位', 'Who answered'],
  'comparison.document': ['核对函（文号、日期）', 'Document (number, date)'],
  'comparison.submit': ['确认{n}户的比对结果', 'Confirm the comparison of {n} households'],
  'comparison.incomplete': ['还有成员没有结果，先补齐再办。', 'Members lack results; complete them first.'],
  'comparison.done': ['已登记{n}户的比对结果。', 'The comparison of {n} households is recorded.'],
} as const satisfies Record<string, Pair>;

import type { Pair } from './sentence.ts';

/** 登记线索. */
export const leadWords = {
  'lead.title': ['登记线索', 'New lead'],
  'lead.find': ['先找这一户', 'Find the household first'],
  'lead.find-hint': ['姓名、证件号后四位或拼音首字母', 'Name, last four of the ID, or pinyin initials'],
  'lead.found-n': ['找到 {n} 户', '{n} {n:household|households} found'],
  'lead.not-found': [
    '名册里没有这一户。填村、姓名和电话即可登记。',
    'Not in the register. Village, name and phone are enough.',
  ],
  'lead.not-in-list': ['都不是，按新户登记', 'None of these: enter as new'],
  'lead.household': ['农户', 'Household'],
  'lead.change-household': ['换一户', 'Choose another'],
  'lead.village': ['村', 'Village'],
  'lead.name': ['户主姓名', 'Head of household'],
  'lead.phone': ['联系电话', 'Phone'],
  'lead.id-number': ['身份证号码', 'ID number'],
  'lead.id-later': ['可以先不填，销号前补上。', 'May be left out now; it is needed before writing off.'],
  'lead.channel': ['预警方式', 'Channel'],
  'lead.source': ['预警信息来源', 'Source'],
  'lead.source-name': ['具体来源', 'Which one'],
  'lead.said': ['具体预警信息', 'What was reported'],
  'lead.said-hint': [
    '照原话写，如“户主3月12日突发脑梗住院”。',
    'In their words, such as “the father had a stroke on 12 March”.',
  ],
  'lead.received-on': ['信息反馈日期', 'Received on'],
  'lead.found-on': ['发现日期', 'Found on'],
  'lead.urgent': ['因灾、因意外，情况紧急', 'Urgent: disaster or accident'],
  'lead.urgent-hint': [
    '可走“绿色通道”先行帮扶，认定程序随后补齐。',
    'The green channel may help first; the procedure follows.',
  ],
  'lead.submit': ['登记', 'Enter'],
  'lead.submit-next': ['登记并录下一条', 'Enter and start the next'],
  'lead.done': ['已登记{name}户。', 'Entered the lead for {name}.'],
  'lead.done-number': ['编号 {number}', 'Number {number}'],
  'lead.to-ledger': ['去台账办理', 'Go to the ledger'],
  'lead.receipt': ['打印回执', 'Print the receipt'],
  'lead.already-open': [
    '这一户已有在办线索，登记后可并入。',
    'This household has an open lead; the new one can be merged.',
  ],
  'lead.already-object': ['这一户已是监测对象。', 'This household is monitored already.'],
  'lead.need': ['请填{field}', 'Fill in {field}'],
} as const satisfies Record<string, Pair>;

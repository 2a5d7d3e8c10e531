import type { Pair } from './sentence.ts';

/** 农户名册 and 农户页. */
export const householdWords = {
  'register.title': ['农户名册', 'Register of households'],
  'register.empty': ['名册还是空的', 'The register is empty'],
  'register.empty-hint': [
    '导入人口名册或全国系统导出表后，这里列出每一户。',
    'After importing a roster or a national export, every household is listed here.',
  ],
  'household.title': ['{name}户', 'Household of {name}'],
  'household.address': ['住址', 'Address'],
  'household.phone': ['电话', 'Phone'],
  'household.state': ['对象状态', 'Status'],
  'household.risks': ['风险', 'Risks'],
  'household.members': ['家庭成员', 'Members'],
  'household.people': ['{n}人', '{n} {n:person|people}'],
  'household.income': ['收入', 'Income'],
  'household.income.kind': ['类别', 'Kind'],
  'household.income.amount': ['金额', 'Amount'],
  'household.income.source': ['来源', 'Source'],
  'household.income.per-head': ['人均纯收入', 'Net income a head'],
  'household.income.reference': ['参考范围', 'Reference range'],
  'household.years': ['{n}岁', 'aged {n}'],
  'household.since': ['自{on}', 'since {on}'],
  'household.provisional': [
    '登记线索时新建，还未与名册核对。',
    'Made when a lead was entered; not yet checked against the register.',
  ],
  'household.only-monitored': ['只看监测对象', 'Monitored households only'],
  'household.is-monitored': ['监测对象', 'monitored'],
  'household.open-lead': ['在办线索 {no}', 'open lead {no}'],
  'household.leads': ['线索', 'Leads'],
  'household.timeline': ['经过', 'Timeline'],
  'household.fields-changed': ['更新{n}项资料', '{n} details updated'],
  'household.timeline-empty': [
    '还没有记录。线索、入户、办理都会按时间排在这里。',
    'Nothing yet. Leads, visits and cases will line up here.',
  ],
  'household.no-members': ['名册里还没有成员', 'No members on record'],
  'household.new-lead': ['登记线索', 'New lead'],
  'household.village': ['村', 'Village'],
  'household.size': ['人数', 'Persons'],
} as const satisfies Record<string, Pair>;

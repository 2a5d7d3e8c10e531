import type { DictionaryEntry, NameType, ScalarType, Sensitivity, Subject } from './entry.ts';

type Line = readonly [type: ScalarType, names: string, sensitivity?: Sensitivity];

const household: readonly Line[] = [
  [
    'boolean',
    '脱贫 在册 是否脱贫享受政策 整户无劳动能力 整户无劳动能力兜底保障户 风险是否消除 危房户 是否解决安全饮用水 唯一住房',
  ],
  [
    'boolean',
    '易地搬迁 住房安全 义务教育有保障 饮水安全 基本医疗有保障 三保障有保障 失学辍学 未参保 已实施开发式 收入持续稳定',
  ],
  ['number', '家庭人口 人数 劳动力人数'],
  ['money', '人均纯收入 家庭纯收入 收入参考范围 理赔收入 合规自付支出 人均可支配收入', 'guarded'],
  ['money', '工资性收入 生产经营性收入 财产性收入 转移性收入 生产经营性支出', 'guarded'],
  ['money', '务工收入 公益岗收入 自主经营收入 种植收入 养殖收入 林果收入 其他生产经营收入', 'guarded'],
  ['money', '资产收益分红 土地流转收入 金融贷款项目收入 代种代养收入 其他财产性收入', 'guarded'],
  ['money', '计生金 低保金 特困金 养老金 生态补偿 其他转移收入 防贫保险 刚性支出', 'guarded'],
  ['date', '识别时间 消除时间 首次识别时间 风险识别时间 风险消除时间 数据日期'],
  [
    'text',
    '户类型 监测对象类别 易地搬迁安置区 消除方式 等级 住房等级 建制村 行政村 自然村 省 市 县 乡 镇 村 组 户编号',
  ],
  [
    'text',
    '致贫返贫风险 致贫返贫风险1 致贫返贫风险2 致贫返贫风险3 致贫返贫风险4 致贫返贫风险5 自然灾害子项 致贫原因',
    'guarded',
  ],
  ['text', '户主 住址 联系电话 户联系电话 监测联系人', 'encrypted'],
];

const member: readonly Line[] = [
  ['boolean', '居民医保参保 职工医保参保 居民医保 职工医保 大病保险 商业补充医疗 医疗救助 养老保险', 'guarded'],
  [
    'boolean',
    '低保 特困 低保边缘 临时救助 孤儿 事实无人抚养 残疾 重病 失能 失辍学 在校 务工 公益岗 有劳动能力',
    'guarded',
  ],
  ['boolean', '易地搬迁'],
  ['number', '年龄 务工月数 公益岗月数 务工时间'],
  ['money', '支出 个人负担金额 合规自付支出 医疗费用 工资收入', 'guarded'],
  ['date', '出生日期 比对日期 人员识别时间 加入日期 离开日期'],
  ['text', '类别 与户主关系 性别 民族 政治面貌 文化程度 在校生状况 证件类型 人编号'],
  ['text', '特困供养方式 残疾类别 残疾等级 劳动技能 务工所在地 务工企业 失辍学原因', 'guarded'],
  ['text', '姓名 名 证件号码 残疾证号 人联系电话 联系电话', 'encrypted'],
];

const matter: readonly Line[] = [
  ['boolean', '较大争议 风险明确 稳定性较弱 突发紧急'],
  ['text', '渠道 起因 风险类型 类型 状态'],
  ['text', '突发说明', 'encrypted'],
  ['date', '知晓日期 发生日期 开办日期'],
];

const act: readonly Line[] = [
  ['boolean', '书面 本人同意 盖章 到场'],
  ['money', '支付金额 批准金额 申请金额', 'guarded'],
  ['number', '到会人数 同意人数 应到人数'],
  ['text', 'by outcome 承办单位 结论'],
  ['text', 'reason 理由 说明', 'encrypted'],
  ['date', 'on 日期'],
];

const lead: readonly Line[] = [
  ['date', 'found received dispatched received_by_township'],
  ['text', '来源部门 线索类型'],
];

const measure: readonly Line[] = [
  ['text', '措施类型 责任部门'],
  ['boolean', '开发式 已申报 已落实'],
  ['date', '计划日期 申报日期 落实日期 录入日期'],
  ['money', '资金', 'guarded'],
];

const row: readonly Line[] = [['date', 'known event_end']];

const lists: readonly DictionaryEntry[] = [
  list('成员', 'household', { kind: 'record', of: 'member' }, 'open'),
  list('措施', 'household', { kind: 'record', of: 'measure' }, 'open'),
  list('风险', 'household', { kind: 'text' }, 'guarded'),
  list('健康状况', 'member', { kind: 'text' }, 'guarded'),
];

/**
 * The names every pack may use without declaring them: the labels of the national household, person, income and measure
 * tables, written so that rules can read them (`务工所在地/月数` → `务工所在地`, `务工月数`), and what matters, acts and leads carry.
 * Which words a fact may take is dated pack data, so no built-in name lists values.
 */
export const builtInEntries: readonly DictionaryEntry[] = [
  ...entries('household', household),
  ...entries('member', member),
  ...entries('matter', matter),
  ...entries('act', act),
  ...entries('lead', lead),
  ...entries('measure', measure),
  ...entries('row', row),
  ...lists,
];

/** What a rule may ask of a step: `matter.<step>.outcome`. `objections` counts all raised, `upheld` those sustained. */
export const stepFields: Readonly<Record<string, ScalarType>> = {
  outcome: 'text',
  state: 'text',
  by: 'text',
  objections: 'number',
  upheld: 'number',
  begun: 'date',
  done: 'date',
  due: 'date',
};

function entries(of: Subject, lines: readonly Line[]): DictionaryEntry[] {
  return lines.flatMap(([kind, names, sensitivity]) =>
    names.split(' ').map((name): DictionaryEntry => ({ name, of, type: { kind }, sensitivity: sensitivity ?? 'open' })),
  );
}

function list(
  name: string,
  of: Subject,
  item: Extract<NameType, { kind: 'list' }>['item'],
  sensitivity: Sensitivity,
): DictionaryEntry {
  return { name, of, type: { kind: 'list', item }, sensitivity };
}

import { describe, expect, it } from 'vitest';
import { amountData } from '#domain/policy/amount.ts';
import { policyView } from '#domain/policy/policy-view.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { loadPacks } from '#packs/load-packs.ts';

const { loaded } = loadPacks([import.meta.dirname]);
const packs = loaded.map(({ pack }) => pack);

const UNSET = 'unset';
/**
 * What the five documents leave open, as the list of clauses counts it: 59 places that read in more than one way, 45
 * things they presuppose and do not say. For each a setting with what is done until an office settles it otherwise;
 * `unset`: nothing is made up, and what needs it waits.
 */
const open: readonly (readonly [id: string, pack: string, parameter: string, otherwise: unknown])[] = [
  ['AMB-01', 'SD', '认定批准环节', '不设'],
  ['AMB-02', 'SD', '入户核实起算', '乡镇收到日'],
  ['AMB-02', 'SD', '认定期限起算', '发现日'],
  ['AMB-03', 'national', '到期日遇休息日', '不顺延'],
  ['AMB-04', 'SD', '新增对象推送日', 7],
  ['AMB-05', 'SD', '告知口径', '自主申报和信访'],
  ['AMB-06', 'SD', '台账报备日', 30],
  ['AMB-07', 'SD', '水利部门报送', '无项目不计迟报'],
  ['AMB-08', 'LY', '发现渠道口径', ['农户自主申报', '乡村干部排查', '部门筛查预警']],
  ['AMB-09', 'LY', '报送期限', 7],
  ['AMB-10', 'LY', '推送时点口径', '固定时点'],
  ['AMB-11', 'LY', '未参保口径', '同时满足'],
  ['AMB-12', 'SD', '绿色通道事由', ['因灾', '因意外事故']],
  ['AMB-13', 'LY', '补办期限口径', '按认定期限'],
  ['AMB-14', 'FJ', '交办期限', 1],
  ['AMB-15', 'national', '异议驳回后公示', '继续'],
  ['AMB-16', 'FJ', '无劳动能力不消除范围', '整户'],
  ['AMB-17', 'FJ', '挂钩入户范围', '全部监测对象'],
  ['AMB-18', 'SD', '外地就医口径', '靠医保费用和排查'],
  ['AMB-19', 'SD', '残疾证变更口径', '转入和仍为重度'],
  ['AMB-20', 'YY', '免比对口径', '逐人判断'],
  ['AMB-21', 'SD', '已纳入口径', '在册'],
  ['AMB-22', 'XL', '未持有文件的影响', '照省文件并标明'],
  ['AMB-23', 'SD', '监测线', UNSET],
  ['AMB-24', 'XL', '早于印发日的阶段', '照写不移动'],
  ['AMB-25', 'XL', '镇扶贫办名称', '同一单位'],
  ['AMB-26', 'LY', '生效日口径', '落款日'],
  ['AMB-27', 'FJ', '监测对象类别名称', '边缘易致贫户'],
  ['AMB-28', 'FJ', '监测线', UNSET],
  ['AMB-29', 'FJ', '部署方式', '台账前端'],
  ['AMB-30', 'YY', '重点对象类别', UNSET],
  ['AMB-31', 'YY', '确认方式', '逐户'],
  ['AMB-32', 'YY', '争议会商参加单位', ['县乡村振兴局', '乡镇']],
  ['AMB-33', 'YY', '措施起算', '县级批准日'],
  ['AMB-34', 'YY', '监测线', '6900.00'],
  ['AMB-35', 'YY', '县级留存方式', '电子记录'],
  ['AMB-36', 'LY', '县乡审核顺序', '先乡后县'],
  ['AMB-37', 'SD', '低保与识别', '三条各自适用'],
  ['AMB-38', 'national', '适用人口口径', '户籍或常住'],
  ['AMB-39', 'FJ', '急难型临时救助是否先评议公示', '不需要'],
  ['AMB-40', 'FJ', '开发式帮扶条件', '有劳动能力'],
  ['AMB-41', 'YY', '拒签处理', '停办复核'],
  ['AMB-42', 'SD', '入户核实起算', '乡镇收到日'],
  ['AMB-43', 'YY', '印误处理', '按通顺读法'],
  ['AMB-44', 'SD', '台账报备日', 30],
  ['AMB-45', 'LY', '会商记录口径', '一会两记'],
  ['AMB-46', 'SD', '推送范围', '新增'],
  ['AMB-47', 'FJ', '渐退期', 12],
  ['AMB-48', 'XL', '帮扶明白纸范围', '享受政策户和未消除对象'],
  ['AMB-49', 'XL', '消除后的四种办理', '分别办理分别统计'],
  ['AMB-50', 'LY', '防贫保与绿色通道', '认定后方可'],
  ['AMB-51', 'SD', '网信信访推送', '随时推送不计迟报'],
  ['AMB-52', 'LY', '未参保人员资助', '认定后方可'],
  ['AMB-53', 'YY', '月报截止口径', '报下月'],
  ['AMB-54', 'LY', '免比对判断时点', '审定时'],
  ['AMB-55', 'YY', '消除公示位置', '评议与审核之间'],
  ['AMB-56', 'national', '公示可公开内容', ['村', '遮蔽姓名', '家庭人口', '类别', '公示期', '联系方式']],
  ['AMB-57', 'LY', '期限冲突处理', '公示不减'],
  ['AMB-58', 'SD', '教育资助学段', '不限学段'],
  ['AMB-59', 'XL', '集中排查范围', '三部分'],
  ['UND-01', 'national', '第一时间', 2],
  ['UND-01', 'national', '即时答复', 1],
  ['UND-01', 'national', '及时', 3],
  ['UND-01', 'national', '尽快', 10],
  ['UND-01', 'national', '随时', 0],
  ['UND-02', 'national', '报告上报日', 10],
  ['UND-03', 'national', '常态排查间隔', 30],
  ['UND-04', 'XL', '识别标准', UNSET],
  ['UND-05', 'XL', '收入较低倍数', UNSET],
  ['UND-06', 'national', '规模性风险户数', UNSET],
  ['UND-07', 'national', '适用人口口径', '户籍或常住'],
  ['UND-08', 'national', '公示天数', UNSET],
  ['UND-09', 'national', '比对项目', UNSET],
  ['UND-10', 'national', '最少核实人数', 2],
  ['UND-11', 'national', '评议同意比例', 0.5],
  ['UND-12', 'SD', '老年人年龄', 60],
  ['UND-13', 'national', '大病病种', UNSET],
  ['UND-14', 'national', '预警分级', ['红', '橙', '黄']],
  ['UND-15', 'national', '过渡期', ['2021', '2022', '2023', '2024', '2025']],
  ['UND-16', 'national', '收入稳定月数', UNSET],
  ['UND-17', 'YY', '比对有效期', UNSET],
  ['UND-18', 'YY', '较大争议口径', '人工标记'],
  ['UND-19', 'YY', '承诺签署口径', '成年成员逐人确认'],
  ['UND-20', 'YY', '拒签处理', '停办复核'],
  ['UND-21', 'national', '收入口径', '人均纯收入'],
  ['UND-22', 'national', '家庭成员口径', UNSET],
  ['UND-23', 'national', '刚性支出线', UNSET],
  ['UND-24', 'national', '边缘户收入倍数', UNSET],
  ['UND-25', 'national', '异议受理口径', '任何人提出即处理'],
  ['UND-26', 'national', '申诉期', UNSET],
  ['UND-27', 'national', '资料保存年限', UNSET],
  ['UND-28', 'national', '自然减少情形', ['死亡', '迁出', '并户']],
  ['UND-29', 'national', '代办关系', ['本人', '家庭成员', '村委', '网格员']],
  ['UND-30', 'national', '无放假通知的年份', '按周一至周五暂定'],
  ['UND-31', 'national', '考核权重', UNSET],
  ['UND-32', 'national', '系统导出对照', UNSET],
  ['UND-33', 'LY', '医疗负担线', UNSET],
  ['UND-34', 'SD', '群众认可依据', ['村级证明', '评议记录', '走访记录']],
  ['UND-35', 'SD', '绿色通道决定单位', '县级'],
  ['UND-35', 'national', '应急救助限额', UNSET],
  ['UND-36', 'national', '用印方式', '盖章扫描件'],
  ['UND-37', 'national', '公示可公开内容', ['村', '遮蔽姓名', '家庭人口', '类别', '公示期', '联系方式']],
  ['UND-38', 'FJ', '公告天数', UNSET],
  ['UND-39', 'LY', '参保资助标准', UNSET],
  ['UND-40', 'national', '金额比较', '按分比较不取整'],
  ['UND-41', 'national', '不予认定情形', UNSET],
  ['UND-42', 'national', '日截止时刻', '24:00'],
  ['UND-43', 'national', '漏报迟报后果', '只显示不处分'],
  ['UND-44', 'national', '劳动能力口径', UNSET],
  ['UND-45', 'XL', '开发式措施', UNSET],
];

const numbered = (kind: string, count: number): readonly string[] =>
  Array.from({ length: count }, (_, at) => `${kind}-${String(at + 1).padStart(2, '0')}`);

it('the 59 readings and the 45 things unsaid are all there, and no other', () => {
  expect([...new Set(open.map(([id]) => id))]).toEqual([...numbered('AMB', 59), ...numbered('UND', 45)]);
});

describe('each is a setting with its question, and what holds until somebody answers', () => {
  it.each(open)('%s in %s: %s', (id, inPack, name, otherwise) => {
    const pack = packs.find(({ head }) => head.id === inPack);
    const parameter = pack?.parameters.find((each) => each.name === name);
    const questions = parameter?.question ?? [];
    expect(questions.some((question) => question.startsWith(`${id} `) && question.length > id.length + 6)).toBe(true);
    const last = parameter?.values.at(-1);
    const value = last === undefined ? UNSET : last.how.kind === 'literal' ? amountData(last.how.value) : last.how.kind;
    expect(value).toEqual(otherwise);
    // Somebody can answer: the county sets it, chooses, or a later document gives another value by day.
    if (value === UNSET) expect(parameter?.setAt).toBeDefined();
  });
});

it('every question of a pack is one of these', () => {
  const known = new Set(open.map(([id]) => id));
  const asked = packs.flatMap((pack) => pack.parameters.flatMap((each) => each.question ?? []));
  // A question without such an id is one of the software's own, and asks about no document.
  const numbered = asked.filter((question) => /^(AMB|UND)/.test(question));
  expect(numbered.filter((question) => !known.has(question.slice(0, 6)))).toEqual([]);
});

it('the administrator of a county is shown them with its settings', () => {
  const view = policyView(resolvePolicy({ packs, area: '370323', day: plainDate('2022-03-16') }));
  expect(view.parameters['公示天数']?.question.some((question) => question.startsWith('UND-08'))).toBe(true);
  expect(view.parameters['入户核实起算']?.question).toHaveLength(2);
});

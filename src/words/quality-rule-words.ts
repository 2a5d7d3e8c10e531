import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

/** What a rule of 疑点数据 is called, why it finds fault with the values at hand, and how it is put right. */
type RuleWords = { readonly name: Pair; readonly why: Pair; readonly mend: Pair };

const rules: Readonly<Record<string, RuleWords>> = {
  'cleared-fields-empty': said('已消除，消除后信息未填', 'Cleared, with fields empty', '风险已消除，有{count}项消除后的保障或收入信息没有填', 'The risk is cleared, but {count} fields after clearance are empty', '核实后补填', 'Check and fill them in'),
  'cleared-with-dropout': said('已消除，仍有失辍学', 'Cleared, with somebody out of school', '风险已消除，但登记为失辍学（{reason}）', 'The risk is cleared, but somebody is out of school ({reason})', '已返校的改在校生状况；未返校的不应消除', 'Back at school: enter the class; otherwise it is not cleared'),
  'cleared-without-contact': said('已消除，无监测联系人', 'Cleared, without a contact', '风险已消除，没有监测联系人', 'The risk is cleared, but no contact is named', '补填监测联系人', 'Name the contact'),
  'cleared-without-developing': said('帮扶消除，有劳动力无开发式措施', 'Cleared through help without developing measure', '帮扶消除且有劳动力，但没有落实开发式措施', 'Cleared through help, with labour, but no developing measure was delivered', '补录已落实的措施，或核对消除方式', 'Enter the measure delivered, or check the manner of clearance'),
  'cleared-below-line': said('帮扶消除，收入低于监测线', 'Cleared through help below the line', '帮扶消除，但人均纯收入{income}元低于当年监测线{line}元', 'Cleared through help, but {income} yuan a head is below the line of {line}', '重新核算收入；确实低于监测线的不得消除', 'Reckon the income again; below the line it may not be cleared'),
  'no-measure-in-time': said('识别后到期无措施', 'No measure in time', '{since}识别，满{months}个月还没有帮扶措施', 'Identified {since}; {months} months on there is no measure', '落实并录入帮扶措施', 'Deliver and enter a measure'),
  'cleared-too-soon': said('识别当月或次月即消除', 'Cleared too soon', '{identified}识别，{cleared}即消除，且不是自然消除', 'Identified {identified}, cleared {cleared}, and not by itself', '核对识别和消除时间、消除方式', 'Check both dates and the manner'),
  'ethnicity-empty': said('民族未填', 'Ethnicity empty', '民族没有填', 'Ethnicity is empty', '按户口簿补填', 'Fill in from the household register'),
  'serious-illness-insurance-empty': said('大病保险未填', 'Serious-illness insurance empty', '是否参加大病保险没有填', 'Serious-illness insurance is empty', '与医保部门核对后补填', 'Check with the insurance office'),
  'no-medical-insurance': said('未参加任何医保', 'No medical insurance', '居民医保和职工医保都为“否”', 'Neither resident nor employee insurance', '与医保部门核对；确未参保的动员参保', 'Check with the insurance office; help to insure'),
  'two-medical-insurances': said('重复参加医保', 'Two medical insurances', '居民医保和职工医保都为“是”', 'Both resident and employee insurance', '与医保部门核对，保留一种', 'Check with the insurance office, keep one'),
  'minor-with-labour': said('未成年登记为有劳动力', 'Minor with labour', '{age}岁登记为“{labour}”，未满{from}岁应为无劳动力', 'Aged {age} as “{labour}”; under {from} there is no labour', '改为无劳动力，或核对出生日期', 'Change to no labour, or check the birth date'),
  'elder-with-full-labour': said('年长者登记为普通或技能劳动力', 'Elder with full labour', '{age}岁仍登记为“{labour}”（满{from}岁）', 'Aged {age} still as “{labour}” ({from} and over)', '改为弱劳动力或半劳动力、无劳动力', 'Change to weak or no labour'),
  'adult-with-little-labour': said('青壮年健康却登记为弱、无劳动力', 'Healthy adult with little labour', '{age}岁、健康、不在校，登记为“{labour}”', 'Aged {age}, healthy, not at school, as “{labour}”', '核对健康状况和劳动技能', 'Check health and labour'),
  'preschool-at-school-age': said('适龄儿童仍为学龄前', 'Preschool at school age', '{age}岁、健康，在校生状况仍为学龄前儿童（满{from}岁应已入学）', 'Aged {age}, healthy, still preschool (at school from {from})', '更新在校生状况', 'Enter the class'),
  'no-labour-but-works': said('无劳动力却务工', 'No labour but works', '登记为“{labour}”，又有务工{months}个月', 'As “{labour}”, yet {months} months of work', '核对劳动技能和务工信息', 'Check labour and work'),
  'pupil-works': said('在校生务工', 'Pupil works', '在校（{schooling}），又有务工{months}个月', 'At school ({schooling}), yet {months} months of work', '核对在校生状况和务工时间', 'Check schooling and months'),
  'extreme-poverty-care-works': said('特困供养人员务工', 'Extreme-poverty care, works', '特困供养人员登记了务工{months}个月', 'In extreme-poverty care, yet {months} months of work', '与民政部门核对', 'Check with civil affairs'),
  'worked-as-a-minor': said('未满年龄已务工', 'Worked as a minor', '现年{age}岁，务工{months}个月，起始时未满{from}岁', 'Aged {age} with {months} months of work, begun before {from}', '核对务工月数和出生日期', 'Check months and birth date'),
  'public-post-outside-age': said('公益岗年龄不符', 'Public post outside age', '{age}岁在公益岗，应满{from}岁、未满{until}岁', 'Aged {age} in a public post; it is for {from} to under {until}', '核对岗位人员，及时调整', 'Check who holds the post'),
  'relation-contradicts-sex': said('与户主关系和性别不符', 'Relation contradicts sex', '与户主关系“{relation}”，性别“{sex}”', 'Relation “{relation}”, sex “{sex}”', '按户口簿更正其中一项', 'Correct one of the two'),
  'spouse-of-same-sex': said('户主和配偶同性', 'Spouse of the same sex', '户主和配偶性别都是“{sex}”', 'Head and spouse are both “{sex}”', '核对性别和与户主关系', 'Check sex and relation'),
  'no-head': said('没有户主', 'No head', '{count}名成员中没有户主', 'None of the {count} members is the head', '办理户主变更', 'Change the head'),
  'several-heads': said('多个户主', 'Several heads', '有{count}人登记为户主', '{count} people are heads', '保留一名户主，其余更正关系', 'Keep one, correct the others'),
  'several-spouses': said('多个配偶', 'Several spouses', '有{count}人登记为配偶', '{count} people are spouses', '更正与户主关系', 'Correct the relation'),
  'id-check-digit': said('身份证号码不对', 'Wrong ID number', '证件号码（{length}位）不符合18位号码的校验', 'The number ({length} characters) fails the check', '按身份证重新录入', 'Enter it again from the card'),
  'id-in-two-households': said('证件号码在两户', 'Number in two households', '同一证件号码在另一户也有', 'The same number stands in another household', '在“待定差异”里定在哪一户', 'Decide under Differences'),
  'birth-contradicts-id': said('出生日期和证件不符', 'Birth date contradicts number', '出生日期{born}，证件号码为{byNumber}', 'Born {born}, by the number {byNumber}', '按身份证更正', 'Correct from the card'),
  'sex-contradicts-id': said('性别和证件不符', 'Sex contradicts number', '性别“{sex}”，证件号码为“{byNumber}”', 'Sex “{sex}”, by the number “{byNumber}”', '按身份证更正', 'Correct from the card'),
  'phone-not-eleven': said('户电话不是11位', 'Phone not 11 digits', '户联系电话为{length}位，应为11位手机号', 'The phone has {length} digits, not 11', '更正电话', 'Correct the phone'),
  'water-problem-without-risk': said('饮水有问题未标风险', 'Water problem without risk', '饮水未解决，风险里没有“因安全饮水”', 'Water is a problem, the risk is not marked', '补标风险或更正饮水状况', 'Mark the risk or correct the water'),
  'water-risk-without-measure': said('因安全饮水无饮水措施', 'Water risk without measure', '风险有“因安全饮水”，没有饮水安全措施', 'Water risk without a water measure', '落实饮水措施', 'Deliver a water measure'),
  'housing-risk-without-measure': said('因安全住房无住房措施', 'Housing risk without measure', '风险有“因安全住房”，没有住房或搬迁措施', 'Housing risk without a housing or relocation measure', '落实住房或搬迁措施', 'Deliver a housing measure'),
  'job-without-wage': said('有就业措施无工资性收入', 'Job measure without wage', '就业或公益岗措施落实后，工资性收入为0', 'After a job measure the wage income is 0', '核对收入或措施落实情况', 'Check income or measure'),
  'allowance-without-transfer': said('有保障措施无转移性收入', 'Allowance without transfer income', '低保、特困或残疾补贴措施落实后，转移性收入为0', 'After an allowance the transfer income is 0', '核对收入或措施', 'Check income or measure'),
  'allowance-without-person': said('有保障措施无对应人员', 'Allowance without person', '有{kind}措施，家中没有{kind}人员', 'A measure of {kind} without such a person', '核对人员类别或措施', 'Check persons or measure'),
  'production-without-income': said('有产业措施无经营收入', 'Production measure without income', '产业措施落实后，生产经营性收入为0', 'After a production measure the business income is 0', '核对收入或措施', 'Check income or measure'),
  'work-place-too-high': said('务工地未到县级', 'Work place above county', '务工所在地“{place}”没有写到县级', 'The place “{place}” names no county', '补到县（市、区）', 'Add the county'),
  'work-place-without-months': said('有务工地无务工月数', 'Work place without months', '有务工所在地“{place}”，没有务工月数', 'A place “{place}” without months', '补填月数或删去地点', 'Add months or remove the place'),
  'work-months-without-place': said('有务工月数无务工地', 'Work months without place', '务工{months}个月，没有务工所在地', '{months} months of work without a place', '补填务工所在地', 'Add the place'),
  'disabled-without-card': said('残疾无残疾证号', 'Disabled without card', '健康状况有“残疾”，没有残疾证号', 'Disabled, but no card number', '与残联核对后补填', 'Check with the disabled federation'),
  'card-without-disability': said('有残疾证健康状况无残疾', 'Card without disability', '有残疾证号，健康状况为“{health}”', 'A card number, health “{health}”', '健康状况补“残疾”', 'Add disability to health'),
  'disability-benefit-without-disabled': said('残疾补贴无残疾人', 'Benefit without disabled person', '有残疾人补贴措施，家中没有残疾人', 'A disability benefit without a disabled person', '核对人员或措施', 'Check persons or measure'),
  'labour-without-developing': said('有劳动力到期无开发式措施', 'Labour without developing measure', '{since}识别，有劳动力，满{months}个月没有开发式措施', 'Identified {since}, with labour, {months} months without a developing measure', '落实开发式措施', 'Deliver a developing measure'),
  'developing-only-other': said('开发式措施只有其他、培训', 'Developing measures only other', '{count}项开发式措施都是“其他”或培训', 'All {count} developing measures are “other” or training', '核对措施类别，落实到户到人', 'Check the kinds'),
  'developing-marked-without-any': said('标注已实施开发式却没有', 'Marked developing without any', '标注“已实施开发式帮扶措施”，没有这样的措施', 'Marked as developing, without such a measure', '补录措施或取消标注', 'Enter it or remove the mark'),
  'no-labour-not-marked': said('整户无劳动力未标注', 'No labour not marked', '{count}名成员都没有劳动力，没有标注整户无劳动能力兜底保障户', 'None of {count} members has labour, not marked as a safety-net household', '核对后标注', 'Check and mark'),
  'no-labour-marked-with-labour': said('标注整户无劳动力却有劳动力', 'Marked no labour, has labour', '标注整户无劳动能力，家中有{count}人有劳动力', 'Marked as without labour, {count} members have it', '取消标注或更正劳动技能', 'Remove the mark or correct labour'),
  'job-help-without-labour': said('就业帮扶对象无劳动力', 'Job help without labour', '就业措施的对象登记为“{labour}”', 'Job help for somebody as “{labour}”', '更正对象或劳动技能', 'Correct person or labour'),
  'rain-dew-outside-vocational': said('雨露计划对象不在中高职', 'Rain-dew outside vocational school', '享受雨露计划，在校生状况为“{schooling}”', 'Rain-dew aid, schooling “{schooling}”', '与教育部门核对', 'Check with the education office'),
  'school-age-not-at-school': said('义务教育年龄不在校', 'School age, not at school', '{age}岁，没有在校', 'Aged {age}, not at school', '核实是否失辍学，在校的补填年级', 'Check; enter the class if at school'),
  'unstable-work-nobody-able': said('因务工不稳却无人有劳动力', 'Unstable work, nobody able', '风险为务工就业不稳，{count}名成员都没有劳动力', 'Unstable work as risk, none of {count} members has labour', '核对风险或劳动技能', 'Check risk or labour'),
  'unstable-work-nobody-working': said('因务工不稳却无人务工', 'Unstable work, nobody working', '风险为务工就业不稳，{count}名成员务工月数都是0', 'Unstable work as risk, none of {count} members works', '核对风险或务工月数', 'Check risk or months'),
  'illness-without-expense': said('因病却无自付支出', 'Illness without expense', '风险有“因病”，合规自付支出为0', 'Illness as risk, out-of-pocket 0', '与医保部门核对支出', 'Check the expense'),
  'wage-too-small': said('工资性收入过小', 'Wage too small', '工资性收入{wage}元，低于{least}元，可能漏填或单位错', 'A wage income of {wage} yuan is below {least}: left out or in a wrong unit', '重新核算收入', 'Reckon the income again'),
}; // biome-ignore format: one rule a line

const groups: Readonly<Record<number, Pair>> = {
  1: ['风险消除', 'Clearance'],
  2: ['识别、消除时间', 'Dates'],
  3: ['民族和医保', 'Ethnicity, insurance'],
  4: ['年龄和劳动技能', 'Age and labour'],
  5: ['劳动和务工', 'Labour and work'],
  6: ['家庭关系和证件', 'Family and numbers'],
  7: ['住房饮水风险', 'Housing, water'],
  8: ['措施和收入', 'Measures and income'],
  9: ['务工地', 'Work place'],
  10: ['残疾', 'Disability'],
  11: ['开发式措施', 'Developing measures'],
  12: ['措施对象、就学', 'Who is helped, school'],
  13: ['风险和收入', 'Risk and income'],
};

/** Facts that are amounts in fen. */
const amounts: readonly string[] = ['income', 'line', 'wage', 'least'];

/** The name of a rule, or its code when it is none. */
export function qualityRuleText(language: Language, rule: string): string {
  const words = rules[rule];
  return words === undefined ? rule : fill(words.name, language, {});
}

/** Why the rule finds fault, with the values of the finding. */
export function qualityWhyText(language: Language, rule: string, facts: Readonly<Record<string, unknown>>): string {
  const words = rules[rule];
  return words === undefined ? rule : fill(words.why, language, shown(facts));
}

/** How it is put right. */
export function qualityMendText(language: Language, rule: string): string {
  const words = rules[rule];
  return words === undefined ? '' : fill(words.mend, language, {});
}

/** What a group of rules is about. */
export function qualityGroupText(language: Language, group: number): string {
  const pair = groups[group];
  return pair === undefined ? String(group) : fill(pair, language, {});
}

/** For the test that every rule is here: codes and the facts each sentence names. */
export const qualityRuleWords: Readonly<Record<string, RuleWords>> = rules;

function shown(facts: Readonly<Record<string, unknown>>): Record<string, unknown> {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, amounts.includes(name) ? yuan(String(value)) : value]),
  );
}

function yuan(fen: string): string {
  const digits = fen.replace('-', '').padStart(3, '0');
  return `${fen.startsWith('-') ? '-' : ''}${digits.slice(0, -2)}.${digits.slice(-2)}`;
}

function said(
  ...[name, nameEn, why, whyEn, mend, mendEn]: readonly [string, string, string, string, string, string]
): RuleWords {
  return { name: [name, nameEn], why: [why, whyEn], mend: [mend, mendEn] };
}

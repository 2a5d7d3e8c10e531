import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

/** Why an act is refused, where the pack has no text of its own. `{missing}`, `{day}` and `{steps}` come from the refusal. */
const refusals: Readonly<Record<string, Pair>> = {
  'unknown-act': ['没有这项办理', 'There is no such act'],
  'already-running': ['已有同样的办件正在办理', 'A matter of this kind is already running'],
  'channel-not-taken': ['这个来源不走这项程序', 'This procedure does not take that channel'],
  'wrong-status': ['该户目前的状态不能办这项程序', 'The household’s status does not allow this procedure'],
  'outside-window': ['不在规定的时间内', 'Outside the days set for it'],
  'document-repealed': ['依据的文件已被废止', 'The document has been repealed'],
  'batch-forbidden': ['不得成批办理，须逐户办理', 'Not in batches: one household at a time'],
  'applicant-refused': [
    '申请人不是家庭成员，也不是可以代办的人',
    'The applicant is neither a member nor an allowed proxy',
  ],
  'signature-missing': ['缺少规定的签字、手印或网上确认', 'The signature, thumbprint or online consent is missing'],
  'matter-ended': ['已经办结', 'This is finished'],
  held: ['暂停办理中', 'This is on hold'],
  'route-not-open': ['不走这条办理路径', 'This route is not open'],
  'not-applicable': ['这一条不需要办这一步', 'This step does not apply here'],
  'condition-unknown': ['还不知道是否需要办：缺{missing}', 'Not known yet whether this applies: {missing} is missing'],
  'already-done': ['这一步已经办过', 'This step is done already'],
  'already-begun': ['这一步已经开始', 'This step has begun already'],
  'waits-for-steps': ['先要办完：{steps}', 'First to be finished: {steps}'],
  'draw-missing': ['还没有抽取', 'The draw has not been made'],
  'office-unknown': ['还不知道由哪个单位办理', 'Not known yet which office acts'],
  'wrong-office': ['这一步不由您的单位办理', 'Your office does not do this step'],
  'office-excluded': ['您的单位不能办这一步', 'Your office may not do this step'],
  'out-of-turn': ['还没有轮到您的单位', 'It is not your office’s turn'],
  'already-acted': ['您的单位已经办过', 'Your office has acted already'],
  'signers-missing': ['签字人不齐', 'Signatures are missing'],
  'signers-not-distinct': ['须由不同的人签字', 'Different people must sign'],
  'person-not-distinct': ['前面已由同一人办理，须换人', 'The same person did an earlier step; another one must act'],
  'person-missing': ['没有写明办理人', 'Who acted is not said'],
  'wrong-place': ['地点没有写明或者不对，应在{missing}', 'Place not told or wrong; it must be {missing}'],
  'second-notice': ['已在别处公示，不得重复', 'Already posted elsewhere; no second notice'],
  'sensitive-text': ['内容中有不得公开的{missing}', 'The text holds what must not be published: {missing}'],
  'papers-missing': ['缺少材料：{missing}', 'Papers are missing: {missing}'],
  'paper-incomplete': [
    '表上没有填或者填得不对：{missing}',
    'Not filled in on the paper, or filled in wrongly: {missing}',
  ],
  'seal-missing': ['还没有盖章', 'The seal is missing'],
  'parameter-unset': ['有一项标准尚未设定', 'A parameter is not set'],
  'choice-open': ['还有一项没有选定', 'A choice is still open'],
  'not-begun': ['这一步还没有开始', 'This step has not begun'],
  'still-lasting': ['期限未满，{day}后可办理', 'The period still runs; this opens on {day}'],
  'shorter-than-set': ['比规定的时间短', 'Shorter than ordered'],
  'too-early': ['时间未到，{day}后可办理', 'Too early; this opens on {day}'],
  'start-unknown': ['起算日期还不知道', 'The day it is counted from is not known'],
  'objection-pending': ['有异议未办结', 'An objection is not settled'],
  'appeal-pending': ['有申诉未办结', 'An appeal is not settled'],
  'appeal-passed': ['申诉期已过（{day}）', 'The time for an appeal ended on {day}'],
  'scope-unknown': ['范围还不知道', 'The scope is not known'],
  'results-missing': ['结果不齐', 'Results are missing'],
  'results-outside': ['{missing}不在范围内，不得填报结果', 'Not in scope, no result may be given: {missing}'],
  'check-failed': ['不符合条件', 'A condition is not met'],
  'check-unknown': ['还不能判断：缺{missing}', 'Cannot be judged yet: {missing} is missing'],
  'gate-failed': ['不符合办理条件', 'A condition for this is not met'],
  'gate-unknown': ['办理条件还不能判断：缺{missing}', 'A condition cannot be judged yet: {missing} is missing'],
  'not-recognised': ['还没有认定', 'Not recognised yet'],
  'nothing-to-settle': ['没有待处理的异议', 'There is nothing to settle'],
  'nothing-to-lift': ['没有可解除的', 'There is nothing to lift'],
  'outcome-missing': ['还没有选结果', 'The outcome is missing'],
  'outcome-unknown': ['没有这个结果', 'There is no such outcome'],
  'reason-missing': ['请写明原因', 'A reason is needed'],
  'exempt-already': ['已经免办', 'Waived already'],
  'limit-passed': ['已过期限', 'The limit has passed'],
  'step-late': ['已超期，请写明原因', 'Late: a reason is needed'],
  'data-fault': [
    '疑点数据未处理：人均纯收入低于当年监测线，不得按帮扶消除。先在农户页核对收入，或由乡镇说明属实',
    'Doubtful data: the income a head is below the line of the year. Check the income first, or have it vouched for',
  ],
  'waits-for-entry': [
    '符合认定标准的，录入系统后方可销号',
    'Met the standard: written off once entered in the national system',
  ],
};

const events: Readonly<Record<string, Pair>> = {
  'lead.found': ['发现线索', 'found'],
  'lead.dispatched': ['县级下发', 'dispatched by the county'],
  'lead.received-by-township': ['乡镇接收', 'received by the township'],
};

const dayKinds: Readonly<Record<string, Pair>> = {
  'working-day': ['工作日', 'working day'],
  'make-up-working-day': ['调休上班', 'make-up working day'],
  weekend: ['周末', 'weekend'],
  holiday: ['放假', 'holiday'],
  'presumed-working-day': ['工作日（推算）', 'working day (presumed)'],
  'presumed-weekend': ['周末（推算）', 'weekend (presumed)'],
  'calendar-day': ['', ''],
  'same-day': ['对应日', 'same day of the month'],
  clamped: ['月末', 'end of the month'],
};

const levels: Readonly<Record<string, Pair>> = {
  province: ['省级', 'the province'],
  city: ['市级', 'the city'],
  county: ['县局', 'the county bureau'],
  township: ['乡镇', 'the township'],
  village: ['村级', 'the village'],
  'province-bureau': ['省局', 'the province bureau'],
  'city-bureau': ['市局', 'the city bureau'],
  'county-bureau': ['县局', 'the county bureau'],
};

const steps: Readonly<Record<string, Pair>> = {
  opened: ['登记', 'entered'],
  dispatch: ['汇总下发', 'dispatch'],
  receive: ['接收', 'receipt'],
  assign: ['指派核查人员', 'assigning verifiers'],
  'household-verification': ['入户核实', 'household verification'],
  tell: ['告知结果', 'telling the person'],
  merge: ['并入', 'merging'],
  'write-off': ['销号', 'writing off'],
  event: ['登记事项', 'event recorded'],
  'event.paper.issued': ['出具文书', 'paper given out'],
  'event.identification.opened': ['转入识别办理', 'identification opened'],
  'event.lead.evidence': ['部门又报来同一户', 'reported once more'],
  'event.lead.evidence-withdrawn': ['部门撤回了报送', 'the department took its report back'],
  'event.lead.report-withdrawn': ['部门撤回了报送，办理继续', 'the department took its report back; work goes on'],
  'event.lead.visit-ordered': ['决定重新入户', 'new visit ordered'],
  correct: ['更正', 'correction'],
  'correct.证件已登记': ['登记证件号码', 'ID number entered'],
  'correct.录入系统日期': ['全国系统已录入', 'entered in the national system'],
  'correct.未予认定日期': ['未予认定', 'not recognised'],
  'correct.户': ['补充情况', 'facts filled in'],
  annul: ['撤回', 'taken back'],
  withdraw: ['撤回', 'withdrawn'],
  return: ['退回', 'returned'],
  route: ['开通绿色通道', 'green channel opened'],
  object: ['登记异议', 'objection recorded'],
  settle: ['异议处理', 'objection settled'],
  hold: ['暂停', 'put on hold'],
  lift: ['恢复', 'taken up again'],
  choose: ['选定', 'choice'],
  'policy-moved': ['政策变更', 'rules changed'],
};

const registrySources: Readonly<Record<string, Pair>> = {
  roster: ['人口名册', 'population roster'],
  'national-export': ['全国系统导出', 'national export'],
  department: ['部门数据', 'department data'],
  visit: ['入户核实', 'household visit'],
  matter: ['办件', 'matter'],
  unknown: ['来源不详', 'source not known'],
  undo: ['撤回导入', 'an import taken back'],
  'household-change': ['农户变更', 'change of the household'],
  correction: ['信息更正', 'correction'],
};

const statuses: Readonly<Record<string, Pair>> = {
  none: ['不是监测对象', 'not monitored'],
  monitored: ['监测对象', 'monitored'],
  cleared: ['风险已消除', 'risk cleared'],
  removed: ['已移出', 'removed'],
};

/** Why the engine refuses, or undefined for a code it does not have. */
export function engineRefusal(
  language: Language,
  code: string,
  facts: Readonly<Record<string, unknown>>,
): string | undefined {
  const pair = refusals[code];
  return pair && fill(pair, language, facts);
}

/** An event a clock starts from, in words. A pack's own name passes through; an id nobody named reads as nothing. */
export function eventText(language: Language, event: string): string {
  return spoken(events[event], language, event) ?? '';
}

/** Why a day counts or not: 工作日, 调休上班, 放假. A name (清明节) passes through. */
export function dayKindText(language: Language, why: string): string {
  return spoken(dayKinds[why], language, why) ?? why;
}

/** A step by the name everybody uses; a pack's own label passes through. */
export function stepText(language: Language, step: string): string {
  return spoken(steps[step], language, step) ?? step;
}

/** Whether an act of the engine has words of its own under this name. */
export function isActName(name: string): boolean {
  return Object.hasOwn(steps, name);
}

/** Where a value of the register came from. A department's or file's own name passes through. */
export function registrySourceText(language: Language, source: string): string {
  return spoken(registrySources[source], language, source) ?? source;
}

/** Whether a household is monitored, in words. */
export function statusText(language: Language, status: string): string {
  return spoken(statuses[status], language, status) ?? status;
}

/** Who sets a value: a level's id in words, an office's name as it is. */
export function setByText(language: Language, setBy: string): string {
  return spoken(levels[setBy], language, setBy) ?? setBy;
}

function spoken(pair: Pair | undefined, language: Language, text: string): string | undefined {
  if (pair) return fill(pair, language, {});
  return /\p{Script=Han}/u.test(text) ? text : undefined;
}

/** For the test that every code the engine has is here. */
export const engineRefusalCodes: readonly string[] = Object.keys(refusals);

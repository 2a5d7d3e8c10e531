import type { Pair } from './sentence.ts';

/** 民主评议: one meeting on several households. */
export const meetingWords = {
  'meeting.title': ['民主评议', 'Deliberation'],
  'meeting.note': [
    '一次会可以评议同一个村的多户，一起登记，逐户留下结果。',
    'One meeting may decide on several households of a village.',
  ],
  'meeting.ready': ['待评议', 'Waiting'],
  'meeting.held': ['开过的会', 'Held'],
  'meeting.empty': ['没有待评议的户', 'No household waits for a meeting'],
  'meeting.empty-hint': ['入户核实通过后，轮到民主评议的户会列在这里。', 'Households come here after the visit.'],
  'meeting.none-held': ['还没有登记过会议', 'No meeting recorded yet'],
  'meeting.on': ['会议日期', 'Date'],
  'meeting.place': ['地点', 'Place'],
  'meeting.chair': ['主持人', 'Chair'],
  'meeting.recorder': ['记录人', 'Recorder'],
  'meeting.present': ['到会人数', 'Present'],
  'meeting.invited': ['应到人数（选填）', 'Invited (optional)'],
  'meeting.household': ['户主', 'Head'],
  'meeting.take': ['{name}上会', 'Take {name}'],
  'meeting.agree': ['同意', 'For'],
  'meeting.against': ['反对', 'Against'],
  'meeting.abstain': ['弃权', 'Abstained'],
  'meeting.recused': ['回避', 'Recused'],
  'meeting.related': ['回避的是谁、什么关系', 'Who is related, and how'],
  'meeting.result': ['评议结果', 'Result'],
  'meeting.of': ['{name}：{what}', '{name}: {what}'],
  'meeting.minutes': ['会议记录', 'Minutes'],
  'meeting.minutes-hint': ['按上面填的内容起草，可以修改。', 'Drafted from what is filled in above; may be changed.'],
  'meeting.redraft': ['重新起草', 'Draft again'],
  'meeting.submit': ['登记会议（{n}户）', 'Record the meeting ({n})'],
  'meeting.choose': ['请勾选上会的户', 'Tick the households decided on'],
  'meeting.done': ['已登记会议，{n}户有了评议结果。', 'The meeting is recorded; {n} households are decided.'],
  'meeting.fault.nobody-there': ['请填到会人数', 'Enter how many were present'],
  'meeting.fault.more-than-there': ['票数多于可以表决的人数', 'More votes than voters'],
  'meeting.fault.more-than-invited': ['到会人数多于应到人数', 'More present than invited'],
  'meeting.fault.all-recused': ['没有人可以表决', 'Nobody may vote'],
  'meeting.fault.votes-differ': [
    '票数少于可以表决的人数，差额请记弃权',
    'Fewer votes than voters; count the rest as abstained',
  ],
  'meeting.mark': ['{what}', '{what}'],
  'meeting.one-village': ['一次会只能评议一个村的户。', 'One meeting decides on one village.'],
} as const satisfies Record<string, Pair>;

/** What was decided on one household, for the minutes. */
export interface MinutesHousehold {
  readonly headName: string;
  readonly agree: number;
  readonly against: number;
  readonly abstain: number;
  readonly recused: number;
  readonly related: string;
  readonly outcome: string;
}

/** The minutes as a draft; official papers are in Chinese. `on`: as people write it. */
export function minutesDraft(about: {
  on: string;
  place: string;
  chair: string;
  recorder: string;
  present: number;
  invited: number;
  village: string;
  households: readonly MinutesHousehold[];
}): string {
  const there = about.invited > 0 ? `应到${about.invited}人，实到${about.present}人` : `到会${about.present}人`;
  return [
    `${about.on}，${about.village}在${about.place || '（地点）'}召开民主评议会，由${about.chair || '（主持人）'}主持，${there}。`,
    ...about.households.map(
      (each, index) =>
        `${index + 1}. ${each.headName}户：${each.recused > 0 ? `${each.related || '有亲属关系的人员'}回避（${each.recused}人）；` : ''}同意${each.agree}票，反对${each.against}票，弃权${each.abstain}票。评议结果：${each.outcome || '（未填）'}。`,
    ),
    ...(about.recorder === '' ? [] : [`记录人：${about.recorder}`]),
  ].join('\n');
}

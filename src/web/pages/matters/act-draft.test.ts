import { describe, expect, it } from 'vitest';
import { actBody, actDraft, askedReasons, faultsOf, fieldsOf, keyOf, needsReason } from './act-draft.ts';
import type { ActField, OpenAct } from './matter-data.ts';

const li = '11111111-1111-4111-8111-111111111111';
const zhang = '22222222-2222-4222-8222-222222222222';

const plain: OpenAct = {
  step: '',
  moment: 'finish',
  label: '',
  by: [],
  mine: true,
  needs: [],
  may: [],
  outcomes: [],
  reasonRequired: [],
  members: [],
  items: [],
  fields: [],
  signers: [],
  distinct: false,
  memberFacts: [],
  household: [],
  papers: [],
  recordsFor: [],
  people: [],
  visit: false,
  meeting: false,
  draft: null,
};
const field = (name: string, kind: ActField['kind'], needed = false): ActField => ({
  name,
  label: name,
  kind,
  choices: [],
  needed,
  wanted: false,
  hint: null,
});

const comparison: OpenAct = {
  ...plain,
  step: 'information-comparison',
  moment: 'finish',
  label: '信息比对',
  by: ['县乡村振兴局'],
  mine: true,
  needs: [`results.${li}.比对结果`, 'outcome'],
  may: [],
  outcomes: ['无异常', '不符合'],
  reasonRequired: [],
  members: [
    { id: li, name: '李', exempt: false, mayLeave: false, why: null },
    { id: zhang, name: '张', exempt: true, mayLeave: false, why: '不再重复比对' },
  ],
  items: ['比对结果'],
};

const deliberation: OpenAct = {
  ...comparison,
  step: 'deliberation',
  label: '民主评议',
  needs: ['outcome'],
  fields: [field('到会人数', 'number'), field('同意人数', 'number')],
  outcomes: ['通过', '不通过'],
  members: [],
  items: [],
};

const notice: OpenAct = {
  ...deliberation,
  step: 'village-notice',
  moment: 'begin',
  needs: [],
  fields: [],
  outcomes: [],
};

describe('the form of an act', () => {
  it('asks a result of the members who are not exempt, and of nobody else', () => {
    expect(fieldsOf(comparison)).toEqual([{ kind: 'member', member: li, name: '李', item: '比对结果', needed: true }]);
  });

  it('offers what may be told without asking for it', () => {
    expect(
      fieldsOf(deliberation).map((field) => field.kind === 'value' && [field.field.name, field.field.needed]),
    ).toEqual([
      ['到会人数', false],
      ['同意人数', false],
    ]);
    expect(faultsOf(deliberation, { ...actDraft('2022-04-06'), outcome: '通过' })).toEqual([]);
  });

  it('names everything that is missing', () => {
    const draft = { ...actDraft('2022-04-06'), on: '' };
    expect(faultsOf(comparison, draft)).toEqual(['on', 'outcome', `value:${li}.比对结果`]);
  });

  it('asks for a reason where a rule in principle is departed from', () => {
    const late = { ...notice, needs: ['reason'], reasonRequired: [{ code: 'limit-passed' }] };
    expect(needsReason(late)).toBe(true);
    expect(faultsOf(late, actDraft('2022-04-06'))).toEqual(['reason']);
    expect(faultsOf(late, { ...actDraft('2022-04-06'), reason: '大雪封路' })).toEqual([]);
  });
});

describe('an act that was refused', () => {
  const principle = { code: 'check-failed', text: '同意的没有超过到会人数的一半', facts: { strength: 'principle' } };
  const must = { code: 'check-failed', text: '没有核查人员', facts: { strength: 'must' } };

  it('asks a reason for what is ordered in principle only', () => {
    expect(askedReasons(deliberation, [principle, must])).toEqual([principle]);
    expect(faultsOf(deliberation, { ...actDraft('2022-04-06'), outcome: '通过' }, true)).toEqual(['reason']);
  });
});

describe('the act that is sent', () => {
  it('carries results by member and the outcome', () => {
    const draft = { ...actDraft('2022-04-06'), outcome: '无异常', values: { [`${li}.比对结果`]: ' 无异常 ' } };
    expect(actBody(comparison, draft, 3)).toEqual({
      seq: 3,
      do: 'information-comparison',
      on: '2022-04-06',
      outcome: '无异常',
      results: { [li]: { 比对结果: '无异常' } },
    });
  });

  it('carries counts as numbers and leaves out what was not told', () => {
    const draft = {
      ...actDraft('2022-04-06'),
      outcome: '通过',
      note: '雨天',
      values: { 到会人数: '23', 同意人数: '' },
    };
    expect(actBody(deliberation, draft, 2)).toEqual({
      seq: 2,
      do: 'deliberation',
      on: '2022-04-06',
      outcome: '通过',
      note: '雨天',
      values: { 到会人数: 23 },
    });
  });

  it('begins a step that lasts', () => {
    expect(actBody(notice, actDraft('2022-04-06'), 4)).toEqual({
      seq: 4,
      do: 'village-notice.begin',
      on: '2022-04-06',
    });
  });

  it('carries each fact in its kind and leaves out what nobody said', () => {
    const act: OpenAct = {
      ...plain,
      step: 'help',
      fields: [
        field('支付金额', 'money'),
        field('书面', 'boolean'),
        field('风险序号', 'list'),
        field('签署日期', 'date'),
        field('说明', 'text'),
      ],
    };
    const values = { 支付金额: '3000.50', 书面: 'false', 风险序号: '①、⑥', 签署日期: '2022-05-18', 说明: ' ' };
    expect(actBody(act, { ...actDraft('2022-05-18'), values }, 1).values).toEqual({
      支付金额: '3000.50',
      书面: false,
      风险序号: ['①', '⑥'],
      签署日期: '2022-05-18',
    });
  });

  it('names every signer by role, and says who is missing', () => {
    const act: OpenAct = { ...plain, step: 'review', signers: ['书记', '乡镇长'], distinct: true };
    const draft = { ...actDraft('2022-06-07'), signers: { 书记: ' 甲 ' } };
    expect(faultsOf(act, draft)).toEqual(['signer:乡镇长']);
    expect(actBody(act, { ...draft, signers: { 书记: ' 甲 ', 乡镇长: '乙' } }, 7).signers).toEqual([
      { role: '书记', name: '甲' },
      { role: '乡镇长', name: '乙' },
    ]);
  });

  it('is recorded for an office without a desk only with the document that came from it', () => {
    const act: OpenAct = { ...plain, step: 'c', mine: false, recordsFor: [{ office: '领导小组', label: '领导小组' }] };
    expect(faultsOf(act, actDraft('2022-06-07'))).toEqual(['document']);
    const draft = { ...actDraft('2022-06-07'), document: '某组〔2022〕3号' };
    expect(actBody(act, draft, 2).recordedFor).toEqual({ office: '领导小组', document: '某组〔2022〕3号' });
  });

  it('says who agreed and how each signed', () => {
    const act: OpenAct = {
      ...plain,
      step: 'consent',
      memberFacts: ['已授权'],
      household: [
        { id: li, name: '李', minor: false },
        { id: zhang, name: '张', minor: true },
      ],
    };
    const draft = {
      ...actDraft('2022-05-18'),
      memberFacts: { [`${li}.已授权`]: 'true' },
      signatures: {
        [li]: { how: 'thumbprint' as const, name: '王' },
        [zhang]: { how: '' as const, name: '' },
      },
    };
    const body = actBody(act, draft, 1);
    expect(body.members).toEqual({ [li]: { 已授权: true } });
    expect(body.signatures).toEqual([{ member: li, how: 'thumbprint', name: '王' }]);
  });

  it('brings the visit without asking its facts twice', () => {
    const act: OpenAct = {
      ...plain,
      step: 'v',
      visit: true,
      fields: [field('核查人数', 'number'), field('其他', 'text')],
    };
    expect(fieldsOf(act).map(keyOf)).toEqual(['其他']);
    const draft = actDraft('2022-05-19');
    expect(faultsOf(act, draft)).toEqual(['value:verifiers']);
    const seen = { ...draft, visit: { ...draft.visit, verifiers: ['甲', '乙'], risks: ['因病'] } };
    expect(actBody(act, seen, 2, [li, zhang]).visit).toEqual({ verifiers: [li, zhang], risks: ['因病'], photos: [] });
  });
});

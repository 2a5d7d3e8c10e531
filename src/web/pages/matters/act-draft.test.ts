import { describe, expect, it } from 'vitest';
import { actBody, actDraft, askedReasons, faultsOf, fieldsOf, needsReason } from './act-draft.ts';
import type { OpenAct } from './matter-data.ts';

const li = '11111111-1111-4111-8111-111111111111';
const zhang = '22222222-2222-4222-8222-222222222222';

const comparison: OpenAct = {
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
    { id: li, name: '李', exempt: false, why: null },
    { id: zhang, name: '张', exempt: true, why: '不再重复比对' },
  ],
  items: ['比对结果'],
};

const deliberation: OpenAct = {
  ...comparison,
  step: 'deliberation',
  label: '民主评议',
  needs: ['outcome'],
  may: ['到会人数', '同意人数'],
  outcomes: ['通过', '不通过'],
  members: [],
  items: [],
};

const notice: OpenAct = { ...deliberation, step: 'village-notice', moment: 'begin', needs: [], may: [], outcomes: [] };

describe('the form of an act', () => {
  it('asks a result of the members who are not exempt, and of nobody else', () => {
    expect(fieldsOf(comparison)).toEqual([{ kind: 'member', member: li, name: '李', item: '比对结果' }]);
  });

  it('offers what may be told without asking for it', () => {
    expect(fieldsOf(deliberation).map((field) => field.kind === 'value' && [field.name, field.needed])).toEqual([
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
});

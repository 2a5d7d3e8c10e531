import { expect, it } from 'vitest';
import { matterSetting } from '#test/builders/matter.ts';
import { actFields, memberFactsAsked, stepPapers } from './act-fields.ts';

const { policy, procedure } = matterSetting(`
  facts:
    风险序号: { of: act, type: list }
    签署日期: { of: act, type: date }
    类别: { of: act, type: text, values: [甲类, 乙类] }
    审核人: { of: act, type: text }
    已授权: { of: member, type: boolean }
  lists:
    序号:
      - { id: ①, label: 住房安全方面存在的风险问题, source: TT#a }
      - { id: ②, label: 饮水, source: TT#a }
forms:
  承诺书:
    label: 承诺书
    signs: [申请人]
    source: TT#a
    fields:
      - { key: 承诺, label: 承诺, from: '"所提供的情况真实可靠无隐瞒"' }
      - { key: 说明, label: 说明, from: '"住房安全方面存在的风险问题"' }
      - { key: 序号, label: 填序号, from: 'act:consent.风险序号', required: 'true', values: [①, ②] }
      - { key: 材料.户口簿, label: 户口簿, from: 'act:consent.户口簿' }
      - { key: 代书, label: 代书人, from: 'act:consent.代书人' }
      - { key: 别处, label: 别处, from: 'act:review.别处' }
      - { key: 日期, label: 日期, from: 'act:签署日期' }
procedures:
  p:
    kind: identification
    subject: household
    source: TT#a
    opens: { from-state: any }
    steps:
      - id: consent
        by: village
        papers: [承诺书]
        checks:
          - { require: 'act.支付金额 = act.批准金额', text: 不一致, source: TT#a }
          - { require: 'every m in 成员 satisfies ((m.已授权 = null) or (m.已授权 = true))', text: 没有授权, source: TT#a }
        source: TT#a
      - id: review
        after: [consent]
        by: township
        checks: [{ require: '(act.类别 != null) and (act.审核人 != null) and (act.到会人数 >= 1)', text: 缺, source: TT#a }]
        source: TT#a
`);
const step = (id: string) => procedure.steps.find((each) => each.id === id) ?? expect.fail(id);
const kinds = (id: string) => actFields(policy, procedure, step(id)).map(({ name, kind }) => `${name} ${kind}`);

it('asks what checks read and papers take, each in its kind, checks first and papers in their order', () => {
  expect(kinds('consent')).toEqual([
    '支付金额 money',
    '批准金额 money',
    '风险序号 list',
    '户口簿 boolean',
    '代书人 text',
    '签署日期 date',
  ]);
  expect(kinds('review')).toEqual(['类别 choice', '审核人 text', '到会人数 number', '别处 text']);
});

it('offers the words of the paper with what the list says of them, and knows which the paper wants', () => {
  const field = actFields(policy, procedure, step('consent')).find(({ name }) => name === '风险序号');
  expect(field).toMatchObject({ label: '填序号', wanted: true });
  expect(field?.choices).toEqual([
    { value: '①', label: '①住房安全方面存在的风险问题' },
    { value: '②', label: '②饮水' },
  ]);
});

it('keeps names and what no pack declares beside the chain', () => {
  const personal = [...actFields(policy, procedure, step('consent')), ...actFields(policy, procedure, step('review'))];
  expect(personal.filter((each) => each.personal).map(({ name }) => name)).toEqual(['代书人', '审核人', '别处']);
});

it('reads aloud what is promised, not what a list explains, and asks each member what the checks ask', () => {
  expect(stepPapers(policy, step('consent'))).toEqual([
    { id: '承诺书', label: '承诺书', statements: ['所提供的情况真实可靠无隐瞒'], signs: ['申请人'] },
  ]);
  expect(memberFactsAsked(policy, step('consent'))).toEqual(['已授权']);
  expect(memberFactsAsked(policy, step('review'))).toEqual([]);
});

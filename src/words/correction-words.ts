import type { Pair } from './sentence.ts';

/** 信息更正: a proposal, with what the rules would find. */
export const correctionWords = {
  'correction.open': ['更正', 'Correct'],
  'correction.of': ['更正信息：{name}', 'Correct: {name}'],
  'correction.of-household': ['更正户信息', 'Correct the household'],
  'correction.field': ['哪一项', 'Which field'],
  'correction.value': ['应为', 'It should be'],
  'correction.value-hint.list': ['多项用“、”隔开', 'Several with 、between'],
  'correction.value-hint.date': ['写成 2022-04-06', 'Write 2022-04-06'],
  'correction.value-hint.boolean': ['填“是”或“否”', 'Yes or no'],
  'correction.reason': ['依据', 'On what ground'],
  'correction.reason-hint': [
    '如“户口簿、身份证已核对”。由乡镇另一人审定后生效。',
    'Somebody else at the township decides.',
  ],
  'correction.look': ['先看疑点', 'Check first'],
  'correction.do': ['提出更正', 'Propose'],
  'correction.found-none': ['改后没有疑点', 'Nothing doubtful afterwards'],
  'correction.found': ['改后还有 {n} 处疑点', '{n} doubtful afterwards'],
  'correction.mends': ['消除 {n} 处疑点', 'mends {n}'],
  'correction.done': ['已提出，待乡镇审定。在“待定差异”里办。', 'Proposed; it is decided under Differences.'],
} as const satisfies Record<string, Pair>;

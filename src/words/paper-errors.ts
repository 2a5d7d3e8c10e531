import type { Pair } from './sentence.ts';

type Told = { readonly plain: Pair; readonly full?: Pair };

/** Why a paper is not given out; the place where the field is filled in is told beside it. */
export const paperErrors: Readonly<Record<string, Told>> = {
  'paper-empty': {
    plain: ['文书缺少必填栏目，补上后再打印。', 'The paper lacks a required field; fill it in, then print.'],
    full: ['“{field}”还没有填，补上后再打印。', '"{field}" is not filled in; fill it in, then print.'],
  },
  'paper-wrong': {
    plain: ['文书有一栏的内容不对。', 'A field of the paper holds something the form does not allow.'],
    full: ['“{field}”的内容不是表上可填的，请改正。', '"{field}" holds something the form does not allow.'],
  },
  'paper-sensitive': {
    plain: [
      '公开的文书不得有身份证号、手机号、银行账号、健康状况。',
      'A published paper must not carry ID, phone or account numbers or health.',
    ],
    full: [
      '“{field}”里有身份证号、手机号、银行账号或健康状况，公开的文书不得写，请删去。',
      '"{field}" holds an ID, phone or account number or health; a published paper must not. Take it out.',
    ],
  },
  'nothing-to-print': { plain: ['没有可以打印的文书。', 'There is nothing to print.'] },
};

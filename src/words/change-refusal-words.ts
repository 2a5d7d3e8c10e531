import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

/** Why a change of a household cannot be made so; `{names}` says who or what is in the way. */
const refusals: Readonly<Record<string, Pair>> = {
  'change-future': ['变更日期不能晚于今天', 'The day of a change is not in the future'],
  'change-nobody': ['还没有选人', 'Nobody is chosen'],
  'change-everybody': [
    '不能把全部成员分出去；整户迁移请办“迁移”',
    'Not everybody can be split off; move the household instead',
  ],
  'change-no-member': ['所选的人已不在本户，请刷新后再办', 'Somebody chosen is no member any more; refresh the page'],
  'change-head-needed': ['还没有选新的户主', 'A new head has to be chosen'],
  'change-head-goes': ['户主不能分出去；先办户主变更', 'The head is not split off; change the head first'],
  'change-head-same': ['{names}已经是户主', '{names} is the head already'],
  'change-last-member': [
    '{names}是本户最后一人，请办“自然减少”',
    '{names} is the last member: end the household instead',
  ],
  'change-relation-missing': ['还没有填与户主关系：{names}', 'The relation to the head is missing: {names}'],
  'change-same-household': ['没有选要并入的户', 'The household to merge into is not chosen'],
  'change-same-place': ['没有选新的村，或就是现在的村', 'The new village is not chosen, or is the present one'],
  'change-running': ['先办结或撤回：{names}', 'First to be finished or taken back: {names}'],
  'change-lead-open': [
    '跨乡镇迁移前，先销号或退回在办线索：{names}',
    'Before moving to another township, write off or return: {names}',
  ],
  'change-other-town': ['{names}不在本乡镇，请由县局办理', '{names} is in another township; the county does that'],
  'change-cause': ['自然减少的情形须为：{names}', 'A natural end is by: {names}'],
  'change-number-taken': ['{names}的证件号码已在本县另一户登记', 'The number of {names} stands in another household'],
  'change-built-upon': [
    '变更后又有新的办理，不能撤回；请办一次新的变更',
    'Somebody has built on it; make a new change instead',
  ],
  'change-undone': ['这次变更已经撤回', 'This change was taken back'],
  'change-no-county': ['系统里没有这个县，请办“迁出”', 'That county is not in this system; let it move out instead'],
};

/** The sentence, or undefined when it is no refusal of a change. */
export function changeRefusalText(language: Language, code: string, names: string | undefined): string | undefined {
  const pair = refusals[code];
  return pair && fill(pair, language, { names });
}

/** For the test that every code is here. */
export const changeRefusalWords: Readonly<Record<string, Pair>> = refusals;

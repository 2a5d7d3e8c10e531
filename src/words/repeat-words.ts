import type { Pair } from './sentence.ts';

/** 与上次核实相同: what the ledger says of a line that repeats a rejected one. */
export const repeatWords = {
  'ledger.tab.repeated': ['与上次相同', 'Same as before'],
  'repeat.mark': ['与上次核实相同', 'Same as at the last visit'],
  'repeat.kept': ['沿用上次核实', 'Earlier visit kept'],
  'repeat.revisit': ['重新入户', 'Visited again'],
  'repeat.other-news': ['又报来新情况', 'Something else reported since'],
  'repeat.earlier': ['上次核实（{no}）：{on}入户，结论“{verdict}”', 'Last visit ({no}): on {on}, result “{verdict}”'],
  'repeat.reason': ['原因：{reason}', 'Reason: {reason}'],
  'repeat.verifiers': ['核查人员：{names}', 'Verified by {names}'],
  'repeat.unseen': ['上次核实不在本辖区，请重新入户。', 'The last visit lies outside your area; visit again.'],
  'repeat.hint': [
    '部门再次报来，情况没有变差。由您确认沿用上次核实结果，或重新入户；不处理的照常计时。',
    'Reported again, and nothing is worse. Confirm the earlier result or order a visit; undecided, the clock runs as usual.',
  ],
  'repeat.keep': ['沿用上次核实', 'Keep the earlier result'],
  'repeat.keep-ask': [
    '{n} 条将按上次核实记为“否”，核查人员和原因照上次，确认人记为您。',
    '{n} {n:lead is|leads are} set to “no” as at the last visit, with its verifiers and reason; you stand as the one who confirmed.',
  ],
  'repeat.visit': ['重新入户', 'Order a visit'],
  'elsewhere.ask': ['查外县', 'Other counties?'],
  'elsewhere.hint': [
    '名册中没有此人。只查在哪个县的名册中，每次查询留有记录。',
    'Not in the register. Says only in which county’s register; every question is logged.',
  ],
  'elsewhere.in': ['在{counties}的名册中', 'in the register of {counties}'],
  'elsewhere.nowhere': ['其他县名册中也没有', 'in no other county’s register'],
  'ledger.after.kept': ['已沿用上次核实 {n} 条。', 'Kept the earlier result for {n} {n:lead|leads}.'],
  'ledger.after.visit-ordered': ['{n} 条将重新入户。', '{n} {n:lead|leads} will be visited again.'],
  'conflict.done.repeat': [
    '已成为一条线索，与上次核实相同，由乡镇确认。',
    'It is a lead now, the same as at the last visit; the township confirms.',
  ],
} as const satisfies Record<string, Pair>;

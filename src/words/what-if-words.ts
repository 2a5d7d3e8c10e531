import type { Pair } from './sentence.ts';

/** 试算: what another value of a parameter would have raised. */
export const whatIfWords = {
  'what-if.title': ['试算', 'What if'],
  'what-if.no-people': ['只有数字，不存任何农户', 'Numbers only; no household is kept'],
  'what-if.try': ['试算', 'Try'],
  'what-if.rule': ['规则和参数', 'Rule and parameter'],
  'what-if.values': ['换成', 'Other values'],
  'what-if.values-hint': [
    '现行：{now} {unit}。可写几个，用顿号隔开，最多五个。',
    'Now: {now} {unit}. Up to five, with commas.',
  ],
  'what-if.unset': ['未设定', 'not set'],
  'what-if.present': ['现行', 'in force'],
  'what-if.no-rules': ['没有可试算的规则', 'No rule to try'],
  'what-if.no-rules-hint': [
    '现行文件的预警规则都没有可调的参数。',
    'No warning rule of the documents in force has a parameter.',
  ],
  'what-if.none': ['还没有试算', 'Nothing tried yet'],
  'what-if.none-hint': [
    '县局选一项规则、换几个数值，按已报送的数据重新判断，结果存在这里。',
    'The county bureau picks a rule and other values; what was delivered is judged again and the numbers stand here.',
  ],
  'what-if.rows': ['报送 {n} 行', '{n} {n:row|rows}'],
  'what-if.raised': ['预警户', 'Raised'],
  'what-if.yes': ['核实为是', 'Found yes'],
  'what-if.no': ['核实为否', 'Found no'],
  'what-if.unverified': ['未核实过', 'Not verified'],
  'what-if.missed': ['符合而未预警', 'Missed'],
  'what-if.strangers': ['名册中没有', 'Not in register'],
  'what-if.undecided': ['不能判断（行）', 'Undecided rows'],
  'what-if.precision': ['属实率', 'Precision'],
  'what-if.recall': ['查全率', 'Recall'],
  'what-if.no-shift': ['与现行相比没有农户进出', 'no household in or out against the value in force'],
  'what-if.shift': ['{town} 进 {in} 出 {out}', '{town} {in} in, {out} out'],
  'what-if.other-towns': ['其他乡镇', 'other townships'],
} as const satisfies Record<string, Pair>;

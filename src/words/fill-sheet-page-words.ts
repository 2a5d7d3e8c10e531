import type { Pair } from './sentence.ts';

/** 填写表 out and in. */
export const fillSheetPageWords = {
  'fill-sheet.title': ['填写表', 'Fill-in sheet'],
  'fill-sheet.export': ['导出填写表', 'Export the sheet'],
  'fill-sheet.import': ['导入填写表', 'Import the sheet'],
  'fill-sheet.hint': [
    '把填好的填写表拖到这里。先逐格比对给您看，确认后才记入台账；同一张表再导入一次不会有变化。',
    'Drop the filled sheet here. You see what would change first; nothing is recorded before you confirm, and the same sheet again changes nothing.',
  ],
  'fill-sheet.preview': ['逐格比对', 'What would change'],
  'fill-sheet.sum': [
    '共 {lines} 行 = 有变化 {changed} + 无变化 {unchanged} + 有错 {wrong}',
    '{lines} lines = {changed} changed + {unchanged} unchanged + {wrong} wrong',
  ],
  'fill-sheet.confirm': ['记入台账 {n} 行', 'Record {n} lines'],
  'fill-sheet.wrong': ['要改的单元格', 'Cells to mend'],
  'fill-sheet.changes': ['将要记入', 'To be recorded'],
  'fill-sheet.done': ['已记入 {n} 行。', '{n} {n:line|lines} recorded.'],
  'fill-sheet.to-ledger': ['看台账', 'To the ledger'],
  'fill-sheet.field.idNumber': ['证件号码', 'ID number'],
  'fill-sheet.field.visitedOn': ['核实日期', 'Visited on'],
  'fill-sheet.field.verdict': ['是否符合', 'Verdict'],
  'fill-sheet.field.reason': ['不符合原因', 'Reason'],
  'fill-sheet.field.toldOn': ['告知日期', 'Told on'],
  'fill-sheet.field.toldHow': ['告知方式', 'Told how'],
  'fill-sheet.field.verifiers': ['核查人员', 'Verifiers'],
  'fill-sheet.field.finishedOn': ['完成时限', 'Finished on'],
  'fill-sheet.why.line': ['没有这条待办的线索，可能已办结或不归本镇。', 'There is no such open line here.'],
  'fill-sheet.why.other-household': [
    '这一行的户主应是{told}，灰色的列不能改。',
    'This line is about {told}; locked columns stay.',
  ],
  'fill-sheet.why.stands': [
    '台账已记为“{told}”，要改请先撤回。',
    'The ledger says {told} already; take that back first.',
  ],
  'fill-sheet.why.day': ['不是日期，请写成 2022-03-16 的样子。', 'Not a day; write it as 2022-03-16.'],
  'fill-sheet.why.future': ['晚于今天（{told}）。', 'After today ({told}).'],
  'fill-sheet.why.before': ['早于线索发现日期（{told}）。', 'Before the lead arose ({told}).'],
  'fill-sheet.why.word': ['请填列表中的词：{told}。', 'Use one of: {told}.'],
  'fill-sheet.why.needs': ['还要填“{told}”。', '{told} is needed too.'],
  'fill-sheet.why.id-number': ['不是有效的身份证号码。', 'Not a valid ID number.'],
} as const satisfies Record<string, Pair>;

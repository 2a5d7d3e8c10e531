import type { Pair } from './sentence.ts';

/** 全国系统录入: what is to be keyed, and what the next export says of it. */
export const entryWords = {
  'entry.title': ['全国系统录入', 'National entry'],
  'entry.note': [
    '公示期满、尚未录入的农户，按全国系统界面的次序列出',
    'Households to be keyed, in the order of the national screens',
  ],
  'entry.export': ['导出录入清单', 'Export the list'],
  'entry.export-note': ['清单含完整证件号码，导出会记入日志', 'The list has full numbers; the export is logged'],
  'entry.none': ['没有等待录入的农户', 'No household waits for entry'],
  'entry.none-hint': ['公示期满后，农户会出现在这里。', 'Households appear here when their notice has lasted.'],
  'entry.copy': ['复制', 'Copy'],
  'entry.copy-all': ['复制全部', 'Copy all'],
  'entry.copied': ['已复制', 'Copied'],
  'entry.unknown': ['未填', 'not filled'],
  'entry.done-on': ['录入日期', 'Entered on'],
  'entry.record': ['登记录入', 'Record the entry'],
  'entry.recorded': ['{name}已登记录入，自当日起为监测对象。', '{name} is entered and monitored from that day.'],
  'entry.check': ['与全国系统核对（数据日期{on}）', 'Beside the national system (as of {on})'],
  'entry.check-none': ['还没有导入过全国系统导出文件。', 'No national export has been imported yet.'],
  'entry.entered': ['已在全国系统', 'In the national system'],
  'entry.waiting': ['全国系统还没有', 'Not there yet'],
  'entry.unexpected': ['全国系统有、这里没有认定', 'There, not recognised here'],
  'entry.differing': ['两边不一致', 'Differing'],
  'entry.differs': ['{field}：这里{here}，全国系统{there}', '{field}: here {here}, there {there}'],
} as const satisfies Record<string, Pair>;

import type { Pair } from './sentence.ts';

/** What comes back from screening: withdrawn batches, results with reasons, hit rates. */
export const feedResultWords = {
  'withdrawal.title': ['撤回回执', 'Receipt of the withdrawal'],
  'withdrawal.on': ['撤回日期', 'Withdrawn on'],
  'withdrawal.ahead': [
    '还没有下发的线索 {untouched} 条将撤销；已有人办理的 {touched} 条不撤销，办理照常进行。',
    '{untouched} leads not yet dispatched are taken back; {touched} somebody works on stay.',
  ],
  'withdrawal.withdrawn': ['撤销线索 {n} 条', '{n} {n:lead|leads} taken back'],
  'withdrawal.evidence': [
    '其他部门也报了、只撤本批依据 {n} 条',
    '{n} others reported too: only this evidence withdrawn',
  ],
  'withdrawal.kept': ['已在办理、不撤销 {n} 条', '{n} under way, not taken back'],
  'withdrawal.kept-hint': [
    '下列各行已由乡镇办理，撤回前的线索继续办，撤回情况已记入办理经过。',
    'Townships work on these rows; the leads go on, and their history says that the report was taken back.',
  ],
  'withdrawal.row': ['文件行', 'Row'],
  'withdrawal.who': ['报送内容', 'As reported'],
  'withdrawal.where': ['现在在哪里', 'Where it stands'],
  'withdrawal.since': ['下发日期', 'Dispatched on'],
  'lead-stage.gathering': ['县级待下发', 'at the county'],
  'lead-stage.to-receive': ['待接收', 'to be received'],
  'lead-stage.in-progress': ['在办', 'in progress'],
  'lead-stage.to-write-off': ['待销号', 'to be written off'],
  'lead-stage.written-off': ['已销号', 'written off'],
  'lead-stage.returned': ['已退回县局', 'returned to the county'],
  'lead-stage.merged': ['已并入', 'merged'],
  'lead-stage.withdrawn': ['已撤销', 'taken back'],
  'lead-stage.moved-out': ['已迁出', 'moved out'],
} as const satisfies Record<string, Pair>;

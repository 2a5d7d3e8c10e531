/** Words of a dossier and of what stands under papers. These are written in Chinese whatever the reader's language. */
export const dossierWords = {
  title: '办件档案',
  contents: '目录',
  acts: '办理过程',
  photos: '入户照片',
  columns: ['日期', '事项', '经办', '内容'],
  about: { head: '户主', no: '办件编号', procedure: '程序', opened: '开始日期', village: '所在村', closed: '办结日期' },
  notClosed: '未办结',
} as const;

/** What stands under the frame of a paper. */
export const footWords = {
  number: (number: string) => `文书编号：${number}　扫码核验`,
  basis: (documents: string) => `依据：${documents}`,
  inferred: '表样：文件未附，按办理需要拟定',
} as const;

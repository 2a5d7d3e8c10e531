import { paperWords } from './paper-words.ts';

/** Words of 告知书 and its delivery receipt: plain, to the person, without terms of the trade. */
export const noticeWords = {
  title: '防止返贫监测帮扶申请审核结果告知书',
  number: (no: string) => `编号：${no}`,
  to: (name: string) => `${name}：`,
  asked: (on: string, source: string, text: string) =>
    `您于${paperWords.day(on)}通过“${source}”反映的情况（${text}）已收到。`,
  visited: (on: string | null, people: string) =>
    `${on === null ? '' : `${paperWords.day(on)}，`}${people === '' ? '工作人员' : `${people}`}到您家进行了入户核实。现将结果告知如下：`,
  result: '一、审核结果',
  results: {
    否: '经核实，您家目前不符合监测帮扶对象认定标准，这次没有纳入监测帮扶。',
    是: '经核实，您家符合监测帮扶对象认定条件，将按规定进入后续认定程序。',
    已纳入: '经核实，您家已经是监测帮扶对象，将继续按规定帮扶。',
  } as Readonly<Record<string, string>>,
  reason: '二、主要原因',
  next: '三、您还可以',
  nextAfterResult: '二、您还可以',
  ask: (town: string, bureau: string) => `1. 对结果有疑问或者有新的情况、材料，可以向${town}或${bureau}询问、反映。`,
  apply: (ways: readonly string[]) =>
    `2. 今后因病、因灾、因意外等使家里收入明显减少或者支出明显增加，生活出现困难，可以随时再次申请${ways.length === 0 ? '' : `（${ways.join('、')}）`}。`,
  cadre: '3. 也可以告诉村干部、网格员，请他们代为申请。',
  government: (place: string) => (/(街道|办事处)$/.test(place) ? place : `${place}人民政府`),
  seal: '（盖章）',
  cut: '（以下由送达人员收回存档）',
  receipt: '送达回证',
  receiptRows: (name: string, no: string) => [
    ['送达文书', `审核结果告知书（${no}）`],
    ['受送达人', name],
    ['送达方式', '□ 当面签收　□ 村委转交　□ 邮寄　□ 其他'],
    ['送达日期', '　　　　年　　月　　日'],
    ['受送达人签名（按手印）', ''],
    ['代收人签名及与受送达人关系', ''],
    ['送达人签名', ''],
  ],
} as const;

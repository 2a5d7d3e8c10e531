import type { Language } from './language.ts';
import { fill, type Pair } from './sentence.ts';

/** What a feed wants of a department, by how its figures are taken. */
const wanted = {
  'each-new': ['只报本期新增的，每人（户）一行。', 'Only what is new in the period, one row each.'],
  'on-change': ['只报本期有变化的，每人（户）一行。', 'Only what has changed in the period, one row each.'],
  'to-date': ['报年初至上月底的累计数，每人一行；系统自行判断是否新超过标准。', 'Sums from the beginning of the year to the end of last month, one row a person; the system finds who newly crosses the line.'], // biome-ignore format: one pair
  amounts: ['报本期发生数，系统自行累计并判断是否新超过标准；不要只报超过的。', 'Amounts of the period; the system adds them up and finds who newly crosses the line. Report all, not only those above it.'], // biome-ignore format: one pair
} as const satisfies Record<string, Pair>;

const parts = {
  title: ['{feed}：{wanted}{due}粗体的列必填；证件号码按文本填写，不要转成数字。', '{feed}: {wanted}{due} Columns in bold are needed; keep ID numbers as text.'], // biome-ignore format: one pair
  due: ['每期{day}日前报送。', ' Due by day {day}.'],
  required: ['必填', 'needed'],
  optional: ['选填', 'optional'],
  yes: ['是', '是'],
  no: ['否', '否'],
  list: ['请从下拉列表中选择', 'choose from the list'],
} as const satisfies Record<string, Pair>;

export type WantedFigures = keyof typeof wanted;

/** The sentences of a feed's template; yes and no stay the words the reading knows. */
export function feedTemplateWords(
  language: Language,
  feed: { readonly label: string; readonly figures: WantedFigures; readonly day: number | null },
) {
  const say = (pair: Pair, facts: Record<string, unknown> = {}): string => fill(pair, language, facts);
  const due = feed.day === null ? '' : say(parts.due, { day: feed.day });
  return {
    wanted: say(parts.title, { feed: feed.label, wanted: say(wanted[feed.figures]), due }),
    required: say(parts.required),
    optional: say(parts.optional),
    yes: say(parts.yes),
    no: say(parts.no),
    notInList: say(parts.list),
  };
}

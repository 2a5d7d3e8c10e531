import type { Sex } from '#domain/values/id-number.ts';
import { type CellReading, foldFullWidth, isBlankText, tidyText } from './cell-reading.ts';

type Relation = readonly [official: string, sex: Sex | undefined, others: string];

/** The list of the national tables, the sex each word implies, and how registers of the police and villages write it. */
const relations: readonly Relation[] = [
  ['户主', undefined, '本人 户主本人 本人或户主 小集体户户主'],
  ['配偶', undefined, '夫妻 妻 夫 妻子 丈夫 爱人 之妻 之夫'],
  ['之子', 'male', '子 儿子 长子 次子 二子 三子 四子 五子 独生子 养子 继子 养子或继子 大儿子 二儿子'],
  ['之女', 'female', '女 女儿 长女 次女 二女 三女 四女 五女 独生女 养女 继女 养女或继女 大女儿 二女儿'],
  ['之儿媳', 'female', '儿媳 儿媳妇'],
  ['之女婿', 'male', '女婿'],
  ['之孙子', 'male', '孙子 孙 长孙 次孙'],
  ['之孙女', 'female', '孙女'],
  ['之外孙子', 'male', '外孙子 外孙'],
  ['之外孙女', 'female', '外孙女'],
  ['之父', 'male', '父 父亲 爸爸'],
  ['之母', 'female', '母 母亲 妈妈'],
  ['之岳父', 'male', '岳父'],
  ['之岳母', 'female', '岳母'],
  ['之公公', 'male', '公公 公爹'],
  ['之婆婆', 'female', '婆婆'],
  ['之祖父', 'male', '祖父 爷爷'],
  ['之祖母', 'female', '祖母 奶奶'],
  ['之外祖父', 'male', '外祖父 姥爷 外公'],
  ['之外祖母', 'female', '外祖母 姥姥 外婆'],
  ['之兄弟姐妹', undefined, '兄弟姐妹 兄弟 姐妹 兄 弟 姐 妹 哥哥 弟弟 姐姐 妹妹 哥 之兄 之弟 之姐 之妹'],
  ['之曾孙子', 'male', '曾孙子 曾孙 重孙子'],
  ['之曾孙女', 'female', '曾孙女 重孙女'],
  ['之侄儿', 'male', '侄儿 侄子'],
  ['之侄女', 'female', '侄女'],
  ['之兄弟媳妇', 'female', '兄弟媳妇 嫂子 弟媳 弟媳妇'],
  ['之叔伯', 'male', '叔伯 叔叔 伯父 叔父 伯伯'],
  ['其他', undefined, '其他亲属 其它 非亲属 其他关系'],
];

const officialOf = new Map(
  relations.flatMap(([official, , others]) => [official, ...others.split(' ')].map((word) => [word, official])),
);
const sexOf = new Map(relations.map(([official, sex]) => [official, sex]));
const sexOfWord = new Map<string, Sex>(
  (['妻', '妻子', '之妻'] as const)
    .map((word): [string, Sex] => [word, 'female'])
    .concat((['夫', '丈夫', '之夫'] as const).map((word): [string, Sex] => [word, 'male'])),
);

/** The official word for a relation to the head. Unknown words are remarked and left out. */
export function readRelation(text: string): CellReading & { readonly impliedSex?: Sex | undefined } {
  const word = tidyText(foldFullWidth(text)).replace(/\s/gu, '');
  if (isBlankText(word)) return { value: undefined, remarks: [{ fault: 'relation-unknown', facts: { empty: true } }] };
  const official = officialOf.get(word) ?? officialOf.get(word.replace(/^(户主之|户主的|户主)/u, ''));
  if (official === undefined) return { value: undefined, remarks: [{ fault: 'relation-unknown' }] };
  return { value: official, remarks: [], impliedSex: sexOfWord.get(word) ?? sexOf.get(official) };
}

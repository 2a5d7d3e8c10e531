import type { Sex } from '../values/id-number.ts';

const male = '之子 之女婿 之孙子 之外孙子 之父 之岳父 之公公 之祖父 之外祖父 之曾孙子 之侄儿 之叔伯';
const female = '之女 之儿媳 之孙女 之外孙女 之母 之岳母 之婆婆 之祖母 之外祖母 之曾孙女 之侄女 之兄弟媳妇';

const sexes = new Map<string, Sex>([
  ...male.split(' ').map((word): [string, Sex] => [word, 'male']),
  ...female.split(' ').map((word): [string, Sex] => [word, 'female']),
]);

/** The relation of the head to the head. */
export const HEAD = '户主';
/** The relation of a husband or wife to the head. */
export const SPOUSE = '配偶';

/** The sex a relation to the head implies; undefined where it implies none (户主, 配偶, 之兄弟姐妹, 其他) or is unknown. */
export function sexOfRelation(relation: string): Sex | undefined {
  return sexes.get(relation);
}

/** 男 and 女 as the register holds them, read; undefined for anything else. */
export function sexOfWord(word: string | undefined): Sex | undefined {
  if (word === '男' || word === 'male') return 'male';
  return word === '女' || word === 'female' ? 'female' : undefined;
}

/** Whoever is described, as the old head saw them and of which sex. */
export interface Relative {
  readonly relation: string | undefined;
  readonly sex: Sex | undefined;
}

/**
 * What a member is to the new head, where that follows for certain from what both were to the old one; undefined where
 * it does not (several sons with wives, unknown sex) and a person has to say it. `oldHead` is given as 户主.
 */
export function relationToNewHead(member: Relative, newHead: Relative): string | undefined {
  if (newHead.relation === SPOUSE) return seenBySpouse(member, newHead);
  if (newHead.relation === '之子' || newHead.relation === '之女') return seenByChild(member);
  if (newHead.relation === '之父' || newHead.relation === '之母') return seenByParent(member);
  return undefined;
}

function seenBySpouse({ relation }: Relative, { sex }: Relative): string | undefined {
  if (relation === HEAD) return SPOUSE;
  if (relation === undefined) return undefined;
  if (/^之(外)?(曾)?孙|^之子$|^之女$|^之儿媳$|^之女婿$/u.test(relation)) return relation;
  const inLaws = sex === 'female' ? { 之父: '之公公', 之母: '之婆婆' } : { 之父: '之岳父', 之母: '之岳母' };
  const own = { 之岳父: '之父', 之岳母: '之母', 之公公: '之父', 之婆婆: '之母' };
  if (sex === undefined) return undefined;
  return { ...inLaws, ...own }[relation];
}

function seenByChild({ relation, sex }: Relative): string | undefined {
  const parent = sex === undefined ? undefined : sex === 'male' ? '之父' : '之母';
  if (relation === HEAD || relation === SPOUSE) return parent;
  if (relation === '之子' || relation === '之女') return '之兄弟姐妹';
  return { 之父: '之祖父', 之母: '之祖母', 之祖父: '其他', 之祖母: '其他' }[relation ?? ''];
}

function seenByParent({ relation, sex }: Relative): string | undefined {
  if (relation === HEAD) return sex === undefined ? undefined : sex === 'male' ? '之子' : '之女';
  if (relation === '之父' || relation === '之母') return SPOUSE;
  const known = { 之子: '之孙子', 之女: '之孙女', 之孙子: '之曾孙子', 之孙女: '之曾孙女' } as const;
  return Object.entries(known).find(([word]) => word === relation)?.[1];
}

/** What somebody may be to the head, as forms offer it; 户主 first. */
export const relationWords: readonly string[] = [
  ...[HEAD, SPOUSE, '之子', '之女', '之儿媳', '之女婿', '之孙子', '之孙女', '之外孙子', '之外孙女', '之父', '之母'],
  ...[
    '之岳父',
    '之岳母',
    '之公公',
    '之婆婆',
    '之祖父',
    '之祖母',
    '之外祖父',
    '之外祖母',
    '之兄弟姐妹',
    '之曾孙子',
    '之曾孙女',
  ],
  ...['之侄儿', '之侄女', '之兄弟媳妇', '之叔伯', '其他'],
];

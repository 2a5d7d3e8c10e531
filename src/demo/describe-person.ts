import type { Sex } from '#domain/values/id-number.ts';
import { ageOn, type PlainDate, partsOf } from '#domain/values/plain-date.ts';
import type { Random } from './random.ts';
import type { DemoPerson, Disability } from './world.ts';

type Described = Pick<
  DemoPerson,
  'age' | 'education' | 'schooling' | 'health' | 'disability' | 'labour' | 'workMonths'
>;

const years = ['一', '二', '三', '四', '五'];

/** Schooling, health, ability to work and work of somebody on the day `on`, plausible for the age. */
export function describePerson(person: { sex: Sex; born: PlainDate }, on: PlainDate, random: Random): Described {
  const age = ageOn(person.born, on);
  const disability = disabilityAt(age, random);
  const health = healthAt(age, disability, random);
  const schooling = disability && disability.grade <= 2 && age > 15 ? null : schoolingOn(person.born, on, random);
  const labour = labourOf(age, schooling !== null, health, disability, random);
  return {
    age,
    disability,
    health,
    schooling,
    education: schooling === null ? educationOf(age, person.sex, disability, random) : null,
    labour,
    workMonths: workMonthsOf(age, person.sex, labour, random),
  };
}

/**
 * 在校生状况 in the school year `on` lies in, or null. School begins in the September after the sixth birthday (born
 * until 31 August); twelve years later about seven in ten study on.
 */
export function schoolingOn(born: PlainDate, on: PlainDate, random: Random): string | null {
  const day = partsOf(on);
  const birth = partsOf(born);
  const schoolYear = day.month >= 9 ? day.year : day.year - 1;
  const grade = schoolYear - (birth.year + (birth.month >= 9 ? 7 : 6));
  if (grade < 0) return ageOn(born, on) >= 3 && random.chance(0.9) ? '学前教育' : '学龄前儿童';
  if (grade <= 5) return '小学';
  if (grade <= 8) return ['七年级', '八年级', '九年级'][grade - 6] ?? null;
  if (grade <= 11) return upperSchool(grade - 9, random);
  return grade <= 17 ? higherSchool(grade - 12, random) : null;
}

function upperSchool(year: number, random: Random): string | null {
  const kind = random.weighted(new Map([['普通高中', 58], ['中职', 37], [null, 5]])); // biome-ignore format: one line
  return kind && `${kind}${years[year]}年级`;
}

function higherSchool(year: number, random: Random): string | null {
  if (year >= 4) return random.chance(0.05) ? '硕士研究生及以上' : null;
  const kinds = new Map([['本科', 34], ['高职高专', year < 3 ? 32 : 0], ['技师学院', 4], [null, year < 3 ? 30 : 62]]); // biome-ignore format: one line
  const kind = random.weighted(kinds);
  return kind && `${kind}${years[year]}年级`;
}

function educationOf(age: number, sex: Sex, disability: Disability | null, random: Random): string {
  const unschooled = disability !== null && [5, 6, 7].includes(disability.category) && disability.grade <= 2;
  if (unschooled && age < 60) return random.chance(0.6) ? '文盲或半文盲' : '小学';
  if (age < 7) return '文盲或半文盲';
  const [none, primary, middle, upper, college, degree] = educationShares(age, sex);
  return random.weighted(
    new Map([
      ['文盲或半文盲', none],
      ['小学', primary],
      ['初中', middle],
      ['高中', upper],
      ['大专', college],
      ['本科及以上', degree],
    ]),
  );
}

type Shares = readonly [number, number, number, number, number, number];

function educationShares(age: number, sex: Sex): Shares {
  if (age >= 75) return sex === 'female' ? [55, 38, 6, 1, 0, 0] : [22, 55, 18, 5, 0, 0];
  if (age >= 60) return sex === 'female' ? [18, 48, 28, 6, 0, 0] : [6, 38, 44, 11, 1, 0];
  if (age >= 45) return [2, 22, 62, 12, 1.5, 0.5];
  if (age >= 32) return [0.5, 6, 66, 17, 7, 3.5];
  return age >= 18 ? [0.2, 2, 42, 28, 18, 9.8] : [0, 5, 95, 0, 0, 0];
}

function disabilityAt(age: number, random: Random): Disability | null {
  const share = age < 15 ? 0.006 : age < 45 ? 0.016 : age < 60 ? 0.03 : age < 75 ? 0.052 : 0.085;
  if (!random.chance(share)) return null;
  return {
    category: random.weighted(new Map([[1, 12], [2, age > 60 ? 14 : 7], [3, 2], [4, 52], [5, 10], [6, 10], [7, 4]])), // biome-ignore format: one line
    grade: random.weighted(new Map([[1, 14], [2, 28], [3, 30], [4, 28]])), // biome-ignore format: one line
  };
}

function healthAt(age: number, disability: Disability | null, random: Random): string[] {
  const chronic = age < 15 ? 0.004 : age < 35 ? 0.03 : age < 50 ? 0.13 : age < 60 ? 0.28 : age < 70 ? 0.45 : 0.58;
  const serious = age < 35 ? 0.002 : age < 60 ? 0.01 : 0.026;
  const health: string[] = [];
  if (random.chance(chronic)) health.push('长期慢性病');
  if (random.chance(serious)) health.push('患有大病');
  if (disability) health.push('残疾');
  return health.length > 0 ? health : ['健康'];
}

function labourOf(
  age: number,
  atSchool: boolean,
  health: readonly string[],
  disability: Disability | null,
  random: Random,
): string {
  if (age < 16 || atSchool) return '无劳动力';
  if (disability && disability.grade <= 2) return '丧失劳动力';
  if (age >= 80) return '无劳动力';
  if (health.includes('患有大病')) return random.chance(0.5) ? '丧失劳动力' : '弱劳动力或半劳动力';
  if (age >= 60) return age >= 72 && random.chance(0.5) ? '无劳动力' : '弱劳动力或半劳动力';
  if (disability) return '弱劳动力或半劳动力';
  return random.chance(age < 50 ? 0.12 : 0.06) ? '技能劳动力' : '普通劳动力';
}

function workMonthsOf(age: number, sex: Sex, labour: string, random: Random): number {
  const whole = labour === '普通劳动力' || labour === '技能劳动力';
  const share = whole ? (sex === 'male' ? 0.82 : 0.6) - Math.max(0, age - 45) * 0.02 : 0;
  const works = whole ? random.chance(share) : labour === '弱劳动力或半劳动力' && age < 68 && random.chance(0.15);
  if (!works) return 0;
  return Math.min(12, Math.max(1, Math.round(random.normal(whole ? 9.5 : 5, 2.2))));
}

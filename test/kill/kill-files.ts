import { idCheckDigit } from '#domain/values/id-number.ts';

/** Households of one round's roster, one person each; every second is also in the round's feed. */
export const PEOPLE = 24;
export const REPORTED = PEOPLE / 6;

/** A number nobody has, another one for each round and person. */
export function numberOf(round: number, person: number): string {
  const first = `370390${1930 + (round % 60)}0101${String(person).padStart(3, '0')}`;
  return first + idCheckDigit(first);
}

export function rosterFile(round: number): Buffer {
  const lines = Array.from(
    { length: PEOPLE },
    (_, n) =>
      `西里镇,侯家峪村,${round}-${n},户${round}之${n},${numberOf(round, n)},户主,1540000${String(n).padStart(4, '0')}`,
  );
  return Buffer.from(['乡镇,行政村,户号,姓名,证件号码,与户主关系,户联系电话', ...lines].join('\n'));
}

export function feedFile(round: number): Buffer {
  const lines = Array.from(
    { length: REPORTED },
    (_, n) => `户${round}之${n * 6},${numberOf(round, n * 6)},西里镇,侯家峪村,2022-03-20`,
  );
  return Buffer.from(['姓名,身份证号码,乡镇,村,批准日期', ...lines].join('\n'));
}

import type { Sex } from '#domain/values/id-number.ts';
import type { DemoNames } from './demo-settings.ts';
import type { Random } from './random.ts';

/** Gives surnames and given names; one for each village, so that its old families stand out. */
export interface Namer {
  /** A surname for a new family of the village. */
  family(): string;
  /** A surname for somebody who married in. */
  stranger(): string;
  /** A given name for somebody born in that year; `generation` is the sign the family gives that generation, if any. */
  given(sex: Sex, born: number, generation?: string): string;
  /** A sign that brothers of one generation may share. */
  generationSign(born: number): string;
}

/** Chinese villages are often two or three families and a name: the village's name says which, if it names one. */
export function villageNamer(names: DemoNames, village: string, random: Random): Namer {
  const all = new Map(Object.entries(names.surnames));
  const own = oldFamilies(village, all, random);
  const signsOf = (sex: Sex, born: number) => {
    const era = names.given.find(({ until }) => born <= until) ?? names.given.at(-1);
    if (!era) throw new RangeError('no given names');
    return era[sex];
  };
  const rare = [...names.rare.characters];
  return {
    family: () => (random.chance(0.68) ? random.weighted(own) : random.weighted(all)),
    stranger: () => random.weighted(all),
    generationSign: (born) => random.pick([...signsOf('male', born).first]),
    given(sex, born, generation) {
      const signs = signsOf(sex, born);
      if (random.chance(names.rare.share)) {
        return (random.chance(0.5) ? random.pick([...signs.first]) : '') + random.pick(rare);
      }
      const last = random.pick([...signs.second]);
      if (generation === undefined && random.chance(signs.single)) return last;
      const first = generation ?? random.pick([...signs.first]);
      return first === last ? last : first + last;
    },
  };
}

function oldFamilies(village: string, all: ReadonlyMap<string, number>, random: Random): Map<string, number> {
  const named = [...village].find((sign, index) => all.has(sign) && /^[家宅庄]/u.test([...village][index + 1] ?? ''));
  const families = new Map<string, number>(named ? [[named, 8]] : []);
  while (families.size < 4) families.set(random.weighted(all), 5 - families.size);
  return families;
}

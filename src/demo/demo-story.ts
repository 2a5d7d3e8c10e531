import { type PlainDate, partsOf, plainDateOf } from '#domain/values/plain-date.ts';
import { nationalNumber } from './build-world.ts';
import type { FeedFile } from './feed-files.ts';
import { riskOf } from './national-standing.ts';
import type { Random } from './random.ts';
import type { DemoHousehold, DemoWorld, NationalRecord } from './world.ts';

type InNational = DemoHousehold & { readonly national: NationalRecord };

/** One household as a later national export shows it: recognised in the demonstration's first month. */
export interface RecognisedHousehold {
  readonly household: string;
  readonly village: string;
  readonly head: string;
  readonly headId: string;
  /** 监测对象类别 and 风险类型 with which it is to be recognised. */
  readonly kind: string;
  readonly risk: string;
  readonly foundOn: PlainDate;
  /** 监测对象类别 as the export shows it; differs from `kind` where somebody keyed it wrongly. */
  readonly kindInExport: string;
}

/** What has changed in the national system between the two exports. Household numbers of the roster. */
export interface DemoStory {
  readonly recognised: readonly RecognisedHousehold[];
  /** 户号 of households whose risk was cleared in between. */
  readonly cleared: readonly string[];
  /** 户号 of households no longer in the export. */
  readonly gone: readonly string[];
}

/** The households of the national system, first as they stand at the beginning, then a month later. */
export function tellStory(
  world: DemoWorld,
  feeds: readonly FeedFile[],
  count: number,
  later: PlainDate,
  random: Random,
): { before: InNational[]; after: InNational[]; story: DemoStory } {
  const before = world.households.flatMap((household) => (household.national ? [household as InNational] : []));
  const open = before.filter(({ national }) => national.monitored && !national.monitored.clearedOn);
  const cleared = random.shuffled(open).slice(0, 3);
  const gone = random.shuffled(before.filter(({ national }) => !national.monitored)).slice(0, 1);
  const chosen = (feeds[0]?.households ?? []).filter(({ national }) => !national?.monitored).slice(0, count);
  const recognised = chosen.map((household, at) => recognise(household, at, nationalNumber(9000 + at), later, random));
  const after = before
    .filter((household) => !gone.includes(household) && !chosen.includes(household))
    .map((household) => (cleared.includes(household) ? withClearance(household, later) : household));
  return {
    before,
    after: [...after, ...recognised.map(({ household }) => household)],
    story: {
      recognised: recognised.map(({ entry }) => entry),
      cleared: cleared.map(({ number }) => number),
      gone: gone.map(({ number }) => number),
    },
  };
}

function recognise(
  household: DemoHousehold,
  at: number,
  number: string,
  later: PlainDate,
  random: Random,
): { household: InNational; entry: RecognisedHousehold } {
  const { year, month } = partsOf(later);
  const foundOn = plainDateOf(year, month, 18 + (at % 8));
  const kind = household.national?.exPoor ? '脱贫不稳定户' : '边缘易致贫户';
  const kindInExport = at === 1 ? '突发严重困难户' : kind;
  const risk = riskOf(household, random);
  const monitored = { kind: kindInExport, risk, foundOn, clearedOn: null };
  const before = household.national ?? { number, exPoor: false, cause: '', recognisedOn: foundOn, monitored: null };
  const [head] = household.members;
  return {
    household: { ...household, national: { ...before, monitored } },
    entry: {
      household: household.number,
      village: household.village.code,
      head: head?.name ?? '',
      headId: head?.id ?? '',
      kind,
      risk,
      foundOn,
      kindInExport,
    },
  };
}

function withClearance(household: InNational, later: PlainDate): InNational {
  const { monitored } = household.national;
  if (!monitored) return household;
  const { year, month } = partsOf(later);
  return {
    ...household,
    national: { ...household.national, monitored: { ...monitored, clearedOn: plainDateOf(year, month, 20) } },
  };
}

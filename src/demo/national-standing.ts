import { addMonths, type PlainDate, plainDateOf } from '#domain/values/plain-date.ts';
import type { Random } from './random.ts';
import { type DemoHousehold, type MonitoredRecord, type NationalRecord, perHead } from './world.ts';

/** How hard a household has it: higher is worse. Income weighs most, then illness and disability. */
export function hardship(household: DemoHousehold, random: Random): number {
  const ill = household.members.filter(({ health }) => health.includes('患有大病')).length;
  const severe = household.members.filter(({ disability }) => disability && disability.grade <= 2).length;
  const poor = Math.max(-1.5, (11_000 - perHead(household)) / 6000);
  return poor + ill * 1.1 + severe * 0.9 + random.normal(0, 0.8);
}

/** What the national system holds on a household recognised as poor in 2014–2017, by its own members' situation. */
export function exPoorRecord(household: DemoHousehold, number: string, random: Random): NationalRecord {
  const year = random.weighted(new Map([[2014, 6], [2015, 3], [2016, 2], [2017, 1]])); // biome-ignore format: one line
  return {
    number,
    exPoor: true,
    cause: causeOf(household, random),
    recognisedOn: plainDateOf(year, random.int(4, 12), random.int(1, 28)),
    monitored: null,
  };
}

/** The record with the household made a monitored one between 2020 and the month before `on`. */
export function monitoredRecord(
  household: DemoHousehold,
  before: NationalRecord | null,
  number: string,
  on: PlainDate,
  random: Random,
): NationalRecord {
  const foundOn = addMonths(on, -random.int(2, 23));
  const cleared = random.chance(0.25) && foundOn < addMonths(on, -9);
  const kind = before
    ? '脱贫不稳定户'
    : random.weighted(new Map([['边缘易致贫户', 8], ['突发严重困难户', 2]])); // biome-ignore format: one line
  const monitored: MonitoredRecord = {
    kind,
    risk: riskOf(household, random),
    foundOn,
    clearedOn: cleared ? addMonths(foundOn, random.int(6, 8)) : null,
  };
  if (before) return { ...before, monitored };
  return { number, exPoor: false, cause: '', recognisedOn: foundOn, monitored };
}

/** 风险类型 that the members' situation suggests. */
export function riskOf(household: DemoHousehold, random: Random): string {
  const { members } = household;
  if (members.some(({ health }) => health.includes('患有大病'))) return '因病';
  if (members.some(({ disability }) => disability && disability.grade <= 2)) return '因残';
  if (members.some(({ schooling }) => schooling && /^(本科|高职高专|普通高中)/u.test(schooling))) return '因学';
  if (members.every(({ labour }) => labour === '无劳动力' || labour === '丧失劳动力')) return '缺劳动力';
  return random.pick(['因务工就业不稳', '因产业项目失败', '因意外事故', '因自然灾害', '因病']);
}

function causeOf(household: DemoHousehold, random: Random): string {
  const { members } = household;
  if (members.some(({ disability }) => disability)) return '因残';
  if (members.some(({ health }) => !health.includes('健康'))) return random.chance(0.75) ? '因病' : '缺劳力';
  if (members.every(({ age }) => age >= 60)) return '缺劳力';
  return random.pick(['缺技术', '缺资金', '因学', '缺劳力', '自身发展力不足']);
}

import type { Random } from './random.ts';
import type { DemoIncome, DemoPerson } from './world.ts';

/** Basic pension of residents a year from 60 on, in yuan. */
const BASIC_PENSION = 1800;

/**
 * A year's income in whole yuan: wages by months worked, orchards and fields by hands, rent, pensions and allowances.
 * `fortune` multiplies wages and production: households differ more than their members explain.
 */
export function householdIncome(members: readonly DemoPerson[], random: Random): DemoIncome {
  const fortune = Math.exp(random.normal(0, 0.38));
  const hands = members.reduce((sum, person) => sum + farmHands(person), 0);
  const production = yuan(hands * random.normal(33_000, 8500) * fortune);
  return {
    wage: yuan(members.reduce((sum, person) => sum + wageOf(person, random), 0) * fortune),
    production,
    property: random.chance(0.35) ? yuan(random.normal(1100, 700)) : 0,
    transfer: yuan(random.normal(520, 160)) + members.reduce((sum, person) => sum + transferOf(person, random), 0),
    expense: yuan(production * random.normal(0.32, 0.06)),
  };
}

/**
 * The income of an ex-poor household in 2021: help through work places, shares in projects and allowances has carried
 * it above `floor` yuan a head, where it was below.
 */
export function lifted(income: DemoIncome, members: number, floor: number): DemoIncome {
  const { wage, production, property, transfer, expense } = income;
  const missing = Math.max(0, floor * members - (wage + production + property + transfer - expense));
  return {
    ...income,
    wage: wage + yuan(missing * 0.35),
    property: property + yuan(missing * 0.2),
    transfer: transfer + yuan(missing * 0.45),
  };
}

function wageOf({ workMonths, labour, age }: DemoPerson, random: Random): number {
  if (workMonths === 0) return 0;
  const base = labour === '技能劳动力' ? 4200 : labour === '普通劳动力' ? 2750 : 1200;
  return workMonths * base * (age > 50 ? 0.8 : 1) * Math.max(0.5, random.normal(1, 0.2));
}

/** Hands on the land: those who work away still help at harvest. */
function farmHands({ labour, workMonths, age }: DemoPerson): number {
  if (labour === '弱劳动力或半劳动力') return age < 75 ? 0.55 : 0.2;
  if (labour !== '普通劳动力' && labour !== '技能劳动力') return 0;
  return workMonths > 6 ? 0.2 : 1;
}

function transferOf({ age, disability, labour }: DemoPerson, random: Random): number {
  let sum = 0;
  if (age >= 60) sum += random.chance(0.06) ? yuan(random.normal(29_000, 6000)) : BASIC_PENSION + random.int(0, 600);
  if (age >= 80) sum += 960;
  if (disability && disability.grade <= 2) sum += 1560;
  if (age >= 70 && labour !== '弱劳动力或半劳动力') sum += yuan(random.normal(2400, 900));
  return sum;
}

function yuan(amount: number): number {
  return Math.max(0, Math.round(amount));
}

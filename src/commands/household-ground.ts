import type { Facts } from '#domain/procedures/fact-history.ts';
import { areaLabel } from '#domain/values/area-label.ts';
import { type Fen, fen, yuanText } from '#domain/values/fen.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { listAreaChain } from '#store/areas.ts';
import { householdFacts } from '#store/household-facts.ts';
import { findHouseholdRow } from '#store/household-page.ts';
import { listIncomes } from '#store/incomes.ts';
import type { CommandContext } from './command-context.ts';
import { lastVisitOf } from './last-visit.ts';

type Finding = 'ok' | 'problem' | 'unknown';

/**
 * What is known of a household when a matter about it is opened: the register's coded facts, the net income a head of the
 * latest complete worksheet (else of the register), its village as people write it, and what the latest visit found of the
 * guarantees and water.
 * What nobody looked at is absent.
 */
export async function householdGround(context: CommandContext, household: string, on: PlainDate): Promise<Facts> {
  const { county } = context.keys;
  const facts = await householdFacts(context.tx, county, household, on);
  const row = await findHouseholdRow(context.tx, county, household);
  const income = await netIncomePerPerson(context, household, row.net_income_per_person_fen);
  const found = guaranteesOf(await lastVisitOf(context, household));
  const water = found.饮水安全 ?? row.safe_water;
  const [village] = row.village === null ? [] : await listAreaChain(context.tx, row.village, on);
  return {
    ...facts,
    户: {
      ...facts.户,
      ...(village === undefined ? {} : { 建制村: areaLabel(village.name) }),
      ...(income === null ? {} : { 人均纯收入: yuanText(income) }),
      ...found,
      ...(water === null || water === undefined ? {} : { 饮水安全: water }),
    },
  };
}

/** In fen; null while a line it needs is unknown and the register has none either. */
export async function netIncomePerPerson(
  context: CommandContext,
  household: string,
  stored: bigint | number | null,
): Promise<Fen | null> {
  const [sheet] = await listIncomes(context.tx, context.keys.county, household);
  const line = (key: string): Fen | null => sheet?.lines[key] ?? null;
  const parts = [line('wage'), line('business'), line('property'), line('transfer')];
  const cost = line('businessCost');
  if (sheet === undefined || cost === null || parts.some((part) => part === null)) {
    return stored === null ? null : fen(BigInt(stored));
  }
  const total = parts.reduce<bigint>((sum, part) => sum + (part ?? 0n), 0n) - cost;
  return fen(total / BigInt(sheet.persons));
}

/** What a visit found of the guarantees and water, as facts rules read; what nobody looked at is absent. */
export function guaranteesOf(visit: Facts | null): Record<string, boolean> {
  const found = (visit?.['三保障和饮水'] ?? {}) as Readonly<Record<string, Finding>>;
  const known = (key: string): boolean | undefined =>
    found[key] === 'ok' ? true : found[key] === 'problem' ? false : undefined;
  const [housing, education, medical] = [known('housing'), known('education'), known('medicalInsurance')];
  const three = [housing, education, medical];
  const all = three.includes(false) ? false : three.includes(undefined) ? undefined : true;
  const named = {
    住房安全: housing,
    义务教育有保障: education,
    基本医疗有保障: medical,
    饮水安全: known('water'),
    三保障有保障: all,
  };
  return Object.fromEntries(
    Object.entries(named).flatMap(([name, value]) => (value === undefined ? [] : [[name, value] as const])),
  );
}

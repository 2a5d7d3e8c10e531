import { findClearanceBlocks, findFaults } from '#domain/registry/quality/find-faults.ts';
import type { QualityHousehold, QualitySetting } from '#domain/registry/quality/quality-household.ts';
import type { QualityFinding } from '#domain/registry/quality/quality-rule.ts';
import { monthOf } from '#domain/values/plain-date.ts';
import {
  type FoundBy,
  type LookedAt,
  listExcepted,
  listUncheckedBatches,
  noteRun,
  settleFindings,
  wasRun,
} from '#store/quality-findings.ts';
import {
  type JudgedHousehold,
  listBatchHouseholds,
  listHouseholdIds,
  loadJudgedHouseholds,
} from '#store/quality-households.ts';
import type { CommandContext } from './command-context.ts';
import { qualitySetting } from './quality-setting.ts';

/** Households looked at together. */
const AT_ONCE = 1000;

/** What a look at many households found. */
export interface QualityLook {
  readonly households: number;
  readonly findings: number;
  readonly added: number;
  readonly mended: number;
}

/**
 * Runs the rules over these households as they stand and keeps what is found; findings that are gone are mended as of today.
 * Households that have left the register are passed over. Looking twice changes nothing.
 */
export async function checkHouseholds(
  context: CommandContext,
  ids: readonly string[],
  how: FoundBy,
  batch: string | null = null,
): Promise<QualityLook> {
  const { tx, keys, now } = context;
  const settings = settingsOf(context);
  const total = { households: 0, findings: 0, added: 0, mended: 0 };
  for (let from = 0; from < ids.length; from += AT_ONCE) {
    const judged = await loadJudgedHouseholds(tx, keys, ids.slice(from, from + AT_ONCE));
    const looked: LookedAt[] = [];
    for (const each of judged) {
      const findings = findFaults(each.household, await settings(each));
      looked.push({ household: each.household.key, town: each.town, village: each.village, findings });
    }
    const { added, mended } = await settleFindings(tx, keys.county, looked, { on: now.today, how, batch });
    total.households += looked.length;
    total.findings += looked.reduce((sum, { findings }) => sum + findings.length, 0);
    total.added += added;
    total.mended += mended;
  }
  return total;
}

/** Looks at the households of an applied file, once a file; null when that was done. */
export async function checkBatch(context: CommandContext, batch: string): Promise<QualityLook | null> {
  const { tx, keys, now } = context;
  if (await wasRun(tx, keys.county, 'import', batch)) return null;
  const look = await checkHouseholds(context, await listBatchHouseholds(tx, keys.county, batch), 'import', batch);
  await noteRun(tx, keys.county, { kind: 'import', about: batch, on: now.today, at: now.at, ...look });
  return look;
}

/** Looks at every household of the county, once a month; null when the month was looked at. */
export async function checkMonth(context: CommandContext): Promise<QualityLook | null> {
  const { tx, keys, now } = context;
  const month = monthOf(now.today);
  if (await wasRun(tx, keys.county, 'month', month)) return null;
  const ids: string[] = [];
  for (let after: string | null = null; ; ) {
    const page: string[] = await listHouseholdIds(tx, keys.county, after, AT_ONCE);
    ids.push(...page);
    after = page.at(-1) ?? null;
    if (page.length < AT_ONCE) break;
  }
  const look = await checkHouseholds(context, ids, 'month');
  await noteRun(tx, keys.county, { kind: 'month', about: month, on: now.today, at: now.at, ...look });
  return look;
}

/** Files applied and not yet looked at. */
export function uncheckedBatches({ tx, keys }: CommandContext): Promise<string[]> {
  return listUncheckedBatches(tx, keys.county);
}

/** What the rules find in a household as `change` would make it: for showing before anything is saved. */
export async function previewFaults(
  context: CommandContext,
  id: string,
  change: (household: QualityHousehold) => QualityHousehold = (same) => same,
): Promise<{ before: QualityFinding[]; after: QualityFinding[] }> {
  const [judged] = await loadJudgedHouseholds(context.tx, context.keys, [id]);
  if (judged === undefined) return { before: [], after: [] };
  const setting = await settingsOf(context)(judged);
  return {
    before: findFaults(judged.household, setting),
    after: findFaults(change(judged.household), setting),
  };
}

/** Findings nobody vouches for that stand in the way of clearing the household today. Empty: none. */
export async function clearanceBlocks(context: CommandContext, id: string): Promise<QualityFinding[]> {
  const [judged] = await loadJudgedHouseholds(context.tx, context.keys, [id]);
  if (judged === undefined) return [];
  const setting = await settingsOf(context)(judged);
  const excepted = await listExcepted(context.tx, context.keys.county, id);
  return findClearanceBlocks(judged.household, setting, context.now.today).filter(
    ({ rule, person }) => !excepted.has(person === null ? rule : `${rule}/${person}`),
  );
}

/** The setting of the area each household stands in, resolved once an area. */
function settingsOf(context: CommandContext): (of: JudgedHousehold) => Promise<QualitySetting> {
  const known = new Map<number, Promise<QualitySetting>>();
  return ({ town, village }) => {
    const area = village ?? town;
    const setting = known.get(area) ?? resolve(context, area);
    known.set(area, setting);
    return setting;
  };
}

async function resolve(context: CommandContext, area: number): Promise<QualitySetting> {
  const { policy } = await context.policy.inForce(context.tx, area, context.now.today);
  return qualitySetting(policy, context.now.today);
}

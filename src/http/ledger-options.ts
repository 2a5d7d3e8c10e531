import type { CommandContext } from '#commands/command-context.ts';
import { leadSteps, verdicts } from '#commands/lead-steps.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { lastVerifiers, ownReasons } from '#store/ledger-habits.ts';
import { listStaff } from '#store/staff.ts';
import { areaRefOf, leadWords } from './lead-presenter.ts';

/** The entries of a closed list of the documents in their order; empty where no document has the list. */
export function listOf(terms: Policy['terms'], name: string): { key: string; label: string }[] {
  return (terms.lists[name] ?? []).map((entry) => ({ key: entry.code, label: entry.label ?? entry.code }));
}

/** Causes that open the green channel, as the documents list them today; none where nothing is said. @source SD#2-h */
async function greenCauses(context: CommandContext): Promise<string[]> {
  const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, context.now.today);
  const value = parameterOn(policy, '绿色通道事由', context.now.today)?.value;
  return Array.isArray(value) ? value.map(String) : [];
}

/** What the ledger offers to choose from: words from the pack in force, people and phrases from the own area. */
export async function ledgerOptions(context: CommandContext) {
  const { areas, terms } = await leadWords(context);
  const rows = [...areas.values()];
  const visible = new Set([...context.actor.towns, ...context.actor.villages]);
  const villages = rows.filter(
    (row) => row.level === 'village' && (visible.has(row.area) || visible.has(row.parent ?? 0)),
  );
  const towns = [...new Set(villages.map((village) => village.parent ?? 0))];
  const staff = await listStaff(
    context.tx,
    context.keys.county,
    [...towns, ...villages.map((row) => row.area)],
    context.now.today,
  );
  const names = new Map(staff.map((person) => [person.id, person.name]));
  const pair = await lastVerifiers(context.tx, context.keys.county, context.actor.account);
  return {
    channels: terms.channels.map((channel) => ({
      id: channel.id,
      label: channel.label ?? channel.id,
      sources: channel.origins.map((origin) => origin.value),
      freeSource: channel.origins.some((origin) => origin.hint !== undefined || origin.value === '其他'),
    })),
    verdicts: Object.values(verdicts).map((id) => ({ id, label: id, needsReason: id === verdicts.no })),
    reasons: await ownReasons(context.tx, context.keys, context.actor.account, leadSteps.verify),
    toldHow: listOf(terms, '告知方式').map(({ label }) => label),
    income: listOf(terms, '核实收入项目'),
    guarantees: listOf(terms, '核实保障项目'),
    verifiers: staff.map(({ id, name }) => ({ id, name })),
    lastPair: pair.flatMap((id) => (names.has(id) ? [{ id, name: names.get(id) ?? '' }] : [])),
    villages: villages.flatMap((village) => {
      const ref = areaRefOf(village);
      const town = areaRefOf(areas.get(village.parent ?? 0));
      return ref === null || town === null ? [] : [{ ...ref, town }];
    }),
    risks: terms.risks.map((risk) => ({ code: risk.code, label: risk.label ?? risk.code })),
    greenCauses: await greenCauses(context),
  };
}

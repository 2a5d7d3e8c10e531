import { CHANGE_SOURCE } from '#commands/apply-change.ts';
import type { CommandContext } from '#commands/command-context.ts';
import { leadSteps } from '#commands/lead-steps.ts';
import { loadMatter } from '#commands/matter-file.ts';
import { listOpenable } from '#commands/open-procedure.ts';
import type { HouseholdHit } from '#contract/households.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import { type Fen, fen, yuanText } from '#domain/values/fen.ts';
import { ageOn, shanghaiDay } from '#domain/values/plain-date.ts';
import { accountNames } from '#store/account-names.ts';
import { listChanges } from '#store/household-changes.ts';
import { findHouseholdRow, lastSources, listMembers, listRegistryEvents } from '#store/household-page.ts';
import type { HouseholdHitRow } from '#store/households.ts';
import { listIncomes } from '#store/incomes.ts';
import { listMatters } from '#store/matters.ts';
import { presentActs } from './lead-detail.ts';
import { type LeadWords, presentLeads, presentRefusal } from './lead-presenter.ts';
import { listOf } from './ledger-options.ts';

type Sourced = { key: string; label: string; value: string | null; source: string | null; on: string | null };

/** 农户页: facts with their source, members, income with both figures, timeline of leads, visits and registry changes. */
export async function presentHousehold(
  context: CommandContext,
  calendar: Calendar,
  labels: Pick<LeadWords, 'stepLabels' | 'terms'>,
  row: HouseholdHitRow,
  hit: HouseholdHit,
) {
  const county = context.keys.county;
  const household = await findHouseholdRow(context.tx, county, row.id);
  const sources = await lastSources(context.tx, county, row.id);
  const fact = (key: string, label: string, value: string | null, subject = row.id): Sourced => {
    const last = sources.get(`${subject}/${key}`);
    return { key, label, value, source: last?.source ?? null, on: last?.on ?? null };
  };
  const members = await listMembers(context.tx, county, row.id);
  const { lines } = await presentLeads(context, calendar, { household: row.id });
  return {
    household: hit,
    addressMasked: household.address === null ? null : '******',
    provisional: household.provisional,
    facts: [
      fact('householdNumber', '户编号', household.household_number),
      fact('householdType', '户类型', household.household_type),
      fact('monitoredCategory', '监测对象类别', household.monitored_category),
      fact('identifiedOn', '识别时间', household.identified_on),
      fact('naturalVillage', '自然村', household.natural_village),
      fact('dangerousHousing', '危房户', triState(household.dangerous_housing)),
      fact('safeWater', '饮水安全', triState(household.safe_water)),
    ],
    status: {
      monitored: household.status === 'monitored',
      label: household.status,
      since: household.status_since,
      risks: household.risks ?? [],
    },
    members: members.map((member) => ({
      id: member.id,
      name: member.name,
      relation: member.relation,
      sex: member.sex,
      age: member.born_on === null ? null : ageOn(member.born_on, context.now.today),
      idMasked: member.id_masked,
      facts: [
        fact('ethnicity', '民族', member.ethnicity, member.id),
        fact('education', '文化程度', member.education, member.id),
        fact('schooling', '在校生状况', member.schooling, member.id),
        fact('health', '健康状况', member.health === null ? null : member.health.join('、'), member.id),
        fact('labour', '劳动技能', member.labour, member.id),
        fact('minimumAllowance', '低保', triState(member.minimum_allowance), member.id),
        fact('extremePovertyCare', '特困', triState(member.extreme_poverty_care), member.id),
        fact('workMonths', '务工月数', member.work_months === null ? null : String(member.work_months), member.id),
      ],
    })),
    income: await incomeOf(context, labels.terms, row.id, household.net_income_per_person_fen),
    timeline: await timelineOf(context, labels.stepLabels, row.id),
    leads: lines.map((line) => ({ id: line.id, no: line.no, stage: line.stage, due: line.due })),
    procedures: (await listOpenable(context, row.id)).map(({ id, label, running, refusals }) => ({
      id,
      label,
      running,
      refused: refusals.map(presentRefusal),
    })),
  };
}

/** Both figures per person, null while a line they need is unknown. @source national inferred formula */
async function incomeOf(
  context: CommandContext,
  terms: LeadWords['terms'],
  household: string,
  stored: number | bigint | null,
) {
  const [sheet] = await listIncomes(context.tx, context.keys.county, household);
  const line = (key: string): Fen | null => sheet?.lines[key] ?? null;
  const net = sumOf([line('wage'), line('business'), line('property'), line('transfer')], [line('businessCost')]);
  const reference = net === null ? null : sumOf([net, line('insurancePayout')], [line('compliantOutOfPocket')]);
  const perPerson = (amount: Fen | null) =>
    amount === null ? null : yuanText(fen(amount / BigInt(sheet?.persons ?? 1)));
  return {
    window: null,
    lines: listOf(terms, '核实收入项目').map(({ key, label }) => {
      const value = line(key);
      return {
        key,
        label,
        value: value === null ? null : yuanText(value),
        source: sheet?.source ?? null,
        on: sheet?.onDay ?? null,
      };
    }),
    perCapitaNet: perPerson(net) ?? (stored === null ? null : yuanText(fen(stored))),
    referenceRange: perPerson(reference),
  };
}

function sumOf(plus: readonly (Fen | null)[], minus: readonly (Fen | null)[]): Fen | null {
  if ([...plus, ...minus].some((amount) => amount === null)) return null;
  const total = (amounts: readonly (Fen | null)[]) => amounts.reduce((sum, amount) => sum + (amount ?? 0n), 0n);
  return fen(total(plus) - total(minus));
}

async function timelineOf(context: CommandContext, stepLabels: Readonly<Record<string, string>>, household: string) {
  const matters = await listMatters(context.tx, context.keys.county, { household });
  const entries = [];
  for (const matter of matters) {
    const file = await loadMatter(context, matter.matter);
    const { procedure } = file.state.setting;
    const named = (step: string) => procedure.steps.find((each) => each.id === step)?.label ?? stepLabels[step] ?? step;
    const acts = await presentActs(context, file, named);
    for (const act of acts) {
      entries.push({
        on: act.on,
        at: act.at,
        kind:
          act.kind === leadSteps.verify
            ? ('visit' as const)
            : matter.procedure === 'lead'
              ? ('lead' as const)
              : ('identification' as const),
        title: act.label,
        text: act.text,
        by: act.by,
        matter: matter.matter,
      });
    }
  }
  const events = await listRegistryEvents(context.tx, context.keys.county, household);
  const names = await accountNames(
    context.tx,
    events.map((event) => event.actor),
  );
  for (const change of await listChanges(context.tx, context.keys, { household })) {
    if (change.side === 1 && change.household !== household) continue;
    entries.push({
      on: change.on,
      at: change.at,
      kind: 'registry' as const,
      title: `change:${change.kind}`,
      text: [change.member, change.otherHead, change.reason].filter(Boolean).join('，'),
      by: change.actorName,
      matter: null,
    });
  }
  for (const event of events.filter(({ source }) => source !== CHANGE_SOURCE)) {
    entries.push({
      on: event.source_on ?? shanghaiDay(event.at),
      at: event.at,
      kind: 'registry' as const,
      title: event.source,
      text: String(event.fields),
      by: names.get(event.actor) ?? '',
      matter: null,
    });
  }
  return entries.toSorted((a, b) => (a.on === b.on ? b.at - a.at : a.on < b.on ? 1 : -1));
}

function triState(value: boolean | null): string | null {
  return value === null ? null : value ? '是' : '否';
}

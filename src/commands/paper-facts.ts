import type { Env } from '#domain/feel/env.ts';
import { readFacts } from '#domain/feel/read-facts.ts';
import { asFields, type FormFacts } from '#domain/policy/fill-form.ts';
import { policyNames } from '#domain/policy/policy-names.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { stepFacts, viewOn } from '#domain/procedures/day-view.ts';
import { areaLabel } from '#domain/values/area-label.ts';
import { maskIdNumber } from '#domain/values/id-number.ts';
import { accountNames } from '#store/account-names.ts';
import { openActValues } from '#store/acts.ts';
import { type AreaRow, listAreaChain } from '#store/areas.ts';
import { findHouseholdRow, listMembers } from '#store/household-page.ts';
import { memberNumbers } from '#store/reveal-number.ts';
import { staffNames } from '#store/staff.ts';
import type { CommandContext } from './command-context.ts';
import { householdGround } from './household-ground.ts';
import { engineAct, type MatterFile } from './matter-file.ts';

/** What a paper is about: a household, with the matter it is made in where there is one. */
export interface PaperSubject {
  readonly household: string | null;
  readonly file: MatterFile | null;
  /** Area the paper is for: its village, town or county, innermost first with all around it. */
  readonly chain: readonly AreaRow[];
}

/** Facts, steps and acts a form is filled from; numbers in full only where the form carries them so. */
export async function paperFacts(
  context: CommandContext,
  policy: Policy,
  subject: PaperSubject,
  numbers: 'full' | 'masked',
): Promise<FormFacts> {
  const { today } = context.now;
  const places = placesOf(subject.chain);
  const household = subject.household === null ? null : await householdOf(context, subject.household, numbers);
  const known = { ...household?.facts, 户: { ...household?.facts.户, ...places } };
  const bare = {
    乡镇名: places.乡,
    村名: places.村,
    ...(household === null ? {} : { 户主姓名: household.facts.户.户主, 身份证号码: household.facts.户.户主身份证号码 }),
  };
  const { env } = readFacts(policyNames(policy).dictionary, { ...known, ...bare });
  const steps = subject.file === null ? {} : stepsOf(subject.file, today);
  const acts = subject.file === null ? {} : await actsOf(context, subject.file);
  const about = household === null ? {} : { '户.风险': household.risks.join('、') || null };
  return {
    day: today,
    env: { ...env, ...(subject.file === null ? {} : { steps }), act: { ...env.act, ...asFields(acts) } },
    acts: { ...about, ...acts },
  };
}

/** 省 市 县 乡 村 by the names rules know. */
function placesOf(chain: readonly AreaRow[]): Readonly<Record<string, string>> {
  const at = (level: string): string | undefined => {
    const row = chain.find((area) => area.level === level);
    return row === undefined ? undefined : areaLabel(row.name);
  };
  const [town, village] = [at('township'), at('village')];
  const all = { 省: at('province'), 市: at('city'), 县: at('county'), 乡: town, 镇: town, 村: village };
  const villages = { 建制村: village, 行政村: village };
  return Object.fromEntries(
    Object.entries({ ...all, ...villages }).flatMap(([name, value]) => (value === undefined ? [] : [[name, value]])),
  );
}

async function householdOf(context: CommandContext, household: string, numbers: 'full' | 'masked') {
  const { tx, keys, now } = context;
  const row = await findHouseholdRow(tx, keys.county, household);
  const ground = await householdGround(context, household, now.today);
  const members = await listMembers(tx, keys.county, household);
  const secrets = await memberNumbers(tx, keys, household);
  const shown = (text: string | null): string | null =>
    text === null || numbers === 'full' ? text : maskIdNumber(text);
  const opened = (column: 'address' | 'phone'): string | null =>
    keys.open({ table: 'households', column, row: household }, row[column]);
  const head = members.find(({ is_head }) => is_head);
  const phone = opened('phone');
  const people = (ground['成员'] as readonly Readonly<Record<string, unknown>>[]) ?? [];
  const named = members.map((member) => ({
    ...people.find(({ id }) => id === member.id),
    姓名: member.name,
    证件号码: shown(secrets.get(member.id) ?? null) ?? member.id_masked,
  }));
  const facts = {
    ...ground,
    户: {
      ...(ground['户'] as Readonly<Record<string, unknown>>),
      户主: row.head_name,
      户主身份证号码: head === undefined ? null : shown(secrets.get(head.id) ?? null),
      户编号: row.household_number,
      组: row.village_group ?? row.natural_village,
      自然村: row.natural_village,
      住址: opened('address'),
      户联系电话: shown(phone),
      联系电话: shown(phone),
      成员: named,
    },
    成员: named,
  };
  return { facts, risks: row.risks ?? [] };
}

function stepsOf(file: MatterFile, today: CommandContext['now']['today']): NonNullable<Env['steps']> {
  const steps = stepFacts(viewOn(file.state, today));
  return Object.fromEntries(Object.entries(steps).map(([step, fields]) => [step, asFields(fields)]));
}

/** What acts brought, under their step: values, personal ones opened, names of who signed; the latest act counts. */
async function actsOf(context: CommandContext, file: MatterFile): Promise<Record<string, unknown>> {
  const personal = await openActValues(context.tx, context.keys, file.row.matter);
  const acts = file.acts.slice(1).map(engineAct);
  const ids = acts.flatMap(({ signers, values }) => [
    ...signers.flatMap(({ person }) => person ?? []),
    ...Object.values(values).flatMap((value) => (Array.isArray(value) ? value.map(String) : [])),
  ]);
  const uuids = [...new Set(ids)].filter((id) => UUID.test(id));
  const names = new Map([
    ...(await accountNames(context.tx, uuids)),
    ...(await staffNames(context.tx, context.keys.county, uuids)),
  ]);
  const said = (value: unknown): unknown =>
    Array.isArray(value) ? value.map((each) => names.get(String(each)) ?? each) : value;
  const found: Record<string, unknown> = {};
  for (const act of acts) {
    const step = act.kind.replace(/\.begin$/, '');
    for (const [key, value] of Object.entries({ ...act.values, ...personal.get(act.seq) })) {
      found[`${step}.${key}`] = said(value);
      found[key] ??= said(value);
    }
    for (const { role, person } of act.signers) {
      found[`${step}.signers.${role}`] = person === undefined ? null : (names.get(person) ?? null);
    }
    if (act.kind !== step) continue;
    found[`${step}.on`] = act.on;
    found[`${step}.outcome`] = act.outcome;
  }
  return found;
}

const UUID = /^[0-9a-f]{8}-[0-9a-f-]{27}$/;

/** Areas of a place outwards, innermost first. */
export function chainOf(context: CommandContext, area: number): Promise<AreaRow[]> {
  return listAreaChain(context.tx, area, context.now.today);
}

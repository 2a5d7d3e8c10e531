import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { areaLabel } from '#domain/values/area-label.ts';
import { fen, yuanText } from '#domain/values/fen.ts';
import { listCountyAreas } from '#store/areas.ts';
import { listIncomes } from '#store/incomes.ts';
import { listLeads } from '#store/lead-lines.ts';
import { listClocksOf } from '#store/matters.ts';
import { staffNames } from '#store/staff.ts';
import type { CommandContext } from './command-context.ts';
import { lastVisitOf } from './last-visit.ts';
import { leadSteps, verdicts } from './lead-steps.ts';

const CHECKS = { housing: '住房安全', education: '义务教育', medicalInsurance: '基本医疗', water: '饮水安全' } as const;

/**
 * What forms about a lead are filled with, as `线索.…`, `收入.…`, `核实.…` and the choices of the document. Identity numbers
 * are masked. Errors: `not-found`.
 */
export async function paperLeadFacts(
  context: CommandContext,
  policy: Policy,
  lead: string,
): Promise<Readonly<Record<string, unknown>>> {
  const { tx, keys, now } = context;
  const [line] = (await listLeads(tx, keys, { matters: [lead], limit: 1 })).lines;
  if (!line) throw new AppError('not-found', { what: 'lead', lead });
  const areas = new Map((await listCountyAreas(tx, keys.county, now.today)).map((row) => [row.area, row]));
  const county = [...areas.values()].find(({ level }) => level === 'county');
  const place = (area: number | null): string | null => {
    const row = area === null ? undefined : areas.get(area);
    return row === undefined ? null : areaLabel(row.name);
  };
  const people = await staffNames(tx, keys.county, line.verifiers);
  const clock = (await listClocksOf(tx, keys.county, [lead])).get(lead)?.find(({ step }) => step === leadSteps.verify);
  const channel = policy.terms.channels.find(({ id }) => id === line.channel);
  return {
    '线索.编号': line.no,
    '线索.户主姓名': line.headName,
    '线索.证件': line.idMasked,
    '线索.乡镇': place(line.town),
    '线索.村': place(line.village),
    '线索.县局': bureauName(policy, county === undefined ? '' : areaLabel(county.name)),
    '线索.预警方式': channel?.label ?? line.channel,
    '线索.来源': line.source,
    '线索.内容': line.text,
    '线索.发现日期': line.foundOn,
    '线索.反馈日期': line.feedbackOn,
    '线索.核实期限': clock?.dueOn ?? null,
    '线索.核查人员': line.verifiers.flatMap((id) => people.get(id) ?? []).join('、') || null,
    '线索.核实日期': line.visitedOn,
    '线索.结论': line.verdict,
    '线索.原因': line.reason,
    '线索.申请途径': waysToApply(policy),
    '线索.告知': channel?.canonical === 'self-application' || channel?.canonical === 'petition',
    '选项.风险': policy.terms.risks.map(({ label, code }) => label ?? code).join('、'),
    '选项.结论': Object.values(verdicts).join('、'),
    ...(await incomeFacts(context, policy, line.household)),
    ...(await foundOn(context, line.household)),
  };
}

/** Ways to apply by oneself, without the open end 其他; null where the document names none. */
export function waysToApply(policy: Policy): string | null {
  const ways = policy.terms.channels
    .filter(({ canonical }) => canonical === 'self-application')
    .flatMap(({ origins }) => origins.map(({ value }) => value))
    .filter((value) => value !== '其他');
  return ways.length === 0 ? null : ways.join('、');
}

/** 某某县乡村振兴局, by the bureau's word in the document. */
export function bureauName(policy: Policy, county: string): string {
  const term = policy.terms.offices.find(({ id }) => id === 'county-bureau');
  return `${county}${(term?.kinds[0] ?? term?.labels[0] ?? '').replace(/^县(（[^）]*）)?/, '')}`;
}

async function incomeFacts({ tx, keys }: CommandContext, policy: Policy, household: string | null) {
  if (household === null) return {};
  const [sheet] = await listIncomes(tx, keys.county, household);
  const list = policy.terms.lists['核实收入项目'] ?? [];
  const lines = list.flatMap(({ id, label }): [string, string][] => {
    const value = sheet?.lines[id];
    return value == null ? [] : [[`收入.${label ?? id}`, yuanText(value)]];
  });
  const [wage, business, property, transfer, cost] = ['wage', 'business', 'property', 'transfer', 'businessCost'].map(
    (key) => sheet?.lines[key] ?? null,
  );
  const known = wage != null && business != null && property != null && transfer != null && cost != null;
  const net = known ? [['收入.家庭纯收入', yuanText(fen(wage + business + property + transfer - cost))]] : [];
  return Object.fromEntries([...lines, ...net]) as Record<string, string>;
}

/** What the latest visit found. */
async function foundOn(context: CommandContext, household: string | null): Promise<Record<string, string>> {
  const visit = household === null ? null : await lastVisitOf(context, household);
  if (visit === null) return {};
  const found = (visit['三保障和饮水'] ?? {}) as Readonly<Record<string, string>>;
  const words: Readonly<Record<string, string>> = { ok: '有保障', problem: '有问题' };
  const checks = Object.entries(CHECKS).flatMap(([key, label]): [string, string][] => {
    const word = words[found[key] ?? ''];
    return word === undefined ? [] : [[`核实.${label}`, word]];
  });
  const risks = Array.isArray(visit['风险']) ? visit['风险'].map(String) : [];
  return Object.fromEntries([...checks, ...(risks.length === 0 ? [] : [['核实.风险', risks.join('、')]])]);
}

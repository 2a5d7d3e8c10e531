import type { CommandContext } from '#commands/command-context.ts';
import { leadSteps, verdicts } from '#commands/lead-steps.ts';
import type { LedgerLine } from '#contract/leads.ts';
import type { RefusalReply } from '#contract/values.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import type { Terms } from '#domain/policy/pack-shape.ts';
import type { Refusal } from '#domain/procedures/refusal.ts';
import { areaLabel } from '#domain/values/area-label.ts';
import type { AreaRow } from '#store/areas.ts';
import { listCountyAreas } from '#store/areas.ts';
import { type LeadFilter, type ListedLead, listLeads } from '#store/lead-lines.ts';
import { type ClockRow, listClocksOf } from '#store/matters.ts';
import { staffNames } from '#store/staff.ts';
import { dueOfRow } from './due-presenter.ts';

/** What turns stored lines into what a page shows: names of areas, people, channels and steps. */
export interface LeadWords {
  readonly areas: ReadonlyMap<number, AreaRow>;
  readonly terms: Terms;
  readonly stepLabels: Readonly<Record<string, string>>;
}

/** Lines of 台账 as a page shows them, with the number of all that match. */
export async function presentLeads(
  context: CommandContext,
  calendar: Calendar,
  filter: LeadFilter,
): Promise<{ lines: LedgerLine[]; total: number }> {
  const { lines, total } = await listLeads(context.tx, context.keys, filter);
  const words = await leadWords(context);
  const county = context.keys.county;
  const clocks = await listClocksOf(
    context.tx,
    county,
    lines.map((line) => line.matter),
  );
  const people = lines.flatMap((line) => [...line.verifiers, ...(line.earlier?.verifiers ?? [])]);
  const names = await staffNames(context.tx, county, [...new Set(people)]);
  return {
    total,
    lines: lines.map((line) => presentLine(context, calendar, words, line, clocks.get(line.matter) ?? [], names)),
  };
}

/** Area names, terms and step labels in force for the actor's area today. */
export async function leadWords(context: CommandContext): Promise<LeadWords> {
  const areas = await listCountyAreas(context.tx, context.keys.county, context.now.today);
  const own = context.actor.area ?? areas.find((area) => area.level === 'county')?.area ?? 0;
  const { policy } = await context.policy.inForce(context.tx, own, context.now.today);
  const steps = policy.procedures['lead']?.steps ?? [];
  return {
    areas: new Map(areas.map((area) => [area.area, area])),
    terms: policy.terms,
    stepLabels: Object.fromEntries(steps.map((step) => [step.id, step.label ?? step.id])),
  };
}

/** The village as people say it: 某某村委会 is shown as 某某村. */
export function areaName(row: { readonly name: string } | undefined): string {
  return areaLabel(row?.name ?? '');
}

export function areaRefOf(row: AreaRow | undefined): { id: number; name: string; code: string | null } | null {
  return row === undefined ? null : { id: row.area, name: areaName(row), code: row.code };
}

/** A refusal of the engine as the contract carries it. */
export function presentRefusal(refused: Refusal): RefusalReply {
  const [source] = refused.source;
  const { opensWhen } = refused;
  return {
    code: refused.code,
    step: refused.step,
    ...(refused.text === null ? {} : { text: refused.text }),
    ...(source === undefined ? {} : { clause: `${source.pack}#${source.clause}` }),
    ...(refused.missing[0] === undefined ? {} : { missing: refused.missing.join('、') }),
    ...(opensWhen.parameter === undefined ? {} : { parameter: opensWhen.parameter }),
    ...(opensWhen.setBy == null ? {} : { setBy: opensWhen.setBy }),
    ...(opensWhen.day === undefined ? {} : { opensWhen: opensWhen.day }),
    facts: { strength: refused.strength, inferred: refused.inferred, opensWhen },
  };
}

function presentLine(
  context: CommandContext,
  calendar: Calendar,
  words: LeadWords,
  line: ListedLead,
  clocks: readonly ClockRow[],
  names: ReadonlyMap<string, string>,
): LedgerLine {
  const channel = words.terms.channels.find((each) => each.id === line.channel);
  const told = channel?.canonical === 'self-application' || channel?.canonical === 'petition';
  return {
    id: line.matter,
    no: line.no,
    seq: line.seq,
    stage: line.stage,
    town: areaRefOf(words.areas.get(line.town)),
    village: areaRefOf(line.village === null ? undefined : words.areas.get(line.village)),
    household: line.household,
    headName: line.headName,
    idMasked: line.idMasked,
    channel: line.channel,
    channelLabel: channel?.label ?? line.channel,
    source: line.source,
    text: line.text,
    foundOn: line.foundOn,
    feedbackOn: line.feedbackOn,
    verdict: line.verdict,
    proposedVerdict: line.proposedVerdict,
    reason: line.reason,
    told: { needed: told, on: line.toldOn, how: line.toldHow },
    verifiers: line.verifiers.map((id) => ({ id, name: names.get(id) ?? '' })),
    finishedOn: line.finishedOn,
    due: dueOfRow(calendar, leadingClock(clocks), context.now.today),
    next: nextStep(line, words),
    urgent: line.urgentCause !== null,
    evidenceCount: line.evidenceCount,
    mergedInto: line.mergedInto === null ? null : { id: line.mergedInto, no: line.mergedIntoNo ?? '' },
    proposedInto: line.proposedInto === null ? null : { id: line.proposedInto, no: line.proposedIntoNo ?? '' },
    repeats: repeatsOf(line, names),
    identification:
      line.identification === null ? null : { id: line.identification, label: line.identificationState ?? '' },
    provisionalHousehold: line.provisionalHousehold,
  };
}

function repeatsOf(line: ListedLead, names: ReadonlyMap<string, string>): LedgerLine['repeats'] {
  const { repeats, repeatState, earlier } = line;
  if (repeats === null || repeatState === null) return null;
  if (earlier === null) return { id: repeats, state: repeatState, visit: null };
  const { no, visitedOn, verdict, reason } = earlier;
  const verifiers = earlier.verifiers.map((id) => names.get(id) ?? '');
  return { id: repeats, state: repeatState, visit: { no, on: visitedOn, verdict, reason, verifiers } };
}

/** The open clock that falls first; when none is open, the verification clock that was kept or missed. */
function leadingClock(clocks: readonly ClockRow[]): ClockRow | undefined {
  const open = clocks.filter((clock) => clock.doneOn === null && clock.stopOn === null);
  const dated = open.filter((clock) => clock.dueOn !== null);
  dated.sort((a, b) => ((a.dueOn ?? '') < (b.dueOn ?? '') ? -1 : 1));
  return dated[0] ?? open[0] ?? clocks.find((clock) => clock.step === leadSteps.verify) ?? clocks[0];
}

/** What comes next on a line, and what it still lacks. Order as the pack's open steps. */
function nextStep(line: ListedLead, words: LeadWords): LedgerLine['next'] {
  const step = line.openSteps.find((each) => each !== leadSteps.merge);
  if (line.stage === 'gathering')
    return { step: leadSteps.dispatch, label: words.stepLabels[leadSteps.dispatch] ?? '', refused: [] };
  if (step === undefined || line.stage === 'written-off') {
    const waitsForEntry = line.stage === 'to-write-off' && line.verdict === verdicts.yes;
    return {
      step: null,
      label: '',
      refused: waitsForEntry ? [{ code: 'waits-for-entry', step: leadSteps.writeOff }] : [],
    };
  }
  return { step, label: words.stepLabels[step] ?? step, refused: [] };
}

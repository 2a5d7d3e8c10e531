import { randomUUID } from 'node:crypto';
import { foldActs } from '#domain/procedures/fold-acts.ts';
import type { MatterState } from '#domain/procedures/matter-state.ts';
import { type MatterProjection, projectMatter } from '#domain/procedures/project-matter.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { appendFirstActs, type NewAct } from '#store/acts.ts';
import { canonicalText } from '#store/canonical-text.ts';
import { insertLeadLines } from '#store/lead-lines.ts';
import { insertClocks, insertMatters, type MatterRow } from '#store/matters.ts';
import type { AreaRules, CommandContext } from './command-context.ts';
import { projectLead } from './lead-projection.ts';
import { leadEvents, leadSteps } from './lead-steps.ts';
import { matterNumber, OPENED, type Opening, settingOf } from './matter-file.ts';

/** A lead to be opened; `text` is what it says. */
export interface LeadToOpen {
  readonly matter: string;
  readonly opening: Opening;
  readonly text: string;
}

/** Rules by area of one command: they are asked for once. */
export type RulesOf = (area: number) => Promise<AreaRules>;

/** Rules in force on the official day, remembered by area. */
export function rulesToday(context: CommandContext): RulesOf {
  const known = new Map<number, Promise<AreaRules>>();
  return (area) => {
    const rules = known.get(area) ?? context.policy.inForce(context.tx, area, context.now.today);
    known.set(area, rules);
    return rules;
  };
}

/** Opens leads set by set: matters, first acts, clocks and lines of 台账. The same rows as opening them one by one. */
export async function openLeads(
  context: CommandContext,
  leads: readonly LeadToOpen[],
  rulesOf: RulesOf,
): Promise<void> {
  const made = await Promise.all(
    leads.map(async (lead) => ({ lead, area: await rulesOf(lead.opening.village ?? lead.opening.town) })),
  );
  const projected = projector(context);
  const rows = made.map(({ lead, area }) => ({ lead, area, ...projected(lead, area) }));
  await insertMatters(
    context.tx,
    rows.map(({ row }) => row),
  );
  const written = await appendFirstActs(
    context.tx,
    context.keys,
    rows.map(({ lead, area }) => ({ matter: lead.matter, act: firstAct(context, lead, area) })),
  );
  await insertClocks(
    context.tx,
    rows.flatMap(({ row, clocks }) => clocks.map((clock) => ({ row, clock }))),
  );
  const lines = rows.map(({ lead, area, row, state }) => {
    const act = firstAct(context, lead, area);
    const stored = { seq: 1, kind: OPENED, body: act.body, actor: act.actor, at: act.at };
    const acts = [{ ...stored, hash: written.get(lead.matter)?.hash ?? Buffer.alloc(0) }];
    return projectLead({ row, opening: lead.opening, acts, state, area }, new Map([[1, { text: lead.text }]]));
  });
  await insertLeadLines(context.tx, context.keys, lines);
}

/** Day the county has to dispatch a lead found on `found` by, or null when it has no dispatch. */
export function dispatchDue(opening: Opening, area: AreaRules, today: PlainDate): PlainDate | null {
  const state = foldActs(settingOf(area, opening), []);
  const head = { household: null, town: null, village: null, channel: opening.channel };
  const { clocks } = projectMatter(state, today, head);
  return clocks.find(({ step }) => step === leadSteps.dispatch)?.dueOn ?? null;
}

/** A new id for a lead. */
export function leadId(): string {
  return randomUUID();
}

/** Events an opening begins with: found, and received by the township at once where the county does not dispatch. */
export function openingEvents(
  found: PlainDate,
  registeredOn: PlainDate,
  receivedOn: PlainDate | null,
): Opening['events'] {
  return {
    [leadEvents.found]: found,
    [leadEvents.received]: registeredOn,
    ...(receivedOn === null ? {} : { [leadEvents.receivedByTownship]: receivedOn }),
  };
}

type Projected = Pick<MatterProjection, 'clocks'> & { readonly row: MatterRow; readonly state: MatterState };

/**
 * Rows of a matter that has just been opened. What leads opened alike under the same documents and settings amount to is
 * reckoned once: the place only stands beside it.
 */
function projector(context: CommandContext): (lead: LeadToOpen, area: AreaRules) => Projected {
  const known = new Map<string, { state: MatterState; projection: MatterProjection }>();
  const keys = new Map<AreaRules, string>();
  const keyOf = (area: AreaRules): string => {
    const key = keys.get(area) ?? rulesKey(area);
    keys.set(area, key);
    return key;
  };
  const reckon = (opening: Opening, area: AreaRules) => {
    const state = foldActs(settingOf(area, opening), []);
    const head = { household: null, town: null, village: null, channel: opening.channel };
    return { state, projection: projectMatter(state, context.now.today, head) };
  };
  return ({ matter, opening }, area) => {
    const { procedure, channel, openedOn, events, facts } = opening;
    const key = canonicalText([keyOf(area), procedure, channel, openedOn, events, facts]);
    const { state, projection } = known.get(key) ?? reckon(opening, area);
    known.set(key, { state, projection });
    const row: MatterRow = {
      county: context.keys.county,
      matter,
      no: matterNumber(openedOn),
      procedure,
      subject: opening.subject,
      household: opening.household,
      town: opening.town,
      village: opening.village,
      channel,
      state: projection.matter.state,
      openSteps: projection.matter.openSteps,
      lastSeq: 1,
      openedOn,
      closedOn: projection.matter.closedOn,
      policyHash: area.policy.hash,
    };
    return { row, clocks: projection.clocks, state };
  };
}

/** Equal where documents, settings and calendar are: villages of one township mostly. */
function rulesKey({ policy, calendar, later, adopted }: AreaRules): string {
  const moves = (later ?? []).map(({ from, pack, policy: next }) => [from, pack, next.hash]);
  return canonicalText([policy.hash, policy.settings, calendar.version, moves, adopted ?? []]);
}

function firstAct(context: CommandContext, { opening, text }: LeadToOpen, area: AreaRules): NewAct {
  const { office, person, account } = context.actor;
  return {
    kind: OPENED,
    body: { ...opening, policyHash: area.policy.hash, office, person },
    values: { text },
    actor: account,
    at: context.now.at,
  };
}

import { randomUUID } from 'node:crypto';
import { type RoundPeriod, roundsOpenOn } from '#domain/duties/rounds-open.ts';
import type { ResolvedProcedure } from '#domain/policy/resolved-policy.ts';
import { judge, viewOn } from '#domain/procedures/day-view.ts';
import { foldActs } from '#domain/procedures/fold-acts.ts';
import type { MatterSetting } from '#domain/procedures/matter-setting.ts';
import { emptyState } from '#domain/procedures/matter-state.ts';
import { projectMatter } from '#domain/procedures/project-matter.ts';
import { tryOpening } from '#domain/procedures/try-opening.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { appendFirstActs, type NewAct } from '#store/acts.ts';
import { type ClockRow, insertClocks, insertMatters, type MatterRow } from '#store/matters.ts';
import { hasAreaRound, listWithoutRound, lockRounds, type RoundHousehold } from '#store/round-subjects.ts';
import type { AreaRules, CommandContext } from './command-context.ts';
import { householdGround } from './household-ground.ts';
import { matterNumber, OPENED, type Opening, settingOf } from './matter-file.ts';

/** A round a township owes, or the county itself: what the nightly job opens portion by portion. */
export interface RoundOrder {
  readonly town: number;
  readonly procedure: string;
  readonly subject: ResolvedProcedure['subject'];
  readonly period: RoundPeriod;
}

/** Rounds that stand open in an area on the official day, by the documents in force there. `since`: where records begin. */
export async function listRounds(
  { tx, policy: book, now }: CommandContext,
  town: number,
  since: PlainDate,
): Promise<RoundOrder[]> {
  const { policy } = await book.inForce(tx, town, now.today);
  return Object.values(policy.procedures).flatMap((procedure) =>
    procedure.steps.length === 0
      ? []
      : roundsOpenOn(procedure, now.today, since).map(
          (period): RoundOrder => ({ town, procedure: procedure.id, subject: procedure.subject, period }),
        ),
  );
}

/**
 * Opens the matters of a round that are missing, for at most `limit` households after `after`, and says after which one to go
 * on; null: all have been looked at. Opened are those for whom what is known fulfils the condition of the round and what the
 * document holds in principle of its first steps: others a person opens, with a reason. Nothing is opened twice.
 */
export async function openRound(
  context: CommandContext,
  order: RoundOrder,
  { after, limit }: { readonly after: string; readonly limit: number },
): Promise<{ opened: number; next: string | null }> {
  const { tx, keys } = context;
  await lockRounds(tx, keys.county);
  const area = await context.policy.inForce(tx, order.town, order.period.from);
  const procedure = area.policy.procedures[order.procedure];
  if (procedure === undefined) return { opened: 0, next: null };
  const { exclusive } = procedure.opens;
  const round = { procedure: order.procedure, exclusive, ...order.period };
  if (order.subject !== 'household') {
    if (await hasAreaRound(tx, keys.county, order.town, round)) return { opened: 0, next: null };
    await write(context, [made(context, area, openingOf(procedure, order, null, {}))]);
    return { opened: 1, next: null };
  }
  const status = procedure.opens.fromState;
  const found = await listWithoutRound(tx, keys.county, { town: order.town, status, round, after, limit });
  const opened: Made[] = [];
  for (const household of found) {
    const facts = await householdGround(context, household.id, context.now.today);
    const one = made(context, area, openingOf(procedure, order, household, facts));
    if (isAsked(one.setting, household)) opened.push(one);
  }
  await write(context, opened);
  return { opened: opened.length, next: found.length < limit ? null : (found.at(-1)?.id ?? null) };
}

/** Whether the document asks for this household, as far as is known. Unknown is not asked: a person may still open it. */
function isAsked(setting: MatterSetting, { status }: RoundHousehold): boolean {
  const stands = status === 'monitored' || status === 'cleared' ? status : 'none';
  if (tryOpening(setting, { status: stands, running: false }).length > 0) return false;
  const { opens, steps } = setting.procedure;
  const view = viewOn(emptyState(setting), setting.openedOn);
  const first = steps.filter(({ after }) => after.length === 0);
  const principles = first
    .flatMap(({ checks }) => checks)
    .filter(({ strength, require }) => strength === 'principle' && !require.includes('act.'));
  const own = opens.forEach === undefined || opens.forEach === 'household' ? [] : [opens.forEach];
  return [...own, ...principles.map(({ require }) => require)].every((rule) => judge(view, rule).value === 'yes');
}

function openingOf(
  procedure: ResolvedProcedure,
  { town, period }: RoundOrder,
  household: RoundHousehold | null,
  facts: Opening['facts'],
): Opening {
  return {
    procedure: procedure.id,
    subject: procedure.subject === 'lead' ? 'household' : procedure.subject,
    household: household?.id ?? null,
    town: household?.town ?? town,
    village: household?.village ?? null,
    channel: null,
    openedOn: period.from,
    events: {
      'period.start': period.from,
      ...(period.to === null ? {} : { 'period.end': period.to }),
      ...(household?.statusSince == null ? {} : { 'object.effective': household.statusSince }),
    },
    facts,
    about: { round: { from: period.from, to: period.to }, source: procedure.source.map(sourceText) },
  };
}

const sourceText = ({ pack, clause }: { readonly pack: string; readonly clause: string }): string =>
  `${pack}#${clause}`;

interface Made {
  readonly opening: Opening;
  readonly setting: MatterSetting;
  readonly row: MatterRow;
  readonly clocks: readonly ClockRow[];
}

function made({ keys, now }: CommandContext, area: AreaRules, opening: Opening): Made {
  const setting = settingOf(area, opening);
  const { household, town, village, channel } = opening;
  const head = { household, town: String(town), village: village === null ? null : String(village), channel };
  const { matter, clocks } = projectMatter(foldActs(setting, []), now.today, head);
  const row: MatterRow = {
    county: keys.county,
    matter: randomUUID(),
    no: matterNumber(opening.openedOn),
    procedure: opening.procedure,
    subject: opening.subject,
    household,
    town,
    village,
    channel,
    state: matter.state,
    openSteps: matter.openSteps,
    lastSeq: 1,
    openedOn: opening.openedOn,
    closedOn: matter.closedOn,
    policyHash: area.policy.hash,
  };
  return { opening, setting, row, clocks };
}

async function write({ tx, keys, actor, now }: CommandContext, all: readonly Made[]): Promise<void> {
  if (all.length === 0) return;
  await insertMatters(
    tx,
    all.map(({ row }) => row),
  );
  const firsts = all.map(({ row, opening }) => {
    const body = { ...opening, policyHash: row.policyHash, office: actor.office, person: actor.person };
    const act: NewAct = { kind: OPENED, body, actor: actor.account, at: now.at };
    return { matter: row.matter, act };
  });
  await appendFirstActs(tx, keys, firsts);
  await insertClocks(
    tx,
    all.flatMap(({ row, clocks }) => clocks.map((clock) => ({ row, clock }))),
  );
}

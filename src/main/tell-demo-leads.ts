import { createHash } from 'node:crypto';
import { actOnMatter, type MatterActInput } from '#commands/act-on-matter.ts';
import type { CommandContext } from '#commands/command-context.ts';
import { assignVerifiers, receiveLeads, type SetOutcome, tellResult, writeOffLeads } from '#commands/lead-acts.ts';
import { loadMatter } from '#commands/matter-file.ts';
import { recordVisit } from '#commands/record-visit.ts';
import { registerLead } from '#commands/register-lead.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { setParameter } from '#commands/set-parameter.ts';
import type { DemoLead, DemoLeads } from '#demo/demo-leads.ts';
import type { Actor } from '#domain/access/actor.ts';
import { askMatter } from '#domain/procedures/ask-matter.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { Services } from '#http/services.ts';
import { findSessionActor } from '#identity/session-actor.ts';
import { findAreaByCode } from '#store/areas.ts';
import { listHouseholds } from '#store/households.ts';
import { listLeads } from '#store/lead-lines.ts';
import { ensureStaff } from '#store/staff.ts';
import { fileDemoMonth } from './file-demo-month.ts';

const NINE_O_CLOCK = 9 * 3_600_000 - 8 * 3_600_000;

interface Place {
  readonly county: number;
  readonly town: string;
}

/** One thing done on a day; the whole story is done in the order of days, as it happened. */
interface Deed {
  readonly on: PlainDate;
  readonly order: number;
  readonly run: (actors: Actors, at: number) => Promise<void>;
}

interface Actors {
  readonly clerk: Actor;
  readonly bureau: Actor;
  readonly cadre: Actor;
}

/** Tells the story through the same commands as real work, each on its day at nine o'clock and some minutes. */
export async function tellDemoLeads(services: Services, story: DemoLeads, place: Place): Promise<void> {
  const db = services.runner.db;
  const actors: Actors = {
    clerk: await findSessionActor(db, services.scopes, 'zhen'),
    bureau: await findSessionActor(db, services.scopes, 'xian'),
    cadre: await findSessionActor(db, services.scopes, 'cun-houjiayu'),
  };
  const told = new Map<number, string>();
  const deeds = [
    ...story.settings.map((setting, index) => settingDeed(services, setting, index)),
    ...story.filings.map((filing, index) => filingDeed(services, filing, index)),
    ...story.leads.flatMap((lead, index) => leadDeeds(services, story, lead, index, told, place)),
  ];
  deeds.sort((a, b) => (a.on === b.on ? a.order - b.order : a.on < b.on ? -1 : 1));
  for (const [index, deed] of deeds.entries()) {
    await deed.run(actors, Date.parse(`${deed.on}T00:00:00Z`) + NINE_O_CLOCK + index * 60_000);
  }
}

function settingDeed(services: Services, setting: DemoLeads['settings'][number], index: number): Deed {
  const { name, value, unit, from, reason, document } = setting;
  return {
    on: setting.on,
    order: -1,
    async run({ bureau }, at) {
      const input = { name, value, unit, from, reason, document };
      const call = { kind: 'set-parameter', requestId: requestId('setting', index), input };
      await runCommand(services.runner, bureau, { at, today: setting.on }, call, setParameter);
    },
  };
}

function filingDeed(services: Services, filing: DemoLeads['filings'][number], index: number): Deed {
  return {
    on: filing.on,
    order: 20,
    async run(_actors, at) {
      const leader = await findSessionActor(services.runner.db, services.scopes, filing.by);
      const order = { month: filing.month, requestId: requestId('filing', index) };
      await fileDemoMonth(services, leader, { at, today: filing.on }, order);
    },
  };
}

/** What was done with one lead, each act on its day. */
function leadDeeds(
  services: Services,
  story: DemoLeads,
  lead: DemoLead,
  index: number,
  told: Map<number, string>,
  place: Place,
): Deed[] {
  const done = (
    work: (context: CommandContext, ref: { id: string; seq: number }) => Promise<SetOutcome>,
    kind: string,
    on: PlainDate,
    order: number,
  ): Deed => ({
    on,
    order,
    async run({ clerk }, at) {
      const now = { at, today: on };
      const ref = await readAs(services.runner, clerk, now, (context) => refOf(context, told.get(index) ?? ''));
      const call = { kind, requestId: requestId(kind, index), input: ref };
      mustBeDone(await runCommand(services.runner, clerk, now, call, work), `${kind} ${index}`);
    },
  });
  const stages = ['registered', 'received', 'assigned', 'verified', 'written-off'];
  const reached = (stage: string) => stages.indexOf(lead.to) >= stages.indexOf(stage);
  const pair = story.verifiers[index % story.verifiers.length] ?? [];
  const deeds: Deed[] = [registerDeed(services, lead, index, told, place)];
  if (reached('received'))
    deeds.push(done((context, ref) => receiveLeads(context, { leads: [ref] }), 'receive', lead.on, 1));
  if (reached('assigned')) {
    deeds.push(
      done(
        async (context, ref) => assignVerifiers(context, { leads: [ref], verifiers: await staffIds(context, pair) }),
        'assign',
        lead.on,
        2,
      ),
    );
  }
  if (reached('verified') && lead.visited !== undefined) {
    deeds.push(
      done(
        async (context, ref) => recordVisit(context, await visitOf(context, lead, ref, pair)),
        'visit',
        lead.visited,
        3,
      ),
    );
  }
  const notice = lead.told;
  if (notice !== undefined)
    deeds.push(done((context, ref) => tellResult(context, { ...ref, ...notice }), 'tell', notice.on, 4));
  if (lead.identification !== undefined) deeds.push(...stepDeeds(services, lead, index, told));
  if (lead.closed !== undefined)
    deeds.push(done((context, ref) => writeOffLeads(context, { leads: [ref] }), 'write-off', lead.closed, 9));
  return deeds;
}

function registerDeed(
  services: Services,
  lead: DemoLead,
  index: number,
  told: Map<number, string>,
  place: Place,
): Deed {
  return {
    on: lead.on,
    order: 0,
    async run({ clerk }, at) {
      const now = { at, today: lead.on };
      const household = await readAs(services.runner, clerk, now, (context) => householdOf(context, lead));
      const input = {
        channel: lead.channel,
        source: lead.source,
        ticket: lead.ticket,
        text: lead.text,
        foundOn: lead.on,
        household,
        urgent: lead.urgent === undefined ? undefined : { cause: lead.urgent },
      };
      const call = { kind: 'register-lead', requestId: requestId(`register ${place.town}`, index), input };
      const registered = await runCommand(services.runner, clerk, now, call, registerLead);
      told.set(index, registered.lead);
    },
  };
}

/** Identification as far as the story goes; the visit has opened it. */
function stepDeeds(services: Services, lead: DemoLead, index: number, told: Map<number, string>): Deed[] {
  const { deliberation, comparison, notice, finish, entry } = lead.steps ?? {};
  const step = (
    on: PlainDate | undefined,
    order: number,
    who: keyof Actors,
    act: (context: CommandContext, id: string) => Promise<Partial<MatterActInput> & { do: string }>,
  ): Deed[] =>
    on === undefined
      ? []
      : [
          {
            on,
            order,
            async run(actors, at) {
              const now = { at, today: on };
              const actor =
                who === 'cadre'
                  ? { ...actors.clerk, office: 'village', person: actors.cadre.person, account: actors.cadre.account }
                  : actors[who];
              await runCommand(
                services.runner,
                actor,
                now,
                { kind: 'act-on-matter', requestId: requestId(`step ${order}`, index), input: on },
                async (context) => {
                  const line = await leadOf(context, told.get(index) ?? '');
                  const id = line.identification ?? '';
                  const file = await loadMatter(context, id);
                  return actOnMatter(context, { id, seq: file.acts.at(-1)?.seq ?? 0, on, ...(await act(context, id)) });
                },
              );
            },
          },
        ];
  return [
    ...step(deliberation, 5, 'cadre', async () => ({
      do: 'deliberation',
      outcome: '通过',
      values: { 到会人数: 21, 同意人数: 20 },
    })),
    ...step(comparison, 6, 'bureau', async (context, id) => ({
      do: 'information-comparison',
      outcome: '无异常',
      results: await resultsFor(context, id),
    })),
    ...step(notice, 7, 'cadre', async () => ({ do: 'village-notice.begin' })),
    ...step(finish, 7.5, 'cadre', async () => ({ do: 'village-notice' })),
    ...step(entry, 8, 'bureau', async () => ({ do: 'system-entry' })),
  ];
}

/** 无异常 for every member the comparison asks about. */
async function resultsFor(context: CommandContext, id: string): Promise<Record<string, Record<string, string>>> {
  const file = await loadMatter(context, id);
  const open = askMatter(file.state, context.now.today).open.find((each) => each.step === 'information-comparison');
  const needs = open?.needs.filter((need) => need.startsWith('results.')) ?? [];
  return Object.fromEntries(needs.map((need) => [need.split('.')[1] ?? '', { 比对结果: '无异常' }]));
}

async function householdOf(context: CommandContext, lead: DemoLead): Promise<string> {
  const village = await findAreaByCode(context.tx, lead.village, lead.on);
  if (!village) throw new AppError('not-found', { what: 'village', code: lead.village });
  const { hits } = await listHouseholds(context.tx, context.keys, {
    village: village.area,
    monitored: false,
    offset: lead.household - 1,
    limit: 1,
  });
  const [hit] = hits;
  if (!hit) throw new AppError('not-found', { what: 'household', village: lead.village, place: lead.household });
  return hit.id;
}

async function visitOf(
  context: CommandContext,
  lead: DemoLead,
  ref: { id: string; seq: number },
  pair: readonly string[],
) {
  return {
    ...ref,
    visit: { on: context.now.today, verifiers: await staffIds(context, pair), risks: lead.risks, photos: [] },
    verdict: lead.verdict,
    reason: lead.reason,
  };
}

async function staffIds(context: CommandContext, names: readonly string[]): Promise<string[]> {
  const ids: string[] = [];
  const area = context.actor.area ?? 0;
  for (const name of names)
    ids.push(await ensureStaff(context.tx, { county: context.keys.county, area, name }, context.now.at));
  return ids;
}

async function leadOf(context: CommandContext, id: string) {
  const { lines } = await listLeads(context.tx, context.keys, { matters: [id] });
  const [line] = lines;
  if (!line) throw new AppError('not-found', { what: 'lead' });
  return line;
}

async function refOf(context: CommandContext, id: string): Promise<{ id: string; seq: number }> {
  return { id, seq: (await leadOf(context, id)).seq };
}

/** A story the rules refuse is a mistake in the story: it ends the loading, naming the place and the clause. */
function mustBeDone(outcome: SetOutcome, what: string): void {
  if (outcome.refused.length > 0) throw new AppError('refused', { what, refusals: outcome.refused[0]?.refusals });
}

/** The same story asks with the same ids. */
function requestId(kind: string, index: number): string {
  const hex = createHash('sha256').update(`${kind}/${index}`).digest('hex');
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-4${hex.slice(13, 16)}-8${hex.slice(17, 20)}-${hex.slice(20, 32)}`;
}

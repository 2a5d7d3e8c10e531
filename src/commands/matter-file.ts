import { randomInt, randomUUID } from 'node:crypto';
import type { Policy, ResolvedProcedure } from '#domain/policy/resolved-policy.ts';
import type { Act, ActBy, Signer } from '#domain/procedures/act.ts';
import type { Facts } from '#domain/procedures/fact-history.ts';
import { foldActs } from '#domain/procedures/fold-acts.ts';
import { type LaterRules, type MatterSetting, type Rules, settingOn } from '#domain/procedures/matter-setting.ts';
import type { MatterState } from '#domain/procedures/matter-state.ts';
import { policyRules } from '#domain/procedures/policy-rules.ts';
import { projectMatter } from '#domain/procedures/project-matter.ts';
import { tryAct } from '#domain/procedures/try-act.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { appendActs, listActs, type NewAct, type StoredAct } from '#store/acts.ts';
import { findMatter, insertMatter, type MatterRow, saveMatter } from '#store/matters.ts';
import type { AreaRules, CommandContext } from './command-context.ts';
import { actForRules, factsForRules } from './stored-facts.ts';

/** First entry of every matter: what it is about and the documents it is pinned to. Sequence 1; acts follow. */
export interface Opening {
  readonly procedure: string;
  readonly subject: ResolvedProcedure['subject'];
  readonly household: string | null;
  readonly town: number;
  readonly village: number | null;
  readonly channel: string | null;
  readonly openedOn: PlainDate;
  /** Days of events known at the opening: `lead.found` … */
  readonly events: Readonly<Record<string, PlainDate>>;
  /** Coded facts conditions look at; no personal values. */
  readonly facts: Facts;
  /** Other plain references (lead number of origin, batch, department). */
  readonly about: Readonly<Record<string, unknown>>;
}

/** A matter with its acts folded. */
export interface MatterFile {
  readonly row: MatterRow;
  readonly opening: Opening;
  readonly acts: readonly StoredAct[];
  readonly state: MatterState;
  readonly area: AreaRules;
}

/** An act as a command asks for it. `values` are plain facts, `personal` stands beside the chain. */
export interface ActRequest {
  readonly kind: string;
  readonly on: PlainDate;
  readonly by?: readonly ActBy[];
  readonly target?: string;
  readonly targetSeq?: number;
  readonly outcome?: string;
  /** Free text: a personal value. */
  readonly reason?: string;
  readonly signers?: readonly Signer[];
  readonly results?: Readonly<Record<string, unknown>>;
  readonly set?: Facts;
  readonly values?: Facts;
  readonly personal?: Readonly<Record<string, string>>;
}

/** Kind of the first entry of every matter. */
export const OPENED = 'opened';

/** Opens a matter under the documents in force and returns it with its opening written. */
export async function openMatter(
  context: CommandContext,
  opening: Opening,
  personal: Readonly<Record<string, string>> = {},
): Promise<MatterFile> {
  const area = await context.policy.inForce(context.tx, opening.village ?? opening.town, opening.openedOn);
  const row: MatterRow = {
    county: context.keys.county,
    matter: randomUUID(),
    no: matterNumber(opening.openedOn),
    procedure: opening.procedure,
    subject: opening.subject,
    household: opening.household,
    town: opening.town,
    village: opening.village,
    channel: opening.channel,
    state: 'open',
    openSteps: [],
    lastSeq: 0,
    openedOn: opening.openedOn,
    closedOn: null,
    policyHash: area.policy.hash,
  };
  await insertMatter(context.tx, row);
  const entry: NewAct = {
    kind: OPENED,
    body: { ...opening, policyHash: area.policy.hash, office: context.actor.office, person: context.actor.person },
    values: personal,
    actor: context.actor.account,
    at: context.now.at,
  };
  await appendActs(context.tx, context.keys, row.matter, { seq: 0, hash: null }, [entry]);
  return loadMatter(context, row.matter);
}

/**
 * The matter as it stands, locked until commit. `seen`: the sequence the person decided on.
 * Errors: `not-found` (or not visible), `sequence-conflict` with the acts since.
 */
export async function loadMatter(context: CommandContext, matter: string, seen?: number): Promise<MatterFile> {
  const row = await findMatter(context.tx, context.keys.county, matter, true);
  if (!row) throw new AppError('not-found', { what: 'matter', matter });
  const acts = await listActs(context.tx, context.keys.county, matter);
  const last = acts.at(-1)?.seq ?? 0;
  if (seen !== undefined && seen !== last) {
    const since = acts.filter((act) => act.seq > seen).map(({ seq, kind, at }) => ({ seq, kind, at }));
    throw new AppError('sequence-conflict', { matter, since });
  }
  const area = await context.policy.pinned(context.tx, row.village ?? row.town, row.policyHash, row.openedOn);
  return matterOf(row, acts, area);
}

/** A matter folded from its acts under the rules it is pinned to. Throws when the acts do not begin with an opening. */
export function matterOf(row: MatterRow, acts: readonly StoredAct[], area: AreaRules): MatterFile {
  const opening = openingOf(acts);
  return { row, opening, acts, area, state: stateOf(area, opening, acts) };
}

/**
 * Tries an act and, if allowed, appends it. Errors: `refused` with every reason and what would open each.
 */
export async function recordAct(context: CommandContext, seen: MatterFile, request: ActRequest): Promise<MatterFile> {
  const file = await noteMoves(context, seen, request.on);
  const act = actOf(context, file, request);
  const { policy, procedure } = settingOn(file.state.setting, request.on);
  const trial = tryAct(file.state, actForRules(policy, procedure, act));
  if (!trial.allowed) {
    throw new AppError('refused', {
      matter: file.row.matter,
      act: request.kind,
      refusals: [...trial.refusals, ...trial.reasonRequired],
    });
  }
  return appendAct(context, file, act, request);
}

/**
 * Writes down, before the first act on or after its day, that a later document has taken the matter in
 * (`transition: structure: adopt`): which one and since when. The steps follow from the documents; the act makes it seen.
 */
async function noteMoves(context: CommandContext, file: MatterFile, on: PlainDate): Promise<MatterFile> {
  const told = file.acts.filter((act) => act.kind === 'policy-moved').map((act) => act.body['target']);
  const owed = (file.state.setting.later ?? []).filter(({ from, pack }) => from <= on && !told.includes(pack));
  let noted = file;
  for (const { from, pack, policy } of owed) {
    const values = { policyHash: policy.hash };
    const moved: ActRequest = { kind: 'policy-moved', on: from, target: pack, by: [], values };
    noted = await appendAct(context, noted, { ...actOf(context, noted, moved), reason: pack }, moved);
  }
  return noted;
}

/** Appends an act without trying it: for entries that are no step (what happened outside, references). */
export async function noteAct(context: CommandContext, file: MatterFile, request: ActRequest): Promise<MatterFile> {
  return appendAct(context, file, actOf(context, file, request), request);
}

/** Writes the projection of a matter after its acts: state, open steps, clocks. */
export async function saveProjection(context: CommandContext, file: MatterFile): Promise<MatterFile> {
  const { household, town, village, channel } = file.row;
  const head = { household, town: String(town), village: village === null ? null : String(village), channel };
  const { matter, clocks } = projectMatter(file.state, context.now.today, head);
  const row: MatterRow = {
    ...file.row,
    state: matter.state,
    openSteps: matter.openSteps,
    closedOn: matter.closedOn,
    lastSeq: file.acts.at(-1)?.seq ?? 0,
  };
  await saveMatter(context.tx, row, clocks);
  return { ...file, row };
}

/** What an act as stored means to the engine. */
export function engineAct(stored: StoredAct): Act {
  const body = stored.body as unknown as Omit<Act, 'seq' | 'kind'>;
  return { ...body, seq: stored.seq, kind: stored.kind, signers: body.signers ?? [], values: body.values ?? {} };
}

/** What the acts after the opening amount to. */
function stateOf(area: AreaRules, opening: Opening, acts: readonly StoredAct[]): MatterState {
  const setting = settingOf(area, opening);
  const folded = acts.slice(1).map((stored) => {
    const act = engineAct(stored);
    const { policy, procedure } = settingOn(setting, act.on);
    return actForRules(policy, procedure, act);
  });
  return foldActs(setting, folded);
}

/** The opening entry of a list of acts. Throws when the list does not begin with one. */
export function openingOf(acts: readonly StoredAct[]): Opening {
  const first = acts[0];
  if (first?.kind !== OPENED) throw new Error('a matter that does not begin with its opening');
  return first.body as unknown as Opening;
}

/** What stays the same over the matter's life. */
export function settingOf(area: AreaRules, opening: Opening): MatterSetting {
  const procedure = area.policy.procedures[opening.procedure];
  if (!procedure) throw new AppError('not-found', { what: 'procedure', procedure: opening.procedure });
  return {
    procedure,
    policy: area.policy,
    rules: rulesOf(area.policy, procedure),
    calendar: area.calendar,
    openedOn: opening.openedOn,
    events: opening.events,
    facts: { start: factsForRules(area.policy, procedure, opening.facts), changes: [] },
    later: (area.later ?? []).flatMap((move): LaterRules[] => {
      const next = move.policy.procedures[opening.procedure];
      return next === undefined ? [] : [{ ...move, procedure: next, rules: rulesOf(move.policy, next) }];
    }),
    adopted: area.adopted ?? [],
  };
}

const compiled = new WeakMap<Policy, Map<string, Rules>>();

/** Conditions are compiled once a resolved policy and procedure. */
function rulesOf(policy: Policy, procedure: ResolvedProcedure): Rules {
  const known = compiled.get(policy) ?? new Map<string, Rules>();
  compiled.set(policy, known);
  const rules = known.get(procedure.id) ?? policyRules(policy, procedure);
  known.set(procedure.id, rules);
  return rules;
}

async function appendAct(
  context: CommandContext,
  file: MatterFile,
  act: Act,
  request: ActRequest,
): Promise<MatterFile> {
  const { seq, kind, ...body } = act;
  const last = file.acts.at(-1);
  const personal = { ...request.personal, ...(request.reason === undefined ? {} : { reason: request.reason }) };
  const entry: NewAct = { kind, body, values: personal, actor: context.actor.account, at: context.now.at };
  await appendActs(context.tx, context.keys, file.row.matter, { seq: seq - 1, hash: last?.hash ?? null }, [entry]);
  const acts = await listActs(context.tx, context.keys.county, file.row.matter);
  return {
    ...file,
    acts,
    state: stateOf(file.area, file.opening, acts),
  };
}

function actOf(context: CommandContext, file: MatterFile, request: ActRequest): Act {
  return {
    seq: (file.acts.at(-1)?.seq ?? 0) + 1,
    kind: request.kind,
    on: request.on,
    by: request.by ?? [{ office: context.actor.office, person: context.actor.person }],
    ...(request.target === undefined ? {} : { target: request.target }),
    ...(request.targetSeq === undefined ? {} : { targetSeq: request.targetSeq }),
    ...(request.outcome === undefined ? {} : { outcome: request.outcome }),
    ...(request.reason === undefined ? {} : { reason: 'kept' }),
    ...(request.results === undefined ? {} : { results: request.results }),
    ...(request.set === undefined ? {} : { set: request.set }),
    signers: request.signers ?? [],
    values: request.values ?? {},
  };
}

/** Day and six characters that cannot be misread: `20220406-7K3QXD`. Unique in the county; told on receipts. */
export function matterNumber(on: PlainDate): string {
  const letters = '23456789ABCDEFGHJKLMNPQRSTUVWXYZ';
  const tail = Array.from({ length: 6 }, () => letters[randomInt(letters.length)]).join('');
  return `${on.replaceAll('-', '')}-${tail}`;
}

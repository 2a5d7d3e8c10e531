import { roles } from '#domain/access/roles.ts';
import type { Signer } from '#domain/procedures/act.ts';
import { stepOfKind } from '#domain/procedures/act.ts';
import { actFields, memberFactsAsked } from '#domain/procedures/act-fields.ts';
import { type Facts, factsOn } from '#domain/procedures/fact-history.ts';
import { publishes } from '#domain/procedures/notice-findings.ts';
import { findTask } from '#domain/procedures/step-graph.ts';
import { memberKey } from '#domain/procedures/step-standing.ts';
import { tryAct } from '#domain/procedures/try-act.ts';
import { type Signature, signatureFaults } from '#domain/registry/signatures.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type Fen, yuanText } from '#domain/values/fen.ts';
import { ageOn } from '#domain/values/plain-date.ts';
import { listMembers } from '#store/household-page.ts';
import { ensureStaff } from '#store/staff.ts';
import type { MatterActInput } from './act-on-matter.ts';
import type { CommandContext } from './command-context.ts';
import { type ActRequest, type MatterFile, recordAct } from './matter-file.ts';
import { mayRecordFor, officeDesks } from './office-desks.ts';
import { checkPhotos } from './record-visit.ts';
import { factsByPath } from './stored-facts.ts';

/**
 * The act as the engine takes it: signers known by person, the office it is recorded for, photos and signatures beside it.
 * What is published is looked through first. Errors: `bad-request` by field, `refused` (what must not be published).
 */
export async function actRequest(
  context: CommandContext,
  file: MatterFile,
  input: MatterActInput,
  visited: Facts,
): Promise<ActRequest> {
  const photos = input.photos ?? [];
  await checkPhotos(context, file, photos);
  const told = parted(file, input);
  const values: Facts = {
    ...visited,
    ...told.values,
    ...(photos.length === 0 ? {} : { 照片: [...photos] }),
    ...(input.recordedFor === undefined ? {} : { 代录: context.actor.office }),
  };
  const request: ActRequest = {
    kind: input.do,
    on: input.on,
    ...(input.target === undefined ? {} : { target: input.target }),
    ...(input.targetSeq === undefined ? {} : { targetSeq: input.targetSeq }),
    ...(input.outcome === undefined ? {} : { outcome: input.outcome }),
    ...(input.reason === undefined || input.reason === '' ? {} : { reason: input.reason }),
    ...(input.signers === undefined ? {} : { signers: await signersOf(context, file, input.signers) }),
    ...(input.results === undefined ? {} : { results: input.results }),
    ...(Object.keys(values).length === 0 ? {} : { values }),
    ...(input.facts === undefined ? {} : { set: factsByPath(input.facts) }),
    ...(await recordedFor(context, file, input)),
    personal: { ...told.personal, ...(await personalOf(context, file, input)) },
  };
  checkPublished(context, file, input, request);
  return request;
}

/**
 * Writes what the act tells of members (已授权 and the like) before the act itself is tried.
 * Errors: `bad-request` for a fact the step does not ask, or somebody who is no member.
 */
export async function tellMembers(
  context: CommandContext,
  file: MatterFile,
  input: MatterActInput,
): Promise<MatterFile> {
  const told = Object.entries(input.members ?? {});
  if (told.length === 0) return file;
  const { setting } = file.state;
  const step = findTask(setting.procedure, stepOfKind(input.do).step)?.step;
  const asked = step === undefined ? [] : memberFactsAsked(setting.policy, step);
  const known = factsOn(file.state.facts, input.on)['成员'];
  const members = (Array.isArray(known) ? known : []).map((each, index) => ({ key: memberKey(each, index), each }));
  for (const [member, facts] of told) {
    const strange = Object.keys(facts).find((name) => !asked.includes(name));
    if (strange !== undefined) throw new AppError('bad-request', { field: `members.${strange}`, why: 'no-such-fact' });
    if (!members.some(({ key }) => key === member)) {
      throw new AppError('bad-request', { field: 'members', why: 'no-such-member' });
    }
  }
  const set = { 成员: members.map(({ key, each }) => ({ ...plain(each), ...input.members?.[key] })) };
  return recordAct(context, file, { kind: 'correct', on: input.on, set, reason: input.do });
}

/** Names and free text go beside the chain; the act keeps that they are there. */
function parted(file: MatterFile, input: MatterActInput): { values: Facts; personal: Record<string, string> } {
  const { policy, procedure } = file.state.setting;
  const step = findTask(procedure, stepOfKind(input.do).step)?.step;
  const fields = step === undefined ? [] : actFields(policy, procedure, step);
  const beside = new Set(fields.filter(({ personal }) => personal).map(({ name }) => name));
  const told = Object.entries(input.values ?? {});
  return {
    values: Object.fromEntries(told.map(([name, value]) => [name, beside.has(name) ? 'kept' : value])),
    personal: Object.fromEntries(told.flatMap(([name, value]) => (beside.has(name) ? [[name, String(value)]] : []))),
  };
}

/** Facts as the chain holds them: money written in yuan. */
function plain(facts: Facts): Facts {
  return Object.fromEntries(
    Object.entries(facts).map(([name, value]) => [name, typeof value === 'bigint' ? yuanText(value as Fen) : value]),
  );
}

async function signersOf(
  context: CommandContext,
  file: MatterFile,
  signers: NonNullable<MatterActInput['signers']>,
): Promise<Signer[]> {
  const { tx, keys, actor, now } = context;
  const level = actor.role === 'system' ? 'none' : roles[actor.role].level;
  const area = (level === 'village' ? file.row.village : level === 'township' ? file.row.town : actor.area) ?? 0;
  const known: Signer[] = [];
  for (const { role, person, name } of signers) {
    const text = name?.trim() ?? '';
    if (person === undefined && text === '') continue;
    known.push({ role, person: person ?? (await ensureStaff(tx, { county: keys.county, area, name: text }, now.at)) });
  }
  return known;
}

async function recordedFor(
  context: CommandContext,
  file: MatterFile,
  { recordedFor }: MatterActInput,
): Promise<Pick<ActRequest, 'by'>> {
  if (recordedFor === undefined) return {};
  const desks = await officeDesks(context, file.row);
  if (!mayRecordFor(context.actor, file.state.setting.policy, recordedFor.office, desks)) {
    throw new AppError('bad-request', { field: 'recordedFor', why: 'has-its-own-desk' });
  }
  return { by: [{ office: recordedFor.office }] };
}

/** What stands beside the chain: notes, the document an act rests on, names under a paper, the text that hangs out. */
async function personalOf(
  context: CommandContext,
  file: MatterFile,
  input: MatterActInput,
): Promise<Record<string, string>> {
  const signatures = input.signatures ?? [];
  if (signatures.length > 0) await checkSignatures(context, file, input, signatures);
  return {
    ...input.personal,
    ...(input.recordedFor === undefined ? {} : { document: input.recordedFor.document }),
    ...(signatures.length === 0 ? {} : { signatures: JSON.stringify(signatures) }),
    ...(input.text === undefined || input.text === '' ? {} : { published: input.text }),
  };
}

async function checkSignatures(
  context: CommandContext,
  file: MatterFile,
  input: MatterActInput,
  signatures: readonly Signature[],
): Promise<void> {
  const { household } = file.row;
  const members = household === null ? [] : await listMembers(context.tx, context.keys.county, household);
  const signers = members.map(({ id, born_on }) => ({
    id,
    minor: born_on === null ? null : ageOn(born_on, input.on) < 18,
  }));
  const [fault] = signatureFaults(signers, signatures);
  if (fault !== undefined) throw new AppError('bad-request', { field: 'signatures', ...fault });
}

/** Names do not go into the act; whether the text says what must not be said is asked with it. */
function checkPublished(context: CommandContext, file: MatterFile, input: MatterActInput, request: ActRequest): void {
  const { text } = input;
  const step = findTask(file.state.setting.procedure, stepOfKind(input.do).step)?.step;
  if (text === undefined || text === '' || step === undefined || !publishes(step)) return;
  const { office, person } = context.actor;
  const act = { seq: 0, kind: request.kind, on: request.on, by: request.by ?? [{ office, person }], signers: [] };
  const refusals = tryAct(file.state, { ...act, values: { 公示内容: text } }).refusals.filter(
    ({ code }) => code === 'sensitive-text',
  );
  if (refusals.length > 0) {
    throw new AppError('refused', { matter: file.row.matter, act: request.kind, refusals });
  }
}

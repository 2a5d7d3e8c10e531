import { randomUUID } from 'node:crypto';
import { type HouseholdVote, voteFaults, votersOf } from '#domain/procedures/meeting-votes.ts';
import { isMeeting } from '#domain/procedures/notice-findings.ts';
import { findTask } from '#domain/procedures/step-graph.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { insertMeeting } from '#store/meetings.ts';
import { actOnMatter } from './act-on-matter.ts';
import type { CommandContext } from './command-context.ts';
import { loadMatter } from './matter-file.ts';

/** What the meeting decided on one household. */
export interface MeetingHousehold extends HouseholdVote {
  readonly matter: string;
  readonly seq: number;
  readonly step: string;
  readonly outcome: string;
  /** Facts the step asks beside the votes, such as numbers of risks. */
  readonly values?: Readonly<Record<string, unknown>> | undefined;
  readonly reason?: string | undefined;
  /** What the chair marked, such as 较大争议: facts of the matter from that day. */
  readonly facts?: Readonly<Record<string, boolean>> | undefined;
  /** Who left the room and why; beside the chain. */
  readonly related?: string | undefined;
}

export interface MeetingInput {
  readonly on: PlainDate;
  readonly place: string;
  readonly chair: string;
  readonly recorder: string;
  readonly present: number;
  /** 0: not said. */
  readonly invited: number;
  readonly minutes: string;
  readonly photos: readonly string[];
  readonly households: readonly MeetingHousehold[];
}

/**
 * One meeting on several households of one village: each gets its own act, all in one transaction; one that is refused
 * leaves none. Errors: `bad-request` (votes that do not add up, another village, a step nobody meets for), `refused` with
 * the matter, `sequence-conflict`.
 * @source SD#2-d2 YY#2.2-b FJ#8-e1
 */
export async function holdMeeting(context: CommandContext, input: MeetingInput): Promise<{ meeting: string }> {
  const files = [];
  for (const { matter, seq } of input.households) files.push(await loadMatter(context, matter, seq));
  const [first] = files;
  if (first === undefined) throw new AppError('bad-request', { field: 'households', why: 'none' });
  if (files.some(({ row }) => row.village !== first.row.village)) {
    throw new AppError('bad-request', { field: 'households', why: 'another-village' });
  }
  const meeting = randomUUID();
  for (const [index, household] of input.households.entries()) {
    const file = files[index];
    const step = file && findTask(file.state.setting.procedure, household.step)?.step;
    if (step === undefined || !isMeeting(step)) {
      throw new AppError('bad-request', { field: 'households', why: 'no-meeting', matter: household.matter });
    }
    const [fault] = voteFaults(input.present, input.invited, household);
    if (fault !== undefined) {
      throw new AppError('bad-request', { field: 'votes', why: fault, matter: household.matter });
    }
    await actOnMatter(context, actOf(input, household, meeting));
    await markFacts(context, input, household);
  }
  await insertMeeting(context.tx, context.keys, {
    id: meeting,
    town: first.row.town,
    village: first.row.village,
    onDay: input.on,
    matters: input.households.map(({ matter }) => matter),
    content: {
      place: input.place,
      chair: input.chair,
      recorder: input.recorder,
      present: input.present,
      invited: input.invited,
      minutes: input.minutes,
    },
    by: context.actor.account,
    at: context.now.at,
  });
  return { meeting };
}

async function markFacts(
  context: CommandContext,
  { on, chair }: MeetingInput,
  household: MeetingHousehold,
): Promise<void> {
  const { matter, facts } = household;
  if (facts === undefined || Object.keys(facts).length === 0) return;
  const { acts } = await loadMatter(context, matter);
  const seq = acts.at(-1)?.seq ?? 0;
  await actOnMatter(context, { id: matter, seq, do: 'correct', on, facts, reason: chair });
}

function actOf(input: MeetingInput, household: MeetingHousehold, meeting: string) {
  return {
    id: household.matter,
    seq: household.seq,
    do: household.step,
    on: input.on,
    outcome: household.outcome,
    reason: household.reason,
    values: {
      ...household.values,
      meeting,
      到会人数: votersOf(input.present, household),
      ...(input.invited === 0 ? {} : { 应到人数: input.invited }),
      同意人数: household.agree,
      反对人数: household.against,
      弃权人数: household.abstain,
      回避人数: household.recused,
    },
    photos: input.photos,
    ...(household.related === undefined || household.related === ''
      ? {}
      : { personal: { related: household.related } }),
  };
}

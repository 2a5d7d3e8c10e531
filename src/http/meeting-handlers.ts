import type { CommandContext } from '#commands/command-context.ts';
import { holdMeeting } from '#commands/hold-meeting.ts';
import { loadMatter } from '#commands/matter-file.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { ReadyHousehold } from '#contract/meetings.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listMembers } from '#store/household-page.ts';
import { findHouseholdHit } from '#store/households.ts';
import { findMatter, listMatters } from '#store/matters.ts';
import { listMeetings, type MeetingRow } from '#store/meetings.ts';
import type { Handlers } from './handler.ts';
import { areaRefOf, leadWords } from './lead-presenter.ts';
import { presentMatter } from './matter-page.ts';
import type { Services } from './services.ts';

const HELD = 50;
const READY = 100;
/** Counted by the votes of the form. */
const COUNTED = ['到会人数', '应到人数', '同意人数', '反对人数', '弃权人数', '回避人数'];

/** 民主评议: one meeting, several households. */
export function meetingHandlers(services: Services): Pick<Handlers, 'listMeetings' | 'holdMeeting'> {
  const { runner } = services;
  return {
    listMeetings: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const held: Awaited<ReturnType<typeof presentHeld>>[] = [];
        for (const meeting of await listMeetings(context.tx, context.keys, HELD)) {
          held.push(await presentHeld(context, meeting));
        }
        return { ready: await readyHouseholds(context, services), held };
      }),
    holdMeeting: ({ body }, caller) => {
      const { requestId, ...rest } = body;
      const input = { ...rest, on: plainDate(body.on) };
      return runCommand(runner, caller.actor, caller.now, { kind: 'hold-meeting', requestId, input }, holdMeeting);
    },
  };
}

async function readyHouseholds(context: CommandContext, services: Services): Promise<ReadyHousehold[]> {
  const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, context.now.today);
  const meets = (procedure: string, open: readonly string[]): boolean =>
    (policy.procedures[procedure]?.steps ?? []).some((step) => step.meeting && open.includes(step.id));
  const rows = (await listMatters(context.tx, context.keys.county, { open: true })).filter(
    (row) => row.subject === 'household' && meets(row.procedure, row.openSteps),
  );
  const ready: ReadyHousehold[] = [];
  for (const row of rows.slice(0, READY)) {
    const page = await presentMatter(context, services.calendar(), row.matter);
    const members = row.household === null ? [] : await listMembers(context.tx, context.keys.county, row.household);
    for (const open of page.open.filter((each) => each.meeting && each.mine)) {
      ready.push({
        matter: row.matter,
        seq: page.matter.seq,
        headName: page.matter.headName,
        village: page.matter.village,
        procedureLabel: page.matter.procedureLabel,
        step: open.step,
        label: open.label,
        due: page.matter.due,
        outcomes: open.outcomes,
        fields: open.fields.filter(({ name }) => !COUNTED.includes(name)),
        marks: await marksOf(context, row.matter),
        members: members.map(({ name }) => name),
      });
    }
  }
  return ready;
}

/** Truths of the matter its later steps hang on and nobody has told: the chair can mark them. */
async function marksOf(context: CommandContext, matter: string): Promise<string[]> {
  const { state } = await loadMatter(context, matter);
  const { policy, procedure } = state.setting;
  const rules = procedure.steps.flatMap(({ when }) => when ?? []).join(' ');
  const told = new Set(
    Object.keys(state.facts.start).concat(state.facts.changes.flatMap(({ set }) => Object.keys(set))),
  );
  const own = policy.terms.facts
    .filter(({ of, type }) => of === 'matter' && type === 'boolean')
    .map(({ name }) => name);
  return [...new Set(['较大争议', ...own])].filter((name) => rules.includes(name) && !told.has(name));
}

async function presentHeld(context: CommandContext, meeting: MeetingRow) {
  const { areas } = await leadWords(context);
  const matters = [];
  for (const id of meeting.matters) {
    const row = await findMatter(context.tx, context.keys.county, id);
    const hit = row?.household ? await findHouseholdHit(context.tx, context.keys, row.household) : undefined;
    matters.push({ id, headName: hit?.headName ?? '' });
  }
  return {
    id: meeting.id,
    on: meeting.onDay,
    village: areaRefOf(meeting.village === null ? undefined : areas.get(meeting.village)),
    ...meeting.content,
    matters,
  };
}

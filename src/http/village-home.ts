import type { CommandContext } from '#commands/command-context.ts';
import { leadSteps } from '#commands/lead-steps.ts';
import type { HomeReply } from '#contract/homes.ts';
import type { MatterLine } from '#contract/matters.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import { isMeeting, publishes } from '#domain/procedures/notice-findings.ts';
import { doorsOf } from '#store/household-doors.ts';
import { emptyHome } from './empty-home.ts';
import type { SignedInCaller } from './handler.ts';
import { maskPhone } from './household-handlers.ts';
import { presentLeads } from './lead-presenter.ts';
import { asWork, ownMatters } from './matter-work.ts';
import type { Services } from './services.ts';

/** A village's 工作台: four things to do, and below them the households to see, 村民小组 by 村民小组. */
export async function villageHome(
  context: CommandContext,
  services: Services,
  caller: SignedInCaller,
): Promise<HomeReply> {
  const { today } = caller.now;
  const { lines } = await presentLeads(context, services.calendar(), { stages: ['in-progress'], limit: 400 });
  const visits = lines.filter((line) => line.next.step === leadSteps.verify);
  const matters = await ownMatters(context, services);
  const waitsFor = await openStepsOf(context);
  const withStep = (is: (step: Step) => boolean) =>
    matters.filter((matter) => waitsFor(matter).some(is)).map((matter) => asWork(matter));
  const notices = withStep(publishes);
  const meetings = withStep(isMeeting);
  const households = [...visits, ...matters].flatMap(({ household }) => household ?? []);
  const doors = await doorsOf(context.tx, context.keys, households, [leadSteps.verify]);
  const atDoor = (household: string | null, work: Work): Work => {
    const door = doors.get(household ?? '');
    if (household === null || door === undefined) return work;
    const { group, lastVisit, phone } = door;
    return { ...work, door: { household, group, lastVisit, phoneMasked: phone === null ? null : maskPhone(phone) } };
  };
  const work = [
    ...visits.map((line) =>
      atDoor(line.household, {
        key: line.id,
        title: line.headName,
        village: line.village?.name ?? null,
        source: `${line.channelLabel} · ${line.source}`,
        next: line.next.label,
        due: line.due,
        to: `/ledger?lead=${line.id}`,
      }),
    ),
    ...matters.map((matter) => atDoor(matter.household, asWork(matter))),
  ];
  const tile = (key: string, label: string, n: number | null, to: string): HomeReply['counters'][number] => ({
    key,
    label,
    n,
    tone: 'plain',
    to,
  });
  const one = (items: HomeReply['work']) => (items.length === 1 ? (items[0]?.to ?? '/matters') : '/matters');
  return {
    ...emptyHome,
    today,
    asOf: today,
    counters: [
      tile('to-visit', '要入户', visits.length, '/ledger?tab=in-progress'),
      tile('report', '报告情况', null, '/leads/new'),
      tile('notices', '公示张贴', notices.length, one(notices)),
      tile('meetings', '村会议', meetings.length, one(meetings)),
    ],
    work: work.toSorted(asTheyStand),
  };
}

type Work = HomeReply['work'][number];

const groups = new Intl.Collator('zh-CN', { numeric: true });

/** In the order somebody walks: group by group, in each the soonest first; whoever's group is unknown comes last. */
function asTheyStand(a: Work, b: Work): number {
  const [one, other] = [a.door?.group ?? null, b.door?.group ?? null];
  if (one === null || other === null) return Number(one === null) - Number(other === null) || soonerFirst(a, b);
  return groups.compare(one, other) || soonerFirst(a, b);
}

function soonerFirst(a: Work, b: Work): number {
  const [one, other] = [a.due.on ?? '9999', b.due.on ?? '9999'];
  return one < other ? -1 : Number(one > other);
}

/** The open steps of a matter that are this office's, as the rules in force here tell them. */
async function openStepsOf(context: CommandContext): Promise<(matter: MatterLine) => readonly Step[]> {
  const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, context.now.today);
  return ({ procedure, openSteps }) =>
    (policy.procedures[procedure]?.steps ?? []).filter(
      (step) =>
        openSteps.includes(step.id) && step.by?.choices.some((choice) => choice.office === context.actor.office),
    );
}

import type { CommandContext } from '#commands/command-context.ts';
import { leadSteps } from '#commands/lead-steps.ts';
import type { HomeReply } from '#contract/homes.ts';
import type { MatterLine } from '#contract/matters.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import { isMeeting, publishes } from '#domain/procedures/notice-findings.ts';
import { emptyHome } from './empty-home.ts';
import type { SignedInCaller } from './handler.ts';
import { presentLeads } from './lead-presenter.ts';
import { asWork, ownMatters } from './matter-work.ts';
import type { Services } from './services.ts';

/** A village's 工作台: four things to do, and below them the households to see, soonest first. */
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
  const work = [
    ...visits.map((line) => ({
      key: line.id,
      title: line.headName,
      village: line.village?.name ?? null,
      source: `${line.channelLabel} · ${line.source}`,
      next: line.next.label,
      due: line.due,
      to: `/ledger?lead=${line.id}`,
    })),
    ...matters.map(asWork),
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
    work: work.toSorted((a, b) => ((a.due.on ?? '9999') < (b.due.on ?? '9999') ? -1 : 1)),
  };
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

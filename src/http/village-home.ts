import type { CommandContext } from '#commands/command-context.ts';
import { leadSteps } from '#commands/lead-steps.ts';
import type { HomeReply } from '#contract/homes.ts';
import { emptyHome } from './empty-home.ts';
import type { SignedInCaller } from './handler.ts';
import { presentLeads } from './lead-presenter.ts';
import { matterWork } from './matter-work.ts';
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
  const matters = await matterWork(context, services);
  const notices = matters.filter(({ next }) => NOTICE.test(next));
  const meetings = matters.filter(({ next }) => MEETING.test(next));
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
    ...matters,
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

/** What a step is, by its name in the document: put up for people to read, or decided in a meeting. */
const NOTICE = /公示|公告/;
const MEETING = /评议|会/;

import type { CommandContext } from '#commands/command-context.ts';
import { leadSteps } from '#commands/lead-steps.ts';
import { readAs } from '#commands/run-command.ts';
import type { HomeReply } from '#contract/homes.ts';
import type { LedgerLine } from '#contract/leads.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import { monthOf } from '#domain/values/plain-date.ts';
import { progressByArea } from '#store/ledger-sums.ts';
import { administratorFacts } from './administrator-home.ts';
import { departmentHome } from './department-home.ts';
import { emptyHome } from './empty-home.ts';
import { figuresHome } from './figures-home.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { areaRefOf, type LeadWords, leadWords, presentLeads } from './lead-presenter.ts';
import { monthRange, sumsOf } from './ledger-handlers.ts';
import { matterWork } from './matter-work.ts';
import { pushWork } from './push-handlers.ts';
import type { Services } from './services.ts';
import { villageHome } from './village-home.ts';

/** 工作台: what to do next, by due day; then sums. */
export function homeHandlers(services: Services): Pick<Handlers, 'getHome'> {
  return {
    getHome: async (_call, caller) => {
      const { role } = caller.actor;
      if (role === 'city-officer' || role === 'province-officer') return figuresHome(services, caller);
      if (role === 'system-admin' || role === 'security-admin' || role === 'audit-admin') {
        const { today } = caller.now;
        return { today, asOf: today, ...emptyHome, facts: await administratorFacts(services, caller) };
      }
      if (role === 'county-department') return departmentHome(services, caller);
      if (caller.actor.county === null) return { today: caller.now.today, asOf: caller.now.today, ...emptyHome };
      if (role === 'village-cadre') {
        return readAs(services.runner, caller.actor, caller.now, (context) => villageHome(context, services, caller));
      }
      return readAs(services.runner, caller.actor, caller.now, (context) => ledgerHome(context, services, caller));
    },
  };
}

async function ledgerHome(context: CommandContext, services: Services, caller: SignedInCaller): Promise<HomeReply> {
  const { today } = caller.now;
  const month = monthRange(monthOf(today));
  const { lines } = await presentLeads(context, services.calendar(), { stages: OPEN_STAGES, limit: 400 });
  const atCounty = caller.actor.office === COUNTY;
  const mine = atCounty ? lines : lines.filter((line) => line.stage !== 'gathering' && line.stage !== 'returned');
  const words = await leadWords(context);
  const progress = await progressByArea(context.tx, context.keys.county, atCounty ? 'town' : 'village', today, month);
  const work = [
    ...mine.filter((line) => isMine(caller, line)).map(workItem),
    ...(await matterWork(context, services)),
    ...(atCounty ? await pushWork(context, services.calendar()) : []),
  ];
  return {
    ...emptyHome,
    today,
    asOf: today,
    counters: countersOf(mine, atCounty),
    work: work.toSorted(byDue).slice(0, 60),
    addingUp: await sumsOf(context, month),
    progress: progress.flatMap(({ area, ...cells }) => {
      const ref = areaRefOf(words.areas.get(area));
      return ref === null ? [] : [{ area: ref, cells, links: linksOf(atCounty ? 'town' : 'village', ref.id) }];
    }),
    late: lateOf(words, mine),
    unsetParameters: atCounty ? await unsetParameters(context) : [],
  };
}

const COUNTY = 'county-bureau';
const OPEN_STAGES = ['gathering', 'to-receive', 'in-progress', 'to-write-off', 'returned'] as const;

/** Whether the next step of a line is this office's: the county dispatches, the village visits, the township does the rest. */
function isMine(caller: SignedInCaller, line: LedgerLine): boolean {
  if (line.next.step === null) return false;
  const { office } = caller.actor;
  if (office === COUNTY) return line.stage === 'gathering' || line.stage === 'returned';
  return office === 'township' || line.next.step === leadSteps.verify;
}

/** The lists behind the cells of a row: the tabs of 台账 for that area. */
function linksOf(by: 'town' | 'village', area: number): Record<string, string> {
  const list = (more: string) => `/ledger?${by}=${area}&${more}`;
  return {
    received: list('tab=all'),
    toReceive: list('tab=to-receive'),
    inProgress: list('tab=in-progress'),
    toWriteOff: list('tab=to-write-off'),
    writtenOff: list('tab=written-off'),
    returned: list('tab=returned'),
    overdue: list('tab=all&overdue=true'),
  };
}

/** The five that are overdue longest, with who holds each: the county what it dispatches or got back, else the township. */
function lateOf(words: LeadWords, lines: readonly LedgerLine[]): HomeReply['late'] {
  const holder = (line: LedgerLine): string => {
    const office = line.stage === 'gathering' || line.stage === 'returned' ? COUNTY : 'township';
    const name = office === COUNTY ? undefined : line.town?.name;
    return name ?? words.terms.offices.find(({ id }) => id === office)?.kinds[0] ?? '';
  };
  return lines
    .filter((line) => line.due.state === 'overdue')
    .toSorted((a, b) => ((a.due.on ?? '') < (b.due.on ?? '') ? -1 : 1))
    .slice(0, 5)
    .map((line) => ({
      lead: line.id,
      title: line.headName,
      place: [line.town?.name, line.village?.name].filter(Boolean).join(' '),
      holder: holder(line),
      next: line.next.label,
      due: line.due,
      to: `/why-late?lead=${line.id}`,
    }));
}

function byDue(a: HomeReply['work'][number], b: HomeReply['work'][number]): number {
  return (a.due.on ?? '9999') < (b.due.on ?? '9999') ? -1 : 1;
}

function countersOf(lines: readonly LedgerLine[], atCounty: boolean): HomeReply['counters'] {
  const count = (test: (line: LedgerLine) => boolean) => lines.filter(test).length;
  const toTell = count((line) => line.told.needed && line.told.on === null && line.verdict !== null);
  const first = atCounty
    ? {
        key: 'to-dispatch',
        label: '待下发',
        n: count((line) => line.stage === 'gathering'),
        tone: 'plain' as const,
        to: '/dispatch',
      }
    : {
        key: 'to-receive',
        label: '待接收',
        n: count((line) => line.stage === 'to-receive'),
        tone: 'plain' as const,
        to: '/ledger?tab=to-receive',
      };
  return [
    first,
    {
      key: 'due-today',
      label: '今天到期',
      n: count((line) => line.due.state === 'due-today'),
      tone: 'warn',
      to: '/ledger?tab=in-progress',
    },
    {
      key: 'overdue',
      label: '已逾期',
      n: count((line) => line.due.state === 'overdue'),
      tone: 'late',
      to: '/ledger?overdue=true',
    },
    { key: 'to-tell', label: '待告知', n: toTell, tone: 'plain', to: '/ledger?tab=to-write-off' },
    {
      key: 'returned',
      label: '退回',
      n: count((line) => line.stage === 'returned'),
      tone: 'plain',
      to: '/ledger?tab=returned',
    },
  ];
}

function workItem(line: LedgerLine): HomeReply['work'][number] {
  return {
    key: line.id,
    title: line.headName,
    village: line.village?.name ?? null,
    source: `${line.channelLabel} · ${line.source}`,
    next: line.next.label,
    due: line.due,
    to: `/ledger?lead=${line.id}`,
  };
}

/** Parameters of this level that nobody has set and that work waits for. */
async function unsetParameters(context: CommandContext): Promise<HomeReply['unsetParameters']> {
  const area = context.actor.area;
  if (area === null) return [];
  const { policy } = await context.policy.inForce(context.tx, area, context.now.today);
  return Object.keys(policy.parameters).flatMap((name) => {
    const reading = parameterOn(policy, name, context.now.today);
    const open = reading?.state === 'unset' && reading.setBy === 'county';
    return open ? [{ name, setBy: 'county', to: '/policy/parameters' }] : [];
  });
}

import type { CommandContext } from '#commands/command-context.ts';
import { readAs } from '#commands/run-command.ts';
import type { HomeReply } from '#contract/homes.ts';
import type { LedgerLine } from '#contract/leads.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import { monthOf } from '#domain/values/plain-date.ts';
import { progressByArea } from '#store/ledger-sums.ts';
import { administratorFacts } from './administrator-home.ts';
import { emptyHome } from './empty-home.ts';
import { figuresHome } from './figures-home.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { areaRefOf, leadWords, presentLeads } from './lead-presenter.ts';
import { monthRange, sumsOf } from './ledger-handlers.ts';
import type { Services } from './services.ts';

/** 工作台: what to do next, by due day; then sums. */
export function homeHandlers(services: Services): Pick<Handlers, 'getHome'> {
  return {
    getHome: async (_call, caller) => {
      const { role } = caller.actor;
      if (role === 'city-officer' || role === 'province-officer') return figuresHome(services, caller);
      if (role === 'system-admin' || role === 'security-admin' || role === 'audit-admin') {
        return { today: caller.now.today, ...emptyHome, facts: await administratorFacts(services, caller) };
      }
      if (caller.actor.county === null || role === 'county-department')
        return { today: caller.now.today, ...emptyHome };
      return readAs(services.runner, caller.actor, caller.now, (context) => ledgerHome(context, services, caller));
    },
  };
}

async function ledgerHome(context: CommandContext, services: Services, caller: SignedInCaller): Promise<HomeReply> {
  const { today } = caller.now;
  const month = monthRange(monthOf(today));
  const { lines } = await presentLeads(context, services.calendar, {
    stages: ['gathering', 'to-receive', 'in-progress', 'to-write-off', 'returned'],
    limit: 400,
  });
  const atCounty = caller.actor.office === 'county-bureau';
  const mine = lines.filter((line) => (atCounty ? true : line.stage !== 'gathering' && line.stage !== 'returned'));
  const words = await leadWords(context);
  const by = atCounty ? 'town' : 'village';
  const progress = await progressByArea(context.tx, context.keys.county, by, today, month);
  return {
    today,
    counters: countersOf(mine, atCounty),
    work: mine
      .filter((line) => line.next.step !== null)
      .slice(0, 60)
      .map(workItem),
    addingUp: await sumsOf(context, month),
    progress: progress.flatMap(({ area, ...cells }) => {
      const ref = areaRefOf(words.areas.get(area));
      return ref === null ? [] : [{ area: ref, cells }];
    }),
    unsetParameters: atCounty ? await unsetParameters(context) : [],
    recent: [],
    facts: [],
  };
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

import { runCommand } from '#commands/run-command.ts';
import { setParameter } from '#commands/set-parameter.ts';
import type { ParameterReply } from '#contract/policy.ts';
import { holds } from '#domain/access/permissions.ts';
import type { Role } from '#domain/access/roles.ts';
import type { Calendar, HolidayNotice } from '#domain/calendar/calendar.ts';
import { amountData } from '#domain/policy/amount.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import { type ParameterView, policyView } from '#domain/policy/policy-view.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listCountyAreas } from '#store/areas.ts';
import { asActor } from '#store/as-actor.ts';
import type { Db } from '#store/database.ts';
import { listCounties } from '#store/seals.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { comparison } from './policy-comparison.ts';
import type { Services } from './services.ts';

type PolicyHandlers = Pick<
  Handlers,
  'getClause' | 'currentPolicy' | 'setParameter' | 'listClauses' | 'getCalendarYear' | 'comparePolicies'
>;

/** 政策依据: clauses, what applies here and why, what this office may set, the working-day calendar. */
export function policyHandlers(services: Services): PolicyHandlers {
  const policyOf = (caller: SignedInCaller, on: PlainDate): Promise<Policy> =>
    asActor(services.runner.db, caller.actor, async (tx) => {
      const area = caller.actor.area ?? (await firstCounty(tx, on));
      return (await services.runner.policy.inForce(tx, area, on)).policy;
    });
  const compare = comparison(services, policyOf);
  return {
    comparePolicies: ({ query }, caller) => compare(query, caller),
    async getClause({ query }) {
      const pack = services.packs.find((each) => each.head.id === query.pack);
      const clauses = pack?.clauses.filter((each) => each.id === query.clause || each.section === query.clause) ?? [];
      if (!pack || clauses.length === 0) throw new AppError('not-found', { what: 'clause' });
      const { head } = pack;
      return {
        pack: head.id,
        title: head.title,
        number: head.number ?? '',
        issuers: [...head.issuers],
        signedOn: head.signed ?? null,
        from: head.from,
        to: head.to ?? null,
        section: clauses[0]?.section ?? '',
        clauses: clauses.map(({ id, summary, strength, why }) => ({ id, summary, strength, why: why ?? null })),
      };
    },
    async currentPolicy({ query }, caller) {
      const on = query.on === undefined ? caller.now.today : plainDate(query.on);
      const policy = await policyOf(caller, on);
      const view = policyView(policy);
      const role = caller.actor.role as Role;
      return {
        on,
        area: policy.area,
        documents: policy.packs.map(({ head }) => ({
          pack: head.id,
          title: head.title,
          number: head.number ?? '',
          from: head.from,
          level: head.level,
        })),
        parameters: Object.entries(view.parameters).map(([name, parameter]) =>
          presentParameter(policy, name, parameter),
        ),
        maySet: holds({ role, policy: caller.actor.policy }, 'settings.write'),
      };
    },
    async setParameter({ body }, caller) {
      const input = { ...body, from: plainDate(body.from) };
      await runCommand(
        services.runner,
        caller.actor,
        caller.now,
        { kind: 'set-parameter', requestId: body.requestId, input },
        setParameter,
      );
      const policy = await policyOf(caller, input.from);
      const view = policyView(policy).parameters[body.name];
      if (!view) throw new AppError('not-found', { what: 'parameter' });
      return { parameter: presentParameter(policy, body.name, view) };
    },
    async listClauses({ query }, caller) {
      const policy = await policyOf(caller, query.on === undefined ? caller.now.today : plainDate(query.on));
      return {
        documents: policy.packs.map(({ head, clauses }) => ({
          pack: head.id,
          title: head.title,
          number: head.number ?? '',
          issuers: [...head.issuers],
          from: head.from,
          clauses: clauses.map(({ id, section, summary, strength }) => ({ id, section, summary, strength })),
        })),
      };
    },
    getCalendarYear: async ({ params }) => calendarYear(services.calendar, services.notices, params.year),
  };
}

/** What administrators, who belong to no area, read the rules of: everybody may read them. */
async function firstCounty(tx: Db, on: PlainDate): Promise<number> {
  const [first] = await listCounties(tx);
  const areas = first === undefined ? [] : await listCountyAreas(tx, first.county, on);
  const area = areas.find(({ level }) => level === 'county')?.area;
  if (area === undefined) throw new AppError('not-found', { what: 'county' });
  return area;
}

function presentParameter(policy: Policy, name: string, view: ParameterView): ParameterReply {
  const reading = parameterOn(policy, name, policy.on);
  const layers = policy.parameters[name]?.layers ?? [];
  return {
    name,
    value: view.value,
    unit: view.unit,
    source: view.source.map(({ pack, clause }) => ({ pack, clause })),
    from: view.from,
    inferred: view.inferred,
    set:
      view.set === null ? null : { by: view.set.by, on: view.set.on ?? policy.on, document: view.set.document ?? null },
    setBy: view.setBy,
    suggestion: view.suggestion,
    overridden: layers
      .flatMap((layer) => layer.values.map((value) => ({ layer, value })))
      .flatMap(({ layer, value }) => {
        const literal = value.how.kind === 'literal' ? amountData(value.how.value) : undefined;
        const wins =
          literal === undefined || JSON.stringify(literal) === JSON.stringify(amountData(reading?.value ?? null));
        return wins ? [] : [{ pack: layer.pack, clause: value.source[0]?.clause ?? null, value: literal }];
      }),
    waitsFor: [...view.missing],
  };
}

function calendarYear(calendar: Calendar, notices: readonly HolidayNotice[], year: number) {
  const marked = [...calendar.marked].filter(([day]) => day.startsWith(String(year)));
  const notice = notices.find((each) => each.year === year);
  return {
    year,
    published: notice !== undefined,
    notice: notice?.number ?? null,
    holidays: marked.filter(([, mark]) => mark.kind === 'holiday').map(([day]) => day),
    makeUpDays: marked.filter(([, mark]) => mark.kind === 'make-up-working-day').map(([day]) => day),
  };
}

import { holds } from '#domain/access/permissions.ts';
import type { Role } from '#domain/access/roles.ts';
import type { Calendar, HolidayNotice } from '#domain/calendar/calendar.ts';
import { itemsByClause, policyItems } from '#domain/policy/policy-items.ts';
import { policyView } from '#domain/policy/policy-view.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listCountyAreas } from '#store/areas.ts';
import { asActor } from '#store/as-actor.ts';
import type { Db } from '#store/database.ts';
import { listCounties } from '#store/seals.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { noticeHandlers } from './notice-handlers.ts';
import { presentParameter } from './parameter-presenter.ts';
import { comparison } from './policy-comparison.ts';
import type { Services } from './services.ts';
import { settingHandlers, waitingSettings } from './setting-handlers.ts';

type PolicyHandlers = Pick<
  Handlers,
  | 'getClause'
  | 'currentPolicy'
  | 'setParameter'
  | 'previewSetting'
  | 'confirmSetting'
  | 'listClauses'
  | 'getCalendarYear'
  | 'comparePolicies'
  | 'previewNotice'
  | 'loadNotice'
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
    ...settingHandlers(services, policyOf),
    ...noticeHandlers(services),
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
      const policy = query.area === undefined ? await policyOf(caller, on) : policyElsewhere(services, query.area, on);
      const view = policyView(policy);
      const role = caller.actor.role as Role;
      const waiting = await waitingSettings(services, caller);
      return {
        on,
        area: policy.area,
        own: query.area === undefined,
        documents: policy.packs.map(({ head }) => ({
          pack: head.id,
          title: head.title,
          number: head.number ?? '',
          from: head.from,
          level: head.level,
        })),
        parameters: Object.entries(view.parameters).map(([name, parameter]) =>
          presentParameter(policy, name, parameter, { actor: caller.actor, waiting }),
        ),
        items: policyItems(policy).map((item) => ({
          ...item,
          who: [...item.who],
          sources: item.sources.map(({ pack, clause }) => ({ pack, clause })),
        })),
        maySet: query.area === undefined && holds({ role, policy: caller.actor.policy }, 'settings.write'),
      };
    },
    async listClauses({ query }, caller) {
      const on = query.on === undefined ? caller.now.today : plainDate(query.on);
      const policy = query.area === undefined ? await policyOf(caller, on) : policyElsewhere(services, query.area, on);
      const resting = itemsByClause(policyItems(policy));
      return {
        documents: policy.packs.map(({ head, clauses }) => ({
          pack: head.id,
          title: head.title,
          number: head.number ?? '',
          issuers: [...head.issuers],
          from: head.from,
          clauses: clauses.map(({ id, section, summary, strength, why }) => ({
            id,
            section,
            summary,
            strength,
            why: why ?? null,
            rests: [...(resting.get(`${head.id}#${id}`) ?? []), ...(resting.get(`${head.id}#${section}`) ?? [])].map(
              ({ kind, path, label, of }) => ({ kind, path, label, of }),
            ),
          })),
        })),
      };
    },
    getCalendarYear: async ({ params }) => calendarYear(services.calendar(), services.notices(), params.year),
  };
}

/** The rules of another area by its documents alone. Errors: `not-found` where no document applies. */
function policyElsewhere({ packs }: Services, area: string, on: PlainDate): Policy {
  const policy = resolvePolicy({ packs, area, day: on });
  if (policy.packs.length === 0) throw new AppError('not-found', { what: 'policy', area });
  return policy;
}

/** What administrators, who belong to no area, read the rules of: everybody may read them. */
async function firstCounty(tx: Db, on: PlainDate): Promise<number> {
  const [first] = await listCounties(tx);
  const areas = first === undefined ? [] : await listCountyAreas(tx, first.county, on);
  const area = areas.find(({ level }) => level === 'county')?.area;
  if (area === undefined) throw new AppError('not-found', { what: 'county' });
  return area;
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

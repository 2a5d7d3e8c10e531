import type { CommandContext } from '#commands/command-context.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { HouseholdHit } from '#contract/households.ts';
import { AppError } from '#domain/values/app-error.ts';
import { insertAudit } from '#store/audit-log.ts';
import { findHouseholdHit, type HouseholdHitRow, listHouseholds, searchHouseholds } from '#store/households.ts';
import { revealedNumber } from '#store/reveal-number.ts';
import type { Handlers } from './handler.ts';
import { presentHousehold } from './household-page.ts';
import { areaRefOf, type LeadWords, leadWords } from './lead-presenter.ts';
import type { Services } from './services.ts';

type HouseholdHandlers = Pick<
  Handlers,
  'searchHouseholds' | 'listHouseholds' | 'getHousehold' | 'callHousehold' | 'revealNumber'
>;

/** 农户: search, list, page, and one number in full with a reason. */
export function householdHandlers(services: Services): HouseholdHandlers {
  const { runner } = services;
  return {
    searchHouseholds: ({ query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const rows = await searchHouseholds(context.tx, context.keys, query.q, {
          village: query.village,
          limit: query.limit + 1,
        });
        const words = await leadWords(context);
        return {
          hits: rows.slice(0, query.limit).map((row) => presentHit(words, row)),
          more: rows.length > query.limit,
        };
      }),
    listHouseholds: ({ query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const words = await leadWords(context);
        if (query.q !== undefined && query.q !== '') {
          const hits = await searchHouseholds(context.tx, context.keys, query.q, query);
          return { households: hits.map((row) => presentHit(words, row)), total: query.offset + hits.length };
        }
        const { hits, total } = await listHouseholds(context.tx, context.keys, query);
        return { households: hits.map((row) => presentHit(words, row)), total };
      }),
    getHousehold: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const row = await findHouseholdHit(context.tx, context.keys, params.id);
        if (!row) throw new AppError('not-found', { what: 'household' });
        const words = await leadWords(context);
        return presentHousehold(context, services.calendar(), words, row, presentHit(words, row));
      }),
    callHousehold: ({ params, body }, caller) =>
      runCommand(
        runner,
        caller.actor,
        caller.now,
        { kind: 'call-household', requestId: body.requestId, input: { ...params } },
        async (context) => {
          await auditLook(context, 'call', ['household-phone', params.id], body.requestId, caller.address);
          return {};
        },
      ).then(() =>
        readAs(runner, caller.actor, caller.now, async (context) => ({
          number: await revealedNumber(context.tx, context.keys, { household: params.id, subject: 'household-phone' }),
        })),
      ),
    revealNumber: ({ params, body }, caller) =>
      runCommand(
        runner,
        caller.actor,
        caller.now,
        { kind: 'reveal-number', requestId: body.requestId, input: { ...params, ...body } },
        async (context) => {
          const { subject, person = params.id, requestId, reason } = body;
          await auditLook(context, 'reveal', [subject, person], requestId, caller.address, reason);
          return {};
        },
      ).then(() =>
        readAs(runner, caller.actor, caller.now, async (context) => ({
          value: await revealedNumber(context.tx, context.keys, { household: params.id, ...body }),
        })),
      ),
  };
}

/** A household as lists show it: numbers masked. */
export function presentHit(words: LeadWords, row: HouseholdHitRow): HouseholdHit {
  return {
    id: row.id,
    headName: row.headName,
    village: areaRefOf(row.village === null ? undefined : words.areas.get(row.village)),
    town: areaRefOf(words.areas.get(row.town)),
    persons: row.persons,
    matched: row.matched,
    idMasked: row.idMasked,
    phoneMasked: row.phone === null ? null : maskPhone(row.phone),
    monitored: row.status === 'monitored',
    openLead: row.openLead === null ? null : { id: row.openLead, no: row.openLeadNo ?? '' },
  };
}

/** `138****5678`; a land line keeps its last two digits. */
export function maskPhone(phone: string): string {
  return phone.length === 11
    ? `${phone.slice(0, 3)}****${phone.slice(-4)}`
    : `${'*'.repeat(phone.length - 2)}${phone.slice(-2)}`;
}

async function auditLook(
  context: CommandContext,
  kind: 'reveal' | 'call',
  subject: readonly string[],
  requestId: string,
  address: string,
  reason?: string,
): Promise<void> {
  await insertAudit(context.tx, {
    county: context.keys.county,
    at: context.now.at,
    actor: context.actor.account,
    kind,
    subject,
    result: 'done',
    ...(reason !== undefined && { reason }),
    requestId,
    address,
  });
}

import { randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { RouteName } from '#contract/routes.ts';
import type { OfficePlace } from '#test/office/test-office.ts';
import { type CallParts, type CallReply, type RouteOffice, routeOffice } from '#test/routes/route-office.ts';

/** What a call of the interface is answered. */
export type Json = CallReply['json'];

const NOTHING = {
  wage: '0',
  business: '0',
  property: '0',
  transfer: '0',
  businessCost: '0',
  compliantOutOfPocket: '0',
  insurancePayout: '0',
};

/** An act as a person sends it. `each`: the same results for every member the step asks about. */
export interface WalkAct {
  readonly do: string;
  readonly on: string;
  readonly each?: Readonly<Record<string, string>>;
  readonly [part: string]: unknown;
}

/** A walk through the life of a household under one document, through the interface only. */
export interface PackWalk {
  readonly office: RouteOffice;
  /** The reply of a call that succeeds. */
  good(login: string, name: RouteName, parts?: CallParts): Promise<Json>;
  /** A lead registered by the village or township; its id. */
  lead(login: string, input: object): Promise<string>;
  /** A matter as the account sees it. */
  matter(login: string, id: string): Promise<Json>;
  /** Does an act on the official day; `on`, moved to first. */
  act(login: string, id: string, act: WalkAct): Promise<Json>;
  /** Clauses an act is refused under, as `PACK#id`. */
  refused(login: string, id: string, act: WalkAct): Promise<string[]>;
  /** The lead's line on the ledger. */
  line(login: string, id: string): Promise<Json>;
  /** A visit by two of the staff that found an income of 24,000 yuan. */
  visit(): Promise<object>;
  /** Due day of a step of the matter, or what it waits for. */
  due(login: string, id: string, step: string): Promise<string>;
  /** How the household stands. */
  status(household: string): Promise<string>;
}

export async function packWalk(day: string, place: OfficePlace): Promise<PackWalk> {
  const office = await routeOffice(day, {}, place);
  const rid = () => ({ requestId: randomUUID() });
  const good: PackWalk['good'] = async (login, name, parts = {}) => {
    const reply = await office.call(login, name, parts);
    expect(reply.status, `${login} ${name} ${JSON.stringify(reply.json)}`).toBe(200);
    return reply.json;
  };
  const matter = (login: string, id: string) => good(login, 'getMatter', { params: { id } });
  const send = async (login: string, id: string, act: WalkAct): Promise<CallReply> => {
    office.setToday(act.on);
    const { each, ...rest } = act;
    const { matter: now, open } = await matter(login, id);
    const results = each === undefined ? {} : { results: ofMembers(open, rest.do, each) };
    return office.call(login, 'actOnMatter', { params: { id }, body: { ...rid(), seq: now.seq, ...rest, ...results } });
  };
  return {
    office,
    good,
    matter,
    async lead(login, input) {
      const { line } = await good(login, 'registerLead', { body: { ...rid(), ...input } });
      return line.id;
    },
    async act(login, id, act) {
      const reply = await send(login, id, act);
      expect(reply.status, `${login} ${act.do} ${JSON.stringify(reply.json)}`).toBe(200);
      return reply.json;
    },
    async refused(login, id, act) {
      const reply = await send(login, id, act);
      expect(reply.json, `${login} ${act.do} is not refused`).toMatchObject({ error: 'refused' });
      return reply.json.refusals.map(({ clause }: Json) => clause);
    },
    async line(login, id) {
      return (await good(login, 'getLead', { params: { id } })).line;
    },
    async visit() {
      const { rows } = await office.database.ownerPool.query<{ id: string }>(
        'select id from staff order by name limit 2',
      );
      const income = { ...NOTHING, wage: '20000', transfer: '4000' };
      return { verifiers: rows.map(({ id }) => id), income, risks: ['因病'], photos: [] };
    },
    async due(login, id, step) {
      const { steps } = await matter(login, id);
      const found = steps.find((each: Json) => each.id === step);
      expect(found, `${step} of ${steps.map((each: Json) => each.id)}`).toBeDefined();
      return found.due?.on ?? JSON.stringify(found.due);
    },
    async status(household) {
      const { rows } = await office.database.ownerPool.query('select status from households where id = $1', [
        household,
      ]);
      return rows[0]?.status;
    },
  };
}

function ofMembers(open: readonly Json[], step: string, each: Readonly<Record<string, string>>) {
  const found = open.find((act) => act.step === step);
  if (found === undefined) throw new Error(`${step} is not open; open are ${open.map((act) => act.step).join(' ')}`);
  return Object.fromEntries(found.members.map(({ id }: { id: string }) => [id, each]));
}

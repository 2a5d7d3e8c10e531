import { randomUUID } from 'node:crypto';
import type { ChannelTerm } from '#domain/policy/pack-shape.ts';
import { AppError } from '#domain/values/app-error.ts';
import { idNumberParts, readIdNumber } from '#domain/values/id-number.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { listAreaChain } from '#store/areas.ts';
import { findHouseholdHit, findPersonByNumber, insertProvisionalHousehold } from '#store/households.ts';
import { listLeads } from '#store/lead-lines.ts';
import type { CommandContext } from './command-context.ts';
import { isDispatched, registeredFirst } from './lead-arrival.ts';
import { leadFacts } from './lead-projection.ts';
import { LEAD, leadEvents } from './lead-steps.ts';
import { openMatter } from './matter-file.ts';
import { saveLead } from './save-lead.ts';

/** A lead as a person registers it. Days are civil days; `household` known, or the least that begins one. */
export interface LeadInput {
  readonly channel: string;
  readonly source: string;
  readonly ticket?: string | undefined;
  readonly text: string;
  readonly foundOn: PlainDate;
  readonly household?: string | undefined;
  readonly newHousehold?: NewHousehold | undefined;
  readonly urgent?: { readonly cause: string; readonly note?: string | undefined } | undefined;
}

export interface NewHousehold {
  readonly village: number;
  readonly headName: string;
  readonly phone?: string | undefined;
  readonly idNumber?: string | undefined;
}

/**
 * Registers a lead and returns its id. What the document sends out from the county (SD: department warnings) waits for that;
 * every other stands on the township's ledger at once, hotline and petition items included, and its verification clock starts
 * that day. @source SD#1.2-j
 * Errors: `bad-request` (field and why), `invalid-id-number`, `invalid-date`, `already-exists` (ticket), `ambiguous`.
 * @source SD#1.3-b SD#A2-14 SD#A2-15 SD#A2-16 SD#A2-17
 */
export async function registerLead(context: CommandContext, input: LeadInput): Promise<{ lead: string }> {
  const { today } = context.now;
  if (input.foundOn > today) throw new AppError('invalid-date', { field: 'foundOn', why: 'future', latest: today });
  const place = await placeOf(context, input);
  const { policy } = await context.policy.inForce(context.tx, place.village ?? place.town, today);
  checkSource(policy.terms.channels, input);
  const department = channelNamed(policy.terms.channels, input.channel).canonical === 'department';
  const arrives = !isDispatched(policy, input.channel, today);
  const file = await openMatter(
    context,
    {
      procedure: LEAD,
      subject: 'lead',
      household: place.household,
      town: place.town,
      village: place.village,
      channel: input.channel,
      openedOn: today,
      events: {
        [leadEvents.found]: input.foundOn,
        [leadEvents.received]: today,
        ...(arrives ? { [leadEvents.receivedByTownship]: today } : {}),
      },
      facts: leadFacts(input.channel, input.source, place),
      about: {
        source: input.source,
        ticket: input.ticket ?? null,
        department: department ? input.source : null,
        batch: null,
        registeredOn: today,
        registeredBy: context.actor.account,
        urgentCause: input.urgent?.cause ?? null,
      },
    },
    { text: input.text, ...(input.urgent?.note === undefined ? {} : { urgentNote: input.urgent.note }) },
  );
  await refuseSecondTicket(context, input);
  const registered = await registeredFirst(context, file, today);
  await saveLead(context, registered);
  return { lead: registered.row.matter };
}

interface LeadPlace {
  readonly household: string;
  readonly town: number;
  readonly village: number | null;
  readonly monitored: boolean;
  readonly numberKnown: boolean;
}

async function placeOf(context: CommandContext, input: LeadInput): Promise<LeadPlace> {
  if (input.household !== undefined) {
    const hit = await findHouseholdHit(context.tx, context.keys, input.household);
    if (!hit) throw new AppError('not-found', { what: 'household' });
    return {
      household: hit.id,
      town: hit.town,
      village: hit.village,
      monitored: hit.status === 'monitored',
      numberKnown: hit.idMasked !== null,
    };
  }
  if (!input.newHousehold) throw new AppError('bad-request', { field: 'household', why: 'missing' });
  return beginHousehold(context, input.newHousehold);
}

async function beginHousehold(context: CommandContext, fresh: NewHousehold): Promise<LeadPlace> {
  const chain = await listAreaChain(context.tx, fresh.village, context.now.today);
  const [village, town] = chain;
  if (village?.level !== 'village' || !town || town.county !== context.keys.county) {
    throw new AppError('bad-request', { field: 'village', why: 'unknown' });
  }
  const { towns, villages } = context.actor;
  if (!towns.includes(town.area) && !villages.includes(village.area)) {
    throw new AppError('bad-request', { field: 'village', why: 'other-area' });
  }
  const reading = fresh.idNumber === undefined ? null : readIdNumber(fresh.idNumber, context.now.today);
  if (reading && !reading.ok) throw new AppError('invalid-id-number', { field: 'idNumber', why: reading.reason });
  const number = reading?.ok ? reading.number : null;
  if (number !== null) {
    const known = await findPersonByNumber(context.tx, context.keys, number);
    if (known) throw new AppError('already-exists', { what: 'person', household: known.household });
  }
  const phone = fresh.phone?.replaceAll(/[\s-]/g, '');
  if (phone !== undefined && phone !== '' && !/^\d{7,12}$/.test(phone)) {
    throw new AppError('bad-request', { field: 'phone', why: 'digits' });
  }
  const parts = number === null ? null : idNumberParts(number);
  const household = randomUUID();
  await insertProvisionalHousehold(context.tx, context.keys, {
    id: household,
    headPerson: randomUUID(),
    town: town.area,
    village: village.area,
    headName: fresh.headName.replaceAll(/\s+/g, ' '),
    phone: phone === undefined || phone === '' ? null : phone,
    idNumber: number,
    bornOn: parts?.born ?? null,
    sex: parts ? { male: '男', female: '女' }[parts.sex] : null,
    enteredOn: context.now.today,
  });
  return { household, town: town.area, village: village.area, monitored: false, numberKnown: number !== null };
}

/** Channel and source must stand beside each other in the pack; a channel with a pattern or an open end takes any text. */
function checkSource(channels: readonly ChannelTerm[], input: LeadInput): void {
  const channel = channelNamed(channels, input.channel);
  const others = channels.filter((each) => each.id !== channel.id).flatMap((each) => each.origins.map((o) => o.value));
  const own = channel.origins.map((origin) => origin.value);
  if (!own.includes(input.source) && others.includes(input.source)) {
    throw new AppError('bad-request', { field: 'source', why: 'other-channel', channel: channel.label, allowed: own });
  }
}

function channelNamed(channels: readonly ChannelTerm[], id: string): ChannelTerm {
  const channel = channels.find((each) => each.id === id);
  if (channel) return channel;
  throw new AppError('bad-request', { field: 'channel', why: 'unknown', allowed: channels.map((each) => each.id) });
}

/** A ticket of a hotline is registered once. @source SD#1.2-i */
async function refuseSecondTicket(context: CommandContext, input: LeadInput): Promise<void> {
  if (input.ticket === undefined) return;
  const { lines } = await listLeads(context.tx, context.keys, {
    limit: 1,
    ticket: { source: input.source, number: input.ticket },
  });
  const first = lines[0];
  if (first) throw new AppError('already-exists', { what: 'ticket', lead: first.matter, no: first.no });
}

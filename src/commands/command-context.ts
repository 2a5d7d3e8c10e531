import type { Actor, Now } from '#domain/access/actor.ts';
import type { Calendar } from '#domain/calendar/calendar.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import type { PolicyInTime } from '#domain/policy/policy-in-time.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { FieldKeys } from '#store/data-keys.ts';
import type { Db } from '#store/database.ts';

/** The rules of an area: the documents as resolved and the calendar they are counted with. */
export interface AreaRules {
  readonly policy: Policy;
  /** What documents issued after the opening bring to a matter pinned to `policy`; absent: nothing. */
  readonly later?: PolicyInTime['later'];
  readonly adopted?: PolicyInTime['adopted'];
  readonly calendar: Calendar;
}

/** Where commands get policy from. Made by the composition; reads packs and the values offices have set. */
export interface PolicyBook {
  /** Rules of an area on a day. */
  inForce(tx: Db, area: number, on: PlainDate): Promise<AreaRules>;
  /** Rules as a matter pinned them at opening. Throws when the pinned packs are no longer held: they are kept for good. */
  pinned(tx: Db, area: number, policyHash: string, openedOn: PlainDate): Promise<AreaRules>;
  /** Every document held, of all areas. */
  readonly packs: readonly Pack[];
}

/** What every command works with: one transaction, one actor, one clock. */
export interface CommandContext {
  readonly tx: Db;
  readonly keys: FieldKeys;
  readonly actor: Actor;
  readonly now: Now;
  readonly policy: PolicyBook;
}

/** The same for an actor who may belong to no county (city, province): `keys` is null there, and no row of people is seen. */
export type AreaContext = Omit<CommandContext, 'keys'> & { readonly keys: FieldKeys | null };

/** Whether the actor belongs to a county, so that its matters can be read and written. */
export function isOfCounty(context: AreaContext): context is CommandContext {
  return context.keys !== null;
}

/** What a command is run with; the context lives inside one transaction. */
export interface CommandRunner {
  readonly db: Db;
  readonly ring: FieldKeys['ring'];
  readonly policy: PolicyBook;
}

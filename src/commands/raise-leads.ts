import { randomUUID } from 'node:crypto';
import type { Feed } from '#domain/policy/duty-shape.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type IdNumber, idNumberParts } from '#domain/values/id-number.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { insertEvidence, type NewEvidence } from '#store/evidence.ts';
import { findPeople, type KnownPeople, type KnownPerson, lockOpenLines } from '#store/feed-people.ts';
import type { RejectedRow } from '#store/feed-repeats.ts';
import { insertProvisionalHousehold } from '#store/households.ts';
import { insertChanges } from '#store/registry-writing.ts';
import type { CommandContext } from './command-context.ts';
import { type FeedRow, type FeedRowOutcome, leadText, type RaisedOutcome, rowFacts } from './feed-rows.ts';
import { findRepeats } from './find-repeats.ts';
import { isDispatched } from './lead-arrival.ts';
import { leadFacts } from './lead-projection.ts';
import { LEAD, leadEvents } from './lead-steps.ts';
import { loadMatter, noteAct, type Opening } from './matter-file.ts';
import { dispatchDue, leadId, openingEvents, openLeads, type RulesOf, rulesToday } from './open-leads.ts';
import { saveLead } from './save-lead.ts';

/** Rows whose condition holds, and where they come from. */
export interface RaiseOrder {
  readonly batch: { readonly id: string; readonly fileName: string; readonly department: string };
  readonly feed: Feed;
  readonly rows: readonly RowToRaise[];
  /** Days the batch speaks of; null for what is reported as it happens. */
  readonly covers: { readonly from: PlainDate; readonly to: PlainDate } | null;
  /** 待定位 of the county. */
  readonly unplaced: number;
  /** What a row means whose number the registry knows under another name; `ask`: nobody has said. */
  readonly otherName: 'ask' | 'registered' | 'somebody-else';
  /** Who of the rows' numbers the register knows, where that has been looked up. */
  readonly people?: KnownPeople;
}

export interface RowToRaise {
  readonly row: FeedRow;
  /** Sum the row was judged by, in yuan. */
  readonly total: string | null;
}

/** A row and what became of it. */
export interface RaisedRow {
  readonly row: FeedRow;
  readonly outcome: Extract<FeedRowOutcome, RaisedOutcome | 'ambiguous'>;
  readonly matter: string | null;
  readonly household: string | null;
}

/**
 * Raises leads from the rows of one batch, set by set in the caller's transaction. Until dispatch a household is one lead with
 * several pieces of evidence; a household with a line at its township gets a new line that refers to it; a person the registry
 * does not know gets a provisional household in the row's village, or at 待定位. A new lead all of whose rows are like one that
 * was visited and rejected is marked, a person decides. Every row stands in the answer.
 * @source SD#1.2-b SD#1.2-d SD#1.3-c
 */
export async function raiseLeads(context: CommandContext, order: RaiseOrder): Promise<RaisedRow[]> {
  const people = new Map(order.people ?? (await findPeopleOf(context, order.rows.map(({ row }) => row)))); // biome-ignore format: one line
  const own = order.rows.flatMap(({ row }) => numbersOf(row).map((number) => people.get(number)?.household ?? []));
  const households = [...new Set(own.flat())];
  const gathering = new Gathering(await lockOpenLines(context.tx, context.keys.county, households));
  const rulesOf = rulesToday(context);
  const repeats = await findRepeats(context, order.feed, order.rows);
  const raised: RaisedRow[] = [];
  for (const each of order.rows) {
    const found = personOf(each.row, people, order.otherName);
    if (found === 'ambiguous') {
      raised.push({ row: each.row, outcome: 'ambiguous', matter: null, household: null });
      continue;
    }
    const home = found ?? (await beginHousehold(context, order, each.row));
    if (!found && each.row.idNumber !== null && order.otherName !== 'somebody-else')
      people.set(each.row.idNumber, home);
    raised.push({ row: each.row, household: home.household, ...gathering.add(each, home) });
  }
  const marked = gathering.mark(repeats);
  await openNew(context, order, gathering, rulesOf);
  await addEvidence(context, order, gathering, repeats);
  return raised.map((each) =>
    each.matter !== null && marked.has(each.matter) ? { ...each, outcome: 'repeat' } : each,
  );
}

/** Leads of the batch as they gather: by household one that is new, or one that was waiting before. */
class Gathering {
  readonly drafts = new Map<string, Draft>();
  readonly #waiting = new Map<string, { matter: string; town: number; village: number | null }>();
  readonly #atTown = new Map<string, string>();

  constructor(lines: Awaited<ReturnType<typeof lockOpenLines>>) {
    for (const line of lines) {
      if (line.stage === 'gathering') this.#waiting.set(line.household, line);
      else if (!this.#atTown.has(line.household)) this.#atTown.set(line.household, line.matter);
    }
  }

  add(each: RowToRaise, home: KnownPerson): { outcome: RaisedOutcome; matter: string } {
    const known = this.drafts.get(home.household);
    if (known) {
      known.rows.push(each);
      return { outcome: 'evidence', matter: known.matter };
    }
    const waiting = this.#waiting.get(home.household);
    const refersTo = this.#atTown.get(home.household) ?? null;
    const matter = waiting?.matter ?? leadId();
    const place = { town: waiting?.town ?? home.town, village: waiting === undefined ? home.village : waiting.village };
    const isNew = waiting === undefined;
    this.drafts.set(home.household, { matter, home, ...place, refersTo, repeats: null, isNew, rows: [each] });
    if (waiting) return { outcome: 'evidence', matter };
    return { outcome: refersTo === null ? (home.monitored ? 'already' : 'lead') : 'line', matter };
  }

  /** New leads all of whose rows are like a rejected one of their household, marked with the latest visit. Their matters. */
  mark(repeats: ReadonlyMap<FeedRow, RejectedRow>): ReadonlySet<string> {
    const marked = new Set<string>();
    for (const draft of this.drafts.values()) {
      if (!draft.isNew || draft.refersTo !== null || draft.home.monitored) continue;
      const earlier = draft.rows.map(({ row }) => repeats.get(row));
      const own = earlier.filter((each) => each?.household === draft.home.household);
      if (own.length < draft.rows.length) continue;
      draft.repeats = own.flatMap((each) => each ?? []).toSorted(byVisit)[0]?.matter ?? null;
      marked.add(draft.matter);
    }
    return marked;
  }
}

function byVisit(a: RejectedRow, b: RejectedRow): number {
  return a.visitedOn > b.visitedOn ? -1 : 1;
}

interface Draft {
  readonly matter: string;
  readonly home: KnownPerson;
  readonly town: number;
  readonly village: number | null;
  readonly refersTo: string | null;
  /** The line that was visited and rejected for rows no better than these. */
  repeats: string | null;
  readonly isNew: boolean;
  readonly rows: RowToRaise[];
}

/** Who of the numbers in these rows the register knows. */
export async function findPeopleOf(context: CommandContext, rows: readonly FeedRow[]): Promise<KnownPeople> {
  return findPeople(context.tx, context.keys, rows.flatMap(numbersOf));
}

/** Whether the register knows the person of each row: accepted = matched + absent + ambiguous. */
export function countMatches(
  people: KnownPeople,
  rows: readonly FeedRow[],
): { matched: number; absent: number; ambiguous: number } {
  const counts = { matched: 0, absent: 0, ambiguous: 0 };
  for (const row of rows) {
    const found = personOf(row, people, 'ask');
    counts[found === 'ambiguous' ? 'ambiguous' : found === undefined ? 'absent' : 'matched'] += 1;
  }
  return counts;
}

function numbersOf({ idNumber, otherIdNumbers }: FeedRow): readonly string[] {
  return idNumber === null ? otherIdNumbers : [idNumber, ...otherIdNumbers];
}

/** The registry's person of the row, undefined when it has none; a guardian's number serves where the own is not known. */
function personOf(
  row: FeedRow,
  people: ReadonlyMap<string, KnownPerson>,
  otherName: RaiseOrder['otherName'],
): KnownPerson | 'ambiguous' | undefined {
  const own = row.idNumber === null ? undefined : people.get(row.idNumber);
  if (own && sameName(own.name, row.name)) return own;
  if (own && otherName === 'registered') return own;
  if (own) return otherName === 'ask' ? 'ambiguous' : undefined;
  return row.otherIdNumbers.map((number) => people.get(number)).find((person) => person !== undefined);
}

function sameName(one: string, other: string): boolean {
  const bare = (name: string) => name.normalize('NFKC').replace(/[\s·•・.]/gu, '');
  return bare(one) === bare(other);
}

async function beginHousehold(context: CommandContext, order: RaiseOrder, row: FeedRow): Promise<KnownPerson> {
  const idNumber = order.otherName === 'somebody-else' ? null : row.idNumber;
  const parts = idNumber === null ? null : idNumberParts(idNumber as IdNumber);
  const household = randomUUID();
  const place = { town: row.town ?? order.unplaced, village: row.village };
  await insertProvisionalHousehold(context.tx, context.keys, {
    enteredOn: context.now.today,
    id: household,
    headPerson: randomUUID(),
    ...place,
    headName: row.name,
    phone: row.phone,
    idNumber,
    bornOn: parts?.born ?? null,
    sex: parts ? { male: '男', female: '女' }[parts.sex] : null,
  });
  const { today, at } = context.now;
  const origin = { batch: order.batch.id, source: 'department', asOf: today, actor: context.actor.account, at };
  const arrival = { subject: 'household', subject_id: household, household, field: '*', ...place } as const;
  await insertChanges(context.tx, context.keys.county, origin, [
    { ...arrival, old_value: null, new_value: null, cipher: null },
  ]);
  return {
    ...place,
    household,
    name: row.name,
    headName: row.name,
    monitored: false,
    numberKnown: idNumber !== null,
  };
}

async function openNew(
  context: CommandContext,
  order: RaiseOrder,
  gathering: Gathering,
  rulesOf: RulesOf,
): Promise<void> {
  const fresh = [...gathering.drafts.values()].filter(({ isNew }) => isNew);
  const foundDays = new Map<string, PlainDate>();
  const leads = [];
  for (const draft of fresh) {
    const opening = await openingOf(context, order, draft, rulesOf, foundDays);
    const text = [...new Set(draft.rows.map(({ row, total }) => leadText(order.feed, row, total)))].join('；');
    leads.push({ matter: draft.matter, opening, text });
  }
  await openLeads(context, leads, rulesOf);
}

async function openingOf(
  context: CommandContext,
  order: RaiseOrder,
  draft: Draft,
  rulesOf: RulesOf,
  foundDays: Map<string, PlainDate>,
): Promise<Opening> {
  const { today } = context.now;
  const area = await rulesOf(draft.village ?? draft.town);
  const term = order.feed.lead;
  const channel = area.policy.terms.channels.find(({ id }) => id === term?.channel);
  if (!term || !channel) throw new AppError('not-found', { what: 'channel', feed: order.feed.id });
  const dispatched = isDispatched(area.policy, channel.id, today);
  const placed = draft.town !== order.unplaced;
  const make = (found: PlainDate): Opening => ({
    procedure: LEAD,
    subject: 'lead',
    household: draft.home.household,
    town: draft.town,
    village: draft.village,
    channel: channel.id,
    openedOn: today,
    events: openingEvents(found, today, dispatched || !placed ? null : today),
    facts: leadFacts(channel.id, term.origin, draft.home),
    about: {
      source: term.origin,
      ticket: null,
      department: order.batch.department,
      batch: order.batch.id,
      feed: order.feed.id,
      registeredOn: today,
      registeredBy: null,
      urgentCause: null,
      refersTo: draft.refersTo,
      repeats: draft.repeats,
    },
  });
  const wanted = foundOn(order, draft, today);
  const key = `${area.policy.hash} ${channel.id} ${wanted}`;
  // What came late is found today: the county cannot be overdue on the day a file arrives.
  const due = foundDays.has(key) ? null : dispatchDue(make(wanted), area, today);
  const found = foundDays.get(key) ?? (due !== null && due < today ? today : wanted);
  foundDays.set(key, found);
  return make(found);
}

/** Day the first row arose when it lies in the period, else the period's last day; never after today. */
function foundOn({ covers }: RaiseOrder, draft: Draft, today: PlainDate): PlainDate {
  const latest = covers === null || covers.to > today ? today : covers.to;
  const arose = parsePlainDate(draft.rows[0]?.row.arose ?? '');
  const inside = arose !== undefined && arose <= latest && (covers === null || arose >= covers.from);
  return inside ? arose : latest;
}

/** One piece of evidence a row; a lead that was there before also says in its acts that it got some. */
async function addEvidence(
  context: CommandContext,
  order: RaiseOrder,
  gathering: Gathering,
  repeats: ReadonlyMap<FeedRow, RejectedRow>,
): Promise<void> {
  const { today, at } = context.now;
  const [source] = order.feed.source;
  const drafts = [...gathering.drafts.values()];
  const items = drafts.flatMap((draft) =>
    draft.rows.map(
      ({ row }): NewEvidence => ({
        id: randomUUID(),
        matter: draft.matter,
        batch: order.batch.id,
        feed: order.feed.id,
        department: order.batch.department,
        fileName: order.batch.fileName,
        row: row.row,
        facts: rowFacts(order.feed, row),
        clause: source === undefined ? null : `${source.pack}#${source.clause}`,
        on: parsePlainDate(row.arose ?? '') ?? today,
        town: draft.town,
        village: draft.village,
        at,
      }),
    ),
  );
  const AT_ONCE = 1000;
  for (let from = 0; from < items.length; from += AT_ONCE) {
    await insertEvidence(context.tx, context.keys, items.slice(from, from + AT_ONCE));
  }
  for (const draft of drafts.filter(({ isNew }) => !isNew)) {
    const file = await loadMatter(context, draft.matter);
    const repeat = draft.rows.every(({ row }) => repeats.has(row));
    const values = { batch: order.batch.id, department: order.batch.department, rows: draft.rows.length, repeat };
    const noted = await noteAct(context, file, { kind: 'event', on: today, target: leadEvents.evidence, values });
    await saveLead(context, noted);
  }
}

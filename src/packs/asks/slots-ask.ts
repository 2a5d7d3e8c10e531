import { lastWorkingDayBefore } from '#domain/calendar/working-days.ts';
import { dueWord } from '#domain/duties/clock-answer.ts';
import { coveredCount } from '#domain/duties/duty-coverage.ts';
import { dutyProgress } from '#domain/duties/duty-progress.ts';
import { type DutyNote, isComplete, type RecordLacks, recordLacks } from '#domain/duties/duty-record.ts';
import { forwardDay, type Slot } from '#domain/duties/duty-slots.ts';
import { continuousDue, onEventDue } from '#domain/duties/event-duties.ts';
import { feedStatus, type Receipt } from '#domain/duties/slot-status.ts';
import type { CaseMap, CaseValue } from '#domain/policy/case-shape.ts';
import type { Duty, Feed } from '#domain/policy/duty-shape.ts';
import { parameterOn } from '#domain/policy/parameter-on.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { addMonths, type PlainDate } from '#domain/values/plain-date.ts';
import { isMap } from '../case-facts.ts';
import { casePolicy } from '../case-setup.ts';
import { type Difference, matchList, wordsOf } from '../match-expectation.ts';
import {
  type Asking,
  type AskKind,
  compared,
  dayIn,
  fault,
  inArea,
  mapped,
  mapsIn,
  plain,
  strangeKeys,
} from './ask-kind.ts';
import { eventContext, isKnownAnywhere, type Owed, owedOn, slotsIn } from './duty-items.ts';
import { dutyWords, matchWords, slotWords } from './duty-words.ts';
import { appliesTo } from './subject-facts.ts';

const RECORD_KEYS = [
  'on',
  'by',
  'parts',
  'attend',
  'distinct',
  'seal',
  'duty',
  'for',
  'nil',
  'as-of',
  'reason',
  'note',
];

/** `{slots: id, from, to}`: due days of a duty or feed, what each covers and, with `on` and `records`, how each stands. */
export const slotsAsk: AskKind = {
  keys: ['area', 'from', 'to', 'events', 'since', 'last', 'records', 'population', 'days', 'leads', 'note'],
  run: (plainAsking) => {
    const asking = { ...plainAsking, written: inArea(plainAsking.written, plainAsking.ask.detail['area']) };
    const { ask } = asking;
    const id = String(ask.detail['slots']);
    if (!isKnownAnywhere(asking, id)) return fault('slots', id, 'no such duty or feed');
    const hanging = hangingDue(asking, id);
    if (hanging !== undefined) return compared(ask.expect, { due: (value) => matchList('due', value, [hanging]) });
    const [from, to] = [dayIn(ask.detail['from']), dayIn(ask.detail['to'])];
    if (from === undefined || to === undefined) return fault('slots', 'from and to', ask.detail);
    const slots = slotsIn(asking, id, { from, to }).filter(happening(asking));
    const byDue = <T>(read: (slot: (typeof slots)[number]) => T): Record<string, T> =>
      Object.fromEntries(slots.map((slot) => [slot.due, read(slot)]));
    const { calendar } = asking.ground;
    return [
      ...recordFaults(ask.detail['records']),
      ...compared(ask.expect, {
        due: (value) =>
          matchList(
            'due',
            value,
            slots.map((slot) => slot.due),
          ),
        covers: mapped(
          'covers',
          byDue((slot) => ({ from: slot.covers.from, to: slot.covers.to })),
        ),
        period: mapped(
          'period',
          byDue((slot) => ({ from: slot.period.from, to: slot.period.to })),
        ),
        'as-of': mapped(
          'as-of',
          byDue((slot) => slot.covers.to),
        ),
        forward: mapped(
          'forward',
          byDue((slot) => forwardOn(asking, id, slot.due)),
        ),
        remind: mapped(
          'remind',
          byDue((slot) => lastWorkingDayBefore(calendar, slot.due)),
        ),
        status: (value) =>
          matchWords(
            'status',
            value,
            byDue((slot) => statusWords(asking, slot, slots)),
          ),
        late: mapped(
          'late',
          byDue((slot) => progressOf(asking, slot, slots).daysLate),
        ),
        needed: mapped(
          'needed',
          byDue((slot) => progressOf(asking, slot, slots).needed),
        ),
        done: mapped(
          'done',
          byDue((slot) => progressOf(asking, slot, slots).done),
        ),
      }),
    ];
  },
};

/** The day a delivery due on `due` is passed on by; null where it is not. */
function forwardOn(asking: Asking, id: string, due: PlainDate): PlainDate | null {
  const forwards = owedOn(asking, id, [due])?.feed?.forwards;
  return forwards === undefined ? null : forwardDay(due, forwards);
}

/** `{duty: id, slot, on, records}`: one slot of a duty with its records: what is done, missing, late, or owed a reason. */
export const dutyAsk: AskKind = {
  keys: [
    'area',
    'slot',
    'events',
    'since',
    'last',
    'records',
    'population',
    'household',
    'member',
    'facts',
    'reason',
    'note',
  ],
  run: (plainAsking) => {
    const asking = { ...plainAsking, written: inArea(plainAsking.written, plainAsking.ask.detail['area']) };
    const { ask } = asking;
    const id = String(ask.detail['duty']);
    const due = dayIn(ask.detail['slot']);
    const day = ask.on ?? due ?? latestDay(asking);
    if (day === undefined) return fault('on', 'a day', null);
    const owed = owedOn(asking, id, [due ?? day, day]);
    const duty = owed?.duty;
    if (owed === undefined || duty === undefined) return fault('duty', id, 'no such duty in force');
    return [...recordFaults(ask.detail['records']), ...dutyDifferences(asking, duty, owed.policy, day)];
  },
};

function dutyDifferences(asking: Asking, duty: Duty, policy: Policy, day: PlainDate): readonly Difference[] {
  const { ask } = asking;
  const word = hangingDue(asking, duty.id) ?? dayIn(ask.detail['slot']) ?? nextSlot(asking, duty.id, day)?.due ?? null;
  const due = typeof word === 'string' ? dayIn(word) : undefined;
  const from = due === undefined || duty.cadence.kind === 'once' ? undefined : periodStart(asking, duty.id, due);
  const notes = notesOf(asking, duty).filter(
    (note) => (note.slot ?? due) === due && (from === undefined || note.on >= from),
  );
  const standing = due === undefined ? undefined : standingOf(asking, { policy, duty }, { due }, notes, day);
  const reason = typeof ask.detail['reason'] === 'string' || notes.some((note) => note.reason);
  const late = standing !== undefined && (standing.state === 'overdue' || standing.state === 'done-late');
  const lacks = notes.map((note) => recordLacks(duty, note));
  const missing = (pick: (each: RecordLacks) => readonly string[]): readonly string[] =>
    lacks.some((each) => pick(each).length === 0) ? [] : [...new Set(lacks.flatMap(pick))];
  return compared(ask.expect, {
    due: plain('due', word),
    state: (value) =>
      matchWords(
        'state',
        { [day]: value },
        { [day]: standing === undefined ? [String(word)] : dutyWords(standing.state, standing.daysLate) },
      ),
    'days-late': plain('days-late', standing?.daysLate ?? null),
    needed: plain('needed', standing?.needed ?? null),
    done: plain('done', standing?.done ?? null),
    'done-on': plain('done-on', standing?.doneOn ?? null),
    remind: plain('remind', standing?.remindOn ?? null),
    'missing-parts': (value) =>
      matchList(
        'missing-parts',
        value,
        missing((each) => each.parts),
      ),
    'missing-attend': (value) =>
      matchList(
        'missing-attend',
        value,
        missing((each) => each.attend),
      ),
    'missing-seal': plain('missing-seal', lacks.length > 0 && lacks.every((each) => each.seal)),
    'wrong-office': plain(
      'wrong-office',
      lacks.some((each) => each.office),
    ),
    'reason-required': plain('reason-required', late && duty.strength === 'principle' && !reason),
    fulfils: (value) => matchList('fulfils', value, duty.fulfils),
    who: (value) => matchList('who', value, [duty.who]),
    to: (value) => matchList('to', value, duty.to),
    strength: plain('strength', duty.strength),
    applies: (value) => appliesTo(asking, duty, policy, day, value),
  });
}

/** The due day (or why there is none) of what hangs on an event or may not pause; undefined for everything with slots. */
function hangingDue(asking: Asking, id: string): string | undefined {
  const { ask } = asking;
  const events: Record<string, PlainDate> = { ...asking.written.events };
  const told = ask.detail['events'];
  for (const [name, written] of isMap(told) ? Object.entries(told) : []) {
    const day = dayIn(written);
    if (day !== undefined) events[name] = day;
  }
  const [since, last] = [dayIn(ask.detail['since']), dayIn(ask.detail['last'])];
  const day = ask.on ?? dayIn(ask.detail['to']) ?? last ?? since ?? Object.values(events).toSorted().at(-1);
  if (day === undefined) return undefined;
  const owed = owedOn(asking, id, [day, ...Object.values(events)]);
  const item = owed?.duty ?? owed?.feed;
  if (owed === undefined || item === undefined) return undefined;
  const context = eventContext(asking, owed.policy, day, events);
  if (item.cadence.kind === 'on-event') return dueWord(onEventDue(item, item.cadence, context));
  if (item.cadence.kind !== 'continuous') return undefined;
  return dueWord(continuousDue(item, item.cadence, since ?? item.valid.from, last ?? null, context));
}

/** First day of the period a slot is for: records from before belong to an earlier one. */
function periodStart(asking: Asking, id: string, due: PlainDate): PlainDate | undefined {
  return slotsIn(asking, id, { from: due, to: due })[0]?.period.from;
}

function nextSlot(asking: Asking, id: string, day: PlainDate): Slot | undefined {
  return slotsIn(asking, id, { from: day, to: addMonths(day, 13) })[0];
}

function latestDay({ ask }: Asking): PlainDate | undefined {
  const days = [
    dayIn(ask.detail['last']),
    dayIn(ask.detail['since']),
    ...mapsIn(ask.detail['records']).map((each) => dayIn(each['on'])),
  ];
  return days
    .filter((day) => day !== undefined)
    .toSorted()
    .at(-1);
}

/** With `days` or `leads` (days on which there was something to report) only the slots one of them falls into. */
function happening({ ask }: Asking): (slot: Slot) => boolean {
  const told = ask.detail['days'] ?? ask.detail['leads'];
  if (told === undefined) return () => true;
  const days = wordsOf(told);
  return (slot) => days.some((day) => day >= slot.period.from && day <= slot.period.to);
}

type Noted = DutyNote & { readonly reason: boolean; readonly slot: PlainDate | null; readonly asOf: PlainDate | null };

function notesOf(asking: Asking, duty: Duty | undefined): readonly Noted[] {
  return mapsIn(asking.ask.detail['records']).flatMap((record): Noted[] => {
    const on = dayIn(record['on']);
    if (on === undefined || !countsFor(asking, duty, record, on)) return [];
    const other = record['duty'] !== undefined && String(record['duty']) !== duty?.id;
    return [
      {
        on,
        by: record['by'] === undefined || other ? null : String(record['by']),
        parts: other ? (duty?.parts ?? []) : wordsOf(record['parts']),
        attend: other ? (duty?.attend ?? []) : wordsOf(record['attend']),
        seal: other ? (duty?.seal ?? null) : record['seal'] === undefined ? null : String(record['seal']),
        distinct: record['distinct'] === undefined ? null : String(record['distinct']),
        reason: record['reason'] !== undefined,
        slot: dayIn(record['for']) ?? null,
        asOf: dayIn(record['as-of']) ?? null,
      },
    ];
  });
}

/** A record of another duty counts when that one fulfils this one as well. */
function countsFor(asking: Asking, duty: Duty | undefined, record: CaseMap, on: PlainDate): boolean {
  const other = record['duty'];
  if (duty === undefined || typeof other !== 'string' || other === duty.id) return true;
  const policy = casePolicy(asking.ground, asking.written, on);
  return policy.duties.some((each) => each.id === other && each.fulfils.includes(duty.id));
}

function recordFaults(records: CaseValue | undefined): readonly Difference[] {
  return mapsIn(records).flatMap((record, at) => [
    ...strangeKeys(`records.${at + 1}`, record, RECORD_KEYS),
    ...(dayIn(record['on']) === undefined ? fault(`records.${at + 1}.on`, 'a day', record['on']) : []),
  ]);
}

type OwedSlot = Slot & { readonly owed: Owed };

function statusWords(asking: Asking, slot: OwedSlot, slots: readonly OwedSlot[]): readonly string[] {
  const { feed } = slot.owed;
  if (feed !== undefined) {
    const status = feedStandings(asking, feed, slots).find((each) => each.due === slot.due);
    return status === undefined ? [] : slotWords(status.state, status.daysLate);
  }
  const progress = progressOf(asking, slot, slots);
  return progress.state === null ? [] : dutyWords(progress.state, progress.daysLate);
}

function progressOf(asking: Asking, slot: OwedSlot, slots: readonly OwedSlot[]) {
  const { feed, duty, policy } = slot.owed;
  const today = asking.ask.on ?? slot.due;
  if (feed !== undefined) {
    const status = feedStandings(asking, feed, slots).find((each) => each.due === slot.due);
    return { state: null, daysLate: status?.daysLate ?? 0, needed: 1, done: status?.receivedOn === null ? 0 : 1 };
  }
  if (duty === undefined) return { state: null, daysLate: 0, needed: 0, done: 0 };
  const own = notesOf(asking, duty).filter((note) => belongsTo(note, slot, slots));
  const standing = standingOf(asking, { policy, duty }, slot, own, today);
  return standing ?? { state: null, daysLate: 0, needed: 0, done: 0 };
}

function standingOf(
  asking: Asking,
  { policy, duty }: { readonly policy: Policy; readonly duty: Duty },
  slot: Pick<Slot, 'due'>,
  notes: readonly Noted[],
  today: PlainDate,
) {
  const count = countOf(duty, policy, slot.due);
  if (count === null) return undefined;
  const written = asking.ask.detail['population'];
  const told = typeof written === 'string' ? Number(written) : null;
  const reached = coveredCount(duty, told);
  const population = duty.cap === undefined ? null : told;
  const complete = notes.filter((note) => isComplete(recordLacks(duty, note)));
  const records = complete.map((note) => ({
    on: note.on,
    distinct: duty.distinct === undefined ? null : note.distinct,
  }));
  return dutyProgress(asking.ground.calendar, slot, { count: reached ?? count, population }, records, today);
}

/** How many times; null while the parameter that says so has no value. */
function countOf(duty: Duty, policy: Policy, day: PlainDate): number | null {
  if (duty.count === undefined) return 1;
  if (typeof duty.count === 'number') return duty.count;
  const value = parameterOn(policy, duty.count.param, day)?.value;
  return typeof value === 'number' ? value : null;
}

function feedStandings(asking: Asking, feed: Feed, slots: readonly OwedSlot[]) {
  const today = asking.ask.on;
  if (today === undefined) return [];
  const receipts = notesAsReceipts(asking, slots);
  const [first, last] = [slots[0], slots.at(-1)];
  if (first === undefined || last === undefined) return [];
  return feedStatus(asking.ground.calendar, feed, { from: first.due, to: last.due }, receipts, today);
}

function notesAsReceipts(asking: Asking, slots: readonly OwedSlot[]): readonly Receipt[] {
  return mapsIn(asking.ask.detail['records']).flatMap((record): Receipt[] => {
    const on = dayIn(record['on']);
    if (on === undefined) return [];
    const note = { on, slot: dayIn(record['for']) ?? null, asOf: dayIn(record['as-of']) ?? null };
    const slot = slots.find((each) => belongsTo(note, each, slots));
    return slot === undefined ? [] : [{ slotDue: slot.due, receivedOn: on, nil: record['nil'] === true }];
  });
}

/** A record belongs to the slot it names (`for`), whose days it covers (`as-of`), or the next one due. */
function belongsTo(
  note: { readonly on: PlainDate; readonly slot: PlainDate | null; readonly asOf: PlainDate | null },
  slot: Slot,
  slots: readonly Slot[],
): boolean {
  if (note.slot !== null) return note.slot === slot.due;
  if (note.asOf !== null) return note.asOf === slot.covers.to;
  const next = slots.find((each) => each.due >= note.on) ?? slots.at(-1);
  return next?.due === slot.due;
}

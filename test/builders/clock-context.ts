import { buildCalendar, type Calendar, type HolidayNotice } from '#domain/calendar/calendar.ts';
import type { ClockContext } from '#domain/duties/clock-context.ts';
import { eventName } from '#domain/duties/clock-event.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import type { ParameterReading } from '#domain/policy/resolved-policy.ts';
import { type PlainDate, plainDate } from '#domain/values/plain-date.ts';

const day = plainDate;

/** The notice for 2022 as published, and of the one for 2023 only New Year. */
const notices: readonly HolidayNotice[] = [
  {
    year: 2022,
    number: '国办发明电〔2021〕11号',
    published: day('2021-10-25'),
    holidays: [
      { name: '元旦', from: day('2022-01-01'), to: day('2022-01-03') },
      { name: '春节', from: day('2022-01-31'), to: day('2022-02-06') },
      { name: '清明节', from: day('2022-04-03'), to: day('2022-04-05') },
      { name: '劳动节', from: day('2022-04-30'), to: day('2022-05-04') },
      { name: '端午节', from: day('2022-06-03'), to: day('2022-06-05') },
      { name: '中秋节', from: day('2022-09-10'), to: day('2022-09-12') },
      { name: '国庆节', from: day('2022-10-01'), to: day('2022-10-07') },
    ],
    workingWeekends: [
      '2022-01-29',
      '2022-01-30',
      '2022-04-02',
      '2022-04-24',
      '2022-05-07',
      '2022-10-08',
      '2022-10-09',
    ].map(day),
  },
];

/** The working-day calendar of 2022; every other year is unpublished. */
export const calendar2022: Calendar = buildCalendar(notices);

/** A reading with nothing in it but what is given. */
export function reading(name: string, parts: Partial<ParameterReading>): ParameterReading {
  return {
    name,
    value: null,
    state: 'unset',
    unit: null,
    source: [],
    from: null,
    inferred: null,
    setBy: null,
    set: null,
    setByOffices: [],
    suggestion: null,
    missing: [],
    ...parts,
  };
}

/** A clock context over the calendar of 2022; events by the name packs write (`lead.found`, `assign.done`). */
export function clockContext(
  events: Readonly<Record<string, string>>,
  parts: Partial<ClockContext> & { today?: string } = {},
): ClockContext {
  const { today, ...rest } = parts;
  return {
    calendar: calendar2022,
    openedOn: null,
    actDay: plainDate(today ?? '2022-06-30'),
    day: (event): PlainDate | null => {
      const known = events[eventName(event)];
      return known === undefined ? null : plainDate(known);
    },
    parameter: (name) => reading(name, {}),
    versionBy: () => 'start-event',
    judge: () => ({ value: 'no', missing: [] }),
    chosen: () => null,
    ...rest,
  };
}

/** A step with nothing in it but what is given. */
export function step(id: string, parts: Partial<Step> = {}): Step {
  return {
    id,
    source: [{ pack: 'P', clause: id }],
    valid: { from: plainDate('2022-01-01') },
    strength: 'must',
    pack: 'P',
    place: { file: 'p.yaml', line: 1, column: 1 },
    after: [],
    notBefore: [],
    variants: [],
    outcomes: {},
    checks: [],
    signers: [],
    distinct: false,
    distinctFrom: [],
    hands: [],
    once: false,
    redact: [],
    papers: [],
    announces: false,
    meeting: false,
    repeat: false,
    ...parts,
  };
}

import type { PlainDate } from '#domain/values/plain-date.ts';

/** Facts by the names of the data dictionary. A name that is absent is unknown. */
export type Facts = Readonly<Record<string, unknown>>;

/** What was known at the start and what changed on which day (the change counts on its day). */
export interface FactHistory {
  readonly start: Facts;
  readonly changes: readonly { readonly on: PlainDate; readonly set: Facts }[];
}

/**
 * The facts as known on `day`, its own changes included. A changed record (户) is merged field by field, a list (成员)
 * is replaced; a value of null means known to be absent.
 */
export function factsOn(history: FactHistory, day: PlainDate): Facts {
  return history.changes
    .filter((change) => change.on <= day)
    .toSorted((a, b) => (a.on < b.on ? -1 : a.on > b.on ? 1 : 0))
    .reduce((facts, change) => merged(facts, change.set), history.start);
}

/** The history with `set` known from `on`. */
export function withChange(history: FactHistory, on: PlainDate, set: Facts): FactHistory {
  return { ...history, changes: [...history.changes, { on, set }] };
}

function merged(facts: Facts, set: Facts): Facts {
  const out: Record<string, unknown> = { ...facts };
  for (const [name, value] of Object.entries(set)) {
    const [head, ...rest] = name.split('.');
    if (head === undefined || rest.length === 0) {
      out[name] = isRecord(value) && isRecord(out[name]) ? merged(out[name], value) : value;
      continue;
    }
    out[head] = merged(isRecord(out[head]) ? out[head] : {}, { [rest.join('.')]: value });
  }
  return out;
}

function isRecord(value: unknown): value is Facts {
  return typeof value === 'object' && value !== null && Object.getPrototypeOf(value) === Object.prototype;
}

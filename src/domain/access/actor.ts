import type { PlainDate } from '../values/plain-date.ts';
import type { Role } from './roles.ts';

/** Who acts, and which rows the database shows him. A job is an actor too: `system:<job>`, exactly one county. */
export interface Actor {
  readonly kind: 'account' | 'system';
  /** The account's id, or the name of the job. */
  readonly account: string;
  /** The human being behind the account: persons are compared where two different ones must act. */
  readonly person: string;
  readonly name: string;
  readonly role: Role | 'system';
  readonly policy: boolean;
  /** Office id of the pack (`township`, `county-bureau`, `village` …). */
  readonly office: string;
  /** Our own integer; null for province, city and administrators, who see no rows of people. */
  readonly county: number | null;
  readonly area: number | null;
  readonly towns: readonly number[];
  readonly villages: readonly number[];
  readonly department: string | null;
  /** Counties whose figures (never people) the account reads: those of a city or province. Absent: none. */
  readonly counties?: readonly number[];
}

/** The one clock: the instant in ms and the official day (Asia/Shanghai, or the day of a demonstration). */
export interface Now {
  readonly at: number;
  readonly today: PlainDate;
}

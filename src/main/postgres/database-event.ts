/** What the supervisor has to say while it works. The caller prints it; nothing here writes to a console. */
export interface DatabaseEvent {
  readonly code: DatabaseEventCode;
  readonly facts: Readonly<Record<string, unknown>>;
}

export type DatabaseEventCode =
  /** Data and program files stand elsewhere than asked, because the account that runs PostgreSQL cannot enter there. */
  | 'database-moved'
  /** The program files of the clone cannot be used by that account; a copy in the home is. */
  | 'database-program-copied'
  /** An account `postgres` was made on this machine, because PostgreSQL refuses to run as root. */
  | 'database-account-made'
  /** An interrupted creation was cleared away; nothing had been stored in it. */
  | 'database-half-made'
  | 'database-making'
  | 'database-started'
  /** A PostgreSQL left running by an ended process, or shared with a living one, is used. */
  | 'database-adopted'
  /** The server process ended unasked and was started again. */
  | 'database-restarted'
  /** It could not be started again yet; the supervisor keeps trying. */
  | 'database-restart-failed'
  /** The stored port was taken by another program; a new one was chosen and stored. */
  | 'database-port-changed'
  | 'database-stopped';

export type DatabaseLog = (event: DatabaseEvent) => void;

import type { DatabaseEvent, DatabaseLog } from '#main/postgres/database-event.ts';
import type { CliIo } from './cli-command.ts';

/** Prints what a person should know about the database while a command runs; plain starts and stops stay unsaid. */
export function databaseRemarks(io: Pick<CliIo, 'note'>): DatabaseLog {
  return (event) => {
    const remark = remarkOf(event);
    if (remark !== undefined) io.note(remark);
  };
}

function remarkOf({ code, facts }: DatabaseEvent): string | undefined {
  switch (code) {
    case 'database-moved':
      return `database: account ${facts.account} cannot enter ${facts.folder}; program files and data are in ${facts.home}`;
    case 'database-program-copied':
      return `database: account ${facts.account} cannot use the program files of this clone; a copy is used: ${facts.program}`;
    case 'database-account-made':
      return `database: made the account ${facts.account}, because PostgreSQL does not run as root`;
    case 'database-half-made':
      return `database: an interrupted creation in ${facts.folder} was cleared away`;
    case 'database-making':
      return `database: making a new one in ${facts.home}`;
    case 'database-port-changed':
      return `database: port ${facts.from} is taken, using ${facts.to}`;
    case 'database-restarted':
      return `database: ended unexpectedly and was started again on port ${facts.port}`;
    case 'database-restart-failed':
      return `database: not running, trying again (${facts.error})`;
    case 'database-started':
    case 'database-adopted':
    case 'database-stopped':
      return undefined;
  }
}

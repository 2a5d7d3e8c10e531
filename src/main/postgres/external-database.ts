import { Client } from 'pg';
import { AppError } from '#domain/values/app-error.ts';
import type { Config } from '#main/config.ts';

/** Addresses of a database the administrator provides, one a role. */
export interface ExternalDatabase {
  readonly ownerUrl: string;
  readonly appUrl: string;
}

const oldestMajor = 15;

/**
 * The database named by `DATABASE_URL` and `DATABASE_OWNER_URL`, seen to be usable. Undefined when neither is set.
 * Errors: `database-url-missing` one of the two is not set; `database-unavailable`; `database-too-old`;
 * `database-not-utf8`; `database-owner-is-superuser` when either role would pass over row-level security.
 */
export async function externalDatabase(
  config: Pick<Config, 'databaseUrl' | 'databaseOwnerUrl'>,
): Promise<ExternalDatabase | undefined> {
  const { databaseUrl: appUrl, databaseOwnerUrl: ownerUrl } = config;
  if (appUrl === undefined && ownerUrl === undefined) return undefined;
  if (appUrl === undefined) throw new AppError('database-url-missing', { variable: 'DATABASE_URL' });
  if (ownerUrl === undefined) throw new AppError('database-url-missing', { variable: 'DATABASE_OWNER_URL' });
  for (const [variable, url] of Object.entries({ DATABASE_OWNER_URL: ownerUrl, DATABASE_URL: appUrl })) {
    const problem = problemOf(await describe(variable, url));
    if (problem !== undefined) throw new AppError(problem.code, { variable, ...problem.facts });
  }
  return { ownerUrl, appUrl };
}

/** What a server says of itself to one role. */
export interface ServerFacts {
  /** `server_version_num`, e.g. 150004. */
  readonly version: number;
  readonly encoding: string;
  readonly role: string;
  /** The role is superuser or has BYPASSRLS. */
  readonly unbound: boolean;
}

/** Why a server cannot be used, or undefined. */
export function problemOf(server: ServerFacts):
  | {
      code: 'database-too-old' | 'database-not-utf8' | 'database-owner-is-superuser';
      facts: Readonly<Record<string, unknown>>;
    }
  | undefined {
  const major = Math.floor(server.version / 10_000);
  if (major < oldestMajor) return { code: 'database-too-old', facts: { version: major } };
  if (server.encoding !== 'UTF8') return { code: 'database-not-utf8', facts: { encoding: server.encoding } };
  if (server.unbound) return { code: 'database-owner-is-superuser', facts: { role: server.role } };
  return undefined;
}

async function describe(variable: string, url: string): Promise<ServerFacts> {
  const client = new Client({ connectionString: url, connectionTimeoutMillis: 10_000 });
  try {
    await client.connect();
  } catch (cause) {
    const { code, message } = cause as Error & { code?: string };
    // The message of a refused connection names host and port, never the password; the address itself would.
    throw new AppError('database-unavailable', { variable, reason: code ?? message });
  }
  try {
    const { rows } = await client.query<ServerFacts>(
      `select current_setting('server_version_num')::int as version, current_user as role,
              pg_encoding_to_char(encoding) as encoding, (rolsuper or rolbypassrls) as unbound
       from pg_database, pg_roles where datname = current_database() and rolname = current_user`,
    );
    const [facts] = rows;
    if (facts === undefined) throw new Error('the server does not know the role it signed in');
    return facts;
  } finally {
    await client.end();
  }
}

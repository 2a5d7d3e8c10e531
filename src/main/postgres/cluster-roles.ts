import { Client, escapeIdentifier, escapeLiteral } from 'pg';

/** The accounts of the cluster. `postgres` is its superuser and used only here; the rest are the product's. */
export const clusterRoles = [
  'postgres',
  'shouwang_owner',
  'shouwang_app',
  'shouwang_portal',
  'shouwang_stats',
] as const;

export type ClusterRole = (typeof clusterRoles)[number];

/** None is superuser or passes over row-level security; the owner may make databases, which the tests' copies need. */
const attributes: Readonly<Record<Exclude<ClusterRole, 'postgres'>, string>> = {
  shouwang_owner: 'createdb',
  shouwang_app: '',
  shouwang_portal: '',
  shouwang_stats: '',
};

export const databaseName = 'shouwang';

/** Address of `database` for `role` on this machine. */
export function clusterUrl(
  role: ClusterRole,
  passwords: Readonly<Record<ClusterRole, string>>,
  port: number,
  database: string = databaseName,
): string {
  return `postgresql://${role}:${passwords[role]}@127.0.0.1:${port}/${database}?sslmode=disable`;
}

/** Makes what is missing of the product's roles and its database; a cluster that has them stays as it is. */
export async function makeRolesAndDatabase(
  passwords: Readonly<Record<ClusterRole, string>>,
  port: number,
): Promise<void> {
  const client = new Client({ connectionString: clusterUrl('postgres', passwords, port, 'postgres') });
  await client.connect();
  try {
    const { rows: roles } = await client.query<{ rolname: string }>('select rolname from pg_roles');
    const present = new Set(roles.map((row) => row.rolname));
    for (const [role, attribute] of Object.entries(attributes)) {
      if (present.has(role)) continue;
      const password = escapeLiteral(passwords[role as ClusterRole]);
      await client.query(`create role ${role} login nosuperuser nobypassrls ${attribute} password ${password}`);
    }
    const { rowCount } = await client.query('select from pg_database where datname = $1', [databaseName]);
    if (rowCount === 0) await client.query(`create database ${databaseName} owner shouwang_owner`);
    await client.query(databaseRights(databaseName));
  } finally {
    await client.end();
  }
}

/**
 * SQL giving a database to the product's roles and nobody else. The application makes temporary tables because COPY
 * into a table with row-level security is refused. Run as the database's owner or the superuser.
 */
export function databaseRights(database: string): string {
  const name = escapeIdentifier(database);
  return `revoke all on database ${name} from public;
    grant connect on database ${name} to shouwang_app, shouwang_portal, shouwang_stats;
    grant temporary on database ${name} to shouwang_app;
    alter database ${name} set timezone to 'Asia/Shanghai';`;
}

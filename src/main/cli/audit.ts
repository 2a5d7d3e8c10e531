import { AppError } from '#domain/values/app-error.ts';
import { withDatabase } from '#main/open-database.ts';
import { asActor } from '#store/as-actor.ts';
import { verifyAudit } from '#store/audit-chain.ts';
import { type Db, openDatabase } from '#store/database.ts';
import { findInstallation } from '#store/installation.ts';
import { listCounties, verifyChain } from '#store/seals.ts';
import type { CliCommand, CliIo } from './cli-command.ts';
import { databaseRemarks } from './database-remarks.ts';

/** Recomputes every hash and seal; names the first bad row and why. Exit 1 when one is bad. */
export const auditCommand: CliCommand = {
  name: 'audit',
  summary: 'verify the chain of acts and its seals',
  register(program, io) {
    program
      .command('audit')
      .command('verify')
      .description('every act of every county: changed, missing, reordered, unsealed')
      .action(() => verify(io));
  },
};

/** The audit log of every county and of none. Errors: `refused` naming the first bad row and why. */
async function verifyLog(db: Db): Promise<void> {
  for (const county of [0, ...(await listCounties(db)).map((each) => each.county)]) {
    const scope = { county, towns: [], villages: [], department: null };
    const { fault } = await asActor(db, scope, (tx) => verifyAudit(tx, county, Date.now()));
    if (fault) throw new AppError('refused', { what: 'audit-log', county, ...fault });
  }
}

async function verify(io: CliIo): Promise<void> {
  const results = await withDatabase(io.config, databaseRemarks(io), async ({ appUrl }) => {
    const { db, close } = openDatabase(appUrl, 2);
    try {
      if (!(await findInstallation(db))) throw new AppError('not-found', { what: 'installation' });
      const checked = [];
      for (const { county, towns } of await listCounties(db)) {
        const scope = { county, towns, villages: [], department: null };
        checked.push({ county, ...(await asActor(db, scope, (tx) => verifyChain(tx, county, Date.now()))) });
      }
      await verifyLog(db);
      return checked;
    } finally {
      await close();
    }
  });
  const bad = results.find((result) => result.fault !== undefined);
  if (bad) throw new AppError('refused', { what: 'chain', county: bad.county, ...bad.fault });
  io.show({ ok: true, counties: results }, () =>
    io.table(results.map(({ county, acts, seals }) => ({ county, acts, seals, ok: true }))),
  );
}

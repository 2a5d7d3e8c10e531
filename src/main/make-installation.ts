import { addCounty, type CountyToAdd } from '#commands/add-county.ts';
import { type Role, roles } from '#domain/access/roles.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { createAccount, type NewAccount } from '#identity/accounts.ts';
import { officeOf } from '#identity/office-of.ts';
import { findAreaByCode } from '#store/areas.ts';
import { type Db, openDatabase } from '#store/database.ts';
import { inTransaction } from '#store/in-transaction.ts';
import { findInstallation, insertInstallation } from '#store/installation.ts';
import { ensureStaff } from '#store/staff.ts';

/** An account to begin with. `areaCode`: division code of 2, 4, 6, 9 or 12 digits. */
export interface FirstAccount {
  readonly login: string;
  readonly name: string;
  readonly role: Role;
  readonly policy: boolean;
  readonly areaCode: string;
  readonly department: string | null;
  readonly password: string;
  readonly mustChangePassword: boolean;
}

export interface InstallationOrder {
  readonly kind: 'demo' | 'real';
  readonly county: CountyToAdd;
  readonly accounts: readonly FirstAccount[];
  readonly today: PlainDate;
  readonly at: number;
}

/**
 * Makes an installation: its kind (for good), the county with its areas, the first accounts; all or nothing.
 * Errors: `already-exists` when there is one.
 */
export async function makeInstallation(ownerUrl: string, order: InstallationOrder): Promise<{ county: number }> {
  const { db, close } = openDatabase(ownerUrl, 2);
  try {
    return await inTransaction(db, async (tx) => {
      const existing = await findInstallation(tx);
      if (existing) throw new AppError('already-exists', { what: 'installation', kind: existing.kind });
      await insertInstallation(tx, {
        kind: order.kind,
        blindIndex: 'hmac-sm3',
        demoToday: order.kind === 'demo' ? order.today : null,
        createdAt: order.at,
      });
      const { county } = await addCounty(tx, order.county, { at: order.at, today: order.today });
      for (const account of order.accounts) await addAccount(tx, county, account, order);
      return { county };
    });
  } finally {
    await close();
  }
}

async function addAccount(tx: Db, county: number, account: FirstAccount, order: InstallationOrder): Promise<void> {
  const area = await findAreaByCode(tx, account.areaCode.padEnd(12, '0'), order.today);
  const { level } = roles[account.role];
  if (!area && level !== 'none') throw new AppError('not-found', { what: 'area', code: account.areaCode });
  const inCounty = ['county', 'township', 'village'].includes(level);
  const { person } = await createAccount(
    tx,
    newAccount(account, inCounty ? county : null, area?.area ?? null),
    order.at,
  );
  if (inCounty && area && account.department === null) {
    await ensureStaff(tx, { county, area: area.area, name: account.name, id: person }, order.at);
  }
}

function newAccount(account: FirstAccount, county: number | null, area: number | null): NewAccount {
  const { level } = roles[account.role];
  return {
    login: account.login,
    name: account.name,
    role: account.role,
    policy: account.policy,
    county,
    area: level === 'none' ? null : area,
    department: account.department,
    office: officeOf(account.role, account.department),
    password: account.password,
    mustChangePassword: account.mustChangePassword,
  };
}

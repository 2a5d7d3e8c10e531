import type { AccountLine } from '#contract/accounts.ts';
import { type Role, roleNames, roles } from '#domain/access/roles.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { createAccount } from '#identity/accounts.ts';
import { officeOf } from '#identity/office-of.ts';
import { oneTimePassword } from '#identity/passwords.ts';
import { endOtherSessions } from '#identity/sessions.ts';
import { type AccountRow, listAccountRows, listPlaceableAreas, setAccountState } from '#store/account-list.ts';
import { listCountyAreas } from '#store/areas.ts';
import { asActor } from '#store/as-actor.ts';
import { insertAudit } from '#store/audit-log.ts';
import { inTransaction } from '#store/in-transaction.ts';
import { listCounties } from '#store/seals.ts';
import { ensureStaff } from '#store/staff.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { areaName } from './lead-presenter.ts';
import type { Services } from './services.ts';

type AccountHandlers = Pick<Handlers, 'listAccounts' | 'createAccount' | 'approveAccount' | 'disableAccount'>;

/** 账号权限: the system administrator makes accounts, the security administrator lets them in and shuts them out. */
export function accountHandlers(services: Services): AccountHandlers {
  const { db } = services.runner;
  const lineOf = async (id: string): Promise<AccountLine> => {
    const [row] = await listAccountRows(db, id);
    if (!row) throw new AppError('not-found', { what: 'account' });
    return present(row, Date.now());
  };
  return {
    async listAccounts(_call, caller) {
      const areas = await listPlaceableAreas(db);
      return {
        accounts: (await listAccountRows(db)).map((row) => present(row, caller.now.at)),
        roles: roleNames.map((id) => ({ id, label: roles[id].label, level: roles[id].level })),
        areas: areas.map((row) => ({ id: row.area, name: row.name, code: row.code, level: row.level })),
        departments: await departmentsOf(services, caller.now.today),
      };
    },
    async createAccount({ body }, caller) {
      const role = body.role as Role;
      const area = (await listPlaceableAreas(db)).find((row) => row.area === body.area);
      const { level } = roles[role];
      if (level !== 'none' && area?.level !== level)
        throw new AppError('bad-request', { field: 'area', why: 'level', expected: level });
      const needsDepartment = role === 'county-department' || role === 'city-department';
      if (needsDepartment !== (body.department !== undefined))
        throw new AppError('bad-request', { field: 'department', why: needsDepartment ? 'missing' : 'not-here' });
      const password = oneTimePassword();
      const id = await inTransaction(db, async (tx) => {
        const made = await createAccount(
          tx,
          {
            login: body.login,
            name: body.name,
            role,
            policy: body.policy && role.startsWith('county-') && !needsDepartment,
            county: ['county', 'township', 'village'].includes(level) ? (area?.county ?? null) : null,
            area: level === 'none' ? null : body.area,
            department: body.department ?? null,
            office: officeOf(role, body.department ?? null),
            password,
            mustChangePassword: true,
          },
          caller.now.at,
        );
        await setAccountState(tx, made.id, { disabledAt: caller.now.at, createdBy: caller.actor.account });
        await audit(tx, caller, body.requestId, ['create', made.id, role]);
        return made.id;
      });
      return { account: await lineOf(id), oneTimePassword: password };
    },
    async approveAccount({ params, body }, caller) {
      const [row] = await listAccountRows(db, params.id);
      if (!row) throw new AppError('not-found', { what: 'account' });
      await inTransaction(db, async (tx) => {
        if (row.createdBy === caller.actor.account) throw new AppError('forbidden', { why: 'same-person' });
        await setAccountState(tx, params.id, { disabledAt: null, approvedBy: caller.actor.account });
        await audit(tx, caller, body.requestId, ['approve', params.id]);
      });
      await putOnStaff(services, row, caller.now.at);
      return { account: await lineOf(params.id) };
    },
    async disableAccount({ params, body }, caller) {
      if (params.id === caller.actor.account) throw new AppError('forbidden', { why: 'same-person' });
      await inTransaction(db, async (tx) => {
        await setAccountState(tx, params.id, { disabledAt: caller.now.at });
        await endOtherSessions(tx, params.id, null);
        await audit(tx, caller, body.requestId, ['disable', params.id], body.reason);
      });
      return { account: await lineOf(params.id) };
    },
  };
}

function present(row: AccountRow, at: number): AccountLine {
  const role = row.role as Role;
  const waiting = row.disabledAt !== null && row.createdBy !== null && row.approvedBy === null;
  const locked = row.lockedUntil !== null && row.lockedUntil > at;
  return {
    id: row.id,
    login: row.login,
    name: row.name,
    role,
    roleLabel: roles[role].label,
    area: row.area === null ? null : { id: row.area, name: areaName({ name: row.areaName ?? '' }), code: row.areaCode },
    department: row.department,
    policy: row.policy,
    state: waiting ? 'waiting' : row.disabledAt !== null ? 'disabled' : locked ? 'locked' : 'active',
  };
}

/** The human being behind an account of a county, township or village may be named as 核查人员 where he works. */
async function putOnStaff(services: Services, row: AccountRow, at: number): Promise<void> {
  const { county, area, person, name } = row;
  if (county === null || area === null || row.department !== null) return;
  const scope = { county, towns: [], villages: [], department: null };
  await asActor(services.runner.db, scope, (tx) => ensureStaff(tx, { county, area, name, id: person }, at));
}

/**
 * Offices at county level the documents in force here name beside the bureau: what a department account may be of. A word
 * for several of them (县级行业部门) is none.
 */
async function departmentsOf(services: Services, on: PlainDate): Promise<string[]> {
  const { db, policy } = services.runner;
  const [first] = await listCounties(db);
  const places = first === undefined ? [] : await listCountyAreas(db, first.county, on);
  const county = places.find(({ level }) => level === 'county');
  if (county === undefined) return [];
  const { offices } = (await policy.inForce(db, county.area, on)).policy.terms;
  const ids = new Set(offices.map(({ id }) => id));
  return offices
    .filter((office) => office.level === 'county' && office.function === undefined)
    .filter(({ id, kinds }) => !kinds.some((kind) => kind !== id && ids.has(kind)))
    .map(({ id }) => id)
    .sort();
}

function audit(
  tx: Services['runner']['db'],
  caller: SignedInCaller,
  requestId: string,
  subject: string[],
  reason?: string,
): Promise<void> {
  return insertAudit(tx, {
    county: 0,
    at: caller.now.at,
    actor: caller.actor.account,
    kind: 'account',
    subject,
    result: 'done',
    requestId,
    address: caller.address,
    ...(reason === undefined ? {} : { reason }),
  });
}

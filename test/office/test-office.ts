import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { addCounty } from '#commands/add-county.ts';
import type { CommandContext } from '#commands/command-context.ts';
import { readAs } from '#commands/run-command.ts';
import type { Actor, Now } from '#domain/access/actor.ts';
import { type Role, roles } from '#domain/access/roles.ts';
import { type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import type { Services } from '#http/services.ts';
import { allTowns } from '#identity/scopes.ts';
import { compose } from '#main/compose.ts';
import { makeInstallation } from '#main/make-installation.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { findAreaByCode } from '#store/areas.ts';
import { inTransaction } from '#store/in-transaction.ts';
import { type TestDatabase, testDatabase } from '../database/test-database.ts';

export const COUNTY = '370323';
export const TOWN = '370323105000';
export const PASSWORD = 'Office-Test-2022';

/** An installation for one test file: its own database, the real packs and calendar, a day that the test moves. */
export interface TestOffice {
  readonly database: TestDatabase;
  readonly services: Services;
  readonly county: number;
  readonly place: OfficePlace;
  /** Area number of a 12-digit code. */
  area(code: string): Promise<number>;
  /** The official day from now on. */
  setToday(day: string): void;
  now(): Now;
  /** An actor of a role in the town (or county, or village given), who has no account. */
  actor(role: Role, name: string, place?: { village?: string; town?: string; department?: string }): Promise<Actor>;
  /** Reads as an actor. */
  read<T>(actor: Actor, work: (context: CommandContext) => Promise<T>): Promise<T>;
  close(): Promise<void>;
}

/** Where a test office stands, by division codes: the documents of its county apply. */
export interface OfficePlace {
  readonly county: string;
  readonly town: string;
  readonly village: string;
  /** The department whose account is `minzheng`. */
  readonly department: string;
  /** Accounts besides the usual ones. */
  readonly more?: readonly OfficeAccount[];
  /** Division codes of counties that stand beside it in the same installation. */
  readonly beside?: readonly string[];
}

export interface OfficeAccount {
  readonly login: string;
  readonly role: Role;
  readonly areaCode: string;
  readonly department?: string;
  readonly policy?: boolean;
}

/** Where an office stands unless its test says otherwise. */
export const USUAL: OfficePlace = { county: COUNTY, town: TOWN, village: '370323105201', department: '民政局' };

/** Accounts every test office has, besides actors made on the spot. */
export function accountsOf({ county, town, village, department, more = [] }: OfficePlace): readonly OfficeAccount[] {
  const [city, province] = [county.slice(0, 4), county.slice(0, 2)];
  return [
    { login: 'sheng', role: 'province-officer', areaCode: province },
    { login: 'shi', role: 'city-officer', areaCode: city },
    { login: 'shibumen', role: 'city-department', areaCode: city, department: '医保局' },
    { login: 'xian', role: 'county-officer', areaCode: county, policy: true },
    { login: 'juzhang', role: 'county-chief', areaCode: county, policy: true },
    { login: 'minzheng', role: 'county-department', areaCode: county, department },
    { login: 'zhen', role: 'township-clerk', areaCode: town },
    { login: 'zhenling', role: 'township-leader', areaCode: town },
    { login: 'cun', role: 'village-cadre', areaCode: village },
    { login: 'system', role: 'system-admin', areaCode: county },
    { login: 'security', role: 'security-admin', areaCode: county },
    { login: 'audit', role: 'audit-admin', areaCode: county },
    ...more,
  ];
}

export const officeAccounts = accountsOf(USUAL);

export async function testOffice(day = '2022-03-16', place: OfficePlace = USUAL): Promise<TestOffice> {
  const database = await testDatabase({ empty: true });
  const home = await mkdtemp(path.join(tmpdir(), 'shouwang-office-'));
  let today = plainDate(day);
  for (const code of place.beside ?? []) {
    const divisions = await loadCounty(code);
    await inTransaction(database.ownerDb, (tx) => addCounty(tx, divisions, { at: 1, today }));
  }
  const { county } = await makeInstallation(database.ownerUrl, {
    kind: 'demo',
    county: await loadCounty(place.county),
    today,
    at: Date.now(),
    accounts: accountsOf(place).map((account) => ({
      login: account.login,
      name: `${account.login}的人`,
      role: account.role,
      policy: account.policy ?? false,
      areaCode: account.areaCode,
      department: account.department ?? null,
      password: PASSWORD,
      mustChangePassword: false,
    })),
  });
  const root = path.resolve(import.meta.dirname, '../..');
  const { services, close } = await compose({ root, home, appUrl: database.appUrl, packFolders: [] });
  const now = (): Now => ({ at: Date.now(), today });
  const setToday = (next: PlainDate): void => {
    today = next;
  };
  const office: TestOffice = {
    database,
    services: { ...services, now: async () => now(), setDemoDay: async (next: PlainDate) => setToday(next) },
    county,
    place,
    now,
    area: async (code) => {
      const row = await findAreaByCode(services.runner.db, code.padEnd(12, '0'), today);
      if (!row) throw new Error(`no area ${code}`);
      return row.area;
    },
    setToday: (next) => setToday(plainDate(next)),
    actor: (role, name, place) => makeActor(office, role, name, place ?? {}),
    read: (actor, work) => readAs(services.runner, actor, now(), work),
    async close() {
      await close();
      await database.close();
      await rm(home, { recursive: true, force: true });
    },
  };
  return office;
}

async function makeActor(
  office: TestOffice,
  role: Role,
  name: string,
  place: { village?: string; town?: string; department?: string },
): Promise<Actor> {
  const { level } = roles[role];
  const town = await office.area(place.town ?? office.place.town);
  const village = place.village === undefined ? null : await office.area(place.village);
  const id = crypto.randomUUID();
  const county = await office.area(office.place.county);
  const towns =
    level === 'county' && place.department === undefined
      ? await allTowns(office.services.runner.db, office.county)
      : [];
  return {
    kind: 'account',
    account: id,
    person: id,
    name,
    role,
    policy: role === 'county-officer',
    office:
      place.department ??
      { county: 'county-bureau', township: 'township', village: 'village' }[level as 'county'] ??
      '',
    county: office.county,
    area: level === 'village' ? village : level === 'township' ? town : county,
    towns: level === 'township' ? [town] : towns,
    villages: level === 'village' && village !== null ? [village] : [],
    department: place.department ?? null,
  };
}

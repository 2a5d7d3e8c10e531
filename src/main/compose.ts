import path from 'node:path';
import { setFontFolder } from '#documents/typeset.ts';
import type { Now } from '#domain/access/actor.ts';
import { buildCalendar, type HolidayNotice } from '#domain/calendar/calendar.ts';
import { AppError } from '#domain/values/app-error.ts';
import { shanghaiDay } from '#domain/values/plain-date.ts';
import type { Services } from '#http/services.ts';
import { areaScopes } from '#identity/scopes.ts';
import { deskHere } from '#intake/desk/desk-here.ts';
import { readingRoom } from '#intake/reading/reading-room.ts';
import { importBell } from '#intake/registry/import-bell.ts';
import { redateCounties } from '#jobs/redate-counties.ts';
import { calendarFileOf, loadNotices } from '#packs/load-calendar.ts';
import { loadPacks, packFiles } from '#packs/load-packs.ts';
import { policyBook } from '#packs/policy-book.ts';
import { listEnteredNotices } from '#store/calendar-years.ts';
import { type Db, openDatabase } from '#store/database.ts';
import { findInstallation, setDemoToday } from '#store/installation.ts';
import { storePacks } from '#store/policy-packs.ts';
import { keyRing } from './key-files.ts';

/** Where the parts of an installation stand. */
export interface Premises {
  readonly root: string;
  readonly home: string;
  readonly appUrl: string;
  /** Further pack folders (`--packs`). */
  readonly packFolders: readonly string[];
  /** Address people reach the installation at; absent: this machine's own. */
  readonly publicUrl?: string;
}

/** Everything wired by hand. `close` gives the database connections back. Errors: `not-found` when nothing is installed. */
export async function compose(premises: Premises): Promise<{ services: Services; close: () => Promise<void> }> {
  const { db, close } = openDatabase(premises.appUrl);
  try {
    const services = await servicesOf(db, premises);
    const closeAll = async (): Promise<void> => {
      services.reading.close();
      await close();
    };
    return { services, close: closeAll };
  } catch (error) {
    // Connections left open would keep a command from ending.
    await close();
    throw error;
  }
}

async function servicesOf(db: Db, premises: Premises): Promise<Services> {
  const installation = await findInstallation(db);
  if (!installation) throw new AppError('not-found', { what: 'installation' });
  const { loaded, problems } = loadPacks([path.join(premises.root, 'packs'), ...premises.packFolders]);
  if (problems.length > 0)
    throw new AppError('refused', { what: 'packs', problems: problems.length, first: problems[0] });
  await storePacks(
    db,
    loaded.map((each) => ({ hash: each.pack.hash, pack: each.pack.head.id, files: packFiles(each.path) })),
    Date.now(),
  );
  setFontFolder(path.join(premises.home, 'fonts'));
  const shipped = await loadNotices(calendarFileOf(premises.root));
  const days = await livingCalendar(db, shipped);
  const packs = loaded.map((each) => each.pack);
  const book = policyBook(packs, days.calendar);
  const demo = installation.kind === 'demo';
  const now = async (): Promise<Now> => {
    const at = Date.now();
    const day = demo ? (await findInstallation(db))?.demoToday : null;
    return { at, today: day ?? shanghaiDay(at) };
  };
  const runner = { db, ring: await keyRing(premises.home, installation.blindIndex), policy: book };
  const filesFolder = path.join(premises.home, 'files');
  const reading = readingRoom();
  return {
    runner,
    scopes: areaScopes(),
    calendar: days.calendar,
    notices: days.notices,
    shippedNotices: shipped,
    readCalendarAgain: async (now) => {
      await days.readAgain();
      const counties = await redateCounties(runner, now, { write: true });
      return counties.reduce((sum, { moved }) => sum + moved.length, 0);
    },
    redate: (now, what, policy) => redateCounties({ ...runner, policy: policy ?? book }, now, what),
    counting: book.counting,
    packs,
    supposing: book.supposing,
    publicUrl: premises.publicUrl ?? 'http://127.0.0.1:8686',
    filesFolder,
    importBell: importBell(),
    dayBell: importBell(),
    reading,
    desk: deskHere({ runner, filesFolder, read: reading.read }),
    demo,
    now,
    setDemoDay: (today) => setDemoToday(db, today),
  };
}

/** The notices shipped with the program and those entered since, read again when another one is entered. */
async function livingCalendar(db: Db, shipped: readonly HolidayNotice[]) {
  const read = async () => {
    const notices = [...shipped, ...(await listEnteredNotices(db))];
    return { notices, calendar: buildCalendar(notices) };
  };
  let known = await read();
  return {
    notices: () => known.notices,
    calendar: () => known.calendar,
    readAgain: async () => {
      known = await read();
    },
  };
}

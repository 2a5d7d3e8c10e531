import { chmodSync, existsSync, mkdirSync, mkdtempSync, rmSync, statSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import type { DatabaseEvent } from './database-event.ts';
import { checkDisk, openHomeFolder } from './home-folder.ts';

const isRoot = process.getuid?.() === 0;

let parent: string;
let events: DatabaseEvent[];
const log = (event: DatabaseEvent): void => {
  events.push(event);
};

beforeEach(() => {
  parent = mkdtempSync(path.join(tmpdir(), '家 '));
  chmodSync(parent, 0o755);
  events = [];
});
afterEach(() => rmSync(parent, { recursive: true, force: true }));

describe('the folder of an installation', () => {
  test('is made where it is wanted, open to enter and closed to list', () => {
    const wanted = path.join(parent, 'clone', 'data', 'server');
    const { home, folder, data } = openHomeFolder({ home: wanted, homeChosen: false }, log);
    expect(home).toBe(wanted);
    expect(data).toBe(path.join(folder, 'data'));
    expect(existsSync(data)).toBe(false);
    expect(statSync(folder).mode & 0o777).toBe(0o711);
    expect(events).toEqual([]);
  });

  test('keeps the mode of a folder that was there', () => {
    const wanted = path.join(parent, 'mine');
    mkdirSync(wanted, { mode: 0o751 });
    chmodSync(wanted, 0o751);
    openHomeFolder({ home: wanted, homeChosen: true }, log);
    expect(statSync(wanted).mode & 0o777).toBe(0o751);
  });
});

describe.skipIf(!isRoot)('as root, with a clone under a home only root may enter', () => {
  const wantedIn = (clone: string): string => path.join(parent, 'root', clone, 'data', 'server');
  beforeEach(() => {
    mkdirSync(path.join(parent, 'root', 'clone'), { recursive: true });
    chmodSync(path.join(parent, 'root'), 0o700);
  });

  test('the home moves, says from where to where, and leaves nothing in the clone', () => {
    const elsewhere = path.join(parent, 'var', 'lib');
    const { home, account } = openHomeFolder({ home: wantedIn('clone'), homeChosen: false }, log, elsewhere);
    expect(home.startsWith(path.join(elsewhere, 'clone-'))).toBe(true);
    expect(events).toEqual([
      { code: 'database-moved', facts: { folder: wantedIn('clone'), account: account.name, home } },
    ]);
    expect(existsSync(path.join(parent, 'root', 'clone', 'data'))).toBe(false);
  });

  test('two clones of one name move to different places', () => {
    const elsewhere = path.join(parent, 'var', 'lib');
    const homes = ['a/clone', 'b/clone'].map(
      (clone) => openHomeFolder({ home: wantedIn(clone), homeChosen: false }, log, elsewhere).home,
    );
    expect(new Set(homes).size).toBe(2);
  });

  test('a home somebody chose is refused, not replaced', () => {
    expect(() => openHomeFolder({ home: wantedIn('clone'), homeChosen: true }, log)).toThrowError(
      expect.objectContaining({ code: 'database-folder-unreachable' }),
    );
  });
});

test('too little disk is refused with what is there and what is needed', () => {
  checkDisk(parent, 0);
  expect(() => checkDisk(parent, 2 ** 40)).toThrowError(
    expect.objectContaining({
      code: 'disk-full',
      facts: { folder: parent, freeMb: expect.any(Number), neededMb: 2 ** 40 },
    }),
  );
});

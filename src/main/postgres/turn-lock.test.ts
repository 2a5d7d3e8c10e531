import { mkdtempSync, readdirSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { processStart } from './process-facts.ts';
import { inTurn, markUse, usesOf } from './turn-lock.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'lock-'));
});
afterEach(() => rmSync(folder, { recursive: true }));

test('twenty at once go one after the other and leave nothing behind', async () => {
  let inside = 0;
  let most = 0;
  const turns = Array.from({ length: 20 }, (_, n) =>
    inTurn(folder, async () => {
      most = Math.max(most, ++inside);
      await delay(1);
      inside--;
      return n;
    }),
  );
  expect(await Promise.all(turns)).toEqual(Array.from({ length: 20 }, (_, n) => n));
  expect(most).toBe(1);
  expect(readdirSync(folder)).toEqual([]);
});

test('a lock left by an ended process is taken over, also when its number lives on in another process', async () => {
  for (const left of ['999999999 1', `${process.pid} 1`, 'torn']) {
    writeFileSync(path.join(folder, 'lock'), left);
    expect(await inTurn(folder, async () => 'mine')).toBe('mine');
  }
});

test('a lock of a living process is waited for', async () => {
  const lock = path.join(folder, 'lock');
  writeFileSync(lock, `${process.pid} ${processStart(process.pid)}`);
  let entered = false;
  const turn = inTurn(folder, async () => {
    entered = true;
  });
  await delay(80);
  expect(entered).toBe(false);
  rmSync(lock);
  await turn;
  expect(entered).toBe(true);
});

test('an action that fails gives its turn back', async () => {
  await expect(inTurn(folder, () => Promise.reject(new Error('no')))).rejects.toThrow('no');
  expect(await inTurn(folder, async () => 'next')).toBe('next');
});

test('counts the living users and forgets the ended', () => {
  const first = markUse(folder);
  const second = markUse(folder);
  writeFileSync(path.join(folder, 'used-by.999999999.0'), '999999999 1');
  expect(usesOf(folder)).toBe(2);
  first.remove();
  first.remove();
  expect(usesOf(folder)).toBe(1);
  second.remove();
  expect(readdirSync(folder)).toEqual([]);
});

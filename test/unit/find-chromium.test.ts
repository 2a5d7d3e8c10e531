import { chmodSync, mkdtempSync, rmSync, symlinkSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { afterEach, beforeEach, expect, test } from 'vitest';
import { findChromium } from '../e2e/find-chromium.ts';

let folder: string;
beforeEach(() => {
  folder = mkdtempSync(path.join(tmpdir(), 'browsers '));
});
afterEach(() => rmSync(folder, { recursive: true }));

function program(name: string, body: string): string {
  const file = path.join(folder, name);
  writeFileSync(file, `#!/bin/sh\n${body}\n`);
  chmodSync(file, 0o755);
  return file;
}

test('takes the first that says it is Chromium or Chrome', () => {
  program('chromium', 'echo "something else 1.0"');
  const chrome = program('google-chrome', 'echo "Google Chrome 140.0.1"');
  expect(findChromium(undefined, folder)).toBe(chrome);
});

test('prefers the one that was chosen', () => {
  program('chromium', 'echo "Chromium 140.0.1"');
  const mine = program('mine', 'echo "Chromium 139.0"');
  expect(findChromium(mine, folder)).toBe(mine);
});

test("passes over Ubuntu's stubs, which only start a snap", () => {
  program('chromium-browser', 'if ! [ -x /snap/bin/chromium ]; then exit 1; fi\necho "Chromium 140.0 snap"');
  const snap = program('snap', 'echo "Chromium 140.0 snap"');
  symlinkSync(snap, path.join(folder, 'chromium'));
  expect(findChromium(undefined, folder)).toBeUndefined();
});

test('finds none where none runs', () => {
  program('chromium', 'exit 1');
  writeFileSync(path.join(folder, 'google-chrome'), 'not executable');
  expect(findChromium(path.join(folder, 'missing'), folder)).toBeUndefined();
});

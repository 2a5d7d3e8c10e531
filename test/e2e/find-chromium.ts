import { spawnSync } from 'node:child_process';
import { accessSync, constants, readFileSync, realpathSync } from 'node:fs';
import path from 'node:path';

/**
 * A Chromium that runs: the chosen one (`CHROMIUM_PATH`), else the first of its usual names in the folders of `PATH`.
 * Undefined when there is none. Ubuntu's `chromium` packages only start a snap, which cannot be driven, and do not count.
 */
export function findChromium(
  chosen: string | undefined,
  searchPath: string = process.env.PATH ?? '',
): string | undefined {
  const names = ['chromium', 'chromium-browser', 'google-chrome', 'google-chrome-stable'];
  const found = names.flatMap((name) => searchPath.split(path.delimiter).map((folder) => path.join(folder, name)));
  return [...(chosen === undefined ? [] : [chosen]), ...found].find(runs);
}

function runs(file: string): boolean {
  if (!isExecutable(file) || isSnap(file)) return false;
  const { status, stdout } = spawnSync(file, ['--version'], { encoding: 'utf8', timeout: 20_000 });
  return status === 0 && /\bChrom(e|ium)\b/.test(stdout);
}

function isExecutable(file: string): boolean {
  try {
    accessSync(file, constants.X_OK);
    return path.isAbsolute(file);
  } catch {
    return false;
  }
}

/** A link into /snap or to the snap program, or a script that names it. */
function isSnap(file: string): boolean {
  const real = realpathSync(file);
  if (real.startsWith('/snap/') || path.basename(real) === 'snap') return true;
  const start = readFileSync(real).subarray(0, 8192).toString('latin1');
  return start.startsWith('#!') && /\/snap\/bin|chromium snap/.test(start);
}

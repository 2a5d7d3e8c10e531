import { execFile } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync } from 'node:fs';
import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { promisify } from 'node:util';

const run = promisify(execFile);
const SOURCES = ['src/web', 'src/ui', 'src/words', 'src/contract', 'src/domain', 'vite.config.ts', 'package-lock.json'];

/** Folder of the built office client, built first when its sources have changed since the last time. */
export async function builtClient(root: string, note: (text: string) => void): Promise<string> {
  const folder = path.join(root, 'dist', 'web');
  const stampFile = path.join(folder, 'sources.sha256');
  const stamp = await sourceStamp(root);
  const built = existsSync(stampFile) && (await readFile(stampFile, 'utf8')) === stamp;
  if (built) return folder;
  note('building the office client …');
  // Whatever the caller runs under (tests set NODE_ENV), the client that is kept is the fast one.
  const env = { ...process.env, NODE_ENV: 'production' };
  await run(process.execPath, [path.join(root, 'node_modules', 'vite', 'bin', 'vite.js'), 'build'], { cwd: root, env });
  await writeFile(stampFile, stamp);
  return folder;
}

async function sourceStamp(root: string): Promise<string> {
  const hash = createHash('sha256');
  for (const source of SOURCES) {
    for (const file of await filesOf(path.join(root, source)))
      hash.update(file.slice(root.length)).update(await readFile(file));
  }
  return hash.digest('hex');
}

async function filesOf(place: string): Promise<string[]> {
  if (!existsSync(place)) return [];
  const entries = await readdir(place, { recursive: true, withFileTypes: true }).catch(() => null);
  if (entries === null) return [place];
  return entries
    .filter((entry) => entry.isFile() && !entry.name.endsWith('.test.ts'))
    .map((entry) => path.join(entry.parentPath, entry.name))
    .sort();
}

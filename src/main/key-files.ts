import { randomBytes } from 'node:crypto';
import { existsSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import type { BlindIndexAlgorithm } from '#crypto/blind-index.ts';
import { DATA_KEY_BYTES } from '#crypto/field-cipher.ts';
import type { KeyRing } from '#crypto/key-ring.ts';

const INDEX_KEY = 'index.key';
const MASTER = /^master-(\d+)\.key$/;

/** The secrets of an installation from `<home>/keys`, made when the folder is new. Files are readable by their owner only. */
export async function keyRing(home: string, algorithm: BlindIndexAlgorithm): Promise<KeyRing> {
  const folder = path.join(home, 'keys');
  await mkdir(folder, { recursive: true, mode: 0o700 });
  if (!existsSync(path.join(folder, INDEX_KEY))) {
    await writeFile(path.join(folder, 'master-1.key'), randomBytes(DATA_KEY_BYTES).toString('base64'), {
      mode: 0o600,
      flag: 'wx',
    });
    await writeFile(path.join(folder, INDEX_KEY), randomBytes(32).toString('base64'), { mode: 0o600, flag: 'wx' });
  }
  const masters = new Map<string, Buffer>();
  for (const name of (await readdir(folder)).filter((each) => MASTER.test(each)).sort(byNumber)) {
    masters.set(name, await readKey(path.join(folder, name)));
  }
  const currentMaster = [...masters.keys()].at(-1);
  if (currentMaster === undefined) throw new Error(`no master key in ${folder}`);
  return { index: { algorithm, secret: await readKey(path.join(folder, INDEX_KEY)) }, currentMaster, masters };
}

async function readKey(file: string): Promise<Buffer> {
  return Buffer.from((await readFile(file, 'utf8')).trim(), 'base64');
}

function byNumber(a: string, b: string): number {
  return Number(MASTER.exec(a)?.[1]) - Number(MASTER.exec(b)?.[1]);
}

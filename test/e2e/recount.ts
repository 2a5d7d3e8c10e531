import { spawn } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import XLSX from '@e965/xlsx';
import type { DemoManifest } from '#demo/generate-demo.ts';

const script = path.resolve(import.meta.dirname, '../../tools/recount-ledger.ts');

/** What another program says of a filed ledger: its counts, and each difference from the files or from `says`. */
export interface Recount {
  readonly code: number | null;
  readonly counts: Readonly<Record<string, number>>;
  readonly differences: readonly string[];
}

/** Runs `tools/recount-ledger.ts` on a ledger of the township and the generated files of its manifest. */
export async function recount(
  ledger: string,
  order: { folder: string; manifest: DemoManifest; town: string; month: string; says: Record<string, number> },
): Promise<Recount> {
  const names = (kind: string) => order.manifest.files.filter((file) => file.kind === kind).map(({ name }) => name);
  const at = (name: string | undefined) => path.join(order.folder, name ?? '');
  const rosters = names('population-roster').flatMap((name) => ['--roster', at(name)]);
  const [[national], [feed]] = [names('national-export'), names('department-feed')];
  const place = ['--town', order.town, '--month', order.month, '--says', JSON.stringify(order.says)];
  const files = ['--ledger', ledger, '--feed', at(feed), '--national', at(national), ...rosters];
  const child = spawn(process.execPath, [script, ...place, ...files], { stdio: ['ignore', 'pipe', 'pipe'] });
  let [out, err] = ['', ''];
  child.stdout.on('data', (part) => (out += part));
  child.stderr.on('data', (part) => (err += part));
  const { promise, resolve, reject } = Promise.withResolvers<number | null>();
  child.on('error', reject).on('close', resolve);
  const code = await promise;
  if (!out.startsWith('{')) throw new Error(`the recount ended with ${code}: ${err}`);
  return { code, counts: JSON.parse(out), differences: err.split('\n').filter((line) => line !== '') };
}

/** The ledger once more beside it, with its cells changed. */
export function changedLedger(ledger: string, name: string, change: (rows: string[][]) => string[][]): string {
  const book = XLSX.read(readFileSync(ledger), { type: 'buffer' });
  const [sheetName = ''] = book.SheetNames;
  const rows: string[][] = XLSX.utils.sheet_to_json(book.Sheets[sheetName] ?? {}, { header: 1, defval: '' });
  book.Sheets[sheetName] = XLSX.utils.aoa_to_sheet(change(rows));
  const written = path.join(path.dirname(ledger), name);
  writeFileSync(written, XLSX.write(book, { type: 'buffer', bookType: 'xlsx' }) as Buffer);
  return written;
}

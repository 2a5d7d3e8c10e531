import { readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { performance } from 'node:perf_hooks';
import { DuckDBInstance, listValue } from '@duckdb/node-api';
import { writeSheet } from '#demo/write-sheet.ts';
import type { BenchDelivery } from './bench-delivery.ts';
import type { BenchRegister } from './bench-register.ts';

/** What the least work on the same file took, and the leads it found. */
export interface Floor {
  readonly seconds: number;
  readonly leads: number;
}

const TIMED = '-- timed from here';

/**
 * Runs `bench/floor.sql` in DuckDB, in memory and with its default threads, on the rows of the delivery in UTF-8 and the plain
 * numbers of the register; both are written into `folder`. Timed from the file on disk to the table of leads.
 */
export async function floorOf(
  root: string,
  folder: string,
  { register, delivery, raising }: { register: BenchRegister; delivery: BenchDelivery; raising: readonly string[] },
): Promise<Floor> {
  const files = { persons: path.join(folder, 'floor-persons.csv'), delivery: path.join(folder, 'floor-delivery.csv') };
  writeFileSync(files.delivery, delivery.text);
  writeFileSync(files.persons, personsText(register));
  const [before = '', timed = ''] = readFileSync(path.join(root, 'bench', 'floor.sql'), 'utf8').split(TIMED);
  const instance = await DuckDBInstance.create(':memory:');
  const connection = await instance.connect();
  try {
    await connection.run('set variable persons = $1', [files.persons]);
    await connection.run('set variable delivery = $1', [files.delivery]);
    await connection.run('set variable raising = $1', [listValue([...raising])]);
    await connection.run(before);
    const began = performance.now();
    const reader = await connection.runAndReadAll(timed);
    const seconds = (performance.now() - began) / 1000;
    return { seconds, leads: Number(reader.getRows()[0]?.[0]) };
  } finally {
    connection.closeSync();
    instance.closeSync();
  }
}

function personsText({ households }: BenchRegister): string {
  const rows = households.flatMap(({ number, members }) => members.map(({ id, name }) => [id, number, name]));
  const sheet = { name: '', rows: [['id', 'household', 'name'], ...rows], merges: [], boldRows: [], widths: [] };
  return new TextDecoder('gb18030').decode(writeSheet(sheet, 'csv'));
}

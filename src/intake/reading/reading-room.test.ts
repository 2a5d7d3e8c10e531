import { readdirSync, readFileSync } from 'node:fs';
import { afterAll, describe, expect, test } from 'vitest';
import { plainDate } from '#domain/values/plain-date.ts';
import { readHere } from './read-here.ts';
import type { RegisterAbout } from './reading-order.ts';
import { readingBounds, readingRoom } from './reading-room.ts';

const room = readingRoom();
afterAll(() => room.close());

const about: RegisterAbout = {
  today: plainDate('2022-04-06'),
  areas: {
    unplaced: 9,
    villages: [{ key: '370323105201', name: '侯家峪村委会', township: '西里镇', area: 2, town: 1, within: true }],
  },
  area: null,
  asOf: null,
  digestKey: { algorithm: 'hmac-sm3', secret: Buffer.alloc(32, 7) },
};

const head = '乡镇,行政村,户号,姓名,证件号码,与户主关系';
const rows = (count: number): Buffer =>
  Buffer.from([head, ...Array.from({ length: count }, (_, n) => `西里镇,侯家峪村,${n},王${n},37039019700101${n},户主`)].join('\n')); // biome-ignore format: one line

const folder = new URL('../../../test/fixtures/intake/files/', import.meta.url);
const hostile = readdirSync(folder).filter((name) => name.startsWith('hostile-') && !name.endsWith('.json'));
/** Generous for a busy machine; the longest is an .xls whose reader is ended after 20 s. */
const SECONDS = 40;
const TIMEOUT_MS = 60_000;

describe('a reading process', () => {
  test('reads what this process would read', async () => {
    const order = { kind: 'register', bytes: rows(50), about } as const;
    const [there, here] = [await room.read<'register'>(order), await readHere<'register'>(order)];
    expect(there).toEqual(here);
    expect(there.counts).toMatchObject({ rows: 50, rejected: 50 });
  });

  test('tells how many rows it has read', async () => {
    const told: number[] = [];
    await room.read<'register'>({ kind: 'register', bytes: rows(9000), about }, { onRows: (n) => told.push(n) });
    expect(told).toEqual([2000, 4000, 6000, 8000]);
  });

  test.each(hostile)(
    '%s ends in a refusal within seconds, and the next file is read',
    async (name) => {
      const bytes = readFileSync(new URL(name, folder));
      const started = performance.now();
      const error = await room.read<'register'>({ kind: 'register', bytes, about }).then(
        () => undefined,
        (reason: unknown) => reason,
      );
      const expected = JSON.parse(readFileSync(new URL(`${name}.json`, folder), 'utf8')) as {
        error?: { code: string };
      };
      if (expected.error) expect(error).toMatchObject({ code: expected.error.code });
      expect((performance.now() - started) / 1000).toBeLessThan(SECONDS);
      expect((await room.read<'register'>({ kind: 'register', bytes: rows(1), about })).counts.rows).toBe(1);
    },
    TIMEOUT_MS,
  );

  test(
    'a table of ten million rows ends as too large, however small it is packed',
    async () => {
      const line = '1,2\n';
      const started = performance.now();
      const many = Buffer.from(line.repeat(10_000_000));
      await expect(room.read<'register'>({ kind: 'register', bytes: many, about })).rejects.toMatchObject({
        code: 'file-too-large',
      });
      expect((performance.now() - started) / 1000).toBeLessThan(SECONDS);
    },
    TIMEOUT_MS,
  );

  test('is ended when it is cancelled, takes too long or too much memory; others go on', async () => {
    const long = { kind: 'register', bytes: rows(100_000), about } as const;
    const given = new AbortController();
    const cut = room.read<'register'>(long, { signal: given.signal, onRows: () => given.abort() });
    const beside = room.read<'register'>({ kind: 'register', bytes: rows(1), about });
    await expect(cut).rejects.toMatchObject({ code: 'refused', facts: { why: 'cancelled' } });
    expect((await beside).counts.rows).toBe(1);
    const short = readingRoom({ ...readingBounds, seconds: 0.3 });
    await expect(short.read<'register'>(long)).rejects.toMatchObject({ facts: { limit: 'seconds' } });
    short.close();
    const narrow = readingRoom({ ...readingBounds, memoryMiB: 60 });
    await expect(narrow.read<'register'>(long)).rejects.toMatchObject({ facts: { limit: 'memory' } });
    narrow.close();
  });
});

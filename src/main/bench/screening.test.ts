import path from 'node:path';
import { beforeAll, describe, expect, test } from 'vitest';
import { loadDemo } from '#demo/load-demo.ts';
import { loadCounty } from '#packs/load-divisions.ts';
import { notAsPlanted } from './as-planted.ts';
import { benchDelivery } from './bench-delivery.ts';
import { benchRegister } from './bench-register.ts';
import type { ScreeningResult } from './run-screening.ts';
import { screeningSettings } from './screening-settings.ts';

const root = path.resolve(import.meta.dirname, '../../..');
const settings = screeningSettings(root);
const { settings: demo, names } = loadDemo(path.join(root, 'demo', settings.county));
let divisions: Awaited<ReturnType<typeof loadCounty>>;
beforeAll(async () => {
  divisions = await loadCounty(settings.county);
});

const register = (persons: number) => benchRegister(persons, { settings, demo, names, divisions });
const delivery = (rows: number, of: ReturnType<typeof register>) => benchDelivery(rows, of, { settings, demo, names });

describe('the register of a benchmark', () => {
  test.each([1, 300, 2000])('holds exactly %i persons, each with a number of their own', (persons) => {
    const ids = register(persons).households.flatMap(({ members }) => members.map(({ id }) => id));
    expect([ids.length, new Set(ids).size]).toEqual([persons, persons]);
  });

  test('stands in villages of the county, under the township each lies in', () => {
    const { households, townOf } = register(2000);
    for (const { village } of households) expect(village.code.slice(0, 9)).toBe(townOf(village).code.slice(0, 9));
    expect(new Set(households.map(({ village }) => village.code)).size).toBe(4);
  });
});

describe('the delivery of a benchmark', () => {
  test('has as many rows as asked for and adds up', () => {
    const { totals, bytes } = delivery(1000, register(2000));
    expect(totals.rows).toBe(1000);
    expect(totals.accepted + totals.rejected + totals.duplicate).toBe(1000);
    expect(totals.duplicate).toBe(20);
    // Headings and rows; a planted line break inside a name may add lines.
    expect(
      bytes
        .toString('latin1')
        .split('\r\n')
        .filter((line) => line !== '').length,
    ).toBeGreaterThanOrEqual(1001);
  });

  test('meets the rule in about as many rows as the settings say, at most one lead a household', () => {
    const { planted, evidence, totals } = delivery(2000, register(4000));
    expect((planted + evidence) / totals.accepted).toBeGreaterThan(settings['raising-share'] - 0.03);
    expect((planted + evidence) / totals.accepted).toBeLessThan(settings['raising-share'] + 0.03);
    expect(evidence).toBeGreaterThan(0);
    expect(planted).toBeLessThanOrEqual(totals.households);
  });

  test('is the same each time', () => {
    expect(delivery(200, register(600)).bytes.equals(delivery(200, register(600)).bytes)).toBe(true);
  });
});

describe('a run', () => {
  const totals = { rows: 10, accepted: 8, rejected: 1, duplicate: 1, flagged: 0, households: 5, persons: 8 };
  const delivered = {
    seconds: 1,
    cpu: { program: 1, database: null },
    peakMemoryMiB: 1,
    blindIndex: 'hmac-sm3',
    ...totals,
    outcomes: { lead: 2, evidence: 1, nothing: 5 },
  };
  const right: ScreeningResult = {
    persons: 20,
    delivered,
    leads: 2,
    floor: { seconds: 0.1, leads: 2 },
    delivery: { bytes: Buffer.alloc(0), text: '', totals, planted: 2, evidence: 1 },
    importSeconds: 1,
  };

  test('is right when everything is as planted, and names what is not', () => {
    expect(notAsPlanted(20, right)).toEqual([]);
    expect(notAsPlanted(20, { ...right, leads: 1 })).toEqual(['leads']);
    expect(notAsPlanted(21, right)).toEqual(['persons']);
    expect(notAsPlanted(20, { ...right, floor: { seconds: 0.1, leads: 3 } })).toEqual(['floorLeads']);
    const lost = { ...delivered, accepted: 7, outcomes: { ...delivered.outcomes, evidence: 0 } };
    expect(notAsPlanted(20, { ...right, delivered: lost })).toEqual(['accepted', 'evidence']);
  });
});

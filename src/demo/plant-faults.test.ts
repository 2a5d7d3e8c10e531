import { describe, expect, it } from 'vitest';
import { type IdNumber, idCheckDigit, readIdNumber } from '#domain/values/id-number.ts';
import type { RowFault } from '#domain/values/row-fault.ts';
import type { FaultCounts } from './demo-settings.ts';
import type { FileLine } from './file-line.ts';
import { noHead, plantFaults } from './plant-faults.ts';
import { seededRandom } from './random.ts';

function idOf(serial: number, sex: 'male' | 'female', born = '19700205'): IdNumber {
  const first17 = `990190${born}${String(serial * 2 + (sex === 'male' ? 1 : 0)).padStart(3, '0')}`;
  return (first17 + idCheckDigit(first17)) as IdNumber;
}

/** Two hundred households of a man, his son and his grown daughter. */
function someLines(): FileLine[] {
  return Array.from({ length: 200 }, (_, at) => {
    const head = idOf(at, 'male');
    const persons = [
      { id: head, relation: '户主', sex: 'male', age: 52, name: `张三${at}` },
      { id: idOf(at, 'male', '19950301'), relation: '之子', sex: 'male', age: 27, name: `张四${at}` },
      { id: idOf(at, 'female', '19990301'), relation: '之女', sex: 'female', age: 23, name: `张五${at}` },
    ] as const;
    return persons.map((person): FileLine => ({
      part: at < 120 ? 'one' : 'two',
      household: String(at),
      person: { ...person, disability: at % 5 === 0 ? { category: 4, grade: 2 } : null },
      alone: false,
      untouched: at >= 190,
      planted: [],
      cells: { id: person.id, name: person.name, relation: person.relation, village: '甲村', phone: '15400000000', headId: head },
    })); // biome-ignore format: one record
  }).flat();
}

function plant(counts: FaultCounts, seed = 1): FileLine[] {
  return plantFaults(someLines(), { counts, random: seededRandom(seed), mayRepeat: noHead, fields: { date: 'since' } });
}

const planted = (lines: readonly FileLine[], fault: RowFault) =>
  lines.filter((line) => line.planted.some((one) => one.fault === fault));

describe('planted faults', () => {
  it.each([
    ['id-missing', 'empty'],
    ['id-length', 'length'],
    ['id-characters', 'characters'],
    ['id-birth-date', 'birth-date'],
    ['id-check-digit', 'check-digit'],
    ['id-damaged-by-excel', 'excel-damaged'],
  ] as const)('of kind %s are read as %s', (fault, reason) => {
    const lines = planted(plant({ [fault]: 30 }), fault);
    expect(lines).toHaveLength(30);
    for (const { cells } of lines) {
      expect(readIdNumber(cells.id as string | number)).toMatchObject({ ok: false, reason });
    }
  });
  it.each(['full-width', 'formula-text', 'id-disability-card', 'id-fifteen-digits'] as const)(
    'of kind %s give the true number back',
    (fault) => {
      const lines = planted(plant({ [fault]: 12 }), fault);
      expect(lines).toHaveLength(12);
      for (const { cells, person } of lines) {
        expect(cells.id).not.toBe(person.id);
        expect(readIdNumber(cells.id as string)).toMatchObject({ ok: true, number: person.id });
      }
    },
  );
  it('damage numbers in all three ways', () => {
    const cells = planted(plant({ 'id-damaged-by-excel': 40 }), 'id-damaged-by-excel').map((line) => line.cells.id);
    expect(cells.some((cell) => typeof cell === 'number')).toBe(true);
    expect(cells.some((cell) => /^\d\.\d+E\+17$/.test(String(cell)))).toBe(true);
    expect(cells.some((cell) => typeof cell === 'string' && /^\d{15}000$/.test(cell))).toBe(true);
  });
  it('never take the head from a household, and stay out of untouched ones', () => {
    const counts: FaultCounts = { 'id-missing': 20, 'name-missing': 20, 'village-unknown': 20, 'duplicate-row': 20 };
    for (const line of plant(counts).filter((candidate) => candidate.planted.length > 0)) {
      expect(line.person.relation).not.toBe('户主');
      expect(line.untouched).toBe(false);
    }
  });
  it('are at most one a household', () => {
    const lines = plant({ 'id-missing': 40, 'two-heads': 40, 'no-head': 40, 'phone-unreadable': 40 });
    const households = lines.filter((line) => line.planted.length > 0).map(({ household }) => household);
    expect(households).toHaveLength(160);
    expect(new Set(households).size).toBe(160);
  });
  it('put a repeated row behind its household and a moved daughter into a later one of the same file', () => {
    const lines = plant({ 'duplicate-row': 5, 'id-in-two-households': 20 });
    expect(lines).toHaveLength(625);
    for (const copy of planted(lines, 'id-in-two-households')) {
      const original = lines.findIndex(({ cells }) => cells.id === copy.cells.id);
      expect(original).toBeLessThan(lines.indexOf(copy));
      expect(lines[original]?.part).toBe(copy.part);
      expect(lines[original]?.household).not.toBe(copy.household);
    }
    for (const copy of planted(lines, 'duplicate-row')) {
      const same = lines.filter(({ cells }) => cells.id === copy.cells.id);
      expect(same).toHaveLength(2);
      expect(same[1]).toBe(copy);
    }
  });
  it('are refused when no row can carry them', () => {
    expect(() => plant({ 'sex-contradicts-id': 1000 })).toThrow(RangeError);
    expect(() => plant({ 'not-a-record': 1 })).toThrow(RangeError);
  });
});

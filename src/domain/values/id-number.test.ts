import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import {
  fromFifteenDigits,
  idCheckDigit,
  idNumberParts,
  maskIdNumber,
  normalizeIdText,
  parseIdNumber,
  readIdNumber,
} from './id-number.ts';
import { plainDate } from './plain-date.ts';

// The worked examples of the standard itself (GB 11643-1999, annex A): 11010519491231002X and 440524188001010014.
const STANDARD_X = '11010519491231002X';
const STANDARD_4 = '440524188001010014';

function reasonOf(value: string | number | null | undefined, today?: string): string {
  const reading = today === undefined ? readIdNumber(value) : readIdNumber(value, plainDate(today));
  return reading.ok ? reading.kind : reading.reason;
}

describe('ID numbers', () => {
  it('agree with the examples of the standard', () => {
    expect(idCheckDigit(STANDARD_X.slice(0, 17))).toBe('X');
    expect(idCheckDigit(STANDARD_4.slice(0, 17))).toBe('4');
    expect(parseIdNumber(STANDARD_X)).toBe(STANDARD_X);
    expect(parseIdNumber(STANDARD_4)).toBe(STANDARD_4);
  });
  it('tell division, birth and sex', () => {
    const id = parseIdNumber(STANDARD_X);
    expect(id && idNumberParts(id)).toEqual({ division: '110105', born: '1949-12-31', sex: 'female' });
    const other = parseIdNumber(STANDARD_4);
    expect(other && idNumberParts(other).sex).toBe('male');
  });
  it('are cleaned before they are judged', () => {
    for (const text of [
      '１１０１０５１９４９１２３１００２Ｘ',
      ' 110105 19491231 002x\n',
      '="11010519491231002X"',
      "'11010519491231002x",
    ]) {
      expect(normalizeIdText(text), text).toBe(STANDARD_X);
    }
  });
  it('name the reason when they are none', () => {
    expect(reasonOf('')).toBe('empty');
    expect(reasonOf(null)).toBe('empty');
    expect(reasonOf('1101051949123100')).toBe('length');
    expect(reasonOf('11010519491231OO2X')).toBe('characters');
    expect(reasonOf('1101051949123X002X')).toBe('characters');
    expect(reasonOf('110105194912310021')).toBe('check-digit');
    expect(reasonOf('110105194902310021')).toBe('birth-date');
  });
  it('refuse a birth date after today and take one on it', () => {
    expect(reasonOf(STANDARD_X, '1949-12-30')).toBe('birth-date');
    expect(reasonOf(STANDARD_X, '1949-12-31')).toBe('resident');
  });
  it('recognise what a spreadsheet destroyed', () => {
    expect(reasonOf('4.21127E+17')).toBe('excel-damaged');
    expect(reasonOf(421127198001010000)).toBe('excel-damaged');
    expect(reasonOf(1e15)).toBe('excel-damaged');
    expect(reasonOf('421127198001010000')).toBe('excel-damaged');
    expect(reasonOf('11010519491231000000')).toBe('excel-damaged');
  });
  it('take a number really ending in 000', () => {
    const days = Array.from({ length: 28 }, (_, index) => String(index + 1).padStart(2, '0'));
    const ids = days.map((day) => `110105194901${day}100`).map((digits) => digits + idCheckDigit(digits));
    const round = ids.filter((id) => id.endsWith('000'));
    expect(round.length).toBeGreaterThan(0);
    for (const id of round) expect(reasonOf(id)).toBe('resident');
  });
  it('turn 15 digits into 18 and say so', () => {
    expect(fromFifteenDigits('110105491231002')).toBe(STANDARD_X);
    expect(readIdNumber('110105491231002')).toEqual({
      ok: true,
      kind: 'resident',
      number: STANDARD_X,
      converted: true,
    });
    expect(reasonOf('110105490231002')).toBe('birth-date');
    expect(parseIdNumber('110105491231002')).toBeUndefined();
  });
  it('read disability cards of 20 and 22 characters', () => {
    const card = `${STANDARD_X}43`;
    expect(readIdNumber(card)).toEqual({
      ok: true,
      kind: 'disability-card',
      number: STANDARD_X,
      card,
      category: 4,
      grade: 3,
    });
    expect(reasonOf(`${STANDARD_X}43B1`)).toBe('disability-card');
    expect(reasonOf(`${STANDARD_X}83`)).toBe('characters');
    expect(reasonOf(`${STANDARD_X}45`)).toBe('characters');
    expect(reasonOf('11010519491231002143')).toBe('check-digit');
  });
  it('are masked to the first and last four', () => {
    expect(maskIdNumber('370323198001011234')).toBe('3703**********1234');
    expect(maskIdNumber('12345')).toBe('*****');
  });
  it('never survive one changed digit', () => {
    const digit = fc.integer({ min: 0, max: 9 });
    fc.assert(
      fc.property(fc.integer({ min: 0, max: 16 }), digit, (place, other) => {
        fc.pre(STANDARD_4[place] !== String(other));
        const changed = STANDARD_4.slice(0, place) + other + STANDARD_4.slice(place + 1);
        expect(readIdNumber(changed).ok).toBe(false);
      }),
    );
  });
});

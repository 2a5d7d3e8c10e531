import { describe, expect, it } from 'vitest';
import { type Fen, fen, parseYuan } from '../values/fen.ts';
import {
  comparePerPerson,
  groupTotal,
  type Income,
  incomeLines,
  netIncome,
  netIncomePerPerson,
  referenceIncome,
  shownPerPerson,
} from './income.ts';

const yuan = (text: string): Fen => parseYuan(text) ?? fen(0);
const zero: Income['lines'] = Object.fromEntries(incomeLines.map((line) => [line.name, fen(0)]));
const income = (lines: Partial<Record<string, string>>): Income => ({
  lines: { ...zero, ...Object.fromEntries(Object.entries(lines).map(([name, amount]) => [name, yuan(amount ?? '0')])) },
});
const withoutLine = (from: Income, name: string): Income => ({
  ...from,
  lines: { ...from.lines, [name]: undefined } as Income['lines'],
});

describe('household income', () => {
  const household = income({
    migrantWork: '30000',
    publicPost: '6000',
    planting: '4000.50',
    landTransfer: '500',
    minimumAllowance: '1200',
    businessCost: '1700.50',
  });
  it('is A + B + C + D − E, over the persons', () => {
    expect(netIncome(household)).toEqual({ known: true, fen: yuan('40000') });
    expect(groupTotal(household, 'wage')).toEqual({ known: true, fen: yuan('36000') });
    expect(netIncomePerPerson(household, 3)).toEqual({ known: true, total: yuan('40000'), persons: 3 });
    expect(netIncomePerPerson(household, 0)).toEqual({ known: true, total: yuan('40000'), persons: 1 });
  });
  it('is compared exactly and rounded for display only', () => {
    const each = netIncomePerPerson(household, 3);
    expect(shownPerPerson(each)).toBe(yuan('13333.33'));
    expect(comparePerPerson(each, yuan('13333.33'))).toBe(1);
    expect(comparePerPerson(each, yuan('13333.34'))).toBe(-1);
    expect(comparePerPerson(netIncomePerPerson(household, 4), yuan('10000'))).toBe(0);
    expect(comparePerPerson(netIncomePerPerson(household, 4), yuan('10000.01'))).toBe(-1);
    expect(shownPerPerson(netIncomePerPerson(income({ migrantWork: '0.05' }), 2))).toBe(3n);
    expect(shownPerPerson(netIncomePerPerson(income({ businessCost: '0.05' }), 2))).toBe(-3n);
  });
  it('is unknown when a line is, and names it', () => {
    const unclear = withoutLine(household, 'pension');
    expect(netIncome(unclear)).toEqual({ known: false, missing: ['pension'] });
    expect(netIncomePerPerson(unclear, undefined)).toEqual({ known: false, missing: ['pension', 'memberCount'] });
    expect(comparePerPerson(netIncomePerPerson(unclear, 3), yuan('1'))).toBeUndefined();
  });
  it('falls back on a stated sum of a group, never where all lines are known', () => {
    const unclear = withoutLine(household, 'pension');
    expect(netIncome({ ...unclear, totals: { transfer: yuan('2000') } })).toEqual({ known: true, fen: yuan('40800') });
    expect(netIncome({ ...household, totals: { transfer: yuan('9999') } })).toEqual({
      known: true,
      fen: yuan('40000'),
    });
  });
});

describe('the reference income', () => {
  const insured = income({ migrantWork: '20000', povertyInsurance: '3000' });
  it('adds claims, takes off what the household paid itself, counts 防贫保险 once', () => {
    const relief = { claims: yuan('8000'), selfPaid: yuan('25000') };
    expect(referenceIncome(insured, { ...relief, claimsIncludePovertyInsurance: false }, 2)).toEqual({
      known: true,
      total: yuan('6000'),
      persons: 2,
    });
    expect(referenceIncome(insured, { ...relief, claimsIncludePovertyInsurance: true }, 2)).toEqual({
      known: true,
      total: yuan('3000'),
      persons: 2,
    });
    expect(referenceIncome(insured, relief, 2)).toEqual({ known: false, missing: ['claimsIncludePovertyInsurance'] });
  });
  it('does not ask about double counting where there is nothing to count twice', () => {
    expect(
      referenceIncome(income({ migrantWork: '20000' }), { claims: yuan('8000'), selfPaid: fen(0) }, 1),
    ).toMatchObject({ known: true, total: yuan('28000') });
    expect(referenceIncome(insured, { claims: fen(0), selfPaid: fen(0) }, 1)).toMatchObject({
      known: true,
      total: yuan('23000'),
    });
  });
  it('is unknown without claims or own payments', () => {
    expect(referenceIncome(income({}), {}, 1)).toEqual({ known: false, missing: ['claims', 'selfPaid'] });
  });
});

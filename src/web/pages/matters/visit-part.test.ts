import { expect, it } from 'vitest';
import { shownPerPerson } from '#domain/registry/income.ts';
import { bothFigures, emptyVisit, visitFaultKeys } from './visit-part.ts';

/** By hand: wages 12,000, production 8,000, property 500, transfers 3,500, costs 4,000, four people. */
const typed = { wage: '12,000', business: '8000', property: '500', transfer: '3500', businessCost: '4000' };
const sheet = { ...emptyVisit.income, ...typed };

it('shows both figures as soon as their kinds are filled in', () => {
  const before = bothFigures(sheet, 4);
  expect(shownPerPerson(before.net)).toBe(500_000n); // 20,000 ÷ 4 = 5,000.00 yuan
  expect(before.reference.known).toBe(false);
  // 20,000 + 2,000 − 9,000 = 13,000; ÷ 4 = 3,250.00 yuan
  const whole = bothFigures({ ...sheet, insurancePayout: '2000', compliantOutOfPocket: '9000' }, 4);
  expect(shownPerPerson(whole.reference)).toBe(325_000n);
});

it('takes an empty kind for unknown, never for 0', () => {
  expect(bothFigures({ ...sheet, transfer: '' }, 4).net).toEqual({ known: false, missing: expect.anything() });
  expect(shownPerPerson(bothFigures({ ...sheet, transfer: '0' }, 4).net)).toBe(412_500n); // 16,500 ÷ 4
});

it('wants somebody who went, and amounts that are amounts', () => {
  const part = { ...emptyVisit, income: { ...sheet, wage: '一万', property: '-1' } };
  expect(visitFaultKeys(part)).toEqual(['verifiers', 'wage', 'property']);
  expect(visitFaultKeys({ ...part, verifiers: ['甲'], income: sheet })).toEqual([]);
});

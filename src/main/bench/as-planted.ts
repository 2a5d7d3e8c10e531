import type { ScreeningResult } from './run-screening.ts';

/**
 * Names of the figures that are not what was planted, empty when all are: leads counted in the database and by the floor, rows added to them
 * as further evidence, sums of the receipt, persons in the register (`persons` were wanted).
 */
export function notAsPlanted(persons: number, result: ScreeningResult): string[] {
  const { delivered, delivery, floor, leads } = result;
  const pairs: Record<string, readonly [number | undefined, number]> = {
    persons: [result.persons, persons],
    rows: [delivered.rows, delivery.totals.rows],
    accepted: [delivered.accepted, delivery.totals.accepted],
    rejected: [delivered.rejected, delivery.totals.rejected],
    duplicate: [delivered.duplicate, delivery.totals.duplicate],
    evidence: [delivered.outcomes['evidence'], delivery.evidence],
    leads: [leads, delivery.planted],
    floorLeads: [floor.leads, delivery.planted],
  };
  return Object.entries(pairs).flatMap(([name, [is, planted]]) => (is === planted ? [] : [name]));
}

import type { Role } from '#domain/access/roles.ts';
import type { Looker, Place } from './two-counties.ts';

/** What decides who may see a row of a table. */
type Rule =
  /** Its village, or the township over it. */
  | 'place'
  /** Its township; villages have no business with it. */
  | 'township'
  /** Its place, or the department it came from. */
  | 'place-or-department'
  /** Its township, or the department it came from. */
  | 'township-or-department'
  /** Everybody whose work lies in the county. */
  | 'county'
  /** Everybody of the county, and the city and province over it: no people in it. */
  | 'county-and-above'
  /** Everybody of the county; rows of no county: those who belong to none. */
  | 'county-or-none'
  /** Everybody of the county; rows of no county: nobody through the application. */
  | 'county-never-none';

/** Every secured table. A new one fails by name until somebody has said here who may see it. */
export const ruleOf: Readonly<Record<string, Rule>> = {
  act_seals: 'county',
  act_values: 'place',
  acts: 'place',
  audit_log: 'county-never-none',
  audit_seals: 'county',
  batch_rows: 'township-or-department',
  batches: 'township-or-department',
  clocks: 'place',
  comparison_results: 'place',
  corrections: 'place',
  dispatches: 'township',
  evidence: 'place-or-department',
  feed_contacts: 'county',
  feed_facts: 'township-or-department',
  feed_receipts: 'county-and-above',
  figures: 'county-and-above',
  files: 'place',
  filings: 'township',
  household_months: 'place',
  household_changes: 'place',
  households: 'place',
  incomes: 'place',
  lead_lines: 'place',
  matters: 'place',
  meetings: 'place',
  paper_series: 'county',
  papers: 'place',
  person_health: 'place',
  persons: 'place',
  print_runs: 'place',
  push_lists: 'township-or-department',
  push_rows: 'township-or-department',
  quality_exceptions: 'place',
  quality_findings: 'place',
  quality_runs: 'county',
  registry_changes: 'place',
  registry_differences: 'place',
  requests: 'county-or-none',
  seals: 'county',
  staff: 'county',
  transfers: 'place',
  what_ifs: 'county-and-above',
};

/** A row as the oracle knows it: whose it is, not what it holds. */
export interface PlacedRow extends Place {
  readonly table: string;
  readonly department: string | null;
}

const overCounty: readonly Role[] = ['county-officer', 'county-chief'];
const overTownship: readonly Role[] = ['township-clerk', 'township-leader'];

/** Whether this person may see this row: the whole rule of area isolation, said once more, without the product's words. */
export function maySee(looker: Looker, row: PlacedRow): boolean {
  const rule = ruleOf[row.table];
  if (rule === undefined) throw new Error(`say in who-may-see.ts who may see rows of ${row.table}`);
  if (row.county === null) return rule === 'county-or-none' && looker.at.county === null;
  if (rule === 'county-and-above' && looker.at.over.includes(row.county)) return true;
  if (looker.at.county !== row.county) return false;
  if (rule.startsWith('county')) return true;
  if (overCounty.includes(looker.role)) return true;
  if (overTownship.includes(looker.role)) return looker.at.town === row.town;
  if (looker.role === 'village-cadre') return rule.startsWith('place') && looker.at.village === row.village;
  if (looker.role === 'county-department') {
    return rule.endsWith('-or-department') && row.department === looker.department;
  }
  return false;
}

/** What somebody may add: where he may change, but for two tables that are written to for others to read. */
export function mayAdd(looker: Looker, row: PlacedRow): boolean {
  // A failed sign-in is written before anybody is known.
  if (row.table === 'audit_log') return true;
  // A department hands a file in for the county to read.
  if (row.table === 'files') return looker.at.county === row.county;
  return mayChange(looker, row);
}

/** What somebody may change or take away, where the table allows it at all: city and province only read. */
export function mayChange(looker: Looker, row: PlacedRow): boolean {
  return maySee(looker, row) && (row.county === null || looker.at.county === row.county);
}

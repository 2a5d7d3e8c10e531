/**
 * What may be wrong with one row of a file: the planted faults of the demonstration files and the findings of an
 * import carry the same names, so that the two can be compared row for row.
 */
export const rowFaults = [
  /** Neither an ID number nor any other certificate number in the row. */
  'id-missing',
  /** Not 15, 18, 20 or 22 characters long. */
  'id-length',
  /** Characters other than digits and a closing X. */
  'id-characters',
  /** The check digit of GB 11643 does not fit the other seventeen. */
  'id-check-digit',
  /** Digits 7–14 are no day of the calendar, or lie in the future. */
  'id-birth-date',
  /** `4.21127E+17`, or the last digits turned into zeros: the true number is lost. */
  'id-damaged-by-excel',
  /** A number of 15 digits, turned into 18 by rule. */
  'id-fifteen-digits',
  /** A disability card number stands in place of the ID number; its first 18 characters are taken. */
  'id-disability-card',
  /** Another name stands under the same ID number earlier in the file. */
  'id-name-conflict',
  /** The registry knows the ID number under another name; which of the two is right is for people to find out. */
  'name-differs-from-registry',
  /** The same person (same name) stands in an earlier household of the file. */
  'id-in-two-households',
  'name-missing',
  /** Spaces or line breaks inside the name, taken out. */
  'name-whitespace',
  'village-missing',
  /** Known neither by its official name nor by its everyday name (村委会 = 村) in the township. */
  'village-unknown',
  /** Not in the township the row names, but in exactly one other township of the county. */
  'village-elsewhere',
  /** Household values stand only on the first row of the household; carried down. */
  'household-value-carried-down',
  'household-missing',
  /** A second or later row of the household that says 户主; the first stays the head. */
  'two-heads',
  /** No row of the household in the file says 户主: stands at its first row. */
  'no-head',
  'relation-unknown',
  /** The relation to the head contradicts the sex in the ID number. */
  'relation-sex',
  /** The sex written in the row contradicts the ID number. */
  'sex-contradicts-id',
  /** The birth date written in the row contradicts the ID number. */
  'birth-contradicts-id',
  /** The same person (same name and number), same household, once more in this file. */
  'duplicate-row',
  'date-unreadable',
  /** Written otherwise than `YYYY-MM-DD`, but readable (202203, 2022/3/1, 2022年3月, an Excel serial). */
  'date-unusual-form',
  'number-unreadable',
  'value-unknown',
  /** A value the feed requires is blank. */
  'value-missing',
  /** Full-width digits or letters, turned into plain ones. */
  'full-width',
  /** Written as `="…"`, unwrapped. */
  'formula-text',
  /** A small x at the end of the ID number, turned into X. */
  'id-lower-case-x',
  'phone-unreadable',
  /** A line of totals, notes or signatures below the table: not a person. */
  'not-a-record',
] as const;

export type RowFault = (typeof rowFaults)[number];

/**
 * What becomes of a row with this fault. `rejected`: not taken, sent back · `duplicate`: not taken, nothing lost ·
 * `flagged`: taken, with a remark somebody should read · `repaired`: taken, the text put right without a remark ·
 * `ignored`: no row of data at all, counted nowhere. A row with several faults takes the strictest, in this order.
 */
export type RowOutcome = 'rejected' | 'duplicate' | 'flagged' | 'repaired' | 'ignored';

const rejecting: readonly RowFault[] = [
  'id-missing',
  'id-length',
  'id-characters',
  'id-check-digit',
  'id-birth-date',
  'id-damaged-by-excel',
  'id-name-conflict',
  'name-missing',
  'village-missing',
  'village-unknown',
  'household-missing',
  'value-missing',
];

const repairable: readonly RowFault[] = [
  'name-whitespace',
  'full-width',
  'formula-text',
  'id-lower-case-x',
  'household-value-carried-down',
  'date-unusual-form',
  'id-disability-card',
];

/** What a fault does to its row in a registry file (population roster, national export). */
export function registryOutcome(fault: RowFault): RowOutcome {
  if (fault === 'duplicate-row' || fault === 'id-in-two-households') return 'duplicate';
  if (fault === 'not-a-record') return 'ignored';
  if (repairable.includes(fault)) return 'repaired';
  return rejecting.includes(fault) ? 'rejected' : 'flagged';
}

/**
 * What a fault does to its row in a department feed. A feed row is a lead even without a household: an unknown or
 * missing village places it at 待定位 instead of rejecting it.
 */
export function feedOutcome(fault: RowFault): RowOutcome {
  if (fault === 'village-unknown' || fault === 'village-missing' || fault === 'household-missing') return 'flagged';
  return registryOutcome(fault);
}

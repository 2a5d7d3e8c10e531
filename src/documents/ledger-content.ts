/** The ledger form of a month, ready to be written: cells are plain text in the order of the columns, '' = blank. */
export interface LedgerSheet {
  /** What the issuing document calls the form (附件2). */
  readonly formId: string;
  /** Official head. */
  readonly title: string;
  /** Township, or the county for a list of all of them. */
  readonly place: string;
  /** `YYYY-MM` */
  readonly month: string;
  /** `full`: the copy for the seal. `masked`: every other. */
  readonly numbers: 'masked' | 'full';
  readonly columns: readonly LedgerColumn[];
  readonly channels: readonly LedgerChannel[];
  readonly rows: readonly (readonly string[])[];
}

export interface LedgerColumn {
  readonly key: string;
  readonly label: string;
  readonly hint: string | null;
  readonly values: readonly string[];
  readonly fact: string | null;
}

/** What the form suggests for a channel: sources, and words for the detail. */
export interface LedgerChannel {
  readonly label: string;
  readonly hint: string | null;
  readonly origins: readonly string[];
}

/** A row as filed. `cells` by column key with the identity number masked; `seq`: acts of the line at that time. */
export interface FrozenRow {
  readonly lead: string;
  readonly no: string;
  readonly seq: number;
  readonly household: string | null;
  readonly headName: string;
  /** The line had left the books when filed; an open one comes again in the next ledger. */
  readonly ended: boolean;
  readonly cells: Readonly<Record<string, string>>;
}

/** The rows of a filing from its stored sheet. */
export function frozenRows(sheet: string): FrozenRow[] {
  return JSON.parse(sheet) as FrozenRow[];
}

/** What is kept of a row when it is filed. */
export function frozen({ lead, no, seq, household, headName, ended, cells }: FrozenRow): FrozenRow {
  return { lead, no, seq, household, headName, ended, cells };
}

/** How the households (or persons) of a place became more or fewer in a month, as counted from the changes of the month. */
export interface MonthChanges {
  readonly split: number;
  readonly movedIn: number;
  /** From another village of the county. */
  readonly cameOver: number;
  /** Through files and leads. */
  readonly entered: number;
  readonly merged: number;
  readonly movedOut: number;
  /** To another village of the county. */
  readonly wentOver: number;
  readonly natural: number;
  /** What taking changes and imports back has added (or taken, negative). */
  readonly takenBack: number;
}

/** 户数期初 + 分户 + 迁入 + … − 并户 − 迁出 − 自然减少 = 期末, checked against both counts. */
export interface MonthSum extends MonthChanges {
  readonly start: number;
  readonly end: number;
  readonly addsUp: boolean;
  /** End as counted less what the line gives: 0 when it adds up. */
  readonly off: number;
}

/** The line of a month from both counts and the changes between them. */
export function monthSum(start: number, end: number, changes: MonthChanges): MonthSum {
  const { split, movedIn, cameOver, entered, merged, movedOut, wentOver, natural, takenBack } = changes;
  const gives = start + split + movedIn + cameOver + entered - merged - movedOut - wentOver - natural + takenBack;
  return { ...changes, start, end, addsUp: gives === end, off: end - gives };
}

/** Rows of feeds of one kind and what came of them; reported = raised + nothing, raised = yes + already + no + open. */
export interface HitCounts {
  readonly reported: number;
  readonly raised: number;
  readonly yes: number;
  readonly already: number;
  readonly no: number;
  readonly open: number;
}

export const NO_HITS: HitCounts = { reported: 0, raised: 0, yes: 0, already: 0, no: 0, open: 0 };

/** One kind of row with its key; `key` is what the rows are grouped by. */
export interface HitRow extends HitCounts {
  readonly key: string;
}

/** Sums by key, the keys in the order they are met. */
export function sumHits<T extends HitCounts>(rows: readonly T[], keyOf: (row: T) => string): HitRow[] {
  const sums = new Map<string, HitCounts>();
  for (const row of rows) sums.set(keyOf(row), addHits(sums.get(keyOf(row)) ?? NO_HITS, row));
  return [...sums].map(([key, counts]) => ({ key, ...counts }));
}

export function addHits(a: HitCounts, b: HitCounts): HitCounts {
  return {
    reported: a.reported + b.reported,
    raised: a.raised + b.raised,
    yes: a.yes + b.yes,
    already: a.already + b.already,
    no: a.no + b.no,
    open: a.open + b.open,
  };
}

/**
 * 属实率 in whole permille: found to qualify, of those found to qualify or not. 已纳入 is in neither: nobody was found who was
 * not known. null where nobody has been verified either way.
 */
export function hitRate({ yes, no }: Pick<HitCounts, 'yes' | 'no'>): number | null {
  return yes + no === 0 ? null : Math.round((1000 * yes) / (yes + no));
}

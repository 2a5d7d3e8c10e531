/** One kept change of one field of one subject: what it was before and after, in any fixed form. */
export interface KeptChange<V> {
  readonly batch: string | null;
  readonly old: V | null;
  readonly value: V | null;
}

/** What undoing a batch means for one field. */
export type UndoneValue<C extends KeptChange<unknown>> =
  /** The value is still the batch's: it goes back to `to`. `said`: the change that said so; undefined: as at first. */
  | { readonly kind: 'back'; readonly from: C; readonly to: C['value']; readonly said: C | undefined }
  /** Somebody has changed it since: it stays. */
  | { readonly kind: 'stays'; readonly since: C };

/**
 * What becomes of a field when `batch` is undone; undefined when the batch never touched it. `history`: every change of the
 * field, the oldest first. `voided`: batches undone before, and those that undid them; what they said counts for nothing, so
 * a value goes back past them.
 */
export function undoneValue<C extends KeptChange<unknown>>(
  history: readonly C[],
  batch: string,
  voided: ReadonlySet<string>,
): UndoneValue<C> | undefined {
  const at = history.findLastIndex((change) => change.batch === batch);
  const from = history[at];
  const first = history[0];
  if (from === undefined || first === undefined) return undefined;
  const counts = (change: C): boolean => change.batch !== batch && !voided.has(change.batch ?? '');
  const since = history.slice(at + 1).findLast(counts);
  if (since !== undefined) return { kind: 'stays', since };
  const said = history.slice(0, at).findLast(counts);
  return { kind: 'back', from, to: said === undefined ? first.old : said.value, said };
}

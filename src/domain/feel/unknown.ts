/** One reason a value is not known. `path` names the field as the rule writes it; items of lists count from 1 (`成员[2].年龄`). */
export type Missing = {
  readonly path: string;
  /** `absent`: nobody has entered it. `wrong-type`: what stands there cannot be read. The others: nothing to compute from. */
  readonly why: 'absent' | 'wrong-type' | 'empty-list' | 'zero-divisor';
};

/** The third answer. It carries what is missing, so that a screen can ask for it. */
export class Unknown {
  readonly missing: readonly Missing[];
  constructor(missing: readonly Missing[]) {
    this.missing = missing;
  }
}

export function unknownBecause(path: string, why: Missing['why']): Unknown {
  return new Unknown([{ path, why }]);
}

/** What either misses; the first alone when there is no other. */
export function both(a: Unknown | undefined, b: Unknown): Unknown {
  return a ? new Unknown([...a.missing, ...b.missing]) : b;
}

/** Each path once, in the order of the rule. */
export function distinct(missing: readonly Missing[]): readonly Missing[] {
  const seen = new Map<string, Missing>();
  for (const one of missing) if (!seen.has(one.path)) seen.set(one.path, one);
  return [...seen.values()];
}

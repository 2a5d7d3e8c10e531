import type { PlainDate } from '#domain/values/plain-date.ts';
import type { SourceRef } from '../pack-shape.ts';

export const changedSections = [
  'document',
  'parameter',
  'procedure',
  'step',
  'limit',
  'gate',
  'route',
  'hold',
  'help',
  'effective',
  'feed',
  'duty',
  'form',
  'grading',
  'channel',
  'class',
  'risk',
  'group',
  'office',
] as const;
export type ChangedSection = (typeof changedSections)[number];

/** Parts of a rule that are told in words; everything else that differs is `other`. */
export const changedFields = [
  'value',
  'within',
  'lasts',
  'after',
  'by',
  'due',
  'due-on',
  'strength',
  'when',
  'signers',
  'seal',
  'exempt',
  'skip',
  'outcomes',
  'checks',
  'require',
  'to',
  'sender',
  'columns',
  'fields',
  'cadence',
  'count',
  'parts',
  'steps',
  'other',
] as const;
export type ChangedField = (typeof changedFields)[number];

/** What stands on one side, as plain data: words are made from it elsewhere. */
export type Told =
  | { readonly kind: 'none' }
  /** A parameter without a value on that side; `setBy` the level that may set it. */
  | { readonly kind: 'unset'; readonly parameter: string; readonly setBy: string | null }
  | { readonly kind: 'term'; readonly amount: number; readonly unit: string; readonly parameter: string | null }
  /** Yuan. */
  | { readonly kind: 'money'; readonly yuan: string; readonly unit: string }
  | { readonly kind: 'number'; readonly value: string; readonly unit: string | null }
  /** Words of the pack (labels, codes, conditions), in order. */
  | { readonly kind: 'words'; readonly words: readonly string[] }
  | { readonly kind: 'strength'; readonly strength: string }
  /** Something that differs but is told by name only. */
  | { readonly kind: 'something' };

export interface FieldChange {
  readonly field: ChangedField;
  readonly before: Told;
  readonly after: Told;
}

/** One difference between two resolved policies. */
export interface PolicyChange {
  readonly section: ChangedSection;
  readonly id: string;
  /** Official words of the item; its id where it has none. */
  readonly label: string;
  /** Label of the procedure it belongs to, null outside procedures. */
  readonly inside: string | null;
  readonly change: 'added' | 'removed' | 'changed';
  /** Empty unless `changed`. */
  readonly fields: readonly FieldChange[];
  /** Clauses of the later side; of the earlier one when removed. `section` as the document counts. */
  readonly source: readonly (SourceRef & { readonly section: string })[];
  /** First day of what stands on the later side; null when there is none. */
  readonly from: PlainDate | null;
  readonly inferred: boolean;
  /** Parameters: which version a running matter takes. */
  readonly versionBy: 'start-event' | 'opening' | 'act-day' | null;
  /** Parameters: the clocks that hang on it, as `<procedure>/<step or limit>`. */
  readonly clocks: readonly string[];
}

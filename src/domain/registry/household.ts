import type { PlainDate } from '../values/plain-date.ts';
import type { FieldValue, HouseholdField, HouseholdValues, PersonField, PersonValues } from './registry-fields.ts';

/** Where a value was said. Pack data orders them; new kinds may be added there. */
export type SourceKind = 'visit' | 'department' | 'national-export' | 'roster' | (string & {});

/** A household as one source tells it. */
export type Household = {
  readonly values: HouseholdValues;
  readonly members: readonly PersonValues[];
};

/** One stored value with who said it and the day it was true. */
export type StoredFact = {
  readonly value: FieldValue;
  readonly source: SourceKind;
  readonly asOf: PlainDate;
};

/** A member as the registry holds it. `key` is the registry's own id. */
export type StoredPerson = {
  readonly key: string;
  readonly facts: { readonly [F in PersonField]?: StoredFact };
};

/** A household as the registry holds it. Members who left are not among `members`. */
export type StoredHousehold = {
  readonly key: string;
  readonly facts: { readonly [F in HouseholdField]?: StoredFact };
  readonly members: readonly StoredPerson[];
};

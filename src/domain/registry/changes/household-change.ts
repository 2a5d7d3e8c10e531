import type { Sex } from '../../values/id-number.ts';
import type { PlainDate } from '../../values/plain-date.ts';

/** What may happen to a household, each an act with statistics of its own. */
export const changeKinds = [
  'split',
  'merge',
  'move',
  'move-out',
  'move-in',
  'head',
  'birth',
  'marriage-in',
  'death',
  'leave',
  'natural',
  'transfer-out',
  'transfer-in',
] as const;
export type ChangeKind = (typeof changeKinds)[number];

/** A member as a change looks at one. */
export interface ChangeMember {
  readonly id: string;
  readonly name: string;
  readonly relation: string | undefined;
  readonly sex: Sex | undefined;
}

/** Something that runs about a household and is not finished. `lead`: a line of the ledger; else a procedure by its name. */
export interface RunningMatter {
  readonly matter: string;
  readonly no: string;
  readonly kind: 'lead' | 'procedure';
  readonly label: string;
}

/** A household as it stands before a change. */
export interface ChangeSubject {
  readonly id: string;
  readonly town: number;
  readonly village: number | null;
  readonly head: string | null;
  readonly members: readonly ChangeMember[];
  readonly running: readonly RunningMatter[];
  readonly monitored: boolean;
}

/** Where a household goes. */
export interface ChangePlace {
  readonly town: number;
  readonly village: number;
}

/** Somebody who was not in the register before. */
export interface NewMember {
  readonly id: string;
  readonly name: string;
  readonly relation: string;
  readonly sex: Sex | undefined;
}

/** A change as a person asks for it. `relations`: what members are to the head afterwards, where it does not follow by itself. */
export interface ChangeRequest {
  readonly kind: ChangeKind;
  readonly on: PlainDate;
  /** Split: who goes. Death and leave: who is gone. */
  readonly persons?: readonly string[];
  /** The new head: of the household split off, or of the household itself. */
  readonly head?: string;
  /** The household the members go into (merge). */
  readonly relations?: Readonly<Record<string, string>>;
  readonly place?: ChangePlace;
  readonly newcomer?: NewMember;
  /** The id a new household will have. */
  readonly newHousehold?: string;
}

/** Why a change cannot be made so. `names` say who or what is in the way. */
export interface ChangeRefusal {
  readonly code: ChangeRefusalCode;
  readonly names: readonly string[];
}

export const changeRefusalCodes = [
  'change-future',
  'change-nobody',
  'change-everybody',
  'change-no-member',
  'change-head-needed',
  'change-head-goes',
  'change-head-same',
  'change-last-member',
  'change-relation-missing',
  'change-same-household',
  'change-same-place',
  'change-running',
  'change-lead-open',
  'change-other-town',
  'change-cause',
  'change-number-taken',
  'change-built-upon',
  'change-undone',
  'change-no-county',
] as const;
export type ChangeRefusalCode = (typeof changeRefusalCodes)[number];

/** A household as it stands after a change. `gone`: it is in the register no more. */
export interface ChangedHousehold {
  readonly id: string;
  readonly isNew: boolean;
  readonly gone: boolean;
  readonly town: number;
  readonly village: number | null;
  readonly head: string | null;
  readonly members: readonly { readonly id: string; readonly name: string; readonly relation: string | undefined }[];
}

/** What a change does in one place: households and persons that are more or fewer there afterwards. */
export interface ChangeLine {
  readonly town: number;
  readonly village: number | null;
  readonly households: number;
  readonly persons: number;
}

/** A change worked out: what stands in its way, or what is afterwards. `gone`: persons who leave the register. */
export interface ChangePlan {
  readonly refusals: readonly ChangeRefusal[];
  readonly after: readonly ChangedHousehold[];
  readonly gone: readonly string[];
  readonly lines: readonly ChangeLine[];
}

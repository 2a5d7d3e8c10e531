import type { ownChangeKinds } from '#contract/household-changes.ts';

export type OwnChangeKind = (typeof ownChangeKinds)[number];

/** A change as it is being filled in. */
export type ChangeDraft = {
  kind: OwnChangeKind;
  on: string;
  persons: readonly string[];
  head: string | undefined;
  relations: Readonly<Record<string, string>>;
  into: string | undefined;
  village: number | undefined;
  cause: string | undefined;
  name: string;
  relation: string | undefined;
  sex: '男' | '女' | undefined;
  idNumber: string;
  bornOn: string;
  reason: string;
  evidence: readonly string[];
};

/** Nothing filled in but the day. */
export function emptyDraft(kind: OwnChangeKind, on: string): ChangeDraft {
  return {
    ...{ kind, on, persons: [], head: undefined, relations: {}, into: undefined, village: undefined, cause: undefined },
    ...{ name: '', relation: undefined, sex: undefined, idNumber: '', bornOn: '', reason: '', evidence: [] },
  };
}

/** Which parts of the form a kind has. */
export const partsOf: Readonly<Record<OwnChangeKind, readonly ('persons' | 'head' | 'relations' | 'into' | 'village' | 'cause' | 'newcomer')[]>> = {
  split: ['persons', 'head', 'relations'],
  merge: ['into', 'relations'],
  move: ['village'],
  'move-out': [],
  head: ['head', 'relations'],
  birth: ['newcomer'],
  'marriage-in': ['newcomer'],
  death: ['persons', 'head', 'relations'],
  leave: ['persons', 'head', 'relations'],
  natural: ['cause'],
}; // biome-ignore format: one kind a line

/** What is sent: only what this kind has and somebody has filled in. */
export function bodyOf(draft: ChangeDraft) {
  const { kind, on, persons, head, relations, into, village, cause, reason, evidence } = draft;
  const has = (part: (typeof partsOf)[OwnChangeKind][number]) => partsOf[kind].includes(part);
  const { name, relation, sex, idNumber, bornOn } = draft;
  return {
    ...{ kind, on, reason: reason.trim(), evidence: [...evidence] },
    ...(has('persons') ? { persons: [...persons] } : {}),
    ...(has('head') && head !== undefined ? { head } : {}),
    ...(has('relations') ? { relations } : {}),
    ...(has('into') && into !== undefined ? { into } : {}),
    ...(has('village') && village !== undefined ? { village } : {}),
    ...(has('cause') && cause !== undefined ? { cause } : {}),
    ...(has('newcomer') && name.trim().length >= 2 && sex !== undefined
      ? {
          newcomer: {
            ...{ name: name.trim(), relation: relation ?? '', sex },
            ...(idNumber.trim() === '' ? {} : { idNumber: idNumber.trim() }),
            ...(bornOn === '' ? {} : { bornOn }),
          },
        }
      : {}),
  };
}

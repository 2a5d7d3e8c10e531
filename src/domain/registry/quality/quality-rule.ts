import type { HouseholdField, PersonField } from '../registry-fields.ts';
import type { QualityHousehold, QualityMember, QualitySetting } from './quality-household.ts';

/** Number of a group of rules, as counties clean them month by month. */
export type QualityGroup = 1 | 2 | 3 | 4 | 5 | 6 | 7 | 8 | 9 | 10 | 11 | 12 | 13;

/** Values a finding tells: numbers, coded words and amounts in fen as text; never a name or a number of a person. */
export type FindingFacts = Readonly<Record<string, string | number>>;

/** One thing a rule has found. */
export interface QualityFinding {
  readonly rule: string;
  readonly group: QualityGroup;
  /** The member it is about; null: the household. */
  readonly person: string | null;
  /** Fields that would have to be looked at, the first one first. */
  readonly cells: readonly string[];
  readonly facts: FindingFacts;
  /** Stands in the way of clearance until it is mended or excepted. */
  readonly blocks: boolean;
}

/** What one rule says of one household: who it is about and with which values. Empty: nothing, also where it cannot know. */
export type Verdict = readonly {
  readonly person?: string;
  readonly cells?: readonly string[];
  readonly facts?: FindingFacts;
}[];

/**
 * One rule: `code` names it in words (`quality.why.<code>`, `quality.mend.<code>`) and in what is stored, `cells` are the
 * fields it is about. Unknown is no finding unless the rule is about what is empty.
 */
export interface QualityRule {
  readonly code: string;
  readonly group: QualityGroup;
  readonly cells: readonly (HouseholdField | PersonField | 'measures' | 'income')[];
  readonly blocks?: true;
  find(household: QualityHousehold, setting: QualitySetting): Verdict;
}

type Cells = QualityRule['cells'];

/** A rule about the household as a whole; `judge` gives the facts of a finding, or undefined for none. */
export function ofHousehold(
  code: string,
  group: QualityGroup,
  cells: Cells,
  judge: (household: QualityHousehold, setting: QualitySetting) => FindingFacts | undefined,
): QualityRule {
  return {
    code,
    group,
    cells,
    find(household, setting) {
      const facts = judge(household, setting);
      return facts === undefined ? [] : [{ facts }];
    },
  };
}

/** A rule about each member by himself. */
export function ofMember(
  code: string,
  group: QualityGroup,
  cells: Cells,
  judge: (member: QualityMember, setting: QualitySetting, household: QualityHousehold) => FindingFacts | undefined,
): QualityRule {
  return {
    code,
    group,
    cells,
    find: (household, setting) =>
      household.members.flatMap((member) => {
        const facts = judge(member, setting, household);
        return facts === undefined ? [] : [{ person: member.key, facts }];
      }),
  };
}

/** `facts` when it is so, else undefined: how most rules end. */
export function foundWhen(so: boolean, facts: FindingFacts = {}): FindingFacts | undefined {
  return so ? facts : undefined;
}

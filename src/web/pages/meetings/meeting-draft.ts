import type { ReadyHousehold } from '#contract/meetings.ts';
import type { Call } from '#contract/route.ts';
import type { routes } from '#contract/routes.ts';
import { type VoteFault, voteFaults } from '#domain/procedures/meeting-votes.ts';
import type { MinutesHousehold } from '#words/meeting-words.ts';

export type MeetingBody = Omit<Call<typeof routes.holdMeeting>['body'], 'requestId'>;

/** One household of the meeting, as typed. */
export type HouseholdDraft = {
  taken: boolean;
  agree: string;
  against: string;
  abstain: string;
  recused: string;
  related: string;
  outcome: string;
  /** Words chosen, by fact of the act. */
  values: Record<string, string[]>;
  marks: Record<string, string>;
};

export type MeetingDraft = {
  on: string;
  place: string;
  chair: string;
  recorder: string;
  present: string;
  invited: string;
  /** undefined: as drafted. */
  minutes?: string | undefined;
  households: Record<string, HouseholdDraft>;
};

export const emptyHousehold: HouseholdDraft = {
  taken: false,
  agree: '',
  against: '',
  abstain: '',
  recused: '',
  related: '',
  outcome: '',
  values: {},
  marks: {},
};

export function meetingDraft(today: string): MeetingDraft {
  return { on: today, place: '', chair: '', recorder: '', present: '', invited: '', households: {} };
}

/** The households ticked, in the list's order, with what is typed of each. */
export function takenOf(draft: MeetingDraft, ready: readonly ReadyHousehold[]) {
  return ready.flatMap((household) => {
    const typed = draft.households[household.matter];
    return typed?.taken ? [{ household, typed }] : [];
  });
}

/** Why the votes of a household do not add up; undefined: they do. */
export function voteFault(draft: MeetingDraft, typed: HouseholdDraft): VoteFault | undefined {
  return voteFaults(whole(draft.present), whole(draft.invited), votes(typed))[0];
}

/** Whether the meeting can be sent: who, where, when, and for each household a result with votes that add up. */
export function isComplete(draft: MeetingDraft, ready: readonly ReadyHousehold[]): boolean {
  const taken = takenOf(draft, ready);
  const named = draft.on !== '' && draft.place.trim() !== '' && draft.chair.trim() !== '';
  const decided = taken.every(({ typed }) => typed.outcome !== '' && voteFault(draft, typed) === undefined);
  return named && taken.length > 0 && decided;
}

/** For the minutes: what was decided on whom. */
export function minutesHouseholds(draft: MeetingDraft, ready: readonly ReadyHousehold[]): MinutesHousehold[] {
  return takenOf(draft, ready).map(({ household, typed }) => ({
    headName: household.headName,
    ...votes(typed),
    related: typed.related.trim(),
    outcome: typed.outcome,
  }));
}

/** The meeting as it is sent. */
export function meetingBody(draft: MeetingDraft, ready: readonly ReadyHousehold[], minutes: string): MeetingBody {
  return {
    on: draft.on,
    place: draft.place.trim(),
    chair: draft.chair.trim(),
    recorder: draft.recorder.trim(),
    present: whole(draft.present),
    invited: whole(draft.invited),
    minutes,
    households: takenOf(draft, ready).map(({ household, typed }) => {
      const values = Object.fromEntries(
        household.fields.flatMap(({ name, kind }) => {
          const words = typed.values[name] ?? [];
          return words.length === 0 || words[0] === '' ? [] : [[name, told(kind, words)] as const];
        }),
      );
      const facts = Object.fromEntries(
        household.marks.flatMap((mark) => {
          const said = typed.marks[mark] ?? '';
          return said === '' ? [] : [[mark, said === 'true']];
        }),
      );
      return {
        matter: household.matter,
        seq: household.seq,
        step: household.step,
        outcome: typed.outcome,
        ...votes(typed),
        ...(typed.related.trim() === '' ? {} : { related: typed.related.trim() }),
        ...(Object.keys(values).length === 0 ? {} : { values }),
        ...(Object.keys(facts).length === 0 ? {} : { facts }),
      };
    }),
  };
}

function told(kind: string, words: readonly string[]): string | number | boolean | string[] {
  const [first = ''] = words;
  if (kind === 'list') return [...words];
  if (kind === 'boolean') return first === 'true';
  return kind === 'number' ? Number(first) : first;
}

function votes({ agree, against, abstain, recused }: HouseholdDraft) {
  return { agree: whole(agree), against: whole(against), abstain: whole(abstain), recused: whole(recused) };
}

function whole(text: string): number {
  return /^\d+$/.test(text.trim()) ? Number(text) : 0;
}

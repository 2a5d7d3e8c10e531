import type { PlainDate } from '../../values/plain-date.ts';
import { HEAD, relationToNewHead } from '../kinship.ts';
import type {
  ChangedHousehold,
  ChangeMember,
  ChangePlan,
  ChangeRefusal,
  ChangeRefusalCode,
  ChangeRequest,
  ChangeSubject,
} from './household-change.ts';

type Members = ChangedHousehold['members'];
type Worked = { readonly members: Members; readonly refusals: readonly ChangeRefusal[] };

/**
 * What a change would do to `subject` (and to `other`, the household it is merged into), or why it cannot be made. Nothing is
 * half possible: with a refusal there is no result. Running matters follow the household; where the documents do not say what
 * becomes of them, they have to be finished first.
 */
export function planChange(
  request: ChangeRequest,
  subject: ChangeSubject,
  today: PlainDate,
  other?: ChangeSubject,
): ChangePlan {
  const early = [
    ...when(request.on > today, 'change-future'),
    ...unknownMembers(request, subject),
    ...runningRefusals(request, subject, other),
  ];
  if (early.length > 0) return refused(early);
  switch (request.kind) {
    case 'split':
      return planSplit(request, subject);
    case 'merge':
      return planMerge(request, subject, other);
    case 'move':
      return planMove(request, subject);
    case 'head':
      return planHead(request, subject);
    case 'birth':
    case 'marriage-in':
      return planJoin(request, subject);
    case 'death':
    case 'leave':
      return planLeave(request, subject);
    case 'move-in':
    case 'transfer-in':
      return planArrival(request, subject);
    case 'move-out':
    case 'natural':
    case 'transfer-out':
      return wholeGone(subject);
  }
}

/** Households in which members are listed, chosen or asked about change under a running procedure only as far as its rules know. */
function runningRefusals(request: ChangeRequest, subject: ChangeSubject, other?: ChangeSubject): ChangeRefusal[] {
  const named = (of: ChangeSubject, leads: boolean) =>
    of.running.filter(({ kind }) => leads || kind === 'procedure').map(({ label, no }) => `${label} ${no}`);
  switch (request.kind) {
    case 'split':
      return when(named(subject, false).length > 0, 'change-running', named(subject, false));
    case 'merge': {
      const names = [...named(subject, true), ...(other ? named(other, false) : [])];
      return when(names.length > 0, 'change-running', names);
    }
    case 'move': {
      const leads = subject.running.filter(({ kind }) => kind === 'lead').map(({ no }) => no);
      const leaves = request.place !== undefined && request.place.town !== subject.town;
      return when(leaves && leads.length > 0, 'change-lead-open', leads);
    }
    case 'move-out':
    case 'natural':
    case 'transfer-out':
      return when(subject.running.length > 0, 'change-running', named(subject, true));
    default:
      return [];
  }
}

function unknownMembers({ persons, head }: ChangeRequest, { members }: ChangeSubject): ChangeRefusal[] {
  const known = new Set(members.map(({ id }) => id));
  const asked = [...(persons ?? []), ...(head === undefined ? [] : [head])];
  return when(
    asked.some((id) => !known.has(id)),
    'change-no-member',
  );
}

function planSplit(request: ChangeRequest, subject: ChangeSubject): ChangePlan {
  const going = subject.members.filter(({ id }) => request.persons?.includes(id));
  const staying = subject.members.filter(({ id }) => !request.persons?.includes(id));
  const head = going.find(({ id }) => id === request.head);
  const refusals = [
    ...when(going.length === 0, 'change-nobody'),
    ...when(staying.length === 0, 'change-everybody'),
    ...when(head === undefined, 'change-head-needed'),
    ...when(staying.length > 0 && going.some(({ id }) => id === subject.head), 'change-head-goes'),
  ];
  if (refusals.length > 0 || head === undefined) return refused(refusals);
  const split = underNewHead(going, head, request);
  if (split.refusals.length > 0) return refused(split.refusals);
  const { town, village } = subject;
  return {
    refusals: [],
    gone: [],
    after: [
      standing(subject, staying.map(asBefore)),
      {
        ...{ id: request.newHousehold ?? '', isNew: true, gone: false, town, village },
        head: head.id,
        members: split.members,
      },
    ],
    lines: [{ town, village, households: 1, persons: 0 }],
  };
}

function planMerge(request: ChangeRequest, subject: ChangeSubject, other: ChangeSubject | undefined): ChangePlan {
  if (other === undefined || other.id === subject.id) return refused(when(true, 'change-same-household'));
  const without = subject.members.filter(({ id }) => request.relations?.[id] === undefined);
  const asHead = subject.members.filter(({ id }) => request.relations?.[id] === HEAD);
  const missing = [...without, ...asHead].map(({ name }) => name);
  if (missing.length > 0) return refused(when(true, 'change-relation-missing', missing));
  const moved = subject.members.map(({ id, name }) => ({ id, name, relation: request.relations?.[id] }));
  const count = subject.members.length;
  const same = other.town === subject.town && other.village === subject.village;
  const from = { town: subject.town, village: subject.village, households: -1, persons: same ? 0 : -count };
  return {
    refusals: [],
    gone: [],
    after: [{ ...standing(subject, []), gone: true }, standing(other, [...other.members.map(asBefore), ...moved])],
    lines: same ? [from] : [from, { town: other.town, village: other.village, households: 0, persons: count }],
  };
}

function planMove({ place }: ChangeRequest, subject: ChangeSubject): ChangePlan {
  if (place === undefined || (place.town === subject.town && place.village === subject.village)) {
    return refused(when(true, 'change-same-place'));
  }
  const count = subject.members.length;
  return {
    refusals: [],
    gone: [],
    after: [{ ...standing(subject, subject.members.map(asBefore)), ...place }],
    lines: [
      { town: subject.town, village: subject.village, households: -1, persons: -count },
      { ...place, households: 1, persons: count },
    ],
  };
}

function planHead(request: ChangeRequest, subject: ChangeSubject): ChangePlan {
  const head = subject.members.find(({ id }) => id === request.head);
  if (head === undefined) return refused(when(true, 'change-head-needed'));
  if (head.id === subject.head) return refused(when(true, 'change-head-same', [head.name]));
  const { members, refusals } = underNewHead(subject.members, head, request);
  if (refusals.length > 0) return refused(refusals);
  const { town, village } = subject;
  return {
    refusals: [],
    gone: [],
    after: [{ ...standing(subject, members), head: head.id }],
    lines: [{ town, village, households: 0, persons: 0 }],
  };
}

function planJoin({ newcomer }: ChangeRequest, subject: ChangeSubject): ChangePlan {
  if (newcomer === undefined) return refused(when(true, 'change-nobody'));
  if (newcomer.relation === '' || newcomer.relation === HEAD) {
    return refused(when(true, 'change-relation-missing', [newcomer.name]));
  }
  const { town, village } = subject;
  return {
    refusals: [],
    gone: [],
    after: [standing(subject, [...subject.members.map(asBefore), newcomer])],
    lines: [{ town, village, households: 0, persons: 1 }],
  };
}

function planLeave(request: ChangeRequest, subject: ChangeSubject): ChangePlan {
  const gone = subject.members.filter(({ id }) => request.persons?.includes(id));
  const staying = subject.members.filter(({ id }) => !request.persons?.includes(id));
  if (gone.length === 0) return refused(when(true, 'change-nobody'));
  if (staying.length === 0) return refused(when(true, 'change-last-member', gone.map(({ name }) => name))); // biome-ignore format: one line
  const headless = gone.some(({ id }) => id === subject.head);
  const head = staying.find(({ id }) => id === request.head);
  if (headless && head === undefined) return refused(when(true, 'change-head-needed'));
  const worked = headless && head ? underNewHead(staying, head, request) : { members: staying.map(asBefore), refusals: [] }; // biome-ignore format: one line
  if (worked.refusals.length > 0) return refused(worked.refusals);
  const { town, village } = subject;
  return {
    refusals: [],
    gone: gone.map(({ id }) => id),
    after: [{ ...standing(subject, worked.members), head: headless ? (head?.id ?? null) : subject.head }],
    lines: [{ town, village, households: 0, persons: -gone.length }],
  };
}

function planArrival({ place }: ChangeRequest, subject: ChangeSubject): ChangePlan {
  if (subject.members.length === 0) return refused(when(true, 'change-nobody'));
  const at = place ?? { town: subject.town, village: subject.village };
  return {
    refusals: [],
    gone: [],
    after: [{ ...standing(subject, subject.members.map(asBefore)), ...at, isNew: true }],
    lines: [{ ...at, households: 1, persons: subject.members.length }],
  };
}

function wholeGone(subject: ChangeSubject): ChangePlan {
  const { town, village, members } = subject;
  return {
    refusals: [],
    gone: members.map(({ id }) => id),
    after: [{ ...standing(subject, []), gone: true }],
    lines: [{ town, village, households: -1, persons: -members.length }],
  };
}

/** Members as the new head sees them: as asked for, else as it follows from what they were; what does not follow is missing. */
function underNewHead(members: readonly ChangeMember[], head: ChangeMember, { relations }: ChangeRequest): Worked {
  const seen = members.map((member) => {
    const relation = member.id === head.id ? HEAD : (relations?.[member.id] ?? relationToNewHead(member, head));
    return { id: member.id, name: member.name, relation };
  });
  const wrong = seen.filter(({ id, relation }) => relation === undefined || (relation === HEAD && id !== head.id));
  return { members: seen, refusals: when(wrong.length > 0, 'change-relation-missing', wrong.map(({ name }) => name)) }; // biome-ignore format: one line
}

function standing(subject: ChangeSubject, members: Members): ChangedHousehold {
  const { id, town, village, head } = subject;
  return { ...{ id, town, village, head, members }, isNew: false, gone: false };
}

function asBefore({ id, name, relation }: ChangeMember): Members[number] {
  return { id, name, relation };
}

function when(so: boolean, code: ChangeRefusalCode, names: readonly string[] = []): ChangeRefusal[] {
  return so ? [{ code, names }] : [];
}

function refused(refusals: readonly ChangeRefusal[]): ChangePlan {
  return { refusals, after: [], gone: [], lines: [] };
}

import type { Call } from '#contract/route.ts';
import type { routes } from '#contract/routes.ts';
import type { RefusalReply } from '#contract/values.ts';
import type { ActField, OpenAct } from './matter-data.ts';
import { emptyVisit, type VisitPart, visitFaultKeys, visitPart } from './visit-part.ts';

export type ActBody = Omit<Call<typeof routes.actOnMatter>['body'], 'requestId'>;
export type SignedHow = 'self' | 'thumbprint' | 'guardian' | 'proxy';

/** One thing the act takes. `member`: a result asked of each member. `result`: a result asked once. */
export type FormField =
  | {
      readonly kind: 'member';
      readonly member: string;
      readonly name: string;
      readonly item: string;
      readonly needed: boolean;
    }
  | { readonly kind: 'result'; readonly key: string }
  | { readonly kind: 'seal' }
  | { readonly kind: 'value'; readonly field: ActField };

export type ActDraft = {
  on: string;
  outcome: string;
  reason: string;
  note: string;
  sealed: boolean;
  /** By field key, as typed; a list with 、 between its entries. */
  values: Record<string, string>;
  /** By role, the name. */
  signers: Record<string, string>;
  /** By member and fact: `true`, `false`, empty. */
  memberFacts: Record<string, string>;
  signatures: Record<string, { how: SignedHow | ''; name: string }>;
  /** Office the act is recorded for, and its document. */
  office: string;
  document: string;
  /** What hangs out; undefined while the draft stands as it is. */
  text?: string | undefined;
  photos: string[];
  visit: VisitPart;
};

export type ActFault = 'on' | 'outcome' | 'reason' | 'sealed' | 'document' | `value:${string}` | `signer:${string}`;

/** An empty form for an act of this day. Nothing is decided beforehand. */
export function actDraft(today: string): ActDraft {
  return {
    on: today,
    outcome: '',
    reason: '',
    note: '',
    sealed: false,
    values: {},
    signers: {},
    memberFacts: {},
    signatures: {},
    office: '',
    document: '',
    photos: [],
    visit: emptyVisit,
  };
}

/** Facts the visit itself brings: they are not asked for a second time. */
const OF_THE_VISIT = ['核查人数', '核查人员', '核实人员', '核实人数', '入户日期', '风险', '照片', '三保障和饮水'];

/** What the act takes beyond outcome and reason, in the order it is asked: needed first, then what may be told. */
export function fieldsOf(open: OpenAct): FormField[] {
  const fields = open.fields.filter(({ name }) => !(open.visit && OF_THE_VISIT.includes(name)));
  return [
    ...open.needs.flatMap((need) => resultField(open, need)),
    ...leftOut(open),
    ...fields.map((field): FormField => ({ kind: 'value', field })),
  ];
}

/** Under this key a field's text stands in the draft. */
export function keyOf(field: FormField): string {
  switch (field.kind) {
    case 'member':
      return `${field.member}.${field.item}`;
    case 'result':
      return field.key;
    case 'seal':
      return 'seal';
    case 'value':
      return field.field.name;
  }
}

/** Whether the act cannot be done without a reason. */
export function needsReason(open: OpenAct): boolean {
  return open.needs.includes('reason') || open.reasonRequired.length > 0;
}

/** Rules in principle a reason is asked for: those known beforehand, else those the act was refused for. */
export function askedReasons(open: OpenAct, refused: readonly RefusalReply[]): readonly RefusalReply[] {
  if (open.reasonRequired.length > 0) return open.reasonRequired;
  return refused.filter((refusal) => refusal.facts?.['strength'] === 'principle');
}

/**
 * What is still missing before the form may be sent. Facts of the act are not among them: whether one is needed can hang
 * on the outcome, and the rule that asks for it has its own sentence.
 */
export function faultsOf(open: OpenAct, draft: ActDraft, reasonAsked = false): ActFault[] {
  const faults: ActFault[] = [];
  if (draft.on === '') faults.push('on');
  if (open.outcomes.length > 0 && draft.outcome === '') faults.push('outcome');
  if ((reasonAsked || needsReason(open)) && draft.reason.trim() === '') faults.push('reason');
  for (const role of open.signers) if ((draft.signers[role] ?? '').trim() === '') faults.push(`signer:${role}`);
  if (recordedOffice(open, draft) !== '' && draft.document.trim() === '') faults.push('document');
  if (open.visit) faults.push(...visitFaultKeys(draft.visit).map((key): ActFault => `value:${key}`));
  for (const field of fieldsOf(open)) {
    if (field.kind === 'seal') {
      if (!draft.sealed) faults.push('sealed');
      continue;
    }
    const asked = field.kind === 'result' || (field.kind === 'member' && field.needed);
    if (asked && (draft.values[keyOf(field)] ?? '').trim() === '') faults.push(`value:${keyOf(field)}`);
  }
  return faults;
}

/** Office without a desk here the act is written down for: the one chosen, or the first where the own may not act. */
export function recordedOffice(open: OpenAct, { office }: ActDraft): string {
  if (open.recordsFor.some((each) => each.office === office)) return office;
  return open.mine ? '' : (open.recordsFor[0]?.office ?? '');
}

/** The act as it is sent, each fact in its kind; fields left empty are left out. `verifiers`: ids of who visited. */
export function actBody(open: OpenAct, draft: ActDraft, seq: number, verifiers: readonly string[] = []): ActBody {
  const { results, values } = partsOf(open, draft);
  const signers = open.signers.map((role) => ({ role, name: (draft.signers[role] ?? '').trim() }));
  const members = memberTruths(open, draft);
  const signatures = Object.entries(draft.signatures).flatMap(([member, { how, name }]) =>
    how === '' ? [] : [{ member, how, ...(name.trim() === '' ? {} : { name: name.trim() }) }],
  );
  const office = recordedOffice(open, draft);
  const text = draft.text ?? open.draft ?? '';
  return {
    seq,
    do: open.moment === 'begin' ? `${open.step}.begin` : open.step,
    on: draft.on,
    ...(draft.outcome === '' ? {} : { outcome: draft.outcome }),
    ...(draft.reason.trim() === '' ? {} : { reason: draft.reason.trim() }),
    ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }),
    ...(signers.length === 0 ? {} : { signers }),
    ...(office !== '' ? { recordedFor: { office, document: draft.document.trim() } } : {}),
    ...(Object.keys(members).length === 0 ? {} : { members }),
    ...(signatures.length === 0 ? {} : { signatures }),
    ...(open.draft === null || text === '' ? {} : { text }),
    ...(draft.photos.length === 0 || open.visit ? {} : { photos: draft.photos }),
    ...(open.visit && verifiers.length > 0 ? { visit: visitPart(draft.visit, verifiers, draft.photos) } : {}),
    ...(Object.keys(results).length === 0 ? {} : { results }),
    ...(Object.keys(values).length === 0 ? {} : { values }),
  };
}

function partsOf(open: OpenAct, draft: ActDraft) {
  const results: Record<string, Record<string, string>> = {};
  const values: NonNullable<ActBody['values']> = {};
  for (const field of fieldsOf(open)) {
    const text = (draft.values[keyOf(field)] ?? '').trim();
    if (field.kind === 'seal') values['盖章'] = draft.sealed;
    else if (text === '') continue;
    else if (field.kind === 'member') results[field.member] = { ...results[field.member], [field.item]: text };
    else if (field.kind === 'result') results[field.key] = { [field.key]: text };
    else values[field.field.name] = typed(field.field, text);
  }
  return { results, values };
}

function typed({ kind }: ActField, text: string): string | number | boolean | string[] {
  switch (kind) {
    case 'boolean':
      return text === 'true';
    case 'number':
      return Number(text);
    case 'list':
      return listEntries(text);
    default:
      return text;
  }
}

/** Entries of a list as the draft holds it. */
export function listEntries(text: string): string[] {
  return text.split('、').filter((entry) => entry !== '');
}

function memberTruths(open: OpenAct, { memberFacts }: ActDraft): NonNullable<ActBody['members']> {
  const members: Record<string, Record<string, boolean>> = {};
  for (const { id } of open.household) {
    for (const fact of open.memberFacts) {
      const said = memberFacts[`${id}.${fact}`] ?? '';
      if (said !== '') members[id] = { ...members[id], [fact]: said === 'true' };
    }
  }
  return members;
}

function resultField(open: OpenAct, need: string): FormField[] {
  if (need === 'seal') return [{ kind: 'seal' }];
  if (!need.startsWith('results.')) return [];
  const key = need.slice('results.'.length);
  const member = open.members.find(({ id }) => key === id || key.startsWith(`${id}.`));
  if (member === undefined) return [{ kind: 'result', key }];
  const item = key.slice(member.id.length + 1);
  return [{ kind: 'member', member: member.id, name: member.name, item, needed: true }];
}

/** Members a person may leave out: asked for, and nothing is missing without them. */
function leftOut(open: OpenAct): FormField[] {
  return open.members
    .filter(({ mayLeave }) => mayLeave)
    .flatMap(({ id, name }) =>
      open.items.map((item): FormField => ({ kind: 'member', member: id, name, item, needed: false })),
    );
}

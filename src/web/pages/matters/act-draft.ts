import type { Call } from '#contract/route.ts';
import type { routes } from '#contract/routes.ts';
import type { RefusalReply } from '#contract/values.ts';
import type { OpenAct } from './matter-data.ts';

type ActBody = Omit<Call<typeof routes.actOnMatter>['body'], 'requestId'>;

/** One thing the act takes. `member`: a result asked of each member. `result`: a result asked once. */
export type ActField =
  | { readonly kind: 'member'; readonly member: string; readonly name: string; readonly item: string }
  | { readonly kind: 'result'; readonly key: string }
  | { readonly kind: 'seal' }
  | { readonly kind: 'value'; readonly name: string; readonly needed: boolean; readonly number: boolean };

export type ActDraft = {
  on: string;
  outcome: string;
  reason: string;
  note: string;
  sealed: boolean;
  /** By field key, as typed. */
  values: Record<string, string>;
};

export type ActFault = 'on' | 'outcome' | 'reason' | 'sealed' | `value:${string}`;

/** An empty form for an act of this day. Nothing is decided beforehand. */
export function actDraft(today: string): ActDraft {
  return { on: today, outcome: '', reason: '', note: '', sealed: false, values: {} };
}

/** What the act takes beyond outcome and reason, in the order it is asked: needed first, then what may be told. */
export function fieldsOf(open: OpenAct): ActField[] {
  return [...open.needs.flatMap((need) => fieldOf(open, need)), ...open.may.map((name) => valueField(name, false))];
}

/** Under this key a field's text stands in the draft. */
export function keyOf(field: ActField): string {
  switch (field.kind) {
    case 'member':
      return `${field.member}.${field.item}`;
    case 'result':
      return field.key;
    case 'seal':
      return 'seal';
    case 'value':
      return field.name;
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
  for (const field of fieldsOf(open)) {
    if (field.kind === 'seal') {
      if (!draft.sealed) faults.push('sealed');
      continue;
    }
    if (field.kind !== 'value' && (draft.values[keyOf(field)] ?? '').trim() === '')
      faults.push(`value:${keyOf(field)}`);
  }
  return faults;
}

/** The act as it is sent. Digits alone are a number; fields left empty are left out. */
export function actBody(open: OpenAct, draft: ActDraft, seq: number): ActBody {
  const results: Record<string, Record<string, string>> = {};
  const values: Record<string, string | number | boolean> = {};
  for (const field of fieldsOf(open)) {
    const text = (draft.values[keyOf(field)] ?? '').trim();
    if (field.kind === 'seal') values['盖章'] = draft.sealed;
    else if (text === '') continue;
    else if (field.kind === 'member') results[field.member] = { ...results[field.member], [field.item]: text };
    else if (field.kind === 'result') results[field.key] = { [field.key]: text };
    else values[field.name] = /^\d+$/.test(text) ? Number(text) : text;
  }
  return {
    seq,
    do: open.moment === 'begin' ? `${open.step}.begin` : open.step,
    on: draft.on,
    ...(draft.outcome === '' ? {} : { outcome: draft.outcome }),
    ...(draft.reason.trim() === '' ? {} : { reason: draft.reason.trim() }),
    ...(draft.note.trim() === '' ? {} : { note: draft.note.trim() }),
    ...(Object.keys(results).length === 0 ? {} : { results }),
    ...(Object.keys(values).length === 0 ? {} : { values }),
  };
}

function fieldOf(open: OpenAct, need: string): ActField[] {
  if (need === 'outcome' || need === 'reason' || need.startsWith('signers.')) return [];
  if (need === 'seal') return [{ kind: 'seal' }];
  if (!need.startsWith('results.')) return [valueField(need, true)];
  const key = need.slice('results.'.length);
  const member = open.members.find(({ id }) => key === id || key.startsWith(`${id}.`));
  if (member === undefined) return [{ kind: 'result', key }];
  const item = key.slice(member.id.length + 1);
  return [{ kind: 'member', member: member.id, name: member.name, item }];
}

/** Counts of people and days are written in digits. */
function valueField(name: string, needed: boolean): ActField {
  return { kind: 'value', name, needed, number: /数$/.test(name) };
}

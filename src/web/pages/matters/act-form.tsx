import { useQueryClient } from '@tanstack/react-query';
import { Button, Input } from 'antd';
import { useMemo, useRef, useState } from 'react';
import { routes } from '#contract/routes.ts';
import type { RefusalReply } from '#contract/values.ts';
import { Choices } from '#ui/choices.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { RefusalLine } from '#ui/refused-act.tsx';
import { useDraft } from '#ui/use-draft.ts';
import { useWords } from '#ui/words-context.tsx';
import { ApiError, api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { verifierId } from '../ledger/act-bar.tsx';
import { optionsQuery } from '../ledger/ledger-data.ts';
import { type ActDraft, type ActFault, actBody, actDraft, askedReasons, faultsOf, needsReason } from './act-draft.ts';
import { ActPapers } from './act-papers.tsx';
import { ActMembers, ActSigners, ActValues, RecordedFor } from './act-parts.tsx';
import { ActNotice, ActPhotos } from './act-publish.tsx';
import { ActVisit } from './act-visit.tsx';
import { isNotice, type MatterView, type OpenAct } from './matter-data.ts';
import { SinceThen } from './since-then.tsx';

type Props = { act: OpenAct; label: string; view: MatterView; onDone: () => void; onClose: () => void };
export type Draft = { value: ActDraft; set: (change: Partial<ActDraft>) => void };
export type PartProps = { act: OpenAct; draft: Draft; fault: (name: ActFault) => string | undefined };

/** The form of one act: exactly what it takes. Ctrl+Enter sends it, Esc closes it; what was typed stays as a draft. */
export function ActForm({ act, label, view, onDone, onClose }: Props) {
  const { say, today } = useWords();
  const { matter } = view;
  const initial = useMemo(() => actDraft(today), [today]);
  const draft = useDraft<ActDraft>(`act.${matter.id}.${act.step}.${act.moment}`, initial);
  const [tried, setTried] = useState(false);
  const send = useSend(act, view, () => {
    draft.drop();
    onDone();
  });
  const failure = send.error instanceof ApiError ? send.error : undefined;
  const asked = askedReasons(act, failure?.refusals ?? []);
  const faults = faultsOf(act, draft.value, asked.length > 0);
  const submit = () => {
    setTried(true);
    if (faults.length === 0 && !send.isPending) send.mutate(draft.value);
  };
  const fault = (name: ActFault) => (tried && faults.includes(name) ? say(faultKey(name)) : undefined);
  const part = { act, draft, fault };
  return (
    <form
      className="act-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        submit();
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          submit();
        } else if (event.key === 'Escape') onClose();
      }}
    >
      <h3>{label}</h3>
      <SinceThen failure={failure} />
      <Field label={say(onKey(act))} error={fault('on')}>
        {(id) => <DayInput id={id} autoFocus value={draft.value.on} onChange={(on) => draft.set({ on })} />}
      </Field>
      <RecordedFor {...part} />
      <ActPapers {...part} />
      {act.visit && <ActVisit {...part} view={view} />}
      <ActMembers {...part} />
      <ActValues {...part} />
      <ActNotice {...part} />
      <Outcome {...part} />
      <ActSigners {...part} />
      {(needsReason(act) || asked.length > 0) && (
        <Reason of={label} asked={asked} draft={draft} error={fault('reason')} />
      )}
      {(act.visit || act.meeting || act.draft !== null) && (
        <ActPhotos matter={matter.id} photos={draft.value.photos} onChange={(photos) => draft.set({ photos })} />
      )}
      <Field label={say('matter.form.note')}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={2000}
            value={draft.value.note}
            onChange={(event) => draft.set({ note: event.target.value })}
          />
        )}
      </Field>
      <div className="row">
        <Button type="primary" htmlType="submit" loading={send.isPending} title="Ctrl+Enter">
          {say('matter.form.submit')}
        </Button>
        <Button onClick={onClose}>{say('do.cancel')}</Button>
        {draft.restored && <span className="muted">{say('draft.restored')}</span>}
      </div>
    </form>
  );
}

/**
 * Sends the act. The same content is the same request: a retry after a lost connection happens once. When somebody was
 * faster the page is read anew and what was typed stays.
 */
function useSend(act: OpenAct, { matter }: MatterView, onDone: () => void) {
  const client = useQueryClient();
  const sent = useRef({ content: '', requestId: '' });
  return useAct(async (value: ActDraft) => {
    const options = act.visit ? await client.ensureQueryData(optionsQuery) : undefined;
    const verifiers: string[] = [];
    if (options) for (const name of value.visit.verifiers) verifiers.push(await verifierId(name, options));
    const body = actBody(act, value, matter.seq, verifiers);
    const content = JSON.stringify(body);
    if (sent.current.content !== content) sent.current = { content, requestId: crypto.randomUUID() };
    const call = { params: { id: matter.id }, body: { ...body, requestId: sent.current.requestId } };
    try {
      return await api(routes.actOnMatter, call);
    } catch (failure) {
      if (failure instanceof ApiError && failure.code === 'sequence-conflict') {
        await client.invalidateQueries({ queryKey: ['matter', matter.id] });
      }
      throw failure;
    }
  }, onDone);
}

function Outcome({ act, draft, fault }: PartProps) {
  const { say } = useWords();
  if (act.outcomes.length === 0) return null;
  return (
    <div className="field">
      <span className="field-label">{say('matter.form.outcome')}</span>
      <Choices
        label={say('matter.form.outcome')}
        options={act.outcomes.map((word) => ({ id: word, label: word }))}
        value={draft.value.outcome}
        numbered
        onChange={(outcome) => draft.set({ outcome })}
      />
      {fault('outcome') && <div className="field-error">{fault('outcome')}</div>}
    </div>
  );
}

type ReasonProps = { of: string; asked: readonly RefusalReply[]; draft: Draft; error: string | undefined };

/** The reason for departing from rules in principle, each of which is named. */
function Reason({ of, asked, draft, error }: ReasonProps) {
  const { say } = useWords();
  return (
    <div className="act-reason">
      {asked.length > 0 && (
        <p>
          {say('matter.form.reason-why')}
          {asked.map((refusal) => (
            <RefusalLine key={`${refusal.code}${refusal.clause ?? ''}`} refusal={refusal} of={of} />
          ))}
        </p>
      )}
      <Field label={say('matter.form.reason')} error={error}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={500}
            value={draft.value.reason}
            onChange={(event) => draft.set({ reason: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function onKey(act: OpenAct): 'matter.form.on' | 'matter.form.on-post' | 'matter.form.on-take-down' {
  if (!isNotice(act.label)) return 'matter.form.on';
  return act.moment === 'begin' ? 'matter.form.on-post' : 'matter.form.on-take-down';
}

function faultKey(name: ActFault) {
  switch (name) {
    case 'on':
      return 'matter.form.need-on' as const;
    case 'outcome':
      return 'matter.form.need-outcome' as const;
    case 'reason':
      return 'matter.form.need-reason' as const;
    case 'document':
      return 'matter.form.need-document' as const;
    default:
      return name.startsWith('signer:') ? ('matter.form.need-signer' as const) : ('matter.form.need-value' as const);
  }
}

import { AutoComplete, Button, Checkbox, Input } from 'antd';
import { useMemo, useState } from 'react';
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
import {
  type ActDraft,
  type ActFault,
  type ActField,
  actBody,
  actDraft,
  askedReasons,
  faultsOf,
  fieldsOf,
  keyOf,
  needsReason,
} from './act-draft.ts';
import { isNotice, type MatterView, type OpenAct } from './matter-data.ts';

type Props = { act: OpenAct; label: string; view: MatterView; onDone: () => void; onClose: () => void };

/** The form of one act: exactly what it takes. Ctrl+Enter sends it, Esc closes it; what was typed stays as a draft. */
export function ActForm({ act, label, view, onDone, onClose }: Props) {
  const { say, today } = useWords();
  const { matter } = view;
  const initial = useMemo(() => actDraft(today), [today]);
  const draft = useDraft<ActDraft>(`act.${matter.id}.${act.step}.${act.moment}`, initial);
  const [tried, setTried] = useState(false);
  const send = useAct(
    () => api(routes.actOnMatter, { params: { id: matter.id }, body: actBody(act, draft.value, matter.seq) }),
    () => {
      draft.drop();
      onDone();
    },
  );
  const refused = send.error instanceof ApiError ? send.error.refusals : [];
  const asked = askedReasons(act, refused);
  const faults = faultsOf(act, draft.value, asked.length > 0);
  const submit = () => {
    setTried(true);
    if (faults.length === 0 && !send.isPending) send.mutate(undefined);
  };
  const fault = (name: ActFault) => (tried && faults.includes(name) ? say(faultKey(name)) : undefined);
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
      <Field label={say(onKey(act))} error={fault('on')}>
        {(id) => <DayInput id={id} autoFocus value={draft.value.on} onChange={(on) => draft.set({ on })} />}
      </Field>
      <Members act={act} draft={draft} fault={fault} />
      <Values act={act} draft={draft} fault={fault} />
      {act.outcomes.length > 0 && (
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
      )}
      {(needsReason(act) || asked.length > 0) && (
        <Reason of={label} asked={asked} draft={draft} error={fault('reason')} />
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

type Draft = { value: ActDraft; set: (change: Partial<ActDraft>) => void };
type PartProps = { act: OpenAct; draft: Draft; fault: (name: ActFault) => string | undefined };

/** One line a member: who is exempt and why, what is asked of the others. */
function Members({ act, draft, fault }: PartProps) {
  const { say } = useWords();
  if (act.members.length === 0) return null;
  const asked = fieldsOf(act).filter((field) => field.kind === 'member');
  const set = (changes: Record<string, string>) => draft.set({ values: { ...draft.value.values, ...changes } });
  const [usual] = act.outcomes;
  return (
    <fieldset className="act-members">
      <legend className="field-label">{say('matter.form.members', { item: act.items.join('、') })}</legend>
      {usual !== undefined && asked.length > 1 && (
        <button
          type="button"
          className="link-button"
          onClick={() => set(Object.fromEntries(asked.map((field) => [keyOf(field), usual])))}
        >
          {say('matter.form.fill-all', { word: usual })}
        </button>
      )}
      <ul>
        {act.members.map((member) => (
          <li key={member.id}>
            <span>{member.name}</span>
            {member.exempt ? (
              <span className="muted">
                {member.why === null ? say('matter.form.exempt-plain') : say('matter.form.exempt', { why: member.why })}
              </span>
            ) : (
              asked
                .filter((field) => field.member === member.id)
                .map((field) => (
                  <span key={field.item} className="act-member-field">
                    <AutoComplete
                      aria-label={say('matter.form.of-member', { name: member.name, item: field.item || act.label })}
                      style={{ width: '100%' }}
                      value={draft.value.values[keyOf(field)] ?? ''}
                      options={act.outcomes.map((word) => ({ value: word }))}
                      status={fault(`value:${keyOf(field)}`) ? 'error' : ''}
                      onChange={(text: string) => set({ [keyOf(field)]: text })}
                    />
                    {fault(`value:${keyOf(field)}`) && (
                      <span className="field-error">{fault(`value:${keyOf(field)}`)}</span>
                    )}
                  </span>
                ))
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** Facts of the act such as 到会人数, results asked once, and the seal. */
function Values({ act, draft, fault }: PartProps) {
  const fields = fieldsOf(act).filter((field) => field.kind !== 'member');
  if (fields.length === 0) return null;
  return (
    <div className="act-values">
      {fields.map((field) => (
        <ValueField key={keyOf(field)} field={field} draft={draft} fault={fault} />
      ))}
    </div>
  );
}

function ValueField({ field, draft, fault }: { field: ActField } & Omit<PartProps, 'act'>) {
  const { say } = useWords();
  if (field.kind === 'seal') {
    return (
      <div className="field">
        <Checkbox checked={draft.value.sealed} onChange={(event) => draft.set({ sealed: event.target.checked })}>
          {say('matter.form.sealed')}
        </Checkbox>
        {fault('sealed') && <div className="field-error">{fault('sealed')}</div>}
      </div>
    );
  }
  const key = keyOf(field);
  const optional = field.kind === 'value' && !field.needed;
  const number = field.kind === 'value' && field.number;
  return (
    <Field label={optional ? say('matter.form.optional', { field: key }) : key} error={fault(`value:${key}`)}>
      {(id) => (
        <Input
          id={id}
          inputMode={number ? 'numeric' : 'text'}
          maxLength={number ? 6 : 200}
          value={draft.value.values[key] ?? ''}
          onChange={(event) => {
            const text = number ? event.target.value.replace(/\D/g, '') : event.target.value;
            draft.set({ values: { ...draft.value.values, [key]: text } });
          }}
        />
      )}
    </Field>
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
    default:
      return 'matter.form.need-value' as const;
  }
}

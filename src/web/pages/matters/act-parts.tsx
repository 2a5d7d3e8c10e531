import { AutoComplete, Checkbox, Input, Select } from 'antd';
import { Choices } from '#ui/choices.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { type FormField, fieldsOf, keyOf, listEntries, recordedOffice } from './act-draft.ts';
import type { Draft, PartProps } from './act-form.tsx';
import type { ActField } from './matter-data.ts';

/** One line a member: who is exempt and why, what is asked of the others. */
export function ActMembers({ act, draft, fault }: PartProps) {
  const { say } = useWords();
  if (act.members.length === 0) return null;
  const asked = fieldsOf(act).filter((field) => field.kind === 'member');
  const set = (changes: Record<string, string>) => draft.set({ values: { ...draft.value.values, ...changes } });
  const usual = act.outcomes[0] ?? say('matter.form.nothing-found');
  const whys = [...new Set(act.members.flatMap(({ mayLeave, why }) => (mayLeave && why !== null ? [why] : [])))];
  return (
    <fieldset className="act-members">
      <legend className="field-label">{say('matter.form.members', { item: act.items.join('、') })}</legend>
      {whys.map((why) => (
        <p key={why} className="note">
          {say('matter.form.may-leave', { why })}
        </p>
      ))}
      {asked.length > 1 && (
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
              <span className="act-member-fields">
                {asked
                  .filter((field) => field.member === member.id)
                  .map((field) => (
                    <span key={field.item} className="act-member-field">
                      <AutoComplete
                        aria-label={say('matter.form.of-member', { name: member.name, item: field.item || act.label })}
                        placeholder={act.items.length > 1 ? field.item : undefined}
                        style={{ width: '100%' }}
                        value={draft.value.values[keyOf(field)] ?? ''}
                        options={[...new Set([...act.outcomes, usual])].map((word) => ({ value: word }))}
                        status={fault(`value:${keyOf(field)}`) ? 'error' : ''}
                        onChange={(text: string) => set({ [keyOf(field)]: text })}
                      />
                      {fault(`value:${keyOf(field)}`) && (
                        <span className="field-error">{fault(`value:${keyOf(field)}`)}</span>
                      )}
                    </span>
                  ))}
              </span>
            )}
          </li>
        ))}
      </ul>
    </fieldset>
  );
}

/** Facts of the act such as 到会人数, results asked once, and the seal. */
export function ActValues({ act, draft, fault }: PartProps) {
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

function ValueField({ field, draft, fault }: { field: FormField } & Omit<PartProps, 'act'>) {
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
  if (field.kind === 'value') return <FactField field={field.field} draft={draft} error={fault(`value:${key}`)} />;
  return (
    <Field label={key} error={fault(`value:${key}`)}>
      {(id) => <TextInput id={id} name={key} draft={draft} />}
    </Field>
  );
}

type FactProps = { field: ActField; draft: Draft; error: string | undefined };

/** One fact of the act by its kind: 是/否, a choice of words, several, digits, yuan, a day, or text. */
function FactField({ field, draft, error }: FactProps) {
  const { say } = useWords();
  const { name, kind, choices, needed, wanted, hint } = field;
  const text = draft.value.values[name] ?? '';
  const set = (next: string) => draft.set({ values: { ...draft.value.values, [name]: next } });
  const shown = kind === 'money' ? say('matter.facts-yuan', { fact: field.label }) : field.label;
  const label = needed || wanted ? shown : say('matter.form.optional', { field: shown });
  if (kind === 'boolean') {
    const truths = [
      { id: 'true', label: say('value.yes') },
      { id: 'false', label: say('value.no') },
    ];
    return (
      <div className="field">
        <span className="field-label">{label}</span>
        <Choices label={label} value={text} options={truths} onChange={set} />
        {error && <div className="field-error">{error}</div>}
      </div>
    );
  }
  return (
    <Field label={label} error={error} {...(hint === null ? {} : { hint })}>
      {(id) => {
        if (kind === 'date') return <DayInput id={id} value={text} onChange={set} />;
        if (kind === 'list' || kind === 'choice') {
          const several =
            kind === 'list' ? { mode: choices.length > 0 ? ('multiple' as const) : ('tags' as const) } : {};
          return (
            <Select
              id={id}
              {...several}
              allowClear
              style={{ width: '100%' }}
              value={kind === 'list' ? listEntries(text) : text === '' ? null : text}
              options={choices.map((choice) => ({ value: choice.value, label: choice.label }))}
              onChange={(next: string | string[] | null) => set(Array.isArray(next) ? next.join('、') : (next ?? ''))}
            />
          );
        }
        return <TextInput id={id} name={name} draft={draft} kind={kind} />;
      }}
    </Field>
  );
}

type TextProps = { id: string; name: string; draft: Draft; kind?: ActField['kind'] };

function TextInput({ id, name, draft, kind = 'text' }: TextProps) {
  const digits = kind === 'number';
  const allowed = { number: /[^\d]/g, money: /[^\d.]/g }[kind as 'number' | 'money'];
  return (
    <Input
      id={id}
      inputMode={digits ? 'numeric' : kind === 'money' ? 'decimal' : 'text'}
      maxLength={digits ? 6 : kind === 'money' ? 16 : 200}
      value={draft.value.values[name] ?? ''}
      onChange={(event) => {
        const text = allowed === undefined ? event.target.value : event.target.value.replace(allowed, '');
        draft.set({ values: { ...draft.value.values, [name]: text } });
      }}
    />
  );
}

/** Who signed, in the order the document names them. */
export function ActSigners({ act, draft, fault }: PartProps) {
  const { say } = useWords();
  if (act.signers.length === 0) return null;
  return (
    <fieldset className="act-members">
      <legend className="field-label">
        {say(act.distinct ? 'matter.form.signers-distinct' : 'matter.form.signers')}
      </legend>
      <div className="act-values">
        {act.signers.map((role, index) => (
          <Field key={role} label={say('matter.form.signer', { no: index + 1, role })} error={fault(`signer:${role}`)}>
            {(id) => (
              <Input
                id={id}
                maxLength={40}
                value={draft.value.signers[role] ?? ''}
                onChange={(event) => draft.set({ signers: { ...draft.value.signers, [role]: event.target.value } })}
              />
            )}
          </Field>
        ))}
      </div>
    </fieldset>
  );
}

/** The office the act is recorded for, where it has no desk here, and the document that came from it. */
export function RecordedFor({ act, draft, fault }: PartProps) {
  const { say } = useWords();
  if (act.recordsFor.length === 0) return null;
  const office = recordedOffice(act, draft.value);
  const own = act.mine ? [{ value: '', label: say('matter.form.own-office') }] : [];
  return (
    <div className="act-reason">
      <p>{say('matter.form.recorded-for', { offices: act.recordsFor.map(({ label }) => label).join('、') })}</p>
      {(act.recordsFor.length > 1 || act.mine) && (
        <Field label={say('matter.form.office')}>
          {(id) => (
            <Select
              id={id}
              style={{ width: '100%' }}
              value={office}
              options={[...own, ...act.recordsFor.map((each) => ({ value: each.office, label: each.label }))]}
              onChange={(chosen: string) => draft.set({ office: chosen })}
            />
          )}
        </Field>
      )}
      {office !== '' && (
        <Field label={say('matter.form.document')} error={fault('document')}>
          {(id) => (
            <Input
              id={id}
              maxLength={120}
              value={draft.value.document}
              onChange={(event) => draft.set({ document: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

import { Input, Modal, Select } from 'antd';
import { useEffect, useState } from 'react';
import type { ParameterReply } from '#contract/policy.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { JointSayings } from './joint-sayings.tsx';
import { parameterText, questionText } from './parameter-value.ts';
import { SettingPreview } from './setting-preview.tsx';

const TERM_UNITS = ['working-day', 'day', 'month'] as const;

type Props = { parameter: ParameterReply; onClose: () => void; onDone: (waiting: boolean) => void };

/** Value, from which day, document number and reason. The suggestion is shown, never filled in. */
export function SetParameterDialog({ parameter, onClose, onDone }: Props) {
  const { say, language, today } = useWords();
  const known = parameter.unit ?? parameter.suggestion?.unit ?? null;
  const isTerm = TERM_UNITS.some((unit) => unit === known);
  // Agreeing to what the other office has entered is the one case where a value stands there already.
  const said = parameter.joint.find(({ own, text }) => !own && text !== null);
  const [value, setValue] = useState(said?.text ?? '');
  const [unit, setUnit] = useState<string | null>(isTerm ? known : null);
  const [from, setFrom] = useState<string>(today);
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
  const [basis, setBasis] = useState<Readonly<Record<string, string>>>({});
  const settled = useSettled(value.trim());
  const save = useAct(
    () =>
      api(routes.setParameter, {
        body: {
          name: parameter.name,
          value: value.trim(),
          from,
          reason: reason.trim(),
          ...(unit === null ? {} : { unit }),
          ...(document.trim() === '' ? {} : { document: document.trim() }),
          ...(parameter.basis.length === 0
            ? {}
            : { basis: parameter.basis.map((label) => `${label}：${(basis[label] ?? '').trim()}`) }),
        },
      }),
    ({ waiting }) => onDone(waiting),
  );
  const { suggestion } = parameter;
  const suggested = suggestion && parameterText(language, suggestion.value, suggestion.unit);
  const rests = parameter.basis.every((label) => (basis[label] ?? '').trim() !== '');
  const complete = value.trim() !== '' && reason.trim() !== '' && from !== '' && rests;
  return (
    <Modal
      open
      title={say('policy.set-title', { name: parameter.name })}
      okText={say('policy.set')}
      okButtonProps={{ disabled: !complete, loading: save.isPending }}
      onOk={() => save.mutate()}
      onCancel={onClose}
    >
      <div className="stack">
        {parameter.question.map((text) => (
          <p key={text}>{questionText(text)}</p>
        ))}
        {parameter.question.length === 0 && parameter.note !== null && <p className="muted">{parameter.note}</p>}
        {parameter.joint.length > 0 && <JointSayings parameter={parameter} />}
        {suggestion && (
          <p className="note">{say('policy.suggestion', { value: suggested ?? '', why: suggestion.why })}</p>
        )}
        <div className="policy-pair">
          <ValueField parameter={parameter} value={value} onChange={setValue} />
          {isTerm ? (
            <Field label={say('policy.unit')}>
              {(id) => (
                <Select
                  id={id}
                  style={{ width: '100%' }}
                  value={unit}
                  options={TERM_UNITS.map((each) => ({ value: each, label: say(`policy.unit.${each}`) }))}
                  onChange={setUnit}
                />
              )}
            </Field>
          ) : (
            known !== null && (
              <span className="policy-unit">{known.startsWith('CNY') ? say('policy.yuan') : known}</span>
            )
          )}
        </div>
        <Field label={say('policy.valid-from')}>
          {(id) => <DayInput id={id} value={from} max={plainDate('2100-12-31')} onChange={setFrom} />}
        </Field>
        <SettingPreview name={parameter.name} value={settled} unit={unit} from={from} />
        {parameter.basis.map((label) => (
          <Field key={label} label={say('policy.basis-for', { label })}>
            {(id) => (
              <Input
                id={id}
                maxLength={200}
                value={basis[label] ?? ''}
                onChange={(event) => setBasis({ ...basis, [label]: event.target.value })}
              />
            )}
          </Field>
        ))}
        <Field label={say('policy.document')} hint={say('policy.document-hint')}>
          {(id) => (
            <Input id={id} maxLength={100} value={document} onChange={(event) => setDocument(event.target.value)} />
          )}
        </Field>
        <Field label={say('policy.reason')} hint={say('policy.reason-hint')}>
          {(id) => (
            <Input.TextArea
              id={id}
              rows={2}
              maxLength={500}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </div>
    </Modal>
  );
}

type ValueProps = { parameter: ParameterReply; value: string; onChange: (value: string) => void };

/** A value typed, or one of the readings the documents allow. */
function ValueField({ parameter, value, onChange }: ValueProps) {
  const { say } = useWords();
  if (parameter.choices.length > 0) {
    return (
      <Field label={say('policy.choose')}>
        {(id) => (
          <Select
            id={id}
            style={{ width: '100%' }}
            value={value === '' ? null : value}
            options={parameter.choices.map((choice) => ({ value: choice.value, label: choice.label ?? choice.value }))}
            onChange={onChange}
          />
        )}
      </Field>
    );
  }
  return (
    <Field label={say('policy.new-value')}>
      {(id) => (
        <Input id={id} autoFocus maxLength={60} value={value} onChange={(event) => onChange(event.target.value)} />
      )}
    </Field>
  );
}

/** The text once nothing more was typed for a moment, so that looking ahead does not follow every key. */
function useSettled(text: string): string {
  const [settled, setSettled] = useState(text);
  useEffect(() => {
    const timer = setTimeout(() => setSettled(text), 400);
    return () => clearTimeout(timer);
  }, [text]);
  return settled;
}

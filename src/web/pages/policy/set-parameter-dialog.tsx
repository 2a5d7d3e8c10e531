import { Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { ParameterReply } from '#contract/policy.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { parameterText } from './parameter-value.ts';

const TERM_UNITS = ['working-day', 'day', 'month'] as const;

type Props = { parameter: ParameterReply; onClose: () => void; onDone: () => void };

/** Value, from which day, document number and reason. The suggestion is shown, never filled in. */
export function SetParameterDialog({ parameter, onClose, onDone }: Props) {
  const { say, language, today } = useWords();
  const known = parameter.unit ?? parameter.suggestion?.unit ?? null;
  const isTerm = TERM_UNITS.some((unit) => unit === known);
  const [value, setValue] = useState('');
  const [unit, setUnit] = useState<string | null>(isTerm ? known : null);
  const [from, setFrom] = useState<string>(today);
  const [document, setDocument] = useState('');
  const [reason, setReason] = useState('');
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
        },
      }),
    onDone,
  );
  const { suggestion } = parameter;
  const suggested = suggestion && parameterText(language, suggestion.value, suggestion.unit);
  const complete = value.trim() !== '' && reason.trim() !== '' && from !== '';
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
        {suggestion && (
          <p className="note">{say('policy.suggestion', { value: suggested ?? '', why: suggestion.why })}</p>
        )}
        <div className="policy-pair">
          <Field label={say('policy.new-value')}>
            {(id) => (
              <Input
                id={id}
                autoFocus
                maxLength={60}
                value={value}
                onChange={(event) => setValue(event.target.value)}
              />
            )}
          </Field>
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

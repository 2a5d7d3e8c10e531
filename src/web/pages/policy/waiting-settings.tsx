import { Button, Input } from 'antd';
import { useState } from 'react';
import type { ParameterReply } from '#contract/policy.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { parameterText } from './parameter-value.ts';

type Waiting = ParameterReply['waiting'][number];
type Props = { parameters: readonly ParameterReply[]; onDone: (name: string) => void };

/** Values that looked wrong when they were entered and wait for a second person. Nothing is shown when there is none. */
export function WaitingSettings({ parameters, onDone }: Props) {
  const { say } = useWords();
  const waiting = parameters.flatMap(({ name, waiting }) => waiting.map((value) => ({ name, value })));
  if (waiting.length === 0) return null;
  return (
    <section className="panel policy-box" aria-labelledby="policy-waiting">
      <h2 id="policy-waiting">{say('policy.waiting-title')}</h2>
      {waiting.map(({ name, value }) => (
        <WaitingLine key={value.id} name={name} value={value} onDone={() => onDone(name)} />
      ))}
    </section>
  );
}

function WaitingLine({ name, value, onDone }: { name: string; value: Waiting; onDone: () => void }) {
  const { say, language } = useWords();
  const [note, setNote] = useState('');
  const confirm = useAct(
    () => api(routes.confirmSetting, { params: { id: value.id }, body: { note: note.trim() } }),
    onDone,
  );
  return (
    <div className="stack policy-waiting">
      <p>
        {say('policy.waiting-line', {
          name,
          by: value.by,
          value: parameterText(language, value.value, value.unit) ?? value.value,
          from: dateText(language, plainDate(value.from)),
          reason: value.reason,
          why: value.why.join('；'),
        })}
      </p>
      {value.mayConfirm ? (
        <div className="row">
          <Field label={say('policy.confirm-note')}>
            {(id) => <Input id={id} value={note} maxLength={500} onChange={(event) => setNote(event.target.value)} />}
          </Field>
          <Button disabled={note.trim() === ''} loading={confirm.isPending} onClick={() => confirm.mutate(undefined)}>
            {say('policy.confirm')}
          </Button>
        </div>
      ) : (
        <p className="muted">{say('policy.confirm-own')}</p>
      )}
    </div>
  );
}

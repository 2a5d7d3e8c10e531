import { Button, Input } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { Choices } from '#ui/choices.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { isNotice, type MatterView } from './matter-data.ts';

type Props = { view: MatterView; onDone: (what: string) => void };

/** While a notice is up, an objection may be recorded; while one is pending, it is settled. */
export function ObjectionActs({ view, onDone }: Props) {
  const { say } = useWords();
  const [form, setForm] = useState(false);
  const notice = view.steps.find((step) => isNotice(step.label) && step.begunOn !== null && step.doneOn === null);
  if (notice === undefined) return null;
  const pending = view.refused.some((refusal) => refusal.code === 'objection-pending');
  const label = say(pending ? 'matter.settle' : 'matter.object');
  return (
    <div className="act">
      {form ? (
        <ObjectionForm
          key={String(pending)}
          view={view}
          step={notice.id}
          pending={pending}
          label={label}
          onClose={() => setForm(false)}
          onDone={() => {
            setForm(false);
            onDone(label);
          }}
        />
      ) : (
        <Button type={pending ? 'primary' : 'default'} onClick={() => setForm(true)}>
          {label}
        </Button>
      )}
    </div>
  );
}

function ObjectionForm(props: {
  view: MatterView;
  step: string;
  pending: boolean;
  label: string;
  onClose: () => void;
  onDone: () => void;
}) {
  const { say, today } = useWords();
  const [on, setOn] = useState<string>(today);
  const [outcome, setOutcome] = useState<string>();
  const [reason, setReason] = useState('');
  const { matter } = props.view;
  const act = useAct(
    () =>
      api(routes.actOnMatter, {
        params: { id: matter.id },
        body: {
          seq: matter.seq,
          do: props.pending ? 'settle' : 'object',
          target: props.step,
          on,
          reason: reason.trim(),
          ...(outcome === undefined ? {} : { outcome }),
        },
      }),
    props.onDone,
  );
  const complete = on !== '' && reason.trim() !== '' && (!props.pending || outcome !== undefined);
  return (
    <form
      className="act-form"
      aria-label={props.label}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete) act.mutate(undefined);
      }}
    >
      <h3>{props.label}</h3>
      <Field label={say('matter.form.on')}>{(id) => <DayInput id={id} autoFocus value={on} onChange={setOn} />}</Field>
      {props.pending && (
        <div className="field">
          <span className="field-label">{say('matter.form.outcome')}</span>
          <Choices
            label={say('matter.form.outcome')}
            options={[
              { id: 'upheld', label: say('matter.settle-upheld') },
              { id: 'rejected', label: say('matter.settle-rejected') },
            ]}
            value={outcome}
            onChange={setOutcome}
          />
        </div>
      )}
      <Field label={say(props.pending ? 'matter.form.reason' : 'matter.object-reason')}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={!complete} loading={act.isPending}>
          {say('matter.form.submit')}
        </Button>
        <Button onClick={props.onClose}>{say('do.cancel')}</Button>
      </div>
    </form>
  );
}

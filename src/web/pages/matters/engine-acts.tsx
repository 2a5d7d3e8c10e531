import { Button, Input, Select } from 'antd';
import { type ReactNode, useState } from 'react';
import { routes } from '#contract/routes.ts';
import { useBasis } from '#ui/basis-context.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import type { ActBody } from './act-draft.ts';
import type { MatterView } from './matter-data.ts';

type Props = { view: MatterView; onDone: (what: string) => void };
type Part = Omit<ActBody, 'seq' | 'on' | 'reason'>;

/** Waivers to take, sending back, taking back: acts that change what others recorded, each with its reason. */
export function EngineActs({ view, onDone }: Props) {
  const { say } = useWords();
  const basis = useBasis();
  const { waivers, returnable, undo, matter } = view;
  const [to, setTo] = useState<string>();
  const back = say('matter.send-back');
  const over = matter.closedOn !== null;
  return (
    <>
      {waivers.map((waiver) => {
        const label = say('matter.waive', { step: waiver.label, waiver: waiver.waiver });
        return (
          <Reasoned
            key={waiver.step}
            view={view}
            label={label}
            optional
            act={{ do: 'choose', target: waiver.step }}
            onDone={onDone}
            above={
              <button
                type="button"
                className="link-button"
                onClick={() => basis.open({ title: label, said: waiver.waiver, sources: waiver.source })}
              >
                {say('basis.title')}
              </button>
            }
          />
        );
      })}
      {undo !== null && (
        <Reasoned
          view={view}
          label={say('matter.take-back', { what: undo.label })}
          act={{ do: 'annul', targetSeq: undo.seq }}
          onDone={onDone}
        />
      )}
      {returnable.length > 0 && !over && (
        <Reasoned
          view={view}
          label={back}
          act={to === undefined ? null : { do: 'return', target: to }}
          onDone={onDone}
          above={
            <Field label={say('matter.send-back-to')} hint={say('matter.send-back-hint')}>
              {(id) => (
                <Select
                  id={id}
                  style={{ width: '100%' }}
                  value={to ?? null}
                  options={returnable.map(({ step, label }) => ({ value: step, label }))}
                  onChange={(step: string) => setTo(step)}
                />
              )}
            </Field>
          }
        />
      )}
    </>
  );
}

type ReasonedProps = Props & { label: string; act: Part | null; above?: ReactNode; optional?: boolean };

/** A button that opens what the act needs and a reason. */
function Reasoned({ view, label, act, above, optional = false, onDone }: ReasonedProps) {
  const { say, today } = useWords();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const { matter } = view;
  const send = useAct(
    (part: Part) =>
      api(routes.actOnMatter, {
        params: { id: matter.id },
        body: {
          ...part,
          seq: matter.seq,
          on: today,
          ...(reason.trim() === '' ? {} : { reason: reason.trim() }),
        },
      }),
    () => {
      setOpen(false);
      setReason('');
      onDone(label);
    },
  );
  if (!open) {
    return (
      <div className="act">
        <Button onClick={() => setOpen(true)}>{label}</Button>
      </div>
    );
  }
  const ready = act !== null && (optional || reason.trim() !== '');
  return (
    <form
      className="act-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && act !== null && !send.isPending) send.mutate(act);
      }}
    >
      <h3>{label}</h3>
      {above}
      <Field label={optional ? say('matter.form.note') : say('matter.form.reason')}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 1, maxRows: 6 }}
            maxLength={500}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={send.isPending}>
          {say('matter.form.submit')}
        </Button>
        <Button onClick={() => setOpen(false)}>{say('do.cancel')}</Button>
      </div>
    </form>
  );
}

import { Button, Input } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { parseYuan } from '#domain/values/fen.ts';
import { Choices } from '#ui/choices.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import type { MatterView } from './matter-data.ts';

type Asked = MatterView['unknown'][number];

/** Facts a step or route waits for: told here with where they are from, never preset. */
export function UnknownFacts({ view, onDone }: { view: MatterView; onDone: (what: string) => void }) {
  const { say, today } = useWords();
  const [open, setOpen] = useState(false);
  const [typed, setTyped] = useState<Record<string, string>>({});
  const [reason, setReason] = useState('');
  const { matter, unknown } = view;
  const facts = Object.fromEntries(
    unknown.flatMap((asked) => {
      const value = factOf(asked, typed[asked.path] ?? '');
      return value === undefined ? [] : [[asked.path, value] as const];
    }),
  );
  const label = say('matter.facts');
  const send = useAct(
    () =>
      api(routes.actOnMatter, {
        params: { id: matter.id },
        body: { seq: matter.seq, do: 'correct', on: today, reason: reason.trim(), facts },
      }),
    () => {
      setOpen(false);
      setTyped({});
      setReason('');
      onDone(label);
    },
  );
  if (unknown.length === 0) return null;
  if (!open) {
    return (
      <div className="act">
        <Button onClick={() => setOpen(true)}>{label}</Button>
        <p className="refused-why">{say('matter.facts-why', { facts: unknown.map(nameOf).join('、') })}</p>
      </div>
    );
  }
  const ready = Object.keys(facts).length > 0 && reason.trim() !== '';
  return (
    <form
      className="act-form"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !send.isPending) send.mutate(undefined);
      }}
    >
      <h3>{label}</h3>
      {unknown.map((asked) => (
        <FactField
          key={asked.path}
          asked={asked}
          text={typed[asked.path] ?? ''}
          onChange={(text) => setTyped((before) => ({ ...before, [asked.path]: text }))}
        />
      ))}
      <Field label={say('matter.facts-source')}>
        {(id) => <Input id={id} maxLength={200} value={reason} onChange={(event) => setReason(event.target.value)} />}
      </Field>
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={send.isPending}>
          {say('do.save')}
        </Button>
        <Button onClick={() => setOpen(false)}>{say('do.cancel')}</Button>
      </div>
    </form>
  );
}

function FactField({ asked, text, onChange }: { asked: Asked; text: string; onChange: (text: string) => void }) {
  const { say } = useWords();
  if (asked.kind === 'boolean' || asked.kind === 'choice') {
    return (
      <div className="field">
        <span className="field-label">{nameOf(asked)}</span>
        <Choices
          label={nameOf(asked)}
          value={text}
          options={
            asked.kind === 'choice'
              ? asked.choices.map((word) => ({ id: word, label: word }))
              : [
                  { id: 'true', label: say('value.yes') },
                  { id: 'false', label: say('value.no') },
                ]
          }
          onChange={onChange}
        />
      </div>
    );
  }
  const bad = text.trim() !== '' && factOf(asked, text) === undefined;
  const label = asked.kind === 'money' ? say('matter.facts-yuan', { fact: nameOf(asked) }) : nameOf(asked);
  return (
    <Field label={label} error={bad ? say('verify.bad-amount') : undefined}>
      {(id) =>
        asked.kind === 'date' ? (
          <DayInput id={id} value={text} onChange={onChange} />
        ) : (
          <Input
            id={id}
            inputMode="decimal"
            maxLength={16}
            value={text}
            onChange={(event) => onChange(event.target.value)}
          />
        )
      }
    </Field>
  );
}

/** The fact as people name it, without its subject. */
function nameOf({ path }: Asked): string {
  return path.replace(/^户\./, '');
}

/** As it is sent: money as written in yuan. Undefined while nothing, or nothing readable, is typed. */
function factOf({ kind }: Asked, typed: string): string | number | boolean | undefined {
  const text = typed.trim();
  if (text === '') return undefined;
  switch (kind) {
    case 'boolean':
      return text === 'true';
    case 'number':
      return Number.isFinite(Number(text)) ? Number(text) : undefined;
    case 'money':
      return parseYuan(text) === undefined ? undefined : text;
    case 'date':
    case 'choice':
      return text;
  }
}

import { App, Button } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { DayInput } from '#ui/day-input.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import type { NationalEntries } from './national-entry-page.tsx';

type Household = NationalEntries['households'][number];
type Fields = Household['fields'];

/** One household with its fields in the order of the national screens, each to copy. */
export function EntryHousehold({ household, onDone }: { household: Household; onDone: () => void }) {
  const { say, today } = useWords();
  const mayRecord = useMay('national-entry.record');
  const [on, setOn] = useState<string>(today);
  const record = useAct(
    () =>
      api(routes.actOnMatter, {
        params: { id: household.matter },
        body: { seq: household.seq, do: 'system-entry', on },
      }),
    onDone,
  );
  const all = [...household.fields, ...household.members.flatMap((member) => member.fields)];
  return (
    <section className="panel entry-box" aria-label={household.headName}>
      <header className="entry-head">
        <h2>{household.headName}</h2>
        <span className="muted">{villageText(household.village?.name ?? '')}</span>
        <DueChip due={household.due} of={household.headName} />
        <CopyButton label={say('entry.copy-all')} name={household.headName} text={textOf(all)} />
      </header>
      <FieldList fields={household.fields} />
      {household.members.map((member) => (
        <div key={member.name} className="entry-member">
          <h3>{member.name}</h3>
          <FieldList fields={member.fields} />
        </div>
      ))}
      {mayRecord && (
        <div className="entry-act">
          <Field label={say('entry.done-on')}>
            {(id) => <DayInput id={id} value={on} max={today} onChange={setOn} />}
          </Field>
          <Button type="primary" loading={record.isPending} disabled={on === ''} onClick={() => record.mutate()}>
            {say('entry.record')}
          </Button>
        </div>
      )}
    </section>
  );
}

function FieldList({ fields }: { fields: Fields }) {
  const { say } = useWords();
  return (
    <dl className="entry-fields">
      {fields.map((field) => (
        <div key={field.key}>
          <dt>{field.label}</dt>
          <dd>
            {field.value ?? <span className="muted">{say('entry.unknown')}</span>}
            {field.value !== null && (
              <CopyButton label={say('entry.copy')} name={field.label} text={field.value} small />
            )}
          </dd>
        </div>
      ))}
    </dl>
  );
}

function CopyButton({ label, name, text, small }: { label: string; name: string; text: string; small?: boolean }) {
  const { say } = useWords();
  const { message } = App.useApp();
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    void message.success(say('entry.copied'));
  };
  return (
    <Button size={small === true ? 'small' : 'middle'} aria-label={`${label} ${name}`} onClick={() => void copy()}>
      {label}
    </Button>
  );
}

function textOf(fields: Fields): string {
  return fields.map((field) => `${field.label}\t${field.value ?? ''}`).join('\n');
}

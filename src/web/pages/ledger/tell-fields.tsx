import { Button, Checkbox, Input } from 'antd';
import { Choices } from '#ui/choices.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';

/** 告知: when, how, and whether in writing. */
export type Told = { on: string; how: string; written: boolean };

type Props = { told: Told; how: readonly string[]; onChange: (told: Told) => void; onDone: (told: Told) => void };

/** When and how the person was told the result. */
export function TellFields({ told, how, onChange, onDone }: Props) {
  const { say, today } = useWords();
  return (
    <div className="stack" style={{ width: 280 }}>
      <Choices
        label={say('tell.how')}
        options={how.map((label) => ({ id: label, label }))}
        value={told.how}
        numbered
        autoFocus
        onChange={(chosen) => onChange({ ...told, how: chosen })}
      />
      <Checkbox checked={told.written} onChange={(event) => onChange({ ...told, written: event.target.checked })}>
        {say('tell.written')}
      </Checkbox>
      <Field label={say('tell.on')}>
        {(id) => (
          <Input
            id={id}
            type="date"
            max={today}
            value={told.on}
            onChange={(event) => onChange({ ...told, on: event.target.value })}
          />
        )}
      </Field>
      <Button type="primary" disabled={told.how === '' || told.on === ''} onClick={() => onDone(told)}>
        {say('do.confirm')}
      </Button>
    </div>
  );
}

import { Button, Checkbox } from 'antd';
import { Choices } from '#ui/choices.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';

/** 告知: when, how, and whether in writing. */
export type Told = { on: string; how: string; written: boolean };

type Props = { told: Told; how: readonly string[]; onChange: (told: Told) => void; onDone: (told: Told) => void };

/** When and how the person was told the result. */
export function TellFields({ told, how, onChange, onDone }: Props) {
  const { say } = useWords();
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its frame
    <div
      role="group"
      aria-label={say('ledger.notify')}
      className="stack"
      style={{ width: 320 }}
      onKeyDown={(event) => {
        const onChosen = (event.target as HTMLElement).getAttribute('aria-checked') === 'true';
        if (event.key !== 'Enter' || !onChosen || told.on === '') return;
        event.preventDefault();
        onDone(told);
      }}
    >
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
        {(id) => <DayInput id={id} value={told.on} onChange={(on) => onChange({ ...told, on })} />}
      </Field>
      <Button type="primary" disabled={told.how === '' || told.on === ''} onClick={() => onDone(told)}>
        {say('do.confirm')}
      </Button>
    </div>
  );
}

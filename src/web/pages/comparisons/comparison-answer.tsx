import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { WaitingComparison } from '#contract/comparisons.ts';
import { routes } from '#contract/routes.ts';
import { Choices } from '#ui/choices.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import type { Answer } from './comparisons-page.tsx';

type Props = { answer: Answer; waiting: readonly WaitingComparison[]; onDone: (n: number) => void };
type Word = { outcome: string; explanation: string };

/** What the file said, row by row, and for each household the word of a person. Nothing is chosen beforehand. */
export function ComparisonAnswer({ answer, waiting, onDone }: Props) {
  const { say, today } = useWords();
  const [on, setOn] = useState<string>(today);
  const [document, setDocument] = useState('');
  const [office, setOffice] = useState<string>();
  const [words, setWords] = useState<Record<string, Word>>({});
  const whole = waiting.filter(({ matter, asked }) =>
    asked.every(({ member }) => answer.answers.some((each) => each.matter === matter && each.member === member)),
  );
  const partly = waiting.filter(
    (each) => !whole.includes(each) && answer.answers.some(({ matter }) => matter === each.matter),
  );
  const offices = [...new Map(whole.flatMap((each) => each.offices.map((one) => [one.office, one.label] as const)))];
  const chosen = office ?? offices[0]?.[0] ?? '';
  const decided = whole.filter(({ matter }) => (words[matter]?.outcome ?? '') !== '');
  const send = useAct(
    () =>
      api(routes.recordComparisons, {
        body: {
          on,
          office: chosen,
          document: document.trim(),
          matters: decided.map(({ matter, seq, step }) => ({
            id: matter,
            seq,
            step,
            outcome: words[matter]?.outcome ?? '',
            ...(words[matter]?.explanation ? { explanation: words[matter].explanation } : {}),
            results: Object.fromEntries(
              answer.answers.filter((each) => each.matter === matter).map(({ member, results }) => [member, results]),
            ),
          })),
        },
      }),
    ({ done }) => onDone(done.length),
  );
  const ready = decided.length > 0 && on !== '' && document.trim().length > 1 && chosen !== '';
  return (
    <form
      className="panel notice-line"
      aria-label={say('comparison.upload')}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !send.isPending) send.mutate(undefined);
      }}
    >
      <p>
        {say('comparison.rows', {
          all: answer.rows,
          good: answer.answers.length,
          bad: answer.wrong.length,
          missing: answer.unanswered.length,
        })}
      </p>
      <ul>
        {answer.wrong.map(({ row, why, about }) => (
          <li key={row} className="field-error">
            {say(`comparison.wrong.${why}`, { row, about })}
          </li>
        ))}
      </ul>
      {whole.map((household) => (
        <Judged
          key={household.matter}
          household={household}
          found={answer.answers.filter(({ matter }) => matter === household.matter)}
          word={words[household.matter] ?? { outcome: '', explanation: '' }}
          onChange={(word) => setWords({ ...words, [household.matter]: word })}
        />
      ))}
      {partly.map(({ matter, headName }) => (
        <p key={matter} className="muted">
          {headName}：{say('comparison.incomplete')}
        </p>
      ))}
      <div className="notice-fields">
        <Field label={say('matter.form.on')}>{(id) => <DayInput id={id} value={on} onChange={setOn} />}</Field>
        <Field label={say('comparison.office')}>
          {(id) => (
            <Select
              id={id}
              style={{ width: '100%' }}
              value={chosen === '' ? null : chosen}
              options={offices.map(([value, label]) => ({ value, label }))}
              onChange={(value: string) => setOffice(value)}
            />
          )}
        </Field>
        <Field label={say('comparison.document')}>
          {(id) => (
            <Input id={id} maxLength={120} value={document} onChange={(event) => setDocument(event.target.value)} />
          )}
        </Field>
      </div>
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={send.isPending}>
          {say('comparison.submit', { n: decided.length })}
        </Button>
      </div>
    </form>
  );
}

type JudgedProps = {
  household: WaitingComparison;
  found: Answer['answers'];
  word: Word;
  onChange: (word: Word) => void;
};

function Judged({ household, found, word, onChange }: JudgedProps) {
  const { say } = useWords();
  const prompts = found.flatMap(({ name, results, found: items }) =>
    items.map((item) => say('comparison.found', { name, item, result: results[item] ?? '' })),
  );
  return (
    <div className="notice-line">
      <div className="row">
        <strong>{household.headName}</strong>
        <span className={prompts.length > 0 ? 'matter-warn' : 'muted'}>
          {prompts.length > 0 ? prompts.join('；') : say('comparison.nothing')}
        </span>
      </div>
      <Choices
        label={say('meeting.of', { name: household.headName, what: say('matter.form.outcome') })}
        options={household.outcomes.map((outcome) => ({ id: outcome, label: outcome }))}
        value={word.outcome}
        onChange={(outcome) => onChange({ ...word, outcome })}
      />
      {prompts.length > 0 && (
        <Field label={say('comparison.explanation')}>
          {(id) => (
            <Input
              id={id}
              maxLength={500}
              value={word.explanation}
              onChange={(event) => onChange({ ...word, explanation: event.target.value })}
            />
          )}
        </Field>
      )}
    </div>
  );
}

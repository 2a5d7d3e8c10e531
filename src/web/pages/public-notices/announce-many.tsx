import { Button, Checkbox, Input } from 'antd';
import { useState } from 'react';
import type { PublicNotice } from '#contract/public-notices.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';

type Props = { notices: readonly PublicNotice[]; onDone: (text: string) => void };

/** Several households in one announcement of the county: one paper, an act for each. */
export function AnnounceMany({ notices, onDone }: Props) {
  const { say, today } = useWords();
  const [chosen, setChosen] = useState<string[]>([]);
  const [on, setOn] = useState<string>(today);
  const [document, setDocument] = useState('');
  const [values, setValues] = useState<Record<string, string>>({});
  const [edited, setEdited] = useState<string>();
  const taken = notices.filter(({ matter }) => chosen.includes(matter));
  const [first] = taken;
  const text = edited ?? oneText(taken, on);
  const needs = first?.needs ?? [];
  const send = useAct(
    () =>
      api(routes.actOnMatters, {
        body: {
          matters: taken.map(({ matter, seq }) => ({ id: matter, seq })),
          do: first?.step ?? '',
          on,
          batch: document.trim(),
          text,
          ...(needs.length === 0 ? {} : { values }),
        },
      }),
    () => {
      onDone(say('publishing.done', { n: taken.length }));
      setChosen([]);
      setEdited(undefined);
    },
  );
  const ready = taken.length > 0 && on !== '' && document.trim().length > 1 && needs.every(({ name }) => values[name]);
  const label = say('publishing.announce', { n: taken.length });
  return (
    <form
      className="panel notice-line"
      aria-label={say('publishing.tab.county')}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !send.isPending) send.mutate(undefined);
      }}
    >
      <p className="muted">{say('publishing.announce-choose')}</p>
      <div className="row">
        {notices.map(({ matter, headName }) => (
          <Checkbox
            key={matter}
            aria-label={say('publishing.take', { name: headName })}
            checked={chosen.includes(matter)}
            onChange={(event) =>
              setChosen(event.target.checked ? [...chosen, matter] : chosen.filter((each) => each !== matter))
            }
          >
            {headName}
          </Checkbox>
        ))}
      </div>
      {taken.length > 0 && (
        <>
          <div className="notice-fields">
            <Field label={say('publishing.on')}>{(id) => <DayInput id={id} value={on} onChange={setOn} />}</Field>
            <Field label={say('publishing.document')}>
              {(id) => (
                <Input id={id} maxLength={120} value={document} onChange={(event) => setDocument(event.target.value)} />
              )}
            </Field>
            {needs.map((need) => (
              <Field key={need.name} label={need.label}>
                {(id) => (
                  <Input
                    id={id}
                    maxLength={200}
                    value={values[need.name] ?? ''}
                    onChange={(event) => setValues({ ...values, [need.name]: event.target.value })}
                  />
                )}
              </Field>
            ))}
          </div>
          <Field label={say('publishing.text')} hint={say('matter.form.published-hint')}>
            {(id) => (
              <Input.TextArea
                id={id}
                autoSize={{ minRows: 4, maxRows: 14 }}
                maxLength={10_000}
                value={text}
                onChange={(event) => setEdited(event.target.value)}
              />
            )}
          </Field>
          <div className="row">
            <Button type="primary" htmlType="submit" disabled={!ready} loading={send.isPending}>
              {label}
            </Button>
          </div>
        </>
      )}
    </form>
  );
}

/** The first one's text with a line a household, as many as are taken. */
function oneText(taken: readonly PublicNotice[], on: string): string {
  const texts = taken.flatMap(({ draft }) => (draft === null ? [] : [draft.split('\n')]));
  const [first] = texts;
  if (first === undefined || first.length < 4) return texts.map((lines) => lines.join('\n')).join('\n');
  const [title = '', said = ''] = first;
  const households = texts.flatMap((lines) => lines[2] ?? []);
  const day = on === '' ? [] : [dateText('zh-CN', plainDate(on))];
  return [title, said.replace('1户', `${households.length}户`), ...households, ...first.slice(3, -1), ...day].join(
    '\n',
  );
}

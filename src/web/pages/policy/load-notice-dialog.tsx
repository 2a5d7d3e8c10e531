import { useQuery } from '@tanstack/react-query';
import { Input, Modal } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { type NoticeDays, readNotice } from '#domain/calendar/read-notice.ts';
import { type PlainDate, partsOf, plainDate } from '#domain/values/plain-date.ts';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';

type Entered = { year: number; moved: number };
type Props = { onClose: () => void; onDone: (entered: Entered) => void };

/** The text of a notice pasted as published: the days read from it, what they would move and why, then entered. */
export function LoadNoticeDialog({ onClose, onDone }: Props) {
  const { say, today } = useWords();
  const [year, setYear] = useState(String(partsOf(today).year + 1));
  const [number, setNumber] = useState('');
  const [published, setPublished] = useState<string>(today);
  const [text, setText] = useState('');
  const [read, setRead] = useState<ReturnType<typeof readNotice>>();
  const days = read?.days;
  const enter = useAct(
    () =>
      api(routes.loadNotice, {
        body: {
          year: Number(year),
          number: number.trim(),
          published,
          holidays: (days?.holidays ?? []).map(({ name, from, to }) => ({ name, from, to })),
          workingWeekends: [...(days?.workingWeekends ?? [])],
        },
      }),
    onDone,
  );
  const headIsWhole = /^20\d\d$/.test(year) && number.trim() !== '' && published !== '';
  const take = (next: string, ofYear = year) => {
    setText(next);
    setRead(next.trim() === '' || !/^20\d\d$/.test(ofYear) ? undefined : readNotice(next, Number(ofYear)));
  };
  return (
    <Modal
      open
      width={720}
      title={say('notice.load')}
      okText={say('notice.enter')}
      okButtonProps={{ disabled: !headIsWhole || days === undefined, loading: enter.isPending }}
      onOk={() => enter.mutate(undefined)}
      onCancel={onClose}
    >
      <div className="stack">
        <div className="policy-three">
          <Field label={say('policy.year')}>
            {(id) => (
              <Input
                id={id}
                inputMode="numeric"
                maxLength={4}
                value={year}
                onChange={(event) => {
                  setYear(event.target.value);
                  take(text, event.target.value);
                }}
              />
            )}
          </Field>
          <Field label={say('notice.number')}>
            {(id) => (
              <Input id={id} maxLength={60} value={number} onChange={(event) => setNumber(event.target.value)} />
            )}
          </Field>
          <Field label={say('notice.published')}>
            {(id) => <DayInput id={id} value={published} onChange={setPublished} />}
          </Field>
        </div>
        <Field label={say('notice.text')} hint={say('notice.text-hint')}>
          {(id) => (
            <Input.TextArea
              id={id}
              autoFocus
              autoSize={{ minRows: 5, maxRows: 12 }}
              maxLength={4000}
              value={text}
              onChange={(event) => take(event.target.value)}
            />
          )}
        </Field>
        {read?.problems.map((problem) => (
          <p key={`${problem.code}${problem.line}${problem.found}`} role="alert" className="policy-problem">
            {say(`notice.problem.${problem.code}`, { found: '', expected: '', ...problem })}
          </p>
        ))}
        {days && <DaysRead days={days} />}
        {days && headIsWhole && <Moves year={year} number={number.trim()} published={published} days={days} />}
      </div>
    </Modal>
  );
}

function DaysRead({ days }: { days: NoticeDays }) {
  const { say, language } = useWords();
  const text = (day: PlainDate) => dateText(language, day);
  return (
    <section aria-label={say('notice.days')}>
      <ul className="policy-days">
        {days.holidays.map(({ name, from, to }) => (
          <li key={`${name}${from}`}>{say('notice.off', { name, from: text(from), to: text(to) })}</li>
        ))}
        {days.workingWeekends.length > 0 && (
          <li>{say('notice.worked', { days: days.workingWeekends.map(text).join('、') })}</li>
        )}
      </ul>
    </section>
  );
}

type MovesProps = { year: string; number: string; published: string; days: NoticeDays };

/** Which due days of the own running matters would move, and the days that make them move. */
function Moves({ year, number, published, days }: MovesProps) {
  const { say, language } = useWords();
  const holidays = days.holidays.map(({ name, from, to }) => `${name}:${from}:${to}`).join(',');
  const working = days.workingWeekends.join(',');
  const { data, isError } = useQuery({
    queryKey: ['notice-preview', year, published, holidays, working],
    queryFn: () => api(routes.previewNotice, { query: { year, number, published, holidays, working } }),
    retry: false,
  });
  if (data === undefined) return isError ? null : <p className="muted">{say('policy.preview.waiting')}</p>;
  const list = (worked: boolean, because: (typeof data.examples)[number]['because']) =>
    because
      .filter((each) => each.worked === worked)
      .map(({ day }) => dateText(language, plainDate(day)))
      .join('、');
  return (
    <section className="note policy-preview" aria-label={say('policy.preview')} aria-live="polite">
      <p>{say(data.moved === 0 ? 'notice.none' : 'notice.moved', { looked: data.looked, moved: data.moved })}</p>
      <ul>
        {data.examples.map(({ no, step, before, after, because }) => (
          <li key={`${no}${step}`}>
            {say('policy.preview.line', {
              no,
              step,
              before: before ?? say('policy.preview.no-date'),
              after: after ?? say('policy.preview.no-date'),
            })}
            {list(false, because) !== '' && ` · ${say('notice.why-off', { days: list(false, because) })}`}
            {list(true, because) !== '' && ` · ${say('notice.why-worked', { days: list(true, because) })}`}
          </li>
        ))}
      </ul>
    </section>
  );
}

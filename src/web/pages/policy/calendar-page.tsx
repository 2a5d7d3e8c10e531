import { useSuspenseQuery } from '@tanstack/react-query';
import { Button, Select } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { addDays, daysInMonth, type PlainDate, partsOf, plainDateOf, weekday } from '#domain/values/plain-date.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { monthText, weekdayText } from '#words/date-forms.ts';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { LoadNoticeDialog } from './load-notice-dialog.tsx';
import './policy.css';

const FIRST_YEAR = 2021;
const MONTHS = [1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12];

/** 工作日日历: which days count, by the published notice of the year. */
export function CalendarPage() {
  const { say, today } = useWords();
  const [year, setYear] = useState(partsOf(today).year);
  const [loading, setLoading] = useState(false);
  const [done, setDone] = useState<string>();
  const mayLoad = useMay('calendar.write');
  const { data } = useSuspenseQuery({
    queryKey: ['calendar', year],
    queryFn: () => api(routes.getCalendarYear, { params: { year } }),
  });
  const last = partsOf(today).year + 1;
  const years = Array.from({ length: last - FIRST_YEAR + 1 }, (_, index) => last - index);
  const marks = new Map<string, 'off' | 'work'>([
    ...data.holidays.map((day) => [day, 'off'] as const),
    ...data.makeUpDays.map((day) => [day, 'work'] as const),
  ]);
  return (
    <>
      <PageHead
        title={say('policy.calendar')}
        note={
          data.published
            ? data.notice !== null && say('policy.published', { notice: data.notice })
            : say('basis.provisional')
        }
        actions={
          <>
            {mayLoad && <Button onClick={() => setLoading(true)}>{say('notice.load')}</Button>}
            <Select
              aria-label={say('policy.year')}
              style={{ width: 110 }}
              value={year}
              options={years.map((value) => ({ value, label: value }))}
              onChange={setYear}
            />
          </>
        }
      />
      {done !== undefined && (
        <div className="policy-notice">
          <AfterAct text={done} onClose={() => setDone(undefined)} />
        </div>
      )}
      {loading && (
        <LoadNoticeDialog
          onClose={() => setLoading(false)}
          onDone={(entered) => {
            setLoading(false);
            setYear(entered.year);
            setDone(say('notice.done', entered));
          }}
        />
      )}
      <p className="row calendar-legend">
        <span className="calendar-key" data-mark="off" /> {say('policy.day-off')}
        <span className="calendar-key" data-mark="work" /> {say('policy.make-up')}
        <span className="calendar-key" data-mark="weekend" /> {say('policy.weekend')}
      </p>
      <div className="calendar">
        {MONTHS.map((month) => (
          <Month key={month} year={year} month={month} marks={marks} today={today} />
        ))}
      </div>
    </>
  );
}

type MonthProps = { year: number; month: number; marks: ReadonlyMap<string, 'off' | 'work'>; today: PlainDate };

function Month({ year, month, marks, today }: MonthProps) {
  const { say, language } = useWords();
  const first = plainDateOf(year, month, 1);
  const monday = addDays(first, 1 - weekday(first));
  const weeks = Math.ceil((weekday(first) - 1 + daysInMonth(year, month)) / 7);
  const words = { off: say('policy.day-off'), work: say('policy.make-up'), weekend: say('policy.weekend') };
  return (
    <table className="panel calendar-month">
      <caption>{monthText(language, first.slice(0, 7))}</caption>
      <thead>
        <tr>
          {Array.from({ length: 7 }, (_, index) => weekdayText(language, addDays(monday, index))).map((name) => (
            <th key={name} scope="col">
              {language === 'en' ? name.slice(0, 2) : name.slice(-1)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {Array.from({ length: weeks }, (_, week) => addDays(monday, week * 7)).map((start) => (
          <tr key={start}>
            {Array.from({ length: 7 }, (_, index) => addDays(start, index)).map((day) => {
              if (partsOf(day).month !== month) return <td key={day} />;
              const mark = marks.get(day) ?? (weekday(day) > 5 ? 'weekend' : undefined);
              return (
                <td key={day} data-mark={mark} data-today={day === today ? '' : undefined} title={mark && words[mark]}>
                  {partsOf(day).day}
                  {mark === 'off' && <span className="calendar-sign">{say('policy.off-sign')}</span>}
                  {mark === 'work' && <span className="calendar-sign">{say('policy.work-sign')}</span>}
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </table>
  );
}

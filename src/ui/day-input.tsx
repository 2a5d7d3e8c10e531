import { CalendarOutlined } from '@ant-design/icons';
import { Input } from 'antd';
import { type KeyboardEvent, useRef, useState } from 'react';
import { addDays, type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { dateText } from '#words/date-forms.ts';
import { dayWritten } from '#words/day-entry.ts';
import { useWords } from './words-context.tsx';

type Props = {
  id?: string | undefined;
  label?: string | undefined;
  /** `YYYY-MM-DD`, or empty. */
  value: string;
  /** Latest day allowed; the official day unless told otherwise. */
  max?: PlainDate | undefined;
  onChange: (value: string) => void;
  onEnter?: ((value: string) => void) | undefined;
  autoFocus?: boolean;
};

/** A day, typed as people write it (4月6日, 4.6, 2022-04-06) or picked; ↑↓ move by a day. Read back as 2022年4月6日. */
export function DayInput({ id, label, value, max, onChange, onEnter, autoFocus = false }: Props) {
  const { say, language, today } = useWords();
  const [typed, setTyped] = useState<string>();
  const picker = useRef<HTMLInputElement>(null);
  const day = parsePlainDate(value);
  const latest = max ?? today;
  const isWrong = typed !== undefined && typed.trim() !== '' && accepted(typed, today, latest) === undefined;
  const take = (next: PlainDate | undefined) => onChange(next !== undefined && next <= latest ? next : '');
  const onKeyDown = (event: KeyboardEvent) => {
    if (event.nativeEvent.isComposing) return;
    const step = { ArrowUp: 1, ArrowDown: -1 }[event.key];
    if (step !== undefined) {
      event.preventDefault();
      setTyped(undefined);
      const moved = addDays(day ?? today, day === undefined ? 0 : step);
      onChange(earlier(moved, latest));
    } else if (event.key === 'Enter' && !event.ctrlKey && onEnter) {
      event.preventDefault();
      event.stopPropagation();
      if (!isWrong) onEnter(value);
    }
  };
  return (
    <span className="day-input">
      <Input
        id={id}
        aria-label={label}
        autoFocus={autoFocus}
        autoComplete="off"
        status={isWrong ? 'error' : ''}
        aria-invalid={isWrong}
        value={typed ?? (day ? dateText(language, day) : '')}
        placeholder={say('day.hint')}
        onFocus={(event) => event.target.select()}
        onChange={(event) => {
          setTyped(event.target.value);
          take(accepted(event.target.value, today, latest));
        }}
        onBlur={() => {
          if (!isWrong) setTyped(undefined);
        }}
        onKeyDown={onKeyDown}
        suffix={
          <button
            type="button"
            className="plain-button"
            tabIndex={-1}
            aria-label={say('day.pick')}
            onClick={() => picker.current?.showPicker()}
          >
            <CalendarOutlined aria-hidden="true" />
          </button>
        }
      />
      <input
        ref={picker}
        type="date"
        className="day-picker"
        tabIndex={-1}
        aria-hidden="true"
        max={latest}
        value={value}
        onChange={(event) => {
          setTyped(undefined);
          take(parsePlainDate(event.target.value));
        }}
      />
    </span>
  );
}

/** Days are text; the smaller one comes first. */
function earlier(a: PlainDate, b: PlainDate): PlainDate {
  return a < b ? a : b;
}

function accepted(text: string, today: PlainDate, latest: PlainDate): PlainDate | undefined {
  const day = dayWritten(text, today);
  return day !== undefined && day <= latest ? day : undefined;
}

import { Input } from 'antd';
import type { KeyboardEvent } from 'react';

type Props = {
  id?: string | undefined;
  label?: string | undefined;
  phrases: readonly string[];
  value: string;
  autoFocus?: boolean;
  onChange: (text: string) => void;
  /** Enter in the field, or a phrase taken. */
  onDone?: ((text: string) => void) | undefined;
};

const MOST = 6;

/** A sentence to type, with phrases used before offered beneath: ↓ goes to them, Enter takes one. Nothing is preset. */
export function PhraseInput({ id, label, phrases, value, autoFocus = false, onChange, onDone }: Props) {
  const typed = value.trim();
  const fitting = phrases
    .filter((phrase) => phrase !== typed && (typed === '' || phrase.includes(typed)))
    .slice(0, MOST);
  const take = (phrase: string) => {
    onChange(phrase);
    onDone?.(phrase);
  };
  const onKeyDown = (event: KeyboardEvent<HTMLDivElement>) => {
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('button.phrase')];
    const at = buttons.indexOf(event.target as HTMLElement);
    if (event.key === 'ArrowDown') buttons[Math.min(at + 1, buttons.length - 1)]?.focus();
    else if (event.key === 'ArrowUp') (buttons[at - 1] ?? event.currentTarget.querySelector('input'))?.focus();
    else if (event.key === 'Enter' && at < 0 && onDone && !event.ctrlKey && !event.nativeEvent.isComposing)
      onDone(typed);
    else return;
    event.preventDefault();
    event.stopPropagation();
  };
  return (
    // biome-ignore lint/a11y/useSemanticElements: a fieldset would bring its frame
    <div role="group" aria-label={label} className="phrase-input" onKeyDown={onKeyDown}>
      <Input
        id={id}
        aria-label={label}
        autoFocus={autoFocus}
        autoComplete="off"
        maxLength={500}
        value={value}
        onChange={(event) => onChange(event.target.value)}
      />
      {fitting.map((phrase) => (
        <button key={phrase} type="button" className="phrase" tabIndex={-1} onClick={() => take(phrase)}>
          {phrase}
        </button>
      ))}
    </div>
  );
}

import type { KeyboardEvent } from 'react';

type Option = { id: string; label: string };

type Props = {
  label: string;
  options: readonly Option[];
  value: string | undefined;
  onChange: (id: string) => void;
  /** Shows and takes the keys 1, 2, 3 … */
  numbered?: boolean;
  autoFocus?: boolean;
};

/** A few choices side by side, one of them taken; nothing is taken beforehand. Arrow and number keys choose. */
export function Choices({ label, options, value, onChange, numbered = false, autoFocus = false }: Props) {
  const onKeyDown = (event: KeyboardEvent<HTMLElement>) => {
    const byNumber = numbered ? options[Number(event.key) - 1] : undefined;
    const step = { ArrowRight: 1, ArrowDown: 1, ArrowLeft: -1, ArrowUp: -1 }[event.key];
    if (byNumber === undefined && step === undefined) return;
    event.preventDefault();
    event.stopPropagation();
    const buttons = [...event.currentTarget.querySelectorAll<HTMLElement>('[role="radio"]')];
    if (byNumber) {
      buttons[Number(event.key) - 1]?.focus();
      return onChange(byNumber.id);
    }
    const index = buttons.indexOf(document.activeElement as HTMLElement);
    buttons[(index + (step ?? 0) + buttons.length) % buttons.length]?.focus();
  };
  const taken = options.some((option) => option.id === value);
  return (
    <div className="choices" role="radiogroup" aria-label={label} onKeyDown={onKeyDown}>
      {options.map((option, index) => (
        // biome-ignore lint/a11y/useSemanticElements: a button that shows its key; radio inputs take no number keys
        <button
          key={option.id}
          type="button"
          role="radio"
          className="choice"
          aria-checked={option.id === value}
          tabIndex={option.id === value || (!taken && index === 0) ? 0 : -1}
          // biome-ignore lint/a11y/noAutofocus: an editor opened by the user starts where the user types
          autoFocus={autoFocus && index === 0}
          onClick={() => onChange(option.id)}
        >
          {option.label}
          {numbered && (
            <span className="choice-key" aria-hidden="true">
              {index + 1}
            </span>
          )}
        </button>
      ))}
    </div>
  );
}

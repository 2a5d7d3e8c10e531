import { type ReactNode, useId } from 'react';

type Props = {
  label: string;
  hint?: ReactNode;
  error?: string | undefined;
  /** Gets the id its control must carry. */
  children: (id: string) => ReactNode;
};

/** One field of a form: label above, control, then hint or error. */
export function Field({ label, hint, error, children }: Props) {
  const id = useId();
  return (
    <div className="field">
      <label className="field-label" htmlFor={id}>
        {label}
      </label>
      {children(id)}
      {error === undefined ? (
        hint && <div className="field-hint">{hint}</div>
      ) : (
        <div className="field-error">{error}</div>
      )}
    </div>
  );
}

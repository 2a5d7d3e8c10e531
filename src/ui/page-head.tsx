import type { ReactNode } from 'react';

/** Title of a page with its main buttons at the right. */
export function PageHead({ title, note, actions }: { title: string; note?: ReactNode; actions?: ReactNode }) {
  return (
    <header className="page-head">
      <h1>{title}</h1>
      {note && <div className="page-note">{note}</div>}
      {actions && <div className="page-actions">{actions}</div>}
    </header>
  );
}

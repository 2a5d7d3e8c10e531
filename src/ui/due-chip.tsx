import type { Due } from '#contract/values.ts';
import { dueParts, dueText } from '#words/due-forms.ts';
import { useBasis } from './basis-context.tsx';
import { useWords } from './words-context.tsx';

const MARKS: Partial<Record<Due['state'], string>> = { overdue: '!', 'due-today': '●', unset: '?' };

type Props = {
  due: Due;
  /** What is due, for the title of the drawer. */
  of: string;
  lead?: string | undefined;
  stacked?: boolean;
};

/** By when and how it stands, alike everywhere. Opens the 依据 drawer. `stacked` puts the halves on two lines. */
export function DueChip({ due, of, lead, stacked = false }: Props) {
  const { language, today } = useWords();
  const basis = useBasis();
  const { by, standing, remarks } = dueParts(language, due, today);
  const mark = MARKS[due.state];
  return (
    <button
      type="button"
      className={stacked ? 'due due-stacked' : 'due'}
      data-state={due.state}
      data-provisional={due.provisional ? '' : undefined}
      title={dueText(language, due, today)}
      onClick={(event) => {
        event.stopPropagation();
        basis.open({ title: of, due, lead, sources: due.source ?? [] });
      }}
    >
      {by !== '' && <span>{stacked ? [by, ...remarks].join(' · ') : by}</span>}
      {by !== '' && !stacked && <span aria-hidden="true">·</span>}
      <span className="due-standing">
        {mark !== undefined && (
          <span className="due-mark" aria-hidden="true">
            {mark}
          </span>
        )}
        {(stacked && by !== '' ? [standing] : [standing, ...remarks]).join(' · ')}
      </span>
    </button>
  );
}

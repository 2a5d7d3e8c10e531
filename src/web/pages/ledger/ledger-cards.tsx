import type { LedgerLine } from '#contract/leads.ts';
import { DueChip } from '#ui/due-chip.tsx';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import { NextStep } from './next-step.tsx';
import { RepeatMark } from './repeat-mark.tsx';

type Props = { lines: readonly LedgerLine[]; onOpen: (id: string) => void; onNext: (line: LedgerLine) => void };

/** The ledger on a phone: one card a lead, what to do next on it. */
export function LedgerCards({ lines, onOpen, onNext }: Props) {
  const { say } = useWords();
  return (
    <ul className="cards">
      {lines.map((line) => (
        <li key={line.id} className="card">
          <div className="row">
            <button type="button" className="plain-button card-name" onClick={() => onOpen(line.id)}>
              {line.headName}
            </button>
            <span className="muted">{line.village ? villageText(line.village.name) : say('value.unknown')}</span>
            <span className="spread">
              <NextStep line={line} onNext={onNext} />
            </span>
          </div>
          <p>{line.text}</p>
          <RepeatMark line={line} />
          <div className="row">
            <DueChip due={line.due} of={`${line.headName} ${line.next.label}`} lead={line.id} />
            <span className="muted">
              {line.channelLabel} · {line.source}
            </span>
          </div>
        </li>
      ))}
    </ul>
  );
}

import { QuestionCircleOutlined } from '@ant-design/icons';
import type { LedgerLine } from '#contract/leads.ts';
import { clauseRef, useBasis } from '#ui/basis-context.tsx';
import { useWords } from '#ui/words-context.tsx';
import { refusalSentence } from '#words/refusal-words.ts';

/** What to do next with a line; what stands in its way opens the 依据 drawer. */
export function NextStep({ line, onNext }: { line: LedgerLine; onNext: (line: LedgerLine) => void }) {
  const { say, language } = useWords();
  const basis = useBasis();
  const [refusal] = line.next.refused;
  const label = line.next.label || say('ledger.nothing-next');
  const said = refusal && refusalSentence(language, refusal);
  return (
    <span className="next-step">
      {line.next.step === null ? (
        <span className="muted">{label}</span>
      ) : (
        <button
          type="button"
          className="link-button"
          onClick={() => onNext(line)}
          aria-label={`${label} ${line.headName}`}
        >
          {label}
        </button>
      )}
      {said !== undefined && (
        <button
          type="button"
          className="plain-button next-why"
          title={said}
          aria-label={`${say('ledger.why-not')}：${said}`}
          onClick={() => {
            const source = clauseRef(refusal?.clause);
            basis.open({ title: label, said, sources: source ? [source] : [] });
          }}
        >
          <QuestionCircleOutlined aria-hidden="true" />
        </button>
      )}
    </span>
  );
}

import { Button } from 'antd';
import type { RefusalReply } from '#contract/values.ts';
import { refusalSentence } from '#words/refusal-words.ts';
import { clauseRef, useBasis } from './basis-context.tsx';
import { useWords } from './words-context.tsx';

/** An act that cannot be done yet: its greyed button, one sentence why, and the clause behind it. */
export function RefusedAct({ label, refusals }: { label: string; refusals: readonly RefusalReply[] }) {
  return (
    <div className="refused">
      <Button disabled>{label}</Button>
      {refusals.map((refusal) => (
        <RefusalLine
          key={`${refusal.code}${refusal.step ?? ''}${refusal.parameter ?? ''}`}
          refusal={refusal}
          of={label}
        />
      ))}
    </div>
  );
}

/** The sentence of one refusal, opening its clause. */
export function RefusalLine({ refusal, of }: { refusal: RefusalReply; of: string }) {
  const { say, language } = useWords();
  const basis = useBasis();
  const said = refusalSentence(language, refusal);
  const source = clauseRef(refusal.clause);
  return (
    <span className="refused-why">
      {said}{' '}
      {source && (
        <button
          type="button"
          className="link-button"
          onClick={() => basis.open({ title: of, said, sources: [source] })}
        >
          {say('basis.title')}
        </button>
      )}
    </span>
  );
}

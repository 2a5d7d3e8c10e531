import { countText } from '#words/number-forms.ts';
import { useWords } from './words-context.tsx';

type Rows = { rows: number; accepted: number; rejected: number; duplicate: number; flagged: number; ignored: number };

/** 共 120 行 = 采纳 117 + 退回 3 + 重复 0 ✓. What is in no sum stands after it. */
export function RowSum({ rows }: { rows: Rows }) {
  const { say, language } = useWords();
  const n = (count: number) => ({ n: countText(language, count) });
  const gap = rows.rows - rows.accepted - rows.rejected - rows.duplicate;
  return (
    <p className="sum">
      <span className="sum-whole">{say('rows.sum', n(rows.rows))}</span>
      <span>
        <span className="sum-sign">=</span> {say('rows.accepted', n(rows.accepted))}
      </span>
      <span>
        <span className="sum-sign">+</span> {say('rows.rejected', n(rows.rejected))}
      </span>
      <span>
        <span className="sum-sign">+</span> {say('rows.duplicate', n(rows.duplicate))}
      </span>
      {gap === 0 ? (
        <span className="sum-ok">✓ {say('sum.adds-up')}</span>
      ) : (
        <span className="sum-bad">✗ {say('sum.differs', { n: Math.abs(gap) })}</span>
      )}
      {rows.flagged > 0 && <span className="muted">{say('rows.flagged', n(rows.flagged))}</span>}
      {rows.ignored > 0 && <span className="muted">{say('rows.ignored', n(rows.ignored))}</span>}
    </p>
  );
}

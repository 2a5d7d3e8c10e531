import { Link } from '@tanstack/react-router';
import type { FeedBatch } from '#contract/feeds.ts';
import { useWords } from '#ui/words-context.tsx';
import { monthText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import { paths } from '../../paths.ts';
import { resultParts, resultsAddUp } from './feed-data.ts';

/** 报送 120 行 = 认定 3 + 已纳入 97 + 不符合 20 ✓, one line a batch. */
export function ResultList({ batches, withDepartment }: { batches: readonly FeedBatch[]; withDepartment: boolean }) {
  const { say, language } = useWords();
  return (
    <ul>
      {batches.map((batch) => (
        <li key={batch.id} className="batch-line">
          <div className="row">
            <Link to={paths.feedBatch} params={{ id: batch.id }}>
              {batch.feedLabel}
            </Link>
            <span className="muted">
              {[
                withDepartment ? batch.department.label : undefined,
                say('feeds.period', { month: monthText(language, batch.period) }),
                batch.nil ? undefined : batch.fileName,
              ]
                .filter(Boolean)
                .join(' · ')}
            </span>
          </div>
          {batch.nil || batch.results === null ? (
            <p>{say('batch.nil-title')}</p>
          ) : (
            <p className="sum">
              <span className="sum-whole">
                {say('results.reported', { n: countText(language, batch.results.reported) })}
              </span>
              {resultParts(say, batch.results).map((part, index) => (
                <span key={part}>
                  <span className="sum-sign">{index === 0 ? '=' : '+'}</span> {part}
                </span>
              ))}
              {resultsAddUp(batch.results) && <span className="sum-ok">✓ {say('sum.adds-up')}</span>}
            </p>
          )}
          {batch.results !== null && batch.results.reasons.length > 0 && (
            <p className="muted">
              {say('results.reasons', {
                reasons: batch.results.reasons
                  .map(({ text, n }) => `${text ?? say('results.other-reasons')} ${countText(language, n)}`)
                  .join('；'),
              })}
            </p>
          )}
        </li>
      ))}
    </ul>
  );
}

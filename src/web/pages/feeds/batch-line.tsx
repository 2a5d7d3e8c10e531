import { Link } from '@tanstack/react-router';
import type { FeedBatch } from '#contract/feeds.ts';
import { RowSum } from '#ui/row-sum.tsx';
import { useWords } from '#ui/words-context.tsx';
import { momentText } from '#words/date-forms.ts';
import { paths } from '../../paths.ts';

/** One file or nil return of a feed: what it is, its sum, where it stands. */
export function BatchLine({ batch }: { batch: FeedBatch }) {
  const { say, language } = useWords();
  return (
    <li className="batch-line">
      <div className="row">
        <Link to={paths.feedBatch} params={{ id: batch.id }}>
          {batch.nil ? say('batch.nil-title') : batch.fileName}
        </Link>
        <strong className="batch-state" data-state={batch.state}>
          {say(`batch-state.${batch.state}`)}
        </strong>
        <span className="muted spread">
          {batch.receipt === null
            ? momentText(language, batch.uploadedAt)
            : `${say('batch.receipt.no')} ${batch.receipt.no}`}
        </span>
      </div>
      {!batch.nil && <RowSum rows={batch.rows} />}
    </li>
  );
}

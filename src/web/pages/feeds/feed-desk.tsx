import { useMutation } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { FeedBatch, FeedStatus } from '#contract/feeds.ts';
import { routes } from '#contract/routes.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { useBasis } from '#ui/basis-context.tsx';
import { DropArea } from '#ui/drop-area.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { useWords } from '#ui/words-context.tsx';
import { setByText } from '#words/engine-words.ts';
import { ApiError, addressOf, api, upload } from '../../api/client.ts';
import { useAct, useSayFailure } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import { BatchLine } from './batch-line.tsx';
import { feedStateText, isOwed, noUploadText } from './feed-data.ts';
import { UploadProgress } from './upload-progress.tsx';
import './feeds.css';

type Props = {
  feeds: readonly FeedStatus[];
  period: string;
  chosen: string | undefined;
  onChoose: (feed: string) => void;
};

/** What a department reports: the items with their days at the left, dropping a file or 本月无新增 at the right. */
export function FeedDesk({ feeds, period, chosen, onChoose }: Props) {
  const { say } = useWords();
  const [nil, setNil] = useState<FeedBatch>();
  const feed = feeds.find(({ id }) => id === chosen) ?? feeds.find(isOwed) ?? feeds[0];
  if (feed === undefined) return <EmptyState title={say('feeds.none')} hint={say('feeds.none-hint')} />;
  return (
    <>
      {nil && <NilNotice batch={nil} onClose={() => setNil(undefined)} />}
      <div className="feed-desk">
        <ul className="feed-items" aria-label={say('feeds.choose')}>
          {feeds.map((each) => (
            <li key={each.id} className="feed-item" data-chosen={each.id === feed.id ? '' : undefined}>
              <button
                type="button"
                className="plain-button feed-name"
                aria-current={each.id === feed.id ? 'true' : undefined}
                onClick={() => onChoose(each.id)}
              >
                {each.label}
              </button>
              {isOwed(each) ? (
                <DueChip due={each.due} of={each.label} />
              ) : (
                <span className="feed-state" data-state={each.state}>
                  {feedStateText(say, each)}
                </span>
              )}
            </li>
          ))}
        </ul>
        <FeedDetail key={feed.id} feed={feed} period={period} onNil={setNil} />
      </div>
    </>
  );
}

function FeedDetail({ feed, period, onNil }: { feed: FeedStatus; period: string; onNil: (batch: FeedBatch) => void }) {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const sayFailure = useSayFailure();
  const [requestId, setRequestId] = useState('');
  const send = useMutation({
    mutationFn: (files: File[]) => {
      const id = crypto.randomUUID();
      setRequestId(id);
      return upload(routes.uploadFeed, files, { requestId: id, period }, { feed: feed.id });
    },
    onSuccess: async ({ batches }) => {
      const [first] = batches;
      if (first) await navigate({ to: paths.feedBatch, params: { id: first.id } });
    },
    onError: (failure) => {
      const stopped = failure instanceof ApiError && failure.facts['why'] === 'cancelled';
      if (!stopped) sayFailure(failure);
    },
  });
  const nil = useAct(
    () => api(routes.nilReturn, { params: { feed: feed.id }, body: { period } }),
    ({ batch }) => onNil(batch),
  );
  return (
    <section className="feed-detail" aria-label={feed.label}>
      <FeedHead feed={feed} />
      {feed.blocked !== null && (
        <p className="note">
          {say('feeds.blocked', {
            parameter: feed.blocked.parameter,
            setBy: setByText(language, feed.blocked.setBy ?? ''),
          })}
        </p>
      )}
      {feed.may.upload ? (
        <DropArea
          label={feed.label}
          hint={say('feeds.drop-hint')}
          multiple
          busy={send.isPending ? send.variables.map((file) => file.name).join('、') : undefined}
          onFiles={(files) => send.mutate(files)}
        />
      ) : (
        <p className="muted">{noUploadText(say, feed)}</p>
      )}
      {send.isPending && <UploadProgress id={requestId} />}
      {feed.may.nil && (
        <div className="row">
          <Button loading={nil.isPending} onClick={() => nil.mutate(undefined)}>
            {say('feeds.nil')}
          </Button>
          <span className="muted">{say('feeds.nil-hint')}</span>
        </div>
      )}
      {feed.batches.length > 0 && (
        <>
          <h3>{say('feeds.batches')}</h3>
          <ul>
            {feed.batches.map((batch) => (
              <BatchLine key={batch.id} batch={batch} />
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

/** The item with its clause and the columns it takes. */
function FeedHead({ feed }: { feed: FeedStatus }) {
  const { say, language } = useWords();
  const basis = useBasis();
  const labels = (required: boolean) =>
    feed.columns
      .filter((column) => column.required === required)
      .map((column) => column.label)
      .join('、');
  return (
    <>
      <div className="row">
        <h3>{feed.label}</h3>
        {feed.source.length > 0 && (
          <button
            type="button"
            className="link-button"
            aria-label={`${say('basis.title')} ${feed.label}`}
            onClick={() => basis.open({ title: feed.label, sources: feed.source, due: feed.due })}
          >
            {say('basis.title')}
          </button>
        )}
        <a href={addressOf(routes.feedTemplate, { params: { feed: feed.id }, query: { language } })} download>
          {say('feeds.template')}
        </a>
        {feed.note !== null && <span className="muted">{feed.note}</span>}
      </div>
      {labels(true) !== '' && <p className="feed-columns">{say('feeds.needs', { columns: labels(true) })}</p>}
      {labels(false) !== '' && (
        <p className="feed-columns muted">{say('feeds.may-have', { columns: labels(false) })}</p>
      )}
    </>
  );
}

function NilNotice({ batch, onClose }: { batch: FeedBatch; onClose: () => void }) {
  const { say } = useWords();
  return (
    <AfterAct text={say('feeds.nil-done', { feed: batch.feedLabel, no: batch.receipt?.no ?? '' })} onClose={onClose}>
      <Link to={paths.feedBatch} params={{ id: batch.id }}>
        {say('feeds.to-receipt')}
      </Link>
    </AfterAct>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useState } from 'react';
import type { FeedBatch } from '#contract/feeds.ts';
import { routes } from '#contract/routes.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { RowSum } from '#ui/row-sum.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { monthText } from '#words/date-forms.ts';
import { addressOf } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { paths } from '../../paths.ts';
import { BatchActs } from './batch-acts.tsx';
import { BatchColumns } from './batch-columns.tsx';
import { BatchReceipt } from './batch-receipt.tsx';
import { BatchRows } from './batch-rows.tsx';
import { BatchWithdrawal } from './batch-withdrawal.tsx';
import { type BatchTab, batchTabs, type FeedBatchView, feedBatchQuery, feedRowKinds } from './feed-data.ts';
import './feeds.css';

/** One file on its way: 认列, 校验, 确认提交, 回执. */
export function BatchPage() {
  const { say, language } = useWords();
  const { id } = useParams({ from: '/office/feeds/batches/$id' });
  const { data: view, error } = useQuery(feedBatchQuery(id));
  const [reason, setReason] = useState('');
  if (error) throw error;
  if (view === undefined) return <Waiting />;
  const { batch } = view;
  return (
    <>
      <PageHead
        title={batch.nil ? say('batch.nil-title') : batch.fileName}
        note={[
          batch.department.label,
          batch.feedLabel,
          say('feeds.period', { month: monthText(language, batch.period) }),
          say(`batch-state.${batch.state}`),
        ].join(' · ')}
        actions={<BatchActs batch={batch} reason={reason.trim()} />}
      />
      <div className="stack">
        <BatchWithdrawal batch={batch} />
        {batch.receipt !== null && <BatchReceipt batch={batch} />}
        {batch.state === 'cancelled' ? (
          <section className="panel">
            <EmptyState
              title={say('batch-state.cancelled')}
              hint={say('batch.drop-ask')}
              action={<Link to={paths.feeds}>{say('batch.back')}</Link>}
            />
          </section>
        ) : (
          !batch.nil && (
            <>
              <Sums view={view} reason={reason} onReason={setReason} />
              <Parts view={view} />
            </>
          )
        )}
      </div>
    </>
  );
}

/** The adding-up line, what stands in the way, and what happens on confirming. */
function Sums(props: { view: FeedBatchView; reason: string; onReason: (reason: string) => void }) {
  const { say, language } = useWords();
  const mayRows = useMay('feed.rejected-rows');
  const { view } = props;
  const { batch } = view;
  return (
    <section className="panel batch-box">
      <RowSum rows={batch.rows} />
      <Hindrances view={view} />
      {batch.may.confirm && (
        <p>{say('batch.confirm-text', { accepted: batch.rows.accepted, rejected: batch.rows.rejected })}</p>
      )}
      {batch.state === 'previewed' && batch.supplementary > 0 && (
        <div className="batch-reason">
          <p className="note">{say('batch.supplementary', { n: batch.supplementary })}</p>
          <Field label={say('batch.supplementary-reason')}>
            {(id) => (
              <Input
                id={id}
                maxLength={200}
                value={props.reason}
                onChange={(event) => props.onReason(event.target.value)}
              />
            )}
          </Field>
        </div>
      )}
      <People batch={batch} />
      <Outcomes batch={batch} />
      {view.missingValues.map((missing) => (
        <p key={missing.name} className="muted">
          {say('batch.missing-values', { name: missing.name, n: missing.rows })}
        </p>
      ))}
      {batch.droppedColumns.length > 0 && (
        <p className="muted">{say('batch.dropped-columns', { columns: batch.droppedColumns.join('、') })}</p>
      )}
      {view.unreadSheets.length > 0 && (
        <p className="muted">{say('batch.unread-sheets', { sheets: view.unreadSheets.join('、') })}</p>
      )}
      {batch.may.rejectedRows && mayRows && (
        <div className="row">
          <a
            className="batch-download"
            href={addressOf(routes.feedRejectedRows, { params: { id: batch.id }, query: { language } })}
            download
          >
            {say('rows.download')}
          </a>
          <span className="muted batch-hint">{say('rows.download-hint')}</span>
        </div>
      )}
    </section>
  );
}

function Hindrances({ view: { batch, missingColumns } }: { view: FeedBatchView }) {
  const { say } = useWords();
  if (batch.state !== 'previewed') return null;
  return (
    <>
      {missingColumns.length > 0 && (
        <p className="note">{say('batch.missing-columns', { columns: missingColumns.join('、') })}</p>
      )}
      {batch.sameAs !== null && (
        <p className="note">
          {say('batch.same-as')}{' '}
          <Link to={paths.feedBatch} params={{ id: batch.sameAs }}>
            {say('batch.same-as-which')}
          </Link>
        </p>
      )}
      {batch.rows.accepted === 0 && missingColumns.length === 0 && (
        <p className="note">{say('batch.nothing-accepted')}</p>
      )}
    </>
  );
}

const outcomes = [
  'lead',
  'evidence',
  'line',
  'already',
  'repeat',
  'ambiguous',
  'nothing',
  'unknown',
  'blocked',
] as const;

/** 采纳 = 在册 + 不在册 + 待人定, for the bureau. */
function People({ batch }: { batch: FeedBatch }) {
  const { say } = useWords();
  const { people } = batch;
  if (people === null) return null;
  return (
    <p className="sum">
      <span className="sum-whole">{say('rows.accepted', { n: batch.rows.accepted })}</span>
      {(['matched', 'absent', 'ambiguous'] as const).map((kind, at) => (
        <span key={kind}>
          <span className="sum-sign">{at === 0 ? '=' : '+'}</span> {say(`batch.people.${kind}`, { n: people[kind] })}
        </span>
      ))}
    </p>
  );
}

/** 采纳 = what became of every accepted row, all of them once confirmed. */
function Outcomes({ batch }: { batch: FeedBatch }) {
  const { say } = useWords();
  const confirmed = batch.receipt !== null;
  const shown = outcomes.filter((outcome) => batch.outcomes[outcome] > 0);
  if (shown.length === 0) return null;
  const sum = outcomes.reduce((all, outcome) => all + batch.outcomes[outcome], 0);
  return (
    <p className="sum">
      {confirmed ? (
        <span className="sum-whole">{say('rows.accepted', { n: batch.rows.accepted })}</span>
      ) : (
        <span className="muted">{say('batch.outcomes')}</span>
      )}
      {shown.map((outcome, at) => (
        <span key={outcome}>
          {confirmed && <span className="sum-sign">{at === 0 ? '=' : '+'}</span>}{' '}
          {say(`batch.outcome.${outcome}`, { n: batch.outcomes[outcome] })}
        </span>
      ))}
      {confirmed && sum === batch.rows.accepted && <span className="sum-ok">✓ {say('sum.adds-up')}</span>}
    </p>
  );
}

/** Rows sent back, repeated, remarked on or undecided, and the columns. */
function Parts({ view }: { view: FeedBatchView }) {
  const { say } = useWords();
  const search = useSearch({ from: '/office/feeds/batches/$id' });
  const navigate = useNavigate();
  const { batch } = view;
  const counts: Record<BatchTab, number | undefined> = {
    rejected: batch.rows.rejected,
    duplicate: batch.rows.duplicate,
    flagged: batch.rows.flagged,
    unknown: batch.outcomes.unknown,
    columns: undefined,
  };
  const first = view.missingColumns.length > 0 ? undefined : feedRowKinds.find((kind) => (counts[kind] ?? 0) > 0);
  const tab = search.tab ?? first ?? 'columns';
  return (
    <>
      <TabBar
        label={say('list.tabs')}
        tabs={batchTabs.map((id) => ({ id, label: say(`batch.tab.${id}`), count: counts[id] }))}
        value={tab}
        onChange={(next) =>
          void navigate({ to: paths.feedBatch, params: { id: batch.id }, search: { tab: next }, replace: true })
        }
      />
      {tab === 'columns' ? (
        <BatchColumns key={batch.id} view={view} />
      ) : (
        <BatchRows key={tab} id={batch.id} outcome={tab} faults={view.faults} />
      )}
    </>
  );
}

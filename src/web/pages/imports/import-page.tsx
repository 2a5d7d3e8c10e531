import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useParams, useSearch } from '@tanstack/react-router';
import { App, Button } from 'antd';
import type { ImportReport } from '#contract/imports.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { RowSum } from '#ui/row-sum.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { Progress, Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { errorSentence } from '#words/error-words.ts';
import { countText } from '#words/number-forms.ts';
import { addressOf, api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import { ImportChanges } from './import-changes.tsx';
import { ImportColumns } from './import-columns.tsx';
import {
  changeKinds,
  type ImportTab,
  type ImportView,
  importQuery,
  importTabs,
  isRunning,
  rowKinds,
} from './import-data.ts';
import { ImportRows } from './import-rows.tsx';
import { UndoButton, UndoneReport } from './import-undo.tsx';
import './imports.css';

/** One file: being read, looked through, confirmed or given up, and afterwards what it did. */
export function ImportPage() {
  const { say, language } = useWords();
  const { id } = useParams({ from: '/office/imports/$id' });
  const { data: view, error } = useQuery(importQuery(id));
  if (error) throw error;
  if (view === undefined) return <Waiting />;
  const { batch } = view;
  const about = [
    batch.shape !== null && say(`imports.shape.${batch.shape}`),
    batch.asOf !== null && `${say('imports.as-of-column')} ${dateText(language, plainDate(batch.asOf))}`,
    batch.area?.name ?? say('imports.area-all'),
    say(`imports.state.${batch.state}`),
  ].filter(Boolean);
  return (
    <>
      <PageHead title={batch.fileName} note={about.join(' · ')} actions={<Acts view={view} />} />
      <div className="stack">
        <Standing view={view} />
        {view.undone !== null && <UndoneReport undone={view.undone} />}
        {view.report !== null && batch.state !== 'cancelled' && <Report view={view} report={view.report} />}
      </div>
    </>
  );
}

function Acts({ view }: { view: ImportView }) {
  const { say } = useWords();
  const { modal } = App.useApp();
  const { batch, may } = view;
  const params = { id: batch.id };
  const apply = useAct(() => api(routes.applyImport, { params, body: {} }));
  const cancel = useAct(() => api(routes.cancelImport, { params, body: {} }));
  return (
    <>
      {may.cancel && (
        <Button
          loading={cancel.isPending}
          onClick={() =>
            void modal.confirm({
              title: say('imports.cancel'),
              content: say('imports.cancel-ask'),
              okText: say('imports.cancel'),
              cancelText: say('do.close'),
              onOk: () => cancel.mutate(undefined),
            })
          }
        >
          {say('imports.cancel')}
        </Button>
      )}
      {batch.state === 'previewed' && (
        <Button type="primary" disabled={!may.apply} loading={apply.isPending} onClick={() => apply.mutate(undefined)}>
          {say('imports.apply')}
        </Button>
      )}
      {may.undo && <UndoButton id={batch.id} />}
      {!may.cancel && !isRunning(batch.state) && (
        <Link to={paths.imports}>
          <Button tabIndex={-1}>{say('imports.another')}</Button>
        </Link>
      )}
    </>
  );
}

/** What is happening, or what stands in the way. */
function Standing({ view: { batch, report } }: { view: ImportView }) {
  const { say, language } = useWords();
  const navigate = useNavigate();
  switch (batch.state) {
    case 'read':
    case 'applying':
      return (
        <section className="panel import-box">
          <p>{say(batch.state === 'read' ? 'imports.reading' : 'imports.applying')}</p>
          {batch.progress.total === 0 ? (
            <p role="status">{say('imports.rows-read', { n: countText(language, batch.progress.done) })}</p>
          ) : (
            <Progress done={batch.progress.done} total={batch.progress.total} />
          )}
        </section>
      );
    case 'refused':
      return (
        <section className="panel">
          <EmptyState
            title={say('imports.not-usable')}
            hint={errorSentence(language, batch.error?.code ?? 'file-unreadable', batch.error?.facts ?? {})}
            action={<Link to={paths.imports}>{say('imports.another')}</Link>}
          />
        </section>
      );
    case 'cancelled':
      return (
        <section className="panel">
          <EmptyState
            title={say('imports.state.cancelled')}
            hint={say('imports.cancelled')}
            action={<Link to={paths.imports}>{say('imports.another')}</Link>}
          />
        </section>
      );
    case 'applied':
      return report === null ? null : (
        <AfterAct
          text={say('imports.applied', {
            added: countText(language, report.households.added),
            changed: countText(language, report.households.changed),
          })}
          next={{ label: say('imports.to-register'), go: () => void navigate({ to: paths.register }) }}
        />
      );
    default:
      return batch.sameAs === null ? null : (
        <p className="note">
          {say('imports.same-as')}{' '}
          <Link to={paths.import} params={{ id: batch.sameAs }}>
            {say('imports.same-as-which')}
          </Link>
        </p>
      );
  }
}

function Report({ view, report }: { view: ImportView; report: ImportReport }) {
  const { say, language } = useWords();
  const navigate = useNavigate();
  const mayRows = useMay('registry.rejected-rows');
  const { batch } = view;
  const search = useSearch({ from: '/office/imports/$id' });
  const counts: Partial<Record<ImportTab, number>> = {
    ...Object.fromEntries(changeKinds.map((kind) => [kind, report.households[kind]])),
    ...Object.fromEntries(rowKinds.map((kind) => [kind, report.rows[kind]])),
  };
  const tab = search.tab ?? firstTab(counts);
  return (
    <>
      <section className="panel import-box">
        <RowSum rows={report.rows} />
        <Counts report={report} />
        <p>
          {say('imports.values', {
            added: countText(language, report.values.added),
            changed: countText(language, report.values.changed),
            conflicts: countText(language, report.values.conflicts),
          })}
          {report.values.confirmed > 0 &&
            ` ${say('imports.values-confirmed', { n: countText(language, report.values.confirmed) })}`}
        </p>
        {batch.state === 'applied' && report.values.conflicts > 0 && (
          <p>
            <Link to={paths.differences}>{say('imports.to-differences')}</Link>
          </p>
        )}
        {view.unreadSheets.length > 0 && (
          <p className="muted">{say('imports.unread-sheets', { sheets: view.unreadSheets.join('、') })}</p>
        )}
        {view.may.rejectedRows && mayRows && (
          <div className="row">
            <Button href={addressOf(routes.rejectedRows, { params: { id: batch.id }, query: { language } })} download>
              {say('rows.download')}
            </Button>
            <span className="muted import-download-hint">{say('rows.download-hint')}</span>
          </div>
        )}
      </section>
      <TabBar
        label={say('list.tabs')}
        tabs={importTabs.map((id) => ({
          id,
          label: say(`imports.tab.${id}`),
          count: counts[id] === undefined ? undefined : Number(counts[id]),
        }))}
        value={tab}
        onChange={(next) =>
          void navigate({ to: paths.import, params: { id: batch.id }, search: { tab: next }, replace: true })
        }
      />
      {tab === 'columns' ? (
        <ImportColumns columns={view.columns} />
      ) : tab === 'rejected' || tab === 'duplicate' || tab === 'flagged' ? (
        <ImportRows key={tab} id={batch.id} outcome={tab} report={report} />
      ) : (
        <ImportChanges key={tab} id={batch.id} kind={tab} />
      )}
    </>
  );
}

/** What needs a look first: what contradicts, then what changes, what comes new, what was sent back. */
function firstTab(counts: Partial<Record<ImportTab, number>>): ImportTab {
  const order: ImportTab[] = ['changed', 'conflicting', 'added', 'rejected', 'gone'];
  return order.find((tab) => (counts[tab] ?? 0) > 0) ?? 'added';
}

const columns = ['file', 'added', 'changed', 'unchanged', 'conflicting', 'gone'] as const;
const signs: Partial<Record<(typeof columns)[number], string>> = {
  added: '=',
  changed: '+',
  unchanged: '+',
  conflicting: '+',
};

/** Households and persons of the file: in the file = new + changed + unchanged + contradicting. */
function Counts({ report }: { report: ImportReport }) {
  const { say, language } = useWords();
  return (
    <div className="import-counts-scroll">
      <table className="import-counts">
        <thead>
          <tr>
            <td />
            {columns.map((column) => (
              <th key={column} scope="col">
                {say(`imports.count.${column}`)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {(['households', 'persons'] as const).map((of) => (
            <tr key={of}>
              <th scope="row">{say(`imports.${of}`)}</th>
              {columns.map((column) => (
                <td key={column}>
                  {signs[column] !== undefined && <span className="sum-sign">{signs[column]} </span>}
                  {countText(language, report[of][column])}
                </td>
              ))}
            </tr>
          ))}
        </tbody>
      </table>
    </div>
  );
}

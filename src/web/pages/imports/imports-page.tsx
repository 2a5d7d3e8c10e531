import { useMutation, useQuery, useQueryClient } from '@tanstack/react-query';
import { Link, useNavigate } from '@tanstack/react-router';
import { Select } from 'antd';
import { useState } from 'react';
import type { ImportBatch } from '#contract/imports.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { DayInput } from '#ui/day-input.tsx';
import { DropArea } from '#ui/drop-area.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { RowSum } from '#ui/row-sum.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText, momentText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import { upload } from '../../api/client.ts';
import { useSayFailure } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import { areasQuery } from '../areas/areas-data.ts';
import { importsQuery, isRunning } from './import-data.ts';
import './imports.css';

const PAGE_SIZE = 20;

/** 导入名册: files in, and what became of those before. */
export function ImportsPage() {
  const { say } = useWords();
  return (
    <>
      <PageHead title={say('imports.title')} />
      <div className="stack">
        <TakeIn />
        <Past />
      </div>
    </>
  );
}

/** The drop area with what the files are for. A single file opens its preview at once. */
function TakeIn() {
  const { say } = useWords();
  const navigate = useNavigate();
  const client = useQueryClient();
  const sayFailure = useSayFailure();
  const { data: areas } = useQuery(areasQuery);
  const [area, setArea] = useState<number>();
  const [asOf, setAsOf] = useState('');
  const send = useMutation({
    mutationFn: (files: File[]) =>
      upload(routes.uploadImports, files, {
        requestId: crypto.randomUUID(),
        ...(area === undefined ? {} : { area }),
        ...(asOf === '' ? {} : { asOf }),
      }),
    onSuccess: async ({ batches }) => {
      const [only] = batches;
      if (batches.length === 1 && only !== undefined) await navigate({ to: paths.import, params: { id: only } });
      else await client.invalidateQueries({ queryKey: ['imports'] });
    },
    onError: sayFailure,
  });
  return (
    <section className="stack">
      <DropArea
        label={say('imports.title')}
        hint={say('imports.drop-hint')}
        multiple
        busy={send.isPending ? send.variables.map((file) => file.name).join('、') : undefined}
        onFiles={(files) => send.mutate(files)}
      />
      <div className="import-options">
        <Field label={say('imports.area')}>
          {(id) => (
            <Select
              id={id}
              style={{ width: '100%' }}
              showSearch={{ optionFilterProp: 'label' }}
              value={area ?? 0}
              options={[
                { value: 0, label: say('imports.area-all') },
                ...(areas?.towns ?? []).map((town) => ({ value: town.id, label: town.name })),
              ]}
              onChange={(value: number) => setArea(value === 0 ? undefined : value)}
            />
          )}
        </Field>
        <Field label={say('imports.as-of')} hint={say('imports.as-of-hint')}>
          {(id) => <DayInput id={id} value={asOf} onChange={setAsOf} />}
        </Field>
      </div>
    </section>
  );
}

function Past() {
  const { say } = useWords();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const { data, error } = useQuery({ ...importsQuery(limit), placeholderData: (before) => before });
  if (error) throw error;
  return (
    <section className="panel import-past">
      <h2>{say('imports.past')}</h2>
      {data === undefined ? (
        <Waiting />
      ) : data.batches.length === 0 ? (
        <EmptyState title={say('imports.empty')} hint={say('imports.empty-hint')} />
      ) : (
        <ul>
          {data.batches.map((batch) => (
            <PastImport key={batch.id} batch={batch} />
          ))}
        </ul>
      )}
      {data && data.total > data.batches.length && limit < 100 && (
        <button type="button" className="link-button import-more" onClick={() => setLimit(Math.min(100, limit + 40))}>
          {say('list.more', { n: Math.min(100, limit + 40, data.total) - data.batches.length })}
        </button>
      )}
    </section>
  );
}

function PastImport({ batch }: { batch: ImportBatch }) {
  const { say, language } = useWords();
  const shape = batch.shape === null ? say('imports.shape-unknown') : say(`imports.shape.${batch.shape}`);
  const about = [
    shape,
    batch.asOf !== null && `${say('imports.as-of-column')} ${dateText(language, plainDate(batch.asOf))}`,
    batch.area?.name ?? say('imports.area-all'),
  ].filter(Boolean);
  const { done, total } = batch.progress;
  return (
    <li className="import-line">
      <div className="row">
        <Link to={paths.import} params={{ id: batch.id }}>
          {batch.fileName}
        </Link>
        <span className="muted">{about.join(' · ')}</span>
        <strong className="spread import-state" data-state={batch.state}>
          {say(`imports.state.${batch.state}`)}
          {isRunning(batch.state) &&
            total > 0 &&
            ` ${say('imports.progress', { done: countText(language, done), total: countText(language, total) })}`}
        </strong>
      </div>
      <div className="row">
        {batch.rows !== null && <RowSum rows={batch.rows} />}
        <span className="muted spread">
          {batch.uploadedBy.startsWith('system:') ? say('imports.by-system') : batch.uploadedBy}{' '}
          {momentText(language, batch.uploadedAt)}
        </span>
      </div>
    </li>
  );
}

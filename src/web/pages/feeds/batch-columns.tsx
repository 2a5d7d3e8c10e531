import { Button, Select } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import type { FeedBatchView } from './feed-data.ts';

const LEFT_OUT = '';

/** 认列: what each column was taken for; an answer given here is remembered for the department. */
export function BatchColumns({ view }: { view: FeedBatchView }) {
  const { say } = useWords();
  const { batch, columns, fields } = view;
  const [changed, setChanged] = useState<Readonly<Record<string, string | null>>>({});
  const save = useAct(
    () => api(routes.setFeedColumns, { params: { id: batch.id }, body: { columns: { ...changed } } }),
    () => setChanged({}),
  );
  const options = [
    { value: LEFT_OUT, label: say('batch.column.leave-out') },
    ...fields.map((field) => ({
      value: field.key,
      label: field.required ? say('batch.column.required', { label: field.label }) : field.label,
    })),
  ];
  return (
    <section className="panel">
      {batch.may.columns && (
        <div className="row batch-columns-head">
          <p className="muted">{say('batch.columns-hint')}</p>
          <Button
            className="spread"
            type="primary"
            ghost
            disabled={Object.keys(changed).length === 0}
            loading={save.isPending}
            onClick={() => save.mutate(undefined)}
          >
            {say('batch.column.read-again')}
          </Button>
        </div>
      )}
      <div className="batch-columns-scroll">
        <table className="batch-columns">
          <thead>
            <tr>
              <th scope="col">{say('rows.column')}</th>
              <th scope="col">{say('batch.column.heading')}</th>
              <th scope="col">{say('batch.column.taken-for')}</th>
            </tr>
          </thead>
          <tbody>
            {columns.map((column) => (
              <tr key={`${column.sheet}${column.letters}`}>
                <td className="muted">{column.letters}</td>
                <td>{column.heading}</td>
                <td>
                  {batch.may.columns && column.use !== 'checked' ? (
                    <Select
                      aria-label={say('batch.column.which', { heading: column.heading })}
                      style={{ width: 240, maxWidth: '100%' }}
                      value={key(changed, column)}
                      options={options}
                      onChange={(field: string) =>
                        setChanged({ ...changed, [column.key]: field === LEFT_OUT ? null : field })
                      }
                    />
                  ) : (
                    <span className={column.use === 'field' ? '' : 'muted'}>
                      {column.use === 'checked'
                        ? say('batch.column.checked')
                        : column.use === 'repeated'
                          ? say('batch.column.repeated')
                          : (column.label ?? say('batch.column.leave-out'))}
                    </span>
                  )}
                </td>
              </tr>
            ))}
          </tbody>
        </table>
      </div>
    </section>
  );
}

function key(changed: Readonly<Record<string, string | null>>, column: FeedBatchView['columns'][number]): string {
  if (Object.hasOwn(changed, column.key)) return changed[column.key] ?? LEFT_OUT;
  return column.use === 'field' ? (column.field ?? LEFT_OUT) : LEFT_OUT;
}

import { useWords } from '#ui/words-context.tsx';
import type { ImportView } from './import-data.ts';

/** 认列: every column of the file and what it was taken for. */
export function ImportColumns({ columns }: { columns: ImportView['columns'] }) {
  const { say } = useWords();
  return (
    <section className="panel import-columns-scroll">
      <table className="import-columns">
        <thead>
          <tr>
            <th scope="col">{say('rows.column')}</th>
            <th scope="col">{say('imports.column.heading')}</th>
            <th scope="col">{say('imports.column.taken-for')}</th>
          </tr>
        </thead>
        <tbody>
          {columns.map((column) => (
            <tr key={`${column.sheet}${column.letters}`}>
              <td className="muted">{column.letters}</td>
              <td>{column.heading}</td>
              <td className={column.use === 'field' ? '' : 'muted'}>{takenFor(say, column)}</td>
            </tr>
          ))}
        </tbody>
      </table>
    </section>
  );
}

function takenFor(say: ReturnType<typeof useWords>['say'], column: ImportView['columns'][number]): string {
  switch (column.use) {
    case 'field':
      return column.label ?? column.heading;
    case 'repeated':
      return say('imports.column.repeated');
    case 'dropped':
      return say('imports.column.dropped');
    case 'unknown':
      return say('imports.column.not-read');
  }
}

import { Link } from '@tanstack/react-router';
import { type ReactNode, useState } from 'react';
import { plainDate } from '#domain/values/plain-date.ts';
import { DataGrid, type GridColumn } from '#ui/data-grid.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dayText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { paths } from '../../paths.ts';
import type { DispatchLine } from './dispatch-data.ts';
import { Elsewhere } from './elsewhere.tsx';
import { PlaceLead } from './place-lead.tsx';

type Props = {
  lines: readonly DispatchLine[];
  /** Lines somebody keeps back; all others that have a place go out. */
  left: ReadonlySet<string>;
  onLeft: (left: ReadonlySet<string>) => void;
  empty: ReactNode;
};

/** One line a household with the departments that named it side by side. */
export function DispatchGrid({ lines, left, onLeft, empty }: Props) {
  const { say } = useWords();
  const [current, setCurrent] = useState<string>();
  const placed = lines.filter((line) => !line.unplaced).map((line) => line.id);
  return (
    <DataGrid
      label={say('dispatch.title')}
      rows={lines}
      rowKey={(line) => line.id}
      rowName={(line) => line.headName}
      columns={useColumns()}
      current={current}
      onCurrent={setCurrent}
      chosen={{
        keys: new Set(placed.filter((id) => !left.has(id))),
        able: (id) => placed.includes(id),
        onChange: (keys) =>
          onLeft(new Set([...[...left].filter((id) => !placed.includes(id)), ...placed.filter((id) => !keys.has(id))])),
      }}
      footer={empty}
    />
  );
}

function useColumns(): GridColumn<DispatchLine>[] {
  const { say } = useWords();
  return [
    {
      key: 'head',
      title: say('dispatch.household'),
      width: 84,
      pin: true,
      render: (line) =>
        line.household === null ? (
          line.headName
        ) : (
          <Link to={paths.household} params={{ id: line.household }}>
            {line.headName}
          </Link>
        ),
    },
    {
      key: 'place',
      title: say('dispatch.place'),
      width: 172,
      render: (line) => <Place line={line} />,
    },
    { key: 'sources', title: say('dispatch.sources'), width: 236, render: (line) => <Sources line={line} /> },
    { key: 'text', title: say('dispatch.text'), width: 190, render: (line) => line.text },
    { key: 'notes', title: say('dispatch.notes'), width: 150, render: (line) => <Notes line={line} /> },
  ];
}

function Place({ line }: { line: DispatchLine }) {
  if (line.unplaced) return <PlaceLead line={line} />;
  return [line.town?.name, line.village && villageText(line.village.name)].filter(Boolean).join(' ');
}

function Sources({ line }: { line: DispatchLine }) {
  const { language, today } = useWords();
  const days = new Map<string, { source: DispatchLine['sources'][number]; times: number }>();
  for (const source of line.sources) {
    const key = `${source.department}${source.label}${source.on}`;
    days.set(key, { source, times: (days.get(key)?.times ?? 0) + 1 });
  }
  return (
    <ul className="dispatch-sources">
      {[...days].map(([key, { source, times }]) => (
        <li key={key}>
          <strong>{source.department}</strong> {source.label}
          {times > 1 && ` ×${times}`}{' '}
          <span className="muted dispatch-day">{dayText(language, plainDate(source.on), today)}</span>
        </li>
      ))}
    </ul>
  );
}

function Notes({ line }: { line: DispatchLine }) {
  const { say } = useWords();
  return (
    <span className="dispatch-notes">
      {line.evidenceCount > 1 && <span>{say('dispatch.pieces', { n: line.evidenceCount })}</span>}
      {line.repeats?.state === 'marked' && <span className="dispatch-mark">{say('repeat.mark')}</span>}
      {line.provisionalHousehold && <Elsewhere lead={line.id} name={line.headName} />}
      {line.monitored && <span className="dispatch-mark">{say('dispatch.monitored')}</span>}
      {line.openLead !== null && (
        <Link to={paths.ledger} search={{ tab: 'all', lead: line.openLead.id }}>
          {say('dispatch.open-lead', { no: line.openLead.no })}
        </Link>
      )}
    </span>
  );
}

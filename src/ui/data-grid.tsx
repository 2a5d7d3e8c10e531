import { type ClipboardEvent, type CSSProperties, Fragment, type ReactNode } from 'react';
import { useRowKeys } from './use-row-keys.ts';
import { useWords } from './words-context.tsx';
import './data-grid.css';

export type GridColumn<Row> = {
  key: string;
  title: string;
  /** Pixels; the sum is the least width of the table. */
  width: number;
  /** Stays at the left edge while the rest scrolls. Pinned columns come first. */
  pin?: boolean;
  align?: 'right';
  hint?: string;
  render: (row: Row) => ReactNode;
};

type Props<Row> = {
  label: string;
  rows: readonly Row[];
  rowKey: (row: Row) => string;
  rowName: (row: Row) => string;
  columns: readonly GridColumn<Row>[];
  /** `able`: rows that may be chosen; all when it is left out. */
  chosen?: {
    keys: ReadonlySet<string>;
    onChange: (keys: ReadonlySet<string>) => void;
    able?: (key: string) => boolean;
  };
  current?: string | undefined;
  /** The row that got the focus. */
  onCurrent?: (key: string) => void;
  onOpen?: (key: string) => void;
  onBack?: () => void;
  onSaveNext?: (key: string) => void;
  onPaste?: (event: ClipboardEvent<HTMLElement>) => void;
  rowState?: (row: Row) => string | undefined;
  /** A line under a row: why an act was refused. */
  below?: (row: Row) => ReactNode;
  footer?: ReactNode;
};

const CHECK_WIDTH = 40;

/** A dense list with pinned columns, choice of rows and the keys of every list. */
export function DataGrid<Row>(props: Props<Row>) {
  const { columns, rows, chosen } = props;
  const onKeyDown = useRowKeys({ onOpen: props.onOpen, onBack: props.onBack, onSaveNext: props.onSaveNext });
  const pins = pinnedLefts(columns, chosen ? CHECK_WIDTH : 0);
  const width = columns.reduce((sum, column) => sum + column.width, chosen ? CHECK_WIDTH : 0);
  // Without rows nothing in it takes the keys that scroll it.
  const scrolled = rows.length === 0 ? { tabIndex: 0, role: 'region', 'aria-label': props.label } : {};
  return (
    <div className="grid-scroll" onPaste={props.onPaste} {...scrolled}>
      {/* biome-ignore lint/a11y/noNoninteractiveElementToInteractiveRole: a table whose rows take keys is a grid */}
      <table className="grid" role="grid" aria-label={props.label} style={{ minWidth: width }} onKeyDown={onKeyDown}>
        <colgroup>
          {chosen && <col style={{ width: CHECK_WIDTH }} />}
          {columns.map((column) => (
            <col key={column.key} style={{ width: column.width }} />
          ))}
        </colgroup>
        <thead>
          <tr>
            {chosen && (
              <th className="grid-pin grid-check" style={{ left: 0 }}>
                <ChooseAll rows={rows} rowKey={props.rowKey} chosen={chosen} />
              </th>
            )}
            {columns.map((column) => (
              <th key={column.key} scope="col" title={column.hint} {...pinned(pins, column.key, column.align)}>
                {column.title}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {rows.map((row, index) => (
            <GridRow key={props.rowKey(row)} {...props} row={row} pins={pins} first={index === 0} />
          ))}
        </tbody>
      </table>
      {rows.length === 0 && props.footer}
    </div>
  );
}

function GridRow<Row>(props: Props<Row> & { row: Row; pins: Map<string, number>; first: boolean }) {
  const { row, columns, chosen, pins } = props;
  const { say } = useWords();
  const key = props.rowKey(row);
  const isChosen = chosen?.keys.has(key) ?? false;
  const isCurrent = props.current === key;
  const below = props.below?.(row);
  return (
    <Fragment>
      <tr
        data-row={key}
        data-state={props.rowState?.(row)}
        data-chosen={isChosen ? '' : undefined}
        aria-selected={isCurrent}
        tabIndex={isCurrent || (props.current === undefined && props.first) ? 0 : -1}
        onFocus={() => props.onCurrent?.(key)}
        onDoubleClick={() => props.onOpen?.(key)}
      >
        {chosen && (
          <td className="grid-pin grid-check" style={{ left: 0 }}>
            <input
              type="checkbox"
              aria-label={say('list.choose-row', { name: props.rowName(row) })}
              checked={isChosen}
              disabled={chosen.able?.(key) === false}
              onChange={() => chosen.onChange(toggled(chosen.keys, key))}
            />
          </td>
        )}
        {columns.map((column) => (
          <td key={column.key} {...pinned(pins, column.key, column.align)}>
            {column.render(row)}
          </td>
        ))}
      </tr>
      {below && (
        <tr className="grid-below">
          <td colSpan={columns.length + (chosen ? 1 : 0)}>
            <div className="grid-below-text">{below}</div>
          </td>
        </tr>
      )}
    </Fragment>
  );
}

function ChooseAll<Row>({
  rows,
  rowKey,
  chosen,
}: Pick<Props<Row>, 'rows' | 'rowKey'> & Required<Pick<Props<Row>, 'chosen'>>) {
  const { say } = useWords();
  const keys = rows.map(rowKey).filter((key) => chosen.able?.(key) !== false);
  const count = keys.filter((key) => chosen.keys.has(key)).length;
  const all = keys.length > 0 && count === keys.length;
  return (
    <input
      type="checkbox"
      aria-label={say('list.choose-all')}
      checked={all}
      ref={(box) => {
        if (box) box.indeterminate = count > 0 && !all;
      }}
      onChange={() => chosen.onChange(new Set(all ? [] : keys))}
    />
  );
}

function toggled(keys: ReadonlySet<string>, key: string): ReadonlySet<string> {
  const next = new Set(keys);
  if (!next.delete(key)) next.add(key);
  return next;
}

function pinnedLefts<Row>(columns: readonly GridColumn<Row>[], start: number): Map<string, number> {
  const lefts = new Map<string, number>();
  let left = start;
  for (const column of columns) {
    if (!column.pin) break;
    lefts.set(column.key, left);
    left += column.width;
  }
  return lefts;
}

function pinned(
  pins: Map<string, number>,
  key: string,
  align: 'right' | undefined,
): { className?: string; style?: CSSProperties } {
  const left = pins.get(key);
  const last = [...pins.keys()].at(-1) === key;
  const style: CSSProperties = { ...(left === undefined ? {} : { left }), ...(align ? { textAlign: align } : {}) };
  return { ...(left === undefined ? {} : { className: last ? 'grid-pin grid-pin-last' : 'grid-pin' }), style };
}

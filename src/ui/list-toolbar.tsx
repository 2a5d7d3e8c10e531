import { DownOutlined, FilterOutlined, SearchOutlined } from '@ant-design/icons';
import { Badge, Button, Checkbox, Input, Popover } from 'antd';
import { type ReactNode, useEffect, useState } from 'react';
import { SavedViews, type Views } from './saved-views.tsx';
import { useWords } from './words-context.tsx';

type Columns = {
  all: readonly { key: string; title: string }[];
  hidden: ReadonlySet<string>;
  onHidden: (hidden: ReadonlySet<string>) => void;
};

type Props = {
  q: string;
  onSearch: (q: string) => void;
  filters?: { content: ReactNode; count: number; onClear: () => void };
  views?: Views;
  exportTo?: string | undefined;
  printTo?: string | undefined;
  columns?: Columns;
  children?: ReactNode;
};

/** The bar every list has: search, filters, saved views, export, print, columns. */
export function ListToolbar(props: Props) {
  const { say } = useWords();
  const { filters, views, columns } = props;
  return (
    <search className="toolbar no-print">
      <SearchBox q={props.q} onSearch={props.onSearch} />
      {filters && (
        <Popover trigger="click" placement="bottomLeft" content={<FilterForm {...filters} />}>
          <Badge count={filters.count} size="small" color="#14665a">
            <Button icon={<FilterOutlined />}>{say('list.filter')}</Button>
          </Badge>
        </Popover>
      )}
      {views && <SavedViews {...views} />}
      {props.children}
      <span className="spread" />
      {props.exportTo !== undefined && (
        <Button href={props.exportTo} download>
          {say('list.export')}
        </Button>
      )}
      {props.printTo !== undefined && (
        <Button href={props.printTo} target="_blank" rel="noopener">
          {say('list.print')}
        </Button>
      )}
      {columns && (
        <Popover trigger="click" placement="bottomRight" content={<ColumnChoice {...columns} />}>
          <Button icon={<DownOutlined />} iconPlacement="end">
            {say('list.columns')}
          </Button>
        </Popover>
      )}
    </search>
  );
}

/** Searches while typing, a moment after the last key. */
function SearchBox({ q, onSearch }: { q: string; onSearch: (q: string) => void }) {
  const { say } = useWords();
  const [text, setText] = useState(q);
  useEffect(() => setText(q), [q]);
  useEffect(() => {
    if (text.trim() === q) return;
    const timer = setTimeout(() => onSearch(text.trim()), 300);
    return () => clearTimeout(timer);
  }, [text, q, onSearch]);
  return (
    <Input
      className="toolbar-search"
      allowClear
      prefix={<SearchOutlined aria-hidden="true" />}
      aria-label={say('list.search')}
      placeholder={say('list.search-hint')}
      title={say('list.search-hint')}
      value={text}
      maxLength={64}
      onChange={(event) => setText(event.target.value)}
      onPressEnter={() => onSearch(text.trim())}
    />
  );
}

function FilterForm({ content, count, onClear }: NonNullable<Props['filters']>) {
  const { say } = useWords();
  return (
    <div className="toolbar-filters">
      {content}
      <Button disabled={count === 0} onClick={onClear}>
        {say('list.filter-clear')}
      </Button>
    </div>
  );
}

function ColumnChoice({ all, hidden, onHidden }: Columns) {
  return (
    <div className="stack" style={{ gap: 4, maxHeight: 420, overflow: 'auto' }}>
      {all.map((column) => (
        <Checkbox
          key={column.key}
          checked={!hidden.has(column.key)}
          onChange={(event) => {
            const next = new Set(hidden);
            if (event.target.checked) next.delete(column.key);
            else next.add(column.key);
            onHidden(next);
          }}
        >
          {column.title}
        </Checkbox>
      ))}
    </div>
  );
}

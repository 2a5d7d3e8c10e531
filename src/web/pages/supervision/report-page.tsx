import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { useSuspenseQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { Fragment, type ReactNode } from 'react';
import type { HomeReply } from '#contract/homes.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { isSentence, type Say } from '#words/sentences.ts';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { HrefLink } from '../../href-link.tsx';
import './supervision.css';

/** A piece of the text; with `to` the figure in it opens its list. */
type Piece = { text: string; to?: string | undefined };

/** 情况汇报: the figures of 一张表 as a paragraph to copy or print, every one opening its list. */
export function ReportPage() {
  const { say, language } = useWords();
  const { message } = App.useApp();
  const me = useMe();
  const { data: home } = useSuspenseQuery({ queryKey: ['home', me.today], queryFn: () => api(routes.getHome) });
  const on = dateText(language, plainDate(home.asOf));
  const paragraphs = reportOf(
    say,
    home,
    say('report.head', { on, place: me.areaPath.at(-1) ?? '' }),
    language === 'en',
  );
  const text = paragraphs.map((pieces) => pieces.map((piece) => piece.text).join('')).join('\n');
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    void message.success(say('report.copied'));
  };
  return (
    <>
      <PageHead
        title={say('report.title')}
        note={say('report.no-people')}
        actions={
          home.progress.length > 0 && (
            <>
              <Button icon={<CopyOutlined />} onClick={() => void copy()}>
                {say('report.copy')}
              </Button>
              <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
                {say('report.print')}
              </Button>
            </>
          )
        }
      />
      <section className="panel report">
        {home.progress.length === 0 ? (
          <EmptyState title={say('report.nothing')} hint={say('report.nothing-hint')} />
        ) : (
          paragraphs.map((pieces) => <p key={pieces[0]?.text}>{pieces.map(shown)}</p>)
        )}
      </section>
    </>
  );
}

function shown({ text, to }: Piece, index: number): ReactNode {
  return <Fragment key={index}>{to === undefined ? text : <HrefLink to={to}>{text}</HrefLink>}</Fragment>;
}

/** Sums first, then each area; only columns the account has figures of. No name of a person is in them. */
function reportOf(say: Say, { progress }: HomeReply, head: string, english: boolean): Piece[][] {
  const [comma, stop] = english ? [', ', '. '] : ['，', '。'];
  const columns = [...new Set(progress.flatMap(({ cells }) => Object.keys(cells)))];
  const sum = (column: string) => progress.reduce((n, { cells }) => n + (cells[column] ?? 0), 0);
  const one = progress.length === 1 ? progress[0]?.links : undefined;
  const sums = ORDER.filter((column) => columns.includes(column)).flatMap((column): Piece[] => {
    const key = `report.${column}`;
    if (!isSentence(key)) return [];
    const said = (say as (key: string, facts: { n: number }) => string)(key, { n: sum(column) });
    return [{ text: comma }, { text: said, to: one?.[column] ?? listOf(column, progress) }];
  });
  const areas = progress.map(({ area, cells, links }, index): Piece[] => [
    {
      text: say('report.area', {
        area: villageText(area.name),
        received: cells['received'] ?? 0,
        writtenOff: cells['writtenOff'] ?? 0,
        overdue: cells['overdue'] ?? 0,
      }),
      to: links['received'],
    },
    { text: index === progress.length - 1 ? stop : english ? '; ' : '；' },
  ]);
  return [
    [{ text: head }, ...sums, { text: stop }],
    [{ text: say('report.areas') }, ...areas.flat()],
  ];
}

const ORDER = ['received', 'toReceive', 'inProgress', 'toWriteOff', 'writtenOff', 'returned', 'overdue'];

/** The list behind a sum over all areas: that of any area without its area. */
function listOf(column: string, progress: HomeReply['progress']): string | undefined {
  return progress[0]?.links[column]?.replace(/(town|village)=\d+&/, '');
}

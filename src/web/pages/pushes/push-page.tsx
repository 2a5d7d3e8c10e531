import { DownloadOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link, useParams } from '@tanstack/react-router';
import { App, Button } from 'antd';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText, monthText } from '#words/date-forms.ts';
import { pushEventText } from '#words/push-sheet-words.ts';
import { addressOf, api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import { pushQuery } from './push-data.ts';
import '../feeds/feeds.css';
import './pushes.css';

/** One list: its receipt, its lines with only the columns the department may see, 签收. */
export function PushPage() {
  const { say, language } = useWords();
  const { message } = App.useApp();
  const { id } = useParams({ from: '/office/pushes/$id' });
  const { data, error } = useQuery(pushQuery(id));
  const sign = useAct(
    () => api(routes.signPush, { params: { id }, body: {} }),
    () => void message.success(say('push.signed-done')),
  );
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  const { list, columns, rows } = data;
  return (
    <>
      <PageHead
        title={list.dutyLabel}
        note={[list.departmentLabel, monthText(language, list.period), list.receiptNo].join(' · ')}
        actions={
          <>
            <Button
              icon={<DownloadOutlined />}
              href={addressOf(routes.pushSheet, { params: { id }, query: { language } })}
              download
            >
              {say('list.export')}
            </Button>
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              {say('list.print')}
            </Button>
            {list.may.sign && (
              <Button type="primary" loading={sign.isPending} onClick={() => sign.mutate(undefined)}>
                {say('push.sign')}
              </Button>
            )}
          </>
        }
      />
      <section className="panel batch-box">
        <dl className="facts">
          <dt>{say('push.made')}</dt>
          <dd>
            {dateText(language, plainDate(list.madeOn))} {list.madeBy}
          </dd>
          <dt>{say('push.signed')}</dt>
          <dd>
            {list.signed === null
              ? say('push.unsigned')
              : say('push.signed-by', { on: dateText(language, plainDate(list.signed.on)), by: list.signed.by })}
          </dd>
        </dl>
        {rows.length === 0 ? (
          <EmptyState
            title={say('push.nobody')}
            hint={say('push.nobody-hint')}
            action={<Link to={paths.pushes}>{say('push.back')}</Link>}
          />
        ) : (
          // biome-ignore lint/a11y/noNoninteractiveTabindex: a region that scrolls is reached by the keyboard
          <section className="push-scroll" aria-label={list.dutyLabel} tabIndex={0}>
            <table className="push-table">
              <thead>
                <tr>
                  <th scope="col">{say('push.event')}</th>
                  <th scope="col">{say('push.on')}</th>
                  {columns.map((column) => (
                    <th key={column} scope="col">
                      {column}
                    </th>
                  ))}
                </tr>
              </thead>
              <tbody>
                {rows.map((row) => (
                  <tr key={row.no}>
                    <td>{pushEventText(language, row.event)}</td>
                    <td>{dateText(language, plainDate(row.on))}</td>
                    {columns.map((column) => (
                      <td key={column}>
                        {row.cells[column] ?? <span className="unknown">{say('value.unknown')}</span>}
                      </td>
                    ))}
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
        )}
      </section>
    </>
  );
}

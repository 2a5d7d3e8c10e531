import { useQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import { auditKinds } from '#contract/audit.ts';
import { routes } from '#contract/routes.ts';
import { DayInput } from '#ui/day-input.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { auditReasonText, auditWhoText } from '#words/audit-words.ts';
import type { SentenceKey } from '#words/sentences.ts';
import { addressOf, api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import '../policy/policy.css';

export type AuditSearch = {
  kind?: (typeof auditKinds)[number] | undefined;
  who?: string | undefined;
  from?: string | undefined;
  to?: string | undefined;
};

const PAGE = 50;

/** 日志审计: who did what when, filtered and exported, and whether the chain of the log holds. */
export function AuditPage() {
  const { say, language } = useWords();
  const search: AuditSearch = useSearch({ from: '/office/system/audit' });
  const navigate = useNavigate();
  const go = (next: AuditSearch) => void navigate({ to: paths.audit, search: next, replace: true });
  const [limit, setLimit] = useState(PAGE);
  const query = { ...search, limit };
  const { data, error } = useQuery({
    queryKey: ['audit', query],
    queryFn: ({ signal }) => api(routes.listAudit, { query, signal }),
  });
  if (error) throw error;
  return (
    <>
      <PageHead
        title={say('audit.title')}
        note={
          data &&
          (data.chain.fault === null
            ? say('audit.whole', { n: data.chain.rows })
            : say('audit.broken', { why: say(`audit.why.${data.chain.fault}` as 'audit.why.changed') }))
        }
        actions={
          <Button href={addressOf(routes.exportAudit, { query: { ...search, language } })}>
            {say('audit.export')}
          </Button>
        }
      />
      <div className="row" style={{ marginBottom: 12, alignItems: 'flex-end' }}>
        <Field label={say('audit.kind')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              style={{ width: 180 }}
              value={search.kind ?? null}
              options={auditKinds.map((kind) => ({ value: kind, label: say(`audit.kind.${kind}`) }))}
              onChange={(kind: AuditSearch['kind'] | null) => go({ ...search, kind: kind ?? undefined })}
            />
          )}
        </Field>
        <Field label={say('audit.who')}>
          {(id) => (
            <Input
              id={id}
              allowClear
              style={{ width: 160 }}
              value={search.who ?? ''}
              onChange={(event) => go({ ...search, who: event.target.value === '' ? undefined : event.target.value })}
            />
          )}
        </Field>
        <Field label={say('audit.from')}>
          {(id) => (
            <DayInput
              id={id}
              value={search.from ?? ''}
              onChange={(from) => go({ ...search, from: from || undefined })}
            />
          )}
        </Field>
        <Field label={say('audit.to')}>
          {(id) => (
            <DayInput id={id} value={search.to ?? ''} onChange={(to) => go({ ...search, to: to || undefined })} />
          )}
        </Field>
      </div>
      <section className="panel policy-table-box">
        {data === undefined ? (
          <Waiting />
        ) : data.entries.length === 0 ? (
          <EmptyState title={say('audit.empty')} hint={say('audit.empty-hint')} />
        ) : (
          <table className="policy-table">
            <thead>
              <tr>
                {(['at', 'who', 'what', 'result', 'reason', 'subjects', 'address'] as const).map((column) => (
                  <th key={column} scope="col">
                    {say(`audit.${column}`)}
                  </th>
                ))}
              </tr>
            </thead>
            <tbody>
              {data.entries.map((entry) => (
                <tr key={entry.id}>
                  <td>
                    {timeText(entry.at)} {!entry.sealed && <span className="muted">{say('audit.unsealed')}</span>}
                  </td>
                  <td>{auditWhoText(language, entry.who)}</td>
                  <td>{say(`audit.kind.${entry.kind}` satisfies SentenceKey)}</td>
                  <td>{say(`audit.result.${entry.result}` satisfies SentenceKey)}</td>
                  <td>{entry.reason === null ? '' : auditReasonText(language, entry.reason)}</td>
                  <td>{entry.subjects === 0 ? '' : say('audit.subjects-n', { n: entry.subjects })}</td>
                  <td>{entry.address ?? ''}</td>
                </tr>
              ))}
            </tbody>
          </table>
        )}
        {data !== undefined && data.total > data.entries.length && (
          <Button type="link" onClick={() => setLimit((before) => Math.min(200, before + PAGE))}>
            {say('audit.more')}
          </Button>
        )}
      </section>
    </>
  );
}

/** Day and time of Shanghai, to the second. */
function timeText(at: number): string {
  return new Date(at).toLocaleString('sv-SE', { timeZone: 'Asia/Shanghai' });
}

import { SearchOutlined } from '@ant-design/icons';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Link, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useEffect, useState } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useBasis } from '#ui/basis-context.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { isSentence } from '#words/sentences.ts';
import { api } from '../../api/client.ts';
import { paths } from '../../paths.ts';
import './policy.css';

type PolicyDocument = Reply<typeof routes.listClauses>['documents'][number];

/** 文件与条款: the documents in force here, clause by clause, in our own words. */
export function DocumentsPage() {
  const { say } = useWords();
  const { clause: chosen, ...where } = useSearch({ from: '/office/policy/documents' });
  const query = whereOf(where);
  const { data } = useSuspenseQuery({
    queryKey: ['documents', query],
    queryFn: () => api(routes.listClauses, { query }),
  });
  const [text, setText] = useState('');
  useEffect(() => {
    if (chosen !== undefined) document.getElementById(chosen)?.scrollIntoView({ block: 'center' });
  }, [chosen]);
  return (
    <>
      <PageHead
        title={say('policy.documents')}
        actions={
          <Input
            prefix={<SearchOutlined aria-hidden="true" />}
            allowClear
            style={{ width: 260 }}
            aria-label={say('policy.find-clause')}
            placeholder={say('policy.find-clause')}
            value={text}
            onChange={(event) => setText(event.target.value)}
          />
        }
      />
      <div className="stack">
        {data.documents.map((document, index) => (
          <DocumentCard
            key={document.pack}
            document={document}
            text={text.trim()}
            first={chosen === undefined ? index === 0 : chosen.startsWith(`${document.pack}#`)}
            chosen={chosen}
          />
        ))}
      </div>
    </>
  );
}

/** Day and area a page of the rules was asked for, to be taken along. */
function whereOf({ on, area }: { on?: string | undefined; area?: string | undefined }) {
  return { ...(on === undefined ? {} : { on }), ...(area === undefined ? {} : { area }) };
}

type CardProps = { document: PolicyDocument; text: string; first: boolean; chosen: string | undefined };

function DocumentCard({ document, text, first, chosen }: CardProps) {
  const { say, language } = useWords();
  const basis = useBasis();
  const clauses = document.clauses.filter(
    (clause) => text === '' || clause.summary.includes(text) || clause.section.includes(text),
  );
  if (clauses.length === 0 && text !== '') return null;
  return (
    <details className="panel policy-document" open={text !== '' || first || undefined}>
      <summary>
        <strong>{document.title}</strong>{' '}
        <span className="muted">
          {[document.number, document.issuers.join('、'), dateText(language, plainDate(document.from))]
            .filter((part) => part !== '')
            .join(' · ')}
          {' · '}
          {say('policy.clauses', { n: clauses.length })}
        </span>
      </summary>
      <ol className="policy-clauses">
        {clauses.map((clause) => {
          const strength = `policy.strength.${clause.strength}`;
          return (
            <li
              key={clause.id}
              id={`${document.pack}#${clause.id}`}
              data-chosen={chosen === `${document.pack}#${clause.id}` ? '' : undefined}
            >
              <button
                type="button"
                className="link-button"
                onClick={() =>
                  basis.open({ title: clause.section, sources: [{ pack: document.pack, clause: clause.id }] })
                }
              >
                {clause.section}
              </button>
              <span className="policy-strength">
                {isSentence(strength) ? say(strength as 'policy.strength.must') : clause.strength}
              </span>
              <span>
                {clause.summary}
                <Resting clause={clause} />
              </span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

/** What rests on the clause here, each with its place among the rules in force; or why nothing does. */
function Resting({ clause }: { clause: PolicyDocument['clauses'][number] }) {
  const { say } = useWords();
  const where = whereOf(useSearch({ from: '/office/policy/documents' }));
  if (clause.rests.length === 0) return clause.why === null ? null : <p className="muted policy-small">{clause.why}</p>;
  return (
    <p className="policy-small policy-rests">
      <span className="muted">{say('policy.rests')}</span>
      {clause.rests.map(({ kind, path, label, of }) => (
        <Link key={path} to={paths.rules} search={where} hash={path}>
          {say(`policy.kind.${kind}`)} {of === null ? label : `${of}·${label}`}
        </Link>
      ))}
    </p>
  );
}

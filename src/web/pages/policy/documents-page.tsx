import { SearchOutlined } from '@ant-design/icons';
import { useSuspenseQuery } from '@tanstack/react-query';
import { Input } from 'antd';
import { useState } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useBasis } from '#ui/basis-context.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { isSentence } from '#words/sentences.ts';
import { api } from '../../api/client.ts';
import './policy.css';

type PolicyDocument = Reply<typeof routes.listClauses>['documents'][number];

/** 文件与条款: the documents in force here, clause by clause, in our own words. */
export function DocumentsPage() {
  const { say } = useWords();
  const { data } = useSuspenseQuery({
    queryKey: ['documents'],
    queryFn: () => api(routes.listClauses, { query: {} }),
  });
  const [text, setText] = useState('');
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
          <DocumentCard key={document.pack} document={document} text={text.trim()} first={index === 0} />
        ))}
      </div>
    </>
  );
}

function DocumentCard({ document, text, first }: { document: PolicyDocument; text: string; first: boolean }) {
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
            <li key={clause.id}>
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
              <span>{clause.summary}</span>
            </li>
          );
        })}
      </ol>
    </details>
  );
}

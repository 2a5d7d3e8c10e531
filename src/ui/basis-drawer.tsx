import { Drawer } from 'antd';
import type { ReactNode } from 'react';
import type { getClause } from '#contract/policy.ts';
import type { Reply } from '#contract/route.ts';
import type { Due } from '#contract/values.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { dateText, dayText } from '#words/date-forms.ts';
import { dueText, termText } from '#words/due-forms.ts';
import { dayKindText, eventText, setByText } from '#words/engine-words.ts';
import type { BasisRequest } from './basis-context.tsx';
import { useWords } from './words-context.tsx';

type Clause = Reply<typeof getClause>;

/** 依据: documents and sections, the counting day by day, what was overridden, and why something is 推定. */
export function BasisDrawer(props: {
  request: BasisRequest | undefined;
  due: Due | undefined;
  clauses: ReactNode;
  onClose: () => void;
}) {
  const { say } = useWords();
  const { request } = props;
  const inferred = request?.inferred ?? props.due?.inferred;
  return (
    <Drawer
      open={request !== undefined}
      onClose={props.onClose}
      title={request ? `${say('basis.title')} · ${request.title}` : say('basis.title')}
      size={440}
      aria-label={say('basis.title')}
    >
      {request && (
        <div className="stack">
          {request.said !== undefined && <p className="note">{request.said}</p>}
          {inferred && <p className="note">{say('basis.inferred', { reason: inferred })}</p>}
          {props.due && <DueBasis due={props.due} />}
          {props.clauses}
        </div>
      )}
    </Drawer>
  );
}

/** One document with the clauses that apply. */
export function ClauseCard({ clause }: { clause: Clause }) {
  const { say, language } = useWords();
  const from = dateText(language, plainDate(clause.from));
  const to = clause.to === null ? undefined : dateText(language, plainDate(clause.to));
  return (
    <section className="basis-clause stack">
      <h2 className="basis-title">{clause.title}</h2>
      <dl className="facts">
        <dt>{say('basis.number')}</dt>
        <dd>{clause.number}</dd>
        <dt>{say('basis.section')}</dt>
        <dd>{clause.section}</dd>
        <dt>{say('basis.issuer')}</dt>
        <dd>{clause.issuers.join('、')}</dd>
        <dt>{say('basis.in-force')}</dt>
        <dd>{to === undefined ? say('basis.in-force-from', { from }) : say('basis.in-force-span', { from, to })}</dd>
        <dt>{say('basis.summary')}</dt>
        <dd>
          {clause.clauses.map((item) => (
            <p key={item.id}>{item.summary}</p>
          ))}
        </dd>
      </dl>
    </section>
  );
}

function DueBasis({ due }: { due: Due }) {
  const { say, language, today } = useWords();
  return (
    <section className="stack">
      <dl className="facts">
        {due.startOn !== undefined && (
          <>
            <dt>{say('basis.start')}</dt>
            <dd>
              {dateText(language, plainDate(due.startOn))} {eventText(language, due.startEvent ?? '')}
            </dd>
          </>
        )}
        {due.amount !== undefined && (
          <>
            <dt>{say('basis.term')}</dt>
            <dd>{termText(language, due.amount, due.unit)}</dd>
          </>
        )}
        <dt>{say('basis.due')}</dt>
        <dd>{dueText(language, due, today)}</dd>
      </dl>
      {due.provisional && <p className="note">{say('basis.provisional')}</p>}
      {due.state === 'unset' && due.what !== undefined && due.setBy !== undefined && (
        <p className="note">{say('basis.unset', { what: due.what, setBy: setByText(language, due.setBy) })}</p>
      )}
      {due.counted && due.counted.length > 0 && (
        <>
          <h2 className="basis-title">{say('basis.counting')}</h2>
          <ol className="basis-days">
            {due.counted.map((step) => (
              <li key={step.day} data-counts={step.counts}>
                <span>{dayText(language, plainDate(step.day), today)}</span>
                <span>{step.counts ? say('basis.counts', { n: step.n ?? '' }) : say('basis.skipped')}</span>
                <span>{dayKindText(language, step.why)}</span>
              </li>
            ))}
          </ol>
        </>
      )}
    </section>
  );
}

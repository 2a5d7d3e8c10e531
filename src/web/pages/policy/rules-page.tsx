import { useSuspenseQuery } from '@tanstack/react-query';
import { useNavigate, useSearch } from '@tanstack/react-router';
import { plainDate } from '#domain/values/plain-date.ts';
import { DayInput } from '#ui/day-input.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { paths } from '../../paths.ts';
import { ParameterRow } from './parameter-row.tsx';
import { policyQuery } from './policy-data.ts';
import './policy.css';

/** 本地现行规定: every standard and limit in force on a day, each with the clause it comes from. */
export function RulesPage() {
  const { say, language } = useWords();
  const { on } = useSearch({ from: '/office/policy/rules' });
  const navigate = useNavigate();
  const { data: policy } = useSuspenseQuery(policyQuery(on));
  return (
    <>
      <PageHead
        title={say('policy.rules')}
        note={say('policy.rules-note', { on: dateText(language, plainDate(policy.on)) })}
        actions={
          <span className="policy-on">
            <DayInput
              label={say('policy.on')}
              value={policy.on}
              max={plainDate('2100-12-31')}
              onChange={(day) => {
                if (day !== '') void navigate({ to: paths.rules, search: { on: day }, replace: true });
              }}
            />
          </span>
        }
      />
      <section className="panel policy-box">
        <ul className="policy-documents">
          {policy.documents.map((document) => (
            <li key={document.pack}>
              {document.number || document.title}{' '}
              <span className="muted">{dateText(language, plainDate(document.from))}</span>
            </li>
          ))}
        </ul>
      </section>
      <section className="panel policy-table-box">
        <table className="policy-table">
          <thead>
            <tr>
              <th scope="col">{say('policy.name')}</th>
              <th scope="col">{say('policy.value')}</th>
              <th scope="col">{say('policy.from')}</th>
              <th scope="col">{say('policy.given-by')}</th>
            </tr>
          </thead>
          <tbody>
            {policy.parameters.map((parameter) => (
              <ParameterRow key={parameter.name} parameter={parameter} documents={policy.documents} />
            ))}
          </tbody>
        </table>
      </section>
    </>
  );
}

import { useSuspenseQuery } from '@tanstack/react-query';
import { useLocation, useNavigate, useSearch } from '@tanstack/react-router';
import { Input } from 'antd';
import { useEffect } from 'react';
import { plainDate } from '#domain/values/plain-date.ts';
import { DayInput } from '#ui/day-input.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { paths } from '../../paths.ts';
import { ParameterRow } from './parameter-row.tsx';
import { policyQuery } from './policy-data.ts';
import { RuleItems } from './rule-items.tsx';
import './policy.css';

/** 本地现行规定: every standard and limit in force on a day, each with the clause it comes from. */
export function RulesPage() {
  const { say, language } = useWords();
  const { on, area } = useSearch({ from: '/office/policy/rules' });
  const chosen = decodeURIComponent(useLocation({ select: ({ hash }) => hash }));
  const navigate = useNavigate();
  const { data: policy } = useSuspenseQuery(policyQuery(on, area));
  // The page is long: what a link names is brought into sight once it is there.
  useEffect(() => {
    if (chosen !== '') document.getElementById(chosen)?.scrollIntoView({ block: 'center' });
  }, [chosen]);
  const goTo = (next: { on?: string; area?: string }) => {
    const wanted = { on, area: area ?? '', ...next };
    if (wanted.on === on && wanted.area === (area ?? '')) return;
    const search = {
      ...(wanted.on === undefined ? {} : { on: wanted.on }),
      ...(/^\d{2,12}$/.test(wanted.area) ? { area: wanted.area } : {}),
    };
    void navigate({ to: paths.rules, search, replace: true });
  };
  return (
    <>
      <PageHead
        title={say('policy.rules')}
        note={say(policy.own ? 'policy.rules-note' : 'policy.rules-elsewhere', {
          on: dateText(language, plainDate(policy.on)),
          area: policy.area,
        })}
        actions={
          <span className="policy-on">
            <Input
              allowClear
              className="policy-area"
              aria-label={say('policy.compare.area')}
              placeholder={say('policy.area-own')}
              defaultValue={area ?? ''}
              onPressEnter={(event) => goTo({ area: event.currentTarget.value.trim() })}
              onBlur={(event) => goTo({ area: event.currentTarget.value.trim() })}
            />
            <DayInput
              label={say('policy.on')}
              value={policy.on}
              max={plainDate('2100-12-31')}
              onChange={(day) => {
                if (day !== '') goTo({ on: day });
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
      <div className="stack policy-sections">
        <RuleItems items={policy.items} open={chosen === '' ? undefined : chosen} />
      </div>
    </>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { HouseholdChange } from '#contract/imports.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { registrySourceText } from '#words/engine-words.ts';
import { countText } from '#words/number-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { paths } from '../../paths.ts';
import { type ChangeKind, changesQuery } from './import-data.ts';

const PAGE_SIZE = 20;

/** Households of a kind with every value: old → new, and who said the old one. */
export function ImportChanges({ id, kind }: { id: string; kind: ChangeKind }) {
  const { say, language } = useWords();
  const [limit, setLimit] = useState(PAGE_SIZE);
  const { data, error } = useQuery(changesQuery(id, kind, limit));
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  if (data.households.length === 0) {
    return (
      <section className="panel">
        <EmptyState title={say('imports.nothing-of-kind')} hint={say('imports.nothing-of-kind-hint')} />
      </section>
    );
  }
  const most = Math.min(data.kept, 100);
  return (
    <section className="panel import-changes">
      {kind === 'gone' && <p className="import-gone">{say('imports.gone-hint')}</p>}
      <ul>
        {data.households.map((household) => (
          <Household
            key={`${household.row?.sheet ?? ''}${household.row?.number ?? ''}${household.household ?? household.headName}`}
            change={household}
          />
        ))}
      </ul>
      <div className="row import-foot">
        {most > data.households.length && (
          <Button onClick={() => setLimit(Math.min(most, limit + 40))}>
            {say('list.more', { n: Math.min(most, limit + 40) - data.households.length })}
          </Button>
        )}
        {data.total > data.households.length && (
          <span className="muted">
            {say('imports.kept', {
              kept: countText(language, data.households.length),
              total: countText(language, data.total),
            })}
          </span>
        )}
      </div>
    </section>
  );
}

function Household({ change }: { change: HouseholdChange }) {
  const { say } = useWords();
  return (
    <li className="import-household">
      <div className="row">
        <strong>
          {change.household === null ? (
            change.headName
          ) : (
            <Link to={paths.household} params={{ id: change.household }}>
              {change.headName}
            </Link>
          )}
        </strong>
        <span>{villageText(change.village)}</span>
        {change.row !== null && (
          <span className="muted spread">
            {say('imports.of-row', { sheet: change.row.sheet, row: change.row.number })}
          </span>
        )}
      </div>
      <Values values={change.values} />
      {change.members.map((member) => (
        <div key={`${member.name}${member.idMasked ?? ''}`} className="import-member">
          <p>
            {member.name}{' '}
            <span className="muted">{[member.relation, member.idMasked].filter(Boolean).join(' · ')}</span>{' '}
            <span className="import-mark" data-kind={member.kind}>
              {say(`imports.member.${member.kind}`)}
            </span>
          </p>
          <Values values={member.values} />
        </div>
      ))}
    </li>
  );
}

/** `label: old（source，date） → new`, and why a value stays for people to decide. */
function Values({ values }: { values: HouseholdChange['values'] }) {
  const { say, language } = useWords();
  if (values.length === 0) return null;
  return (
    <dl className="import-values">
      {values.map((value) => (
        <div key={value.field} data-kind={value.kind}>
          <dt>{value.label}</dt>
          <dd>
            {value.from !== null && (
              <>
                <span className="import-old">{value.from.value || say('imports.blank')}</span>{' '}
                <span className="muted">
                  (
                  {say('imports.said-by', {
                    source: registrySourceText(language, value.from.source),
                    on: dateText(language, plainDate(value.from.asOf)),
                  })}
                  )
                </span>{' '}
                →{' '}
              </>
            )}
            <span className="import-new">{value.to || say('imports.blank')}</span>
            {value.reason !== null && <span className="import-reason"> {say(`imports.reason.${value.reason}`)}</span>}
          </dd>
        </div>
      ))}
    </dl>
  );
}

import { queryOptions, useQuery } from '@tanstack/react-query';
import { useState } from 'react';
import type { WaitingComparison } from '#contract/comparisons.ts';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { DropArea } from '#ui/drop-area.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { addressOf, api, upload } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import '../public-notices/public-notices.css';
import { ComparisonAnswer } from './comparison-answer.tsx';

export type Answer = Reply<typeof routes.readComparison>;

const comparisonsQuery = queryOptions({ queryKey: ['comparisons'], queryFn: () => api(routes.listComparisons) });

/** 信息比对: the request out as a workbook, the answer in, and a person's word on what was found. */
export function ComparisonsPage() {
  const { say } = useWords();
  const mayFull = useMay('comparison.full-numbers');
  const { data, error } = useQuery(comparisonsQuery);
  const [answer, setAnswer] = useState<Answer>();
  const [busy, setBusy] = useState<string>();
  const [done, setDone] = useState<string>();
  const read = useAct(
    async (file: File) => {
      setBusy(file.name);
      return upload(routes.readComparison, file, { requestId: crypto.randomUUID() });
    },
    (reply) => setAnswer(reply),
  );
  if (error) throw error;
  const waiting = data?.waiting ?? [];
  return (
    <div className="notices">
      <PageHead
        title={say('comparison.title')}
        note={say('comparison.note')}
        actions={
          mayFull &&
          waiting.length > 0 && (
            <a
              className="ant-btn"
              href={addressOf(routes.comparisonRequest, {})}
              title={say('comparison.download-hint')}
            >
              {say('comparison.download')}
            </a>
          )
        }
      />
      {done !== undefined && <AfterAct text={done} onClose={() => setDone(undefined)} />}
      {data === undefined ? (
        <Waiting />
      ) : waiting.length === 0 ? (
        <div className="panel">
          <EmptyState title={say('comparison.empty')} hint={say('comparison.empty-hint')} />
        </div>
      ) : (
        <>
          {mayFull && (
            <DropArea
              label={say('comparison.upload')}
              hint={say('comparison.download-hint')}
              busy={read.isPending ? busy : undefined}
              onFiles={([file]) => file && read.mutate(file)}
            />
          )}
          {answer !== undefined && (
            <ComparisonAnswer
              answer={answer}
              waiting={waiting}
              onDone={(n) => {
                setAnswer(undefined);
                setDone(say('comparison.done', { n }));
              }}
            />
          )}
          <ul className="notices-list">
            {waiting.map((each) => (
              <Household key={`${each.matter}.${each.step}`} household={each} />
            ))}
          </ul>
        </>
      )}
    </div>
  );
}

/** Who is asked about, who is waived and why, what is on record already. */
function Household({ household }: { household: WaitingComparison }) {
  const { say, language } = useWords();
  const { asked, exempt, items, onRecord } = household;
  const records = [...new Map(onRecord.map((each) => [`${each.name}${each.on}${each.office}`, each])).values()];
  return (
    <li className="panel notice-line">
      <div className="row">
        <strong>{household.headName}</strong>
        <span className="muted">{household.village ? villageText(household.village.name) : ''}</span>
        <span className="muted">{household.no}</span>
        <span className="spread">
          <DueChip due={household.due} of={household.headName} />
        </span>
      </div>
      <p>
        <span className="muted">{say('comparison.members')} </span>
        {asked.length === 0 ? say('comparison.none-asked') : asked.map(({ name }) => name).join('、')}
        {exempt.length > 0 && (
          <span className="muted">
            {' '}
            {say('comparison.exempt', {
              names: exempt.map(({ name, why }) => (why === null ? name : `${name}（${why}）`)).join('、'),
            })}
          </span>
        )}
      </p>
      <p>
        <span className="muted">{say('comparison.items')} </span>
        {items.join('、')}
      </p>
      {records.length > 0 && (
        <p>
          <span className="muted">{say('comparison.on-record')} </span>
          {records
            .map(({ name, on, office }) =>
              say('comparison.certificate', { name, on: dateText(language, plainDate(on)), office }),
            )
            .join('；')}
        </p>
      )}
    </li>
  );
}

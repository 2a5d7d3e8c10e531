import { useNavigate } from '@tanstack/react-router';
import { Button } from 'antd';
import type { Reply } from '#contract/route.ts';
import type { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { DueChip } from '#ui/due-chip.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { paths } from '../../paths.ts';

/** The receipt: number and dates, to print for somebody without a phone; then the next lead or the ledger. */
export function EntryReceipt({
  receipt: { line, receipt },
  onNext,
}: {
  receipt: Reply<typeof routes.registerLead>;
  onNext: () => void;
}) {
  const { say, language } = useWords();
  const navigate = useNavigate();
  return (
    <>
      <PageHead title={say('lead.receipt-title')} />
      <section className="panel entry-part receipt">
        <p className="receipt-done">{say('lead.done', { name: line.headName })}</p>
        <dl className="facts">
          <dt>{say('lead.number')}</dt>
          <dd>
            <strong>{receipt.no}</strong>
          </dd>
          <dt>{say('lead.village')}</dt>
          <dd>{line.village ? villageText(line.village.name) : say('value.unknown')}</dd>
          <dt>{say('lead.channel')}</dt>
          <dd>
            {line.channelLabel} · {line.source}
          </dd>
          <dt>{say('lead.said')}</dt>
          <dd>{line.text}</dd>
          <dt>{say('lead.registered-on')}</dt>
          <dd>{dateText(language, plainDate(receipt.registeredOn))}</dd>
          <dt>{say('ledger.due')}</dt>
          <dd>
            <DueChip due={receipt.due} of={line.next.label} />
          </dd>
        </dl>
        {receipt.openLead && <p className="note">{say('lead.already-open')}</p>}
        <div className="row no-print">
          <Button type="primary" autoFocus onClick={onNext}>
            {say('lead.another')}
          </Button>
          <Button onClick={() => window.print()}>{say('lead.receipt')}</Button>
          <Button onClick={() => void navigate({ to: paths.ledger, search: { tab: 'all', lead: line.id } })}>
            {say('lead.to-ledger')}
          </Button>
        </div>
      </section>
    </>
  );
}

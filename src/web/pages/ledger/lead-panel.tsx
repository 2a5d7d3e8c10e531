import { CloseOutlined, PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Popover } from 'antd';
import { useState } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { DueChip } from '#ui/due-chip.tsx';
import { RefusalLine } from '#ui/refused-act.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { stepText } from '#words/engine-words.ts';
import { villageText } from '#words/place-forms.ts';
import { addressOf, api } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import { PageFailure } from '../../frame/page-failure.tsx';
import { paths } from '../../paths.ts';
import { visitSheetsOf } from './act-bar.tsx';
import type { Notice } from './act-notice.tsx';
import { LeadWhy } from './lead-why.tsx';
import { isOpen, type LedgerOptions, leadQuery } from './ledger-data.ts';
import { MergeLead } from './merge-lead.tsx';
import { RepeatPanel } from './repeat-mark.tsx';
import { TellFields, type Told } from './tell-fields.tsx';
import { useLeadActs } from './use-lead-acts.ts';
import { VisitForm } from './visit-form.tsx';

export type Lead = Reply<typeof routes.getLead>;

type Props = {
  id: string;
  options: LedgerOptions;
  onDone: (notice: Notice) => void;
  onNext: () => void;
  onClose: () => void;
};

/** 核实 beside the list: why the lead exists, the visit and its conclusion, what else may be done and what not yet. */
export function LeadPanel({ id, options, onDone, onNext, onClose }: Props) {
  const { say } = useWords();
  const { data: lead, error, refetch } = useQuery(leadQuery(id));
  const { permissions } = useMe();
  return (
    <section className="lead-panel panel" aria-label={say('verify.title')}>
      {lead === undefined ? (
        <>
          <Button
            className="spread"
            type="text"
            aria-label={say('do.close')}
            icon={<CloseOutlined />}
            onClick={onClose}
          />
          {error ? <PageFailure error={error} reset={() => void refetch()} /> : <Waiting />}
        </>
      ) : (
        <>
          <LeadHead lead={lead} onClose={onClose} />
          {isOpen(lead.line) && permissions.includes('lead.verify') ? (
            <VisitForm
              lead={lead}
              options={options}
              onDone={(reply, next) => {
                onDone({ kind: 'verified', reply });
                if (next) onNext();
              }}
              above={
                <>
                  <LeadWhy lead={lead} />
                  <RepeatPanel line={lead.line} onDone={onDone} />
                </>
              }
              below={
                <>
                  <OtherActs lead={lead} options={options} onDone={onDone} />
                  <Past lead={lead} />
                </>
              }
            />
          ) : (
            <div className="lead-scroll stack">
              <LeadWhy lead={lead} />
              <RepeatPanel line={lead.line} onDone={onDone} />
              <OtherActs lead={lead} options={options} onDone={onDone} />
              <Past lead={lead} />
            </div>
          )}
        </>
      )}
    </section>
  );
}

function LeadHead({ lead: { line }, onClose }: { lead: Lead; onClose: () => void }) {
  const { say } = useWords();
  return (
    <header className="lead-head">
      <h2>
        {line.household === null ? (
          line.headName
        ) : (
          <Link to={paths.household} params={{ id: line.household }}>
            {line.headName}
          </Link>
        )}
      </h2>
      <span className="muted">{line.village ? villageText(line.village.name) : say('value.unknown')}</span>
      <DueChip due={line.due} of={line.next.label} />
      <Button className="spread" type="text" aria-label={say('do.close')} icon={<CloseOutlined />} onClick={onClose} />
    </header>
  );
}

/** 接收, 告知, 销号 of this line, and what cannot be done yet with its reason. */
function OtherActs({ lead, options, onDone }: Pick<Props, 'options' | 'onDone'> & { lead: Lead }) {
  const { say, today } = useWords();
  const { permissions } = useMe();
  const { line } = lead;
  const [told, setTold] = useState<Told>({ on: today, how: '', written: false });
  const { receive, writeOff } = useLeadActs(onDone);
  const tell = useAct(
    (value: Told) => api(routes.tellResult, { params: { id: line.id }, body: { seq: line.seq, ...value } }),
    (reply) => onDone({ kind: 'notified', reply }),
  );
  const mayTell =
    line.told.needed && line.told.on === null && line.verdict !== null && permissions.includes('lead.tell');
  return (
    <div className="stack">
      <div className="row">
        {line.stage === 'to-receive' && permissions.includes('lead.receive') && (
          <Button type="primary" loading={receive.isPending} onClick={() => receive.mutate([line])}>
            {say('ledger.receive')}
          </Button>
        )}
        {mayTell && (
          <Popover
            trigger="click"
            destroyOnHidden
            content={
              <TellFields told={told} how={options.toldHow} onChange={setTold} onDone={(value) => tell.mutate(value)} />
            }
          >
            <Button loading={tell.isPending}>{say('ledger.notify')}</Button>
          </Popover>
        )}
        {line.household !== null && line.mergedInto === null && permissions.includes('lead.merge') && (
          <MergeLead line={line} onDone={(reply) => onDone({ kind: 'merged', reply })} />
        )}
        {isOpen(line) && permissions.includes('lead.assign') && (
          <Button icon={<PrinterOutlined />} href={visitSheetsOf([line])} target="_blank">
            {say('ledger.visit-sheet')}
          </Button>
        )}
        {line.told.needed && line.verdict !== null && permissions.includes('lead.tell') && (
          <Button
            icon={<PrinterOutlined />}
            href={addressOf(routes.resultNotice, { params: { id: line.id } })}
            target="_blank"
          >
            {say('ledger.result-notice')}
          </Button>
        )}
        {permissions.includes('paper.issue') && (
          <Button href={`${paths.papers}?matter=${line.id}`}>{say('papers.new')}</Button>
        )}
        {line.stage === 'to-write-off' && permissions.includes('lead.write-off') && (
          <Button type="primary" ghost loading={writeOff.isPending} onClick={() => writeOff.mutate([line])}>
            {say('ledger.write-off')}
          </Button>
        )}
      </div>
      {lead.refused.length > 0 && (
        <ul className="lead-refused">
          {lead.refused.map((refusal) => (
            <li key={`${refusal.step ?? ''}${refusal.code}${refusal.text ?? ''}`}>
              <RefusalLine refusal={refusal} of={line.headName} />
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

function Past({ lead }: { lead: Lead }) {
  const { say, language } = useWords();
  return (
    <div className="lead-past">
      <h3>{say('household.timeline')}</h3>
      <ol className="lead-acts">
        {lead.acts.map((act) => (
          <li key={act.seq}>
            <span className="muted">{dateText(language, plainDate(act.on))}</span>{' '}
            <strong>{stepText(language, act.label)}</strong> {act.text} <span className="muted">{act.by}</span>
          </li>
        ))}
      </ol>
    </div>
  );
}

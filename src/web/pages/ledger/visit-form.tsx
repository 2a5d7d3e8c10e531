import { Button, Checkbox, Input, Select } from 'antd';
import { type ReactNode, useMemo, useState } from 'react';
import { routes } from '#contract/routes.ts';
import { Choices } from '#ui/choices.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { PhraseInput } from '#ui/phrase-input.tsx';
import { useDraft } from '#ui/use-draft.ts';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { verifierId } from './act-bar.tsx';
import type { Lead } from './lead-panel.tsx';
import { type ActReply, isFillable, type LedgerOptions } from './ledger-data.ts';
import { termLabel } from './term-label.ts';
import { guaranteeKeys, type VisitDraft, visitBody, visitDraft, visitFaults } from './visit-draft.ts';
import { VisitIncome } from './visit-income.tsx';
import { VisitPhotosField } from './visit-photos.tsx';

type Props = {
  lead: Lead;
  options: LedgerOptions;
  onDone: (reply: ActReply, next: boolean) => void;
  /** What stands above and below the findings. */
  above: ReactNode;
  below: ReactNode;
};

/** The visit and its conclusion, typed once for the lead and for step one of recognition. Ctrl+Enter saves and goes on. */
export function VisitForm({ lead, options, onDone, above, below }: Props) {
  const { say } = useWords();
  const { line } = lead;
  const initial = useMemo(() => visitDraft(lead, options), [lead, options]);
  const draft = useDraft<VisitDraft>(`visit.${line.id}`, initial);
  const [tried, setTried] = useState(false);
  const faults = visitFaults(draft.value, options);
  const save = useAct(
    async (_next: boolean) => {
      const verifiers: string[] = [];
      for (const name of draft.value.verifiers) verifiers.push(await verifierId(name, options));
      return api(routes.recordVisit, { params: { id: line.id }, body: visitBody(draft.value, line.seq, verifiers) });
    },
    (reply, next) => {
      draft.drop();
      onDone(reply, next && reply.refused.length === 0);
    },
  );
  const submit = (next: boolean) => {
    setTried(true);
    if (Object.keys(faults).length === 0 && !save.isPending) save.mutate(next);
  };
  const fault = (name: string) => {
    const key = tried ? faults[name] : undefined;
    return key === undefined ? undefined : say(key as 'verify.need-date');
  };
  return (
    <form
      className="lead-form"
      onSubmit={(event) => {
        event.preventDefault();
        submit(false);
      }}
      onKeyDown={(event) => {
        if (event.key === 'Enter' && (event.ctrlKey || event.metaKey)) {
          event.preventDefault();
          submit(true);
        }
      }}
    >
      <div className="lead-scroll stack">
        {above}
        <Findings lead={lead} options={options} draft={draft} fault={fault} />
        {below}
      </div>
      <footer className="lead-conclude">
        <div className="row">
          <span className="field-label">{say('verify.verdict')}</span>
          <Choices
            label={say('verify.verdict')}
            options={options.verdicts}
            value={draft.value.verdict}
            numbered
            onChange={(verdict) => draft.set({ verdict })}
          />
        </div>
        {options.verdicts.find(({ id }) => id === draft.value.verdict)?.needsReason && (
          <Field label={say('verify.reason')} error={fault('reason')}>
            {(id) => (
              <PhraseInput
                id={id}
                phrases={options.reasons}
                value={draft.value.reason}
                onChange={(reason) => draft.set({ reason })}
              />
            )}
          </Field>
        )}
        <div className="row">
          <Button type="primary" loading={save.isPending} onClick={() => submit(true)} title="Ctrl+Enter">
            {say('do.save-next')}
          </Button>
          <Button htmlType="submit" loading={save.isPending}>
            {say('do.save')}
          </Button>
          {draft.restored && (
            <>
              <span className="muted">{say('draft.restored')}</span>
              <button type="button" className="link-button" onClick={draft.drop}>
                {say('draft.drop')}
              </button>
            </>
          )}
        </div>
      </footer>
    </form>
  );
}

type FindingsProps = {
  lead: Lead;
  options: LedgerOptions;
  draft: { value: VisitDraft; set: (change: Partial<VisitDraft>) => void };
  fault: (name: string) => string | undefined;
};

/** Date and verifiers, income, guarantees and water, risks, notes. */
function Findings({ lead, options, draft: { value, set }, fault }: FindingsProps) {
  const { say, language } = useWords();
  return (
    <div className="visit">
      <div className="visit-pair">
        <Field label={say('verify.visit-on')} error={fault('on')}>
          {(id) => <DayInput id={id} value={value.on} onChange={(on) => set({ on })} />}
        </Field>
        <Field label={say('verify.visitors')} error={fault('verifiers')}>
          {(id) => (
            <Select
              id={id}
              mode="tags"
              style={{ width: '100%' }}
              tokenSeparators={['、', '，', ',', ' ']}
              value={value.verifiers}
              options={options.verifiers.map(({ name }) => ({ value: name }))}
              onChange={(verifiers) => set({ verifiers })}
            />
          )}
        </Field>
      </div>
      {isFillable(lead.line, 'idNumber') && (
        <Field label={say('lead.id-number')} hint={say('lead.id-later')}>
          {(id) => (
            <Input
              id={id}
              maxLength={30}
              value={value.idNumber}
              onChange={(event) => set({ idNumber: event.target.value })}
            />
          )}
        </Field>
      )}
      <VisitIncome
        known={lead.known.income}
        labels={options.income}
        value={value.income}
        onChange={(income) => set({ income })}
        fault={fault}
      />
      <section>
        <h3>{say('verify.guarantees')}</h3>
        <div className="visit-guarantees">
          {guaranteeKeys.map((key) => (
            <GuaranteeRow
              key={key}
              label={termLabel(language, options.guarantees, key, say(`verify.guarantee.${key}`))}
              value={value.guarantees[key]}
              onChange={(found) => set({ guarantees: { ...value.guarantees, [key]: found } })}
            />
          ))}
        </div>
      </section>
      {options.risks.length > 0 && (
        <section>
          <h3>{say('verify.risks')}</h3>
          <Checkbox.Group
            value={value.risks}
            options={options.risks.map((risk) => ({ value: risk.code, label: risk.label }))}
            onChange={(risks) => set({ risks })}
          />
        </section>
      )}
      <VisitPhotosField lead={lead.line.id} photos={value.photos ?? []} onChange={(photos) => set({ photos })} />
      <Field label={say('verify.note')}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 8 }}
            maxLength={2000}
            value={value.note}
            onChange={(event) => set({ note: event.target.value })}
          />
        )}
      </Field>
    </div>
  );
}

function GuaranteeRow(props: {
  label: string;
  value: string;
  onChange: (value: 'ok' | 'problem' | 'unknown') => void;
}) {
  const { say } = useWords();
  return (
    <>
      <span>{props.label}</span>
      <Choices
        label={props.label}
        value={props.value}
        options={[
          { id: 'ok', label: say('verify.fine') },
          { id: 'problem', label: say('verify.problem') },
          { id: 'unknown', label: say('verify.unknown') },
        ]}
        onChange={(id) => props.onChange(id as 'ok' | 'problem' | 'unknown')}
      />
    </>
  );
}

import { useMutation, useQuery } from '@tanstack/react-query';
import { App, Button, Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import type { Paper, PaperForm, PaperLackReply } from '#contract/papers.ts';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { addressOf, api } from '../../api/client.ts';
import { useAct, useSayFailure } from '../../api/use-act.ts';
import { FindHouseholds, type FoundHousehold } from './find-households.tsx';
import { formsQuery } from './paper-data.ts';

type Chosen = { form?: string | undefined; matter?: string | undefined; household?: string | undefined };
type Props = { chosen: Chosen; replaces: Paper | undefined; onDone: () => void };

/** 出具文书: the form, whom it is about, what only the person printing can say; what is missing and where it is filled in. */
export function NewPaper({ chosen, replaces, onDone }: Props) {
  const { say } = useWords();
  const { data } = useQuery(formsQuery);
  const [formId, setFormId] = useState(chosen.form);
  const form = data?.forms.find(({ id }) => id === formId);
  return (
    <section className="panel papers-panel" aria-label={say('papers.new')}>
      <h2>
        {say('papers.new')}
        {replaces && <span className="muted"> · {say('papers.replaces', { number: replaces.number })}</span>}
      </h2>
      <div className="papers-form">
        <Field label={say('papers.form')}>
          {(id) => (
            <Select
              id={id}
              showSearch
              optionFilterProp="label"
              placeholder={say('papers.form-choose')}
              value={form === undefined ? undefined : form.id}
              disabled={replaces !== undefined}
              onChange={setFormId}
              options={(data?.forms ?? []).map((each) => ({ value: each.id, label: each.label }))}
            />
          )}
        </Field>
        {form && <FormNotes form={form} />}
      </div>
      {form && <PaperBody key={form.id} form={form} chosen={chosen} replaces={replaces} onDone={onDone} />}
    </section>
  );
}

function FormNotes({ form }: { form: PaperForm }) {
  const { say } = useWords();
  const notes = [
    form.copies > 1 ? say('papers.copies', { n: form.copies }) : '',
    form.published ? say('papers.published') : say(form.fullNumbers ? 'papers.full' : 'papers.masked'),
    form.inferred === null ? form.source.join('、') : say('papers.inferred', { why: form.inferred }),
  ];
  return <p className="muted">{notes.filter((note) => note !== '').join(' · ')}</p>;
}

function PaperBody({ form, chosen, replaces, onDone }: Props & { form: PaperForm }) {
  const { say } = useWords();
  const { message } = App.useApp();
  const sayFailure = useSayFailure();
  const [values, setValues] = useState<Record<string, string>>({});
  const [households, setHouseholds] = useState<readonly FoundHousehold[]>([]);
  const [foot, setFoot] = useState(true);
  const [reason, setReason] = useState('');
  const needsLead = form.about === 'lead' && chosen.matter === undefined;
  const wanted = {
    form: form.id,
    values,
    ...(chosen.matter === undefined ? {} : { matter: chosen.matter }),
    ...(form.about === 'household' ? { household: households[0]?.id ?? chosen.household } : {}),
    ...(form.roll ? { households: households.map(({ id }) => id) } : {}),
  };
  const look = useMutation({ mutationFn: () => api(routes.draftPaper, { body: wanted }), onError: sayFailure });
  const issue = useAct(
    (blank: boolean) =>
      api(routes.issuePaper, {
        body: { ...wanted, foot, blank, ...(replaces === undefined ? {} : { replaces: replaces.id, reason }) },
      }),
    ({ paper }) => {
      void message.success(say('papers.done', { number: paper.number }));
      window.open(addressOf(routes.paperFile, { params: { id: paper.id } }), '_blank', 'noopener');
      onDone();
    },
  );
  if (needsLead) return <p>{say('papers.lead-first')}</p>;
  const ready = form.about !== 'household' || wanted.household !== undefined || chosen.matter !== undefined;
  return (
    <>
      <div className="papers-form">
        {form.about === 'lead' && <p className="papers-wide">{say('papers.from-lead')}</p>}
        {(form.about === 'household' && chosen.matter === undefined && chosen.household === undefined) || form.roll ? (
          <FindHouseholds
            label={say(form.roll ? 'papers.households' : 'papers.household')}
            many={form.roll}
            chosen={households}
            onChange={setHouseholds}
          />
        ) : null}
        {form.asks.map((ask) => (
          <Asked
            key={ask.key}
            ask={ask}
            value={values[ask.key] ?? ''}
            onChange={(text) => setValues((before) => ({ ...before, [ask.key]: text }))}
          />
        ))}
        {replaces && (
          <Field label={say('papers.correct-why')}>
            {(id) => (
              <Input id={id} maxLength={500} value={reason} onChange={({ target }) => setReason(target.value)} />
            )}
          </Field>
        )}
      </div>
      <div className="row">
        <Checkbox checked={foot} onChange={({ target }) => setFoot(target.checked)}>
          {say('papers.foot')}
        </Checkbox>
        <Button className="spread" loading={look.isPending} disabled={!ready} onClick={() => look.mutate()}>
          {say('papers.look')}
        </Button>
        {replaces === undefined && form.about === 'household' && (
          <Button loading={issue.isPending} onClick={() => issue.mutate(true)}>
            {say('papers.blank')}
          </Button>
        )}
        <Button type="primary" loading={issue.isPending} disabled={!ready} onClick={() => issue.mutate(false)}>
          {say('papers.issue')}
        </Button>
      </div>
      {look.data && !issue.isSuccess && <Lacks lacks={look.data.lacks} />}
    </>
  );
}

function Asked({
  ask,
  value,
  onChange,
}: {
  ask: PaperForm['asks'][number];
  value: string;
  onChange: (text: string) => void;
}) {
  const label = ask.required ? `${ask.label} *` : ask.label;
  return (
    <div className={ask.long ? 'papers-wide' : undefined}>
      <Field label={label} hint={ask.hint ?? undefined}>
        {(id) =>
          ask.long ? (
            <Input.TextArea
              id={id}
              autoSize={{ minRows: 2, maxRows: 12 }}
              maxLength={8000}
              value={value}
              onChange={({ target }) => onChange(target.value)}
            />
          ) : (
            <Input id={id} maxLength={400} value={value} onChange={({ target }) => onChange(target.value)} />
          )
        }
      </Field>
    </div>
  );
}

function Lacks({ lacks }: { lacks: readonly PaperLackReply[] }) {
  const { say } = useWords();
  if (lacks.length === 0) return <p role="status">{say('papers.complete')}</p>;
  return (
    <div role="status">
      <p>{say('papers.lacks', { n: lacks.length })}</p>
      <ul className="papers-lacks">
        {lacks.map((lack) => (
          <li key={lack.key}>
            <b>{lack.label}</b>{' '}
            {lack.why === 'sensitive'
              ? say('papers.lack-sensitive', { kinds: lack.kinds.join('、') })
              : say(`papers.lack-${lack.why}`)}
            ，
            {lack.where === 'matter'
              ? say('papers.where-matter', { step: lack.step ?? '' })
              : say(`papers.where-${lack.where}`)}
          </li>
        ))}
      </ul>
    </div>
  );
}

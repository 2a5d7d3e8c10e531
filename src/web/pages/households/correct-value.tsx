import { useQuery } from '@tanstack/react-query';
import { Button, Drawer, Input, Select } from 'antd';
import { useState } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { qualityRuleText, qualityWhyText } from '#words/quality-rule-words.ts';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';

type Fields = Reply<typeof routes.correctionFields>['fields'];
type Looked = Reply<typeof routes.proposeCorrection>;
type Props = { household: string; person?: string; name: string };

/** 更正 of one value of a household or member: proposed with its reason, decided by somebody else. */
export function CorrectValue({ household, person, name }: Props) {
  const { say } = useWords();
  const may = useMay('registry.propose');
  const [open, setOpen] = useState(false);
  const [done, setDone] = useState(false);
  if (!may) return null;
  const title = person === undefined ? say('correction.of-household') : say('correction.of', { name });
  return (
    <>
      <Button size="small" aria-label={title} onClick={() => setOpen(true)}>
        {say('correction.open')}
      </Button>
      {done && <AfterAct text={say('correction.done')} onClose={() => setDone(false)} />}
      <Drawer
        open={open}
        onClose={() => setOpen(false)}
        destroyOnHidden
        title={title}
        size={Math.min(480, window.innerWidth)}
      >
        <CorrectionForm
          household={household}
          person={person}
          onDone={() => {
            setOpen(false);
            setDone(true);
          }}
        />
      </Drawer>
    </>
  );
}

function CorrectionForm({
  household,
  person,
  onDone,
}: {
  household: string;
  person: string | undefined;
  onDone: () => void;
}) {
  const { say } = useWords();
  const { data } = useQuery({
    queryKey: ['correction-fields'],
    queryFn: () => api(routes.correctionFields),
    staleTime: 600_000,
  });
  const [key, setKey] = useState<string>();
  const [value, setValue] = useState('');
  const [reason, setReason] = useState('');
  const [looked, setLooked] = useState<Looked>();
  const fields = (data?.fields ?? []).filter(({ of }) => of === (person === undefined ? 'household' : 'person'));
  const field = fields.find((each) => each.key === key);
  const body = (preview: boolean) => ({
    ...{ preview, values: { [key ?? '']: value.trim() }, reason: reason.trim() },
    ...(person === undefined ? {} : { person }),
  });
  const call = (preview: boolean) => api(routes.proposeCorrection, { params: { id: household }, body: body(preview) });
  const look = useAct(() => call(true), setLooked);
  const propose = useAct(() => call(false), onDone);
  const ready = field !== undefined && value.trim() !== '' && reason.trim().length >= 2;
  return (
    <form
      className="stack change-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        if (looked === undefined) look.mutate(undefined);
        else propose.mutate(undefined);
      }}
    >
      <Field label={say('correction.field')}>
        {(id) => (
          <Select
            id={id}
            showSearch={{ optionFilterProp: 'label' }}
            value={key ?? null}
            options={fields.map((each) => ({ value: each.key, label: each.label }))}
            onChange={(next: string | null) => {
              setKey(next ?? undefined);
              setValue('');
              setLooked(undefined);
            }}
          />
        )}
      </Field>
      {field && (
        <ValueField
          field={field}
          value={value}
          onChange={(next) => {
            setValue(next);
            setLooked(undefined);
          }}
        />
      )}
      <Field label={say('correction.reason')} hint={say('correction.reason-hint')}>
        {(id) => (
          <Input.TextArea
            id={id}
            rows={2}
            maxLength={200}
            value={reason}
            onChange={(event) => setReason(event.target.value)}
          />
        )}
      </Field>
      {looked && <Found looked={looked} />}
      <div className="row">
        <Button htmlType="submit" type="primary" disabled={!ready} loading={look.isPending || propose.isPending}>
          {say(looked === undefined ? 'correction.look' : 'correction.do')}
        </Button>
      </div>
    </form>
  );
}

function ValueField({
  field,
  value,
  onChange,
}: {
  field: Fields[number];
  value: string;
  onChange: (value: string) => void;
}) {
  const { say } = useWords();
  const choices = field.type === 'boolean' ? ['是', '否'] : field.type === 'list' ? null : field.choices;
  const hint = field.type === 'list' || field.type === 'date' ? say(`correction.value-hint.${field.type}`) : undefined;
  return (
    <Field label={say('correction.value')} hint={hint}>
      {(id) =>
        choices === null ? (
          <Input id={id} value={value} maxLength={200} onChange={(event) => onChange(event.target.value)} />
        ) : (
          <Select
            id={id}
            showSearch
            value={value === '' ? null : value}
            options={choices.map((each) => ({ value: each, label: each }))}
            onChange={(next: string | null) => onChange(next ?? '')}
          />
        )
      }
    </Field>
  );
}

/** What the rules would find with the value, before anything is sent. */
function Found({ looked }: { looked: Looked }) {
  const { say, language } = useWords();
  const mended = looked.before.length - looked.after.filter((each) => looked.before.some((old) => old.rule === each.rule && old.person === each.person)).length; // biome-ignore format: one line
  return (
    <section className="stack" aria-live="polite" style={{ gap: 4 }}>
      <p>
        <strong>
          {looked.after.length === 0
            ? say('correction.found-none')
            : say('correction.found', { n: looked.after.length })}
        </strong>
        {mended > 0 && <span className="muted"> {say('correction.mends', { n: mended })}</span>}
      </p>
      {looked.after.map((each) => (
        <p key={`${each.rule}${each.person ?? ''}`}>
          {qualityRuleText(language, each.rule)}：{qualityWhyText(language, each.rule, each.facts)}
        </p>
      ))}
    </section>
  );
}

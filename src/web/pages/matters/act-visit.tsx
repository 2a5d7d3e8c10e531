import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Select } from 'antd';
import { type PerPerson, shownPerPerson } from '#domain/registry/income.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { Choices } from '#ui/choices.tsx';
import { Field } from '#ui/field.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { moneyText } from '#words/number-forms.ts';
import '../ledger/ledger.css';
import { optionsQuery } from '../ledger/ledger-data.ts';
import { termLabel } from '../ledger/term-label.ts';
import { guaranteeKeys, incomeKeys } from '../ledger/visit-draft.ts';
import type { PartProps } from './act-form.tsx';
import type { MatterView } from './matter-data.ts';
import { bothFigures, type VisitPart } from './visit-part.ts';

type Props = PartProps & { view: MatterView };

/** 入户核实 within the matter: who went, the income sheet with both figures, guarantees and water, risks. */
export function ActVisit({ draft, fault, view }: Props) {
  const { say, language } = useWords();
  const { data: options, error } = useQuery(optionsQuery);
  if (error) throw error;
  if (options === undefined) return <Waiting />;
  const { visit } = draft.value;
  const set = (change: Partial<VisitPart>) => draft.set({ visit: { ...visit, ...change } });
  const findings = [
    { id: 'ok', label: say('verify.fine') },
    { id: 'problem', label: say('verify.problem') },
    { id: 'unknown', label: say('verify.unknown') },
  ];
  return (
    <div className="visit">
      <Field label={say('verify.visitors')} error={fault('value:verifiers')}>
        {(id) => (
          <Select
            id={id}
            mode="tags"
            style={{ width: '100%' }}
            tokenSeparators={['、', '，', ',', ' ']}
            value={visit.verifiers}
            options={options.verifiers.map(({ name }) => ({ value: name }))}
            onChange={(verifiers) => set({ verifiers })}
          />
        )}
      </Field>
      <section>
        <h4>{say('verify.income')}</h4>
        <Windows view={view} />
        <div className="visit-income">
          {incomeKeys.map((key) => (
            <Field
              key={key}
              label={termLabel(language, options.income, key, say(`verify.income.${key}`))}
              error={fault(`value:${key}`)}
            >
              {(id) => (
                <Input
                  id={id}
                  inputMode="decimal"
                  maxLength={16}
                  placeholder={say('value.unknown')}
                  value={visit.income[key]}
                  onChange={(event) => set({ income: { ...visit.income, [key]: event.target.value } })}
                />
              )}
            </Field>
          ))}
        </div>
        <Figures view={view} visit={visit} />
      </section>
      <section>
        <h4>{say('verify.guarantees')}</h4>
        <div className="visit-guarantees">
          {guaranteeKeys.map((key) => (
            <Finding
              key={key}
              label={termLabel(language, options.guarantees, key, say(`verify.guarantee.${key}`))}
              value={visit.guarantees[key]}
              findings={findings}
              onChange={(found) =>
                set({ guarantees: { ...visit.guarantees, [key]: found as 'ok' | 'problem' | 'unknown' } })
              }
            />
          ))}
        </div>
      </section>
      {options.risks.length > 0 && (
        <section>
          <h4>{say('verify.risks')}</h4>
          <Checkbox.Group
            value={visit.risks}
            options={options.risks.map((risk) => ({ value: risk.code, label: risk.label }))}
            onChange={(risks) => set({ risks })}
          />
        </section>
      )}
    </div>
  );
}

function Finding(props: {
  label: string;
  value: string;
  findings: { id: string; label: string }[];
  onChange: (id: string) => void;
}) {
  return (
    <>
      <span>{props.label}</span>
      <Choices label={props.label} value={props.value} options={props.findings} onChange={props.onChange} />
    </>
  );
}

/** Which months count: newly found, and already on the register. */
function Windows({ view: { windows } }: { view: MatterView }) {
  const { say, language } = useWords();
  return windows.map(({ name, from, to, inferred }) => (
    <p key={name} className="muted">
      {say('matter.window', {
        name,
        from: dateText(language, plainDate(from)),
        to: dateText(language, plainDate(to)),
      })}
      {inferred !== null && ` · ${say('matter.step.inferred')}`}
    </p>
  ));
}

/** 人均纯收入 and 收入参考范围 of what is typed, or what they still lack. */
function Figures({ view, visit }: { view: MatterView; visit: VisitPart }) {
  const { say } = useWords();
  const { net, reference } = bothFigures(visit.income, view.persons);
  return (
    <dl className="act-figures" aria-label={say('matter.figures')}>
      <Figure label={say('household.income.per-head')} amount={net} />
      <Figure label={say('household.income.reference')} amount={reference} />
    </dl>
  );
}

function Figure({ label, amount }: { label: string; amount: PerPerson }) {
  const { say, language } = useWords();
  const shown = shownPerPerson(amount);
  return (
    <div>
      <dt>{label}</dt>
      <dd>{shown === undefined ? say('matter.figure-incomplete') : moneyText(language, shown)}</dd>
    </div>
  );
}

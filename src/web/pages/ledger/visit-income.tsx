import { Input } from 'antd';
import { plainDate } from '#domain/values/plain-date.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { registrySourceText } from '#words/engine-words.ts';
import type { Lead } from './lead-panel.tsx';
import type { LedgerOptions } from './ledger-data.ts';
import { termLabel } from './term-label.ts';
import { type IncomeKey, incomeKeys } from './visit-draft.ts';

type Props = {
  known: Lead['known']['income'];
  labels: LedgerOptions['income'];
  value: Record<IncomeKey, string>;
  onChange: (income: Record<IncomeKey, string>) => void;
  fault: (name: string) => string | undefined;
};

/** Income by kind in yuan; what is known already stands there with who said it and when. Empty is unknown. */
export function VisitIncome({ known, labels, value, onChange, fault }: Props) {
  const { say, language } = useWords();
  const origin = (key: IncomeKey) => {
    const item = known.find((other) => other.key === key && other.value !== null);
    if (item === undefined || item.source === null) return undefined;
    const source = registrySourceText(language, item.source);
    return item.on === null ? source : say('verify.known-from', { source, on: dateText(language, plainDate(item.on)) });
  };
  return (
    <section>
      <h3>{say('verify.income')}</h3>
      <div className="visit-income">
        {incomeKeys.map((key) => (
          <Field
            key={key}
            label={termLabel(language, labels, key, say(`verify.income.${key}`))}
            hint={origin(key)}
            error={fault(key)}
          >
            {(id) => (
              <Input
                id={id}
                inputMode="decimal"
                placeholder={say('value.unknown')}
                value={value[key]}
                onChange={(event) => onChange({ ...value, [key]: event.target.value })}
              />
            )}
          </Field>
        ))}
      </div>
    </section>
  );
}

import { Button, Input, Select } from 'antd';
import { useState } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { MonthChoice } from '../ledger/ledger-filters.tsx';

type Rules = Reply<typeof routes.listWhatIfs>['rules'];

/** Which rule, which parameter, which other values, over which months. */
export function TrialForm({ rules, today }: { rules: Rules; today: string }) {
  const { say } = useWords();
  const year = today.slice(0, 4);
  const choices = rules.flatMap(({ feed, label, rule, parameters }) =>
    parameters.map((parameter) => ({ key: `${feed}\n${parameter.name}`, feed, label, rule, parameter })),
  );
  const [key, setKey] = useState(choices[0]?.key ?? '');
  const [text, setText] = useState('');
  const [months, setMonths] = useState({ from: `${Number(year) - 1}-01`, to: today.slice(0, 7) });
  const chosen = choices.find((choice) => choice.key === key);
  const values = text.split(/[、，,\s]+/).filter((value) => value !== '');
  const attempt = useAct(() =>
    api(routes.tryValue, {
      body: { feed: chosen?.feed ?? '', parameter: chosen?.parameter.name ?? '', values, ...months },
    }),
  );
  return (
    <div className="what-if-form">
      <Field label={say('what-if.rule')} hint={chosen?.rule}>
        {(id) => (
          <Select
            id={id}
            value={key}
            onChange={setKey}
            options={choices.map((choice) => ({
              value: choice.key,
              label: `${choice.label}：${choice.parameter.name}`,
            }))}
          />
        )}
      </Field>
      <Field
        label={say('what-if.values')}
        hint={say('what-if.values-hint', {
          now: chosen?.parameter.value ?? say('what-if.unset'),
          unit: chosen?.parameter.unit ?? '',
        })}
      >
        {(id) => <Input id={id} value={text} onChange={(event) => setText(event.target.value)} />}
      </Field>
      <div className="row">
        <MonthChoice month={months.from} onChange={(from) => setMonths({ ...months, from: from ?? months.from })} />
        {say('rates.until')}
        <MonthChoice month={months.to} onChange={(to) => setMonths({ ...months, to: to ?? months.to })} />
        <Button
          type="primary"
          className="spread"
          disabled={chosen === undefined || values.length === 0 || values.length > 5}
          loading={attempt.isPending}
          onClick={() => attempt.mutate(undefined)}
        >
          {say('what-if.try')}
        </Button>
      </div>
    </div>
  );
}

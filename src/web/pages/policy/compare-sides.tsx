import { Input, Select } from 'antd';
import { useState } from 'react';
import { plainDate } from '#domain/values/plain-date.ts';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import type { CompareBy, Comparison } from './compare-page.tsx';

const LAST_DAY = plainDate('2100-12-31');

type Sides = { before: string; after: string };
type Props = Sides & {
  by: CompareBy;
  documents: Comparison['documents'];
  onChange: (sides: Sides) => void;
};

/** The two sides side by side: what is on the left is held against what is on the right. */
export function CompareSides({ by, before, after, documents, onChange }: Props) {
  const { say } = useWords();
  const side = (which: keyof Sides, value: string) => (
    <Side
      by={by}
      label={say(`policy.compare.${which}`)}
      value={value}
      documents={documents}
      onChange={(next) => onChange({ before, after, [which]: next })}
    />
  );
  return (
    <div className="policy-pair">
      {side('before', before)}
      {side('after', after)}
    </div>
  );
}

type SideProps = {
  by: CompareBy;
  label: string;
  value: string;
  documents: Comparison['documents'];
  onChange: (value: string) => void;
};

function Side({ by, label, value, documents, onChange }: SideProps) {
  const [area = 'own', on = ''] = value.split('@');
  if (by === 'documents') {
    return (
      <Field label={label}>
        {(id) => (
          <Select
            id={id}
            value={value}
            options={documents.map(({ pack, number, title }) => ({ value: pack, label: `${number} ${title}` }))}
            onChange={onChange}
          />
        )}
      </Field>
    );
  }
  const day = (
    <Field label={label}>
      {(id) => (
        <DayInput
          id={id}
          value={on}
          max={LAST_DAY}
          onChange={(next) => {
            if (next !== '') onChange(`${area}@${next}`);
          }}
        />
      )}
    </Field>
  );
  if (by === 'days') return day;
  return (
    <div className="stack">
      {day}
      <AreaCode
        value={area === 'own' ? '' : area}
        onChange={(code) => onChange(`${code === '' ? 'own' : code}@${on}`)}
      />
    </div>
  );
}

/** A division code, taken when it has a whole number of levels. */
function AreaCode({ value, onChange }: { value: string; onChange: (code: string) => void }) {
  const { say } = useWords();
  const [typed, setTyped] = useState(value);
  return (
    <Field label={say('policy.compare.area')} hint={say('policy.compare.own-hint')}>
      {(id) => (
        <Input
          id={id}
          value={typed}
          inputMode="numeric"
          maxLength={12}
          placeholder={say('policy.compare.own')}
          onChange={(event) => {
            const code = event.target.value.replaceAll(/\D/g, '');
            setTyped(code);
            if ([0, 2, 4, 6, 9, 12].includes(code.length)) onChange(code);
          }}
        />
      )}
    </Field>
  );
}

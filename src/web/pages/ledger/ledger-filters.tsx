import { Checkbox, Select } from 'antd';
import { addMonths, monthOf } from '#domain/values/plain-date.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { monthText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import type { LedgerOptions } from './ledger-data.ts';
import type { LedgerSearch } from './ledger-search.ts';

type Props = { search: LedgerSearch; options: LedgerOptions; onChange: (search: LedgerSearch) => void };

/** Village, channel, overdue; all kept in the address. */
export function LedgerFilters({ search, options, onChange }: Props) {
  const { say } = useWords();
  const change = (part: Partial<LedgerSearch>) => onChange({ ...search, ...part, page: undefined });
  return (
    <>
      <Field label={say('ledger.column.2')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            style={{ width: '100%' }}
            value={search.village ?? null}
            options={options.villages.map((village) => ({ value: village.id, label: villageText(village.name) }))}
            onChange={(village: number | null | undefined) => change({ village: village ?? undefined })}
          />
        )}
      </Field>
      <Field label={say('ledger.column.5')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            style={{ width: '100%' }}
            value={search.channel ?? null}
            options={options.channels.map((channel) => ({ value: channel.id, label: channel.label }))}
            onChange={(channel: string | null | undefined) => change({ channel: channel ?? undefined })}
          />
        )}
      </Field>
      <Checkbox
        checked={search.overdue ?? false}
        onChange={(event) => change({ overdue: event.target.checked ? true : undefined })}
      >
        {say('ledger.only-overdue')}
      </Checkbox>
    </>
  );
}

/** The month of the ledger: this one and the two years before it. */
export function MonthChoice({ month, onChange }: { month: string | undefined; onChange: (month: string) => void }) {
  const { say, language, today } = useWords();
  const months = Array.from({ length: 24 }, (_, back) => monthOf(addMonths(today, -back)));
  return (
    <Select
      aria-label={say('ledger.month-shown')}
      style={{ width: 124 }}
      value={month ?? monthOf(today)}
      options={months.map((value) => ({ value, label: monthText(language, value) }))}
      onChange={onChange}
    />
  );
}

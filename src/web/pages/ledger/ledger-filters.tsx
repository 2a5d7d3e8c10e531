import { Checkbox, Input, Select } from 'antd';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import type { LedgerOptions } from './ledger-data.ts';
import type { LedgerSearch } from './ledger-search.ts';

type Props = { search: LedgerSearch; options: LedgerOptions; onChange: (search: LedgerSearch) => void };

/** Month received, village, channel, overdue; all kept in the address. */
export function LedgerFilters({ search, options, onChange }: Props) {
  const { say } = useWords();
  const change = (part: Partial<LedgerSearch>) => onChange({ ...search, ...part, page: undefined });
  return (
    <>
      <Field label={say('ledger.month')}>
        {(id) => (
          <Input
            id={id}
            type="month"
            value={search.month ?? ''}
            onChange={(event) => change({ month: event.target.value === '' ? undefined : event.target.value })}
          />
        )}
      </Field>
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
        {say('home.overdue')}
      </Checkbox>
    </>
  );
}

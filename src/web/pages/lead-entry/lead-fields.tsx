import { AutoComplete, Input, Select } from 'antd';
import { Choices } from '#ui/choices.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import type { LedgerOptions } from '../ledger/ledger-data.ts';
import type { Entry, EntryFault } from './entry.ts';

type Props = {
  entry: Entry;
  options: LedgerOptions;
  faults: Partial<Record<EntryFault, true>>;
  onChange: (change: Partial<Entry>) => void;
};

/** Channel, then the sources it may have; what was said; when; whether it is urgent. */
export function LeadFields({ entry, options, faults, onChange }: Props) {
  const { say } = useWords();
  const need = (field: EntryFault, label: string) => (faults[field] ? say('lead.need', { field: label }) : undefined);
  const channel = options.channels.find(({ id }) => id === entry.channel);
  return (
    <div className="stack">
      <div>
        <span className="field-label">{say('lead.channel')}</span>
        <Choices
          label={say('lead.channel')}
          options={options.channels}
          value={entry.channel}
          onChange={(id) => {
            const sources = options.channels.find((other) => other.id === id)?.sources ?? [];
            onChange({ channel: id, source: sources.length === 1 ? (sources[0] ?? '') : '' });
          }}
        />
        {faults.channel && <div className="field-error">{need('channel', say('lead.channel'))}</div>}
      </div>
      {channel && (
        <Field label={say('lead.source')} error={need('source', say('lead.source'))}>
          {(id) => (
            <SourceInput id={id} channel={channel} value={entry.source} onChange={(source) => onChange({ source })} />
          )}
        </Field>
      )}
      <Field label={say('lead.said')} error={need('text', say('lead.said'))}>
        {(id) => (
          <Input.TextArea
            id={id}
            autoSize={{ minRows: 2, maxRows: 6 }}
            maxLength={500}
            placeholder={say('lead.said-hint')}
            value={entry.text}
            onChange={(event) => onChange({ text: event.target.value })}
          />
        )}
      </Field>
      <div className="entry-grid">
        <Field label={say('lead.found-on')} error={need('foundOn', say('lead.found-on'))}>
          {(id) => <DayInput id={id} value={entry.foundOn} onChange={(foundOn) => onChange({ foundOn })} />}
        </Field>
        {options.greenCauses.length > 0 && (
          <Field label={say('lead.urgent')} hint={say('lead.urgent-hint')}>
            {(id) => (
              <Select
                id={id}
                allowClear
                style={{ width: '100%' }}
                placeholder={say('lead.urgent-none')}
                value={entry.urgentCause === '' ? null : entry.urgentCause}
                options={options.greenCauses.map((cause) => ({ value: cause }))}
                onChange={(cause: string | null | undefined) => onChange({ urgentCause: cause ?? '' })}
              />
            )}
          </Field>
        )}
      </div>
    </div>
  );
}

type SourceProps = {
  id: string;
  channel: LedgerOptions['channels'][number];
  value: string;
  onChange: (source: string) => void;
};

/** The sources of a channel; where the form says 等, others may be typed. */
function SourceInput({ id, channel, value, onChange }: SourceProps) {
  const { say } = useWords();
  const sources = channel.sources.map((source) => ({ value: source }));
  if (!channel.freeSource) {
    return (
      <Select
        id={id}
        style={{ width: '100%' }}
        value={value === '' ? null : value}
        options={sources}
        onChange={onChange}
      />
    );
  }
  return (
    <AutoComplete
      id={id}
      style={{ width: '100%' }}
      placeholder={say('lead.source-hint')}
      value={value}
      options={sources}
      onChange={(text: string | undefined) => onChange(text ?? '')}
    />
  );
}

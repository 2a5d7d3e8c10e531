import { Button, Input, Select } from 'antd';
import type { HouseholdHit } from '#contract/households.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import type { LedgerOptions } from '../ledger/ledger-data.ts';
import type { Entry, EntryFault } from './entry.ts';

/** The household found, with what to know before entering another lead for it. */
export function HouseholdCard({ household, onChange }: { household: HouseholdHit; onChange: () => void }) {
  const { say } = useWords();
  return (
    <div className="stack">
      <div className="row">
        <strong className="entry-name">{household.headName}</strong>
        <span>
          {[household.town?.name, household.village && villageText(household.village.name)].filter(Boolean).join(' ')}
        </span>
        <span>{say('household.people', { n: household.persons })}</span>
        <span className="muted">{household.idMasked ?? ''}</span>
        <span className="muted">{household.phoneMasked ?? ''}</span>
        <Button className="spread" onClick={onChange}>
          {say('lead.change-household')}
        </Button>
      </div>
      {household.openLead && <p className="note">{say('lead.already-open')}</p>}
      {household.monitored && <p className="note">{say('lead.already-object')}</p>}
    </div>
  );
}

type Props = {
  entry: Entry;
  options: LedgerOptions;
  faults: Partial<Record<EntryFault, true>>;
  onChange: (change: Partial<Entry>) => void;
  onSearch: () => void;
};

/** A household the register does not have: village, name and phone are enough to begin. */
export function NewHouseholdFields({ entry, options, faults, onChange, onSearch }: Props) {
  const { say } = useWords();
  const need = (field: EntryFault, label: string) => (faults[field] ? say('lead.need', { field: label }) : undefined);
  return (
    <div className="stack">
      <div className="row">
        <span className="muted">{say('lead.new-hint')}</span>
        <Button className="spread" onClick={onSearch}>
          {say('lead.find-again')}
        </Button>
      </div>
      <div className="entry-grid">
        <Field label={say('lead.village')} error={need('village', say('lead.village'))}>
          {(id) => (
            <Select
              id={id}
              autoFocus
              showSearch={{ optionFilterProp: 'label' }}
              style={{ width: '100%' }}
              value={entry.village}
              options={options.villages.map((village) => ({ value: village.id, label: villageText(village.name) }))}
              onChange={(village: number) => onChange({ village })}
            />
          )}
        </Field>
        <Field label={say('lead.name')} error={need('headName', say('lead.name'))}>
          {(id) => (
            <Input
              id={id}
              maxLength={60}
              value={entry.headName}
              onChange={(event) => onChange({ headName: event.target.value })}
            />
          )}
        </Field>
        <Field label={say('lead.phone')}>
          {(id) => (
            <Input
              id={id}
              inputMode="tel"
              maxLength={20}
              value={entry.phone}
              onChange={(event) => onChange({ phone: event.target.value })}
            />
          )}
        </Field>
        <Field label={say('lead.id-number')} hint={say('lead.id-later')}>
          {(id) => (
            <Input
              id={id}
              maxLength={30}
              value={entry.idNumber}
              onChange={(event) => onChange({ idNumber: event.target.value })}
            />
          )}
        </Field>
      </div>
    </div>
  );
}

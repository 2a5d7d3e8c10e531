import { Checkbox, Input, Select } from 'antd';
import type { ReadyHousehold } from '#contract/meetings.ts';
import { Choices } from '#ui/choices.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import { type HouseholdDraft, type MeetingDraft, voteFault } from './meeting-draft.ts';

type Props = {
  household: ReadyHousehold;
  meeting: MeetingDraft;
  value: HouseholdDraft;
  onChange: (change: Partial<HouseholdDraft>) => void;
};

const COUNTS = ['agree', 'against', 'abstain', 'recused'] as const;

/** One household on the table: taken or not, its votes, who is related and left, what was decided. */
export function HouseholdVotes({ household, meeting, value, onChange }: Props) {
  const { say } = useWords();
  const { headName } = household;
  const name = (what: string) => say('meeting.of', { name: headName, what });
  const counted = COUNTS.some((key) => value[key] !== '');
  const fault = counted ? voteFault(meeting, value) : undefined;
  return (
    <li className="panel meeting-household">
      <div className="row">
        <Checkbox
          checked={value.taken}
          aria-label={say('meeting.take', { name: headName })}
          onChange={(event) => onChange({ taken: event.target.checked })}
        >
          <strong>{headName}</strong>
        </Checkbox>
        <span className="muted">{household.village ? villageText(household.village.name) : ''}</span>
        <span className="muted">{household.procedureLabel}</span>
        <span className="spread">
          <DueChip due={household.due} of={headName} />
        </span>
      </div>
      {value.taken && (
        <>
          <div className="meeting-votes">
            {COUNTS.map((key) => (
              <Field key={key} label={say(`meeting.${key}`)}>
                {(id) => (
                  <Input
                    id={id}
                    aria-label={name(say(`meeting.${key}`))}
                    inputMode="numeric"
                    maxLength={3}
                    value={value[key]}
                    onChange={(event) => onChange({ [key]: event.target.value.replace(/\D/g, '') })}
                  />
                )}
              </Field>
            ))}
            {value.recused !== '' && value.recused !== '0' && (
              <Field label={say('meeting.related')}>
                {(id) => (
                  <Input
                    id={id}
                    maxLength={200}
                    value={value.related}
                    onChange={(event) => onChange({ related: event.target.value })}
                  />
                )}
              </Field>
            )}
          </div>
          {fault !== undefined && <p className="field-error">{say(`meeting.fault.${fault}`)}</p>}
          <Choices
            label={name(say('meeting.result'))}
            options={household.outcomes.map((word) => ({ id: word, label: word }))}
            value={value.outcome}
            onChange={(outcome) => onChange({ outcome })}
          />
          <div className="meeting-votes">
            {household.fields.map((field) => (
              <FactField
                key={field.name}
                field={field}
                label={name(field.label)}
                words={value.values[field.name] ?? []}
                onChange={(words) => onChange({ values: { ...value.values, [field.name]: words } })}
              />
            ))}
          </div>
          {household.marks.map((mark) => (
            <div key={mark} className="row">
              <span>{mark}</span>
              <Choices
                label={name(mark)}
                options={[
                  { id: 'true', label: say('value.yes') },
                  { id: 'false', label: say('value.no') },
                ]}
                value={value.marks[mark]}
                onChange={(said) => onChange({ marks: { ...value.marks, [mark]: said } })}
              />
            </div>
          ))}
        </>
      )}
    </li>
  );
}

type FactProps = {
  field: ReadyHousehold['fields'][number];
  label: string;
  words: string[];
  onChange: (words: string[]) => void;
};

/** One fact the step asks beside the votes, by its kind. */
function FactField({ field, label, words, onChange }: FactProps) {
  const { say } = useWords();
  if (field.kind === 'boolean') {
    const truths = [
      { id: 'true', label: say('value.yes') },
      { id: 'false', label: say('value.no') },
    ];
    return (
      <div className="field">
        <span className="field-label">{field.label}</span>
        <Choices label={label} value={words[0]} options={truths} onChange={(said) => onChange([said])} />
      </div>
    );
  }
  return (
    <Field label={field.label}>
      {(id) =>
        field.choices.length > 0 ? (
          <Select
            id={id}
            aria-label={label}
            {...(field.kind === 'list' ? { mode: 'multiple' as const } : {})}
            allowClear
            style={{ width: '100%' }}
            value={field.kind === 'list' ? words : (words[0] ?? null)}
            options={field.choices}
            onChange={(next: string | string[] | null) =>
              onChange(Array.isArray(next) ? next : next === null ? [] : [next])
            }
          />
        ) : (
          <Input
            id={id}
            aria-label={label}
            maxLength={200}
            value={words[0] ?? ''}
            onChange={(event) => onChange([event.target.value])}
          />
        )
      }
    </Field>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Checkbox, Input, Select } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { relationWords } from '#domain/registry/kinship.ts';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { type ChangeDraft, partsOf } from './change-draft.ts';
import type { HouseholdView } from './household-data.ts';

type Props = {
  view: HouseholdView;
  draft: ChangeDraft;
  causes: readonly string[];
  onChange: (more: Partial<ChangeDraft>) => void;
};

const relations = relationWords.slice(1).map((value) => ({ value, label: value }));

/** What a kind of change asks: who, the new head, relations, where to, or somebody new. */
export function ChangeFields({ view, draft, causes, onChange }: Props) {
  const { say } = useWords();
  const has = (part: (typeof partsOf)[typeof draft.kind][number]) => partsOf[draft.kind].includes(part);
  const chosen = new Set(draft.persons);
  const split = draft.kind === 'split';
  // The new head is one of those who go when splitting, of those who stay after a death.
  const heads = view.members.filter(({ id }) => (split ? chosen.has(id) : !chosen.has(id)));
  const under = draft.kind === 'merge' ? view.members : heads.filter(({ id }) => id !== draft.head);
  const asksHead = has('head') && (draft.kind === 'head' || split || view.members.some(({ id, relation }) => chosen.has(id) && relation === '户主')); // biome-ignore format: one line
  const asksRelations = has('relations') && (draft.kind === 'merge' || (asksHead && draft.head !== undefined));
  const persons = draft.kind === 'death' || draft.kind === 'leave' ? draft.kind : 'split';
  return (
    <>
      {has('persons') && (
        <fieldset className="change-persons">
          <legend className="field-label">{say(`change.persons.${persons}`)}</legend>
          {view.members.map(({ id, name, relation }) => (
            <Checkbox
              key={id}
              checked={chosen.has(id)}
              onChange={(event) =>
                onChange({
                  persons: event.target.checked ? [...draft.persons, id] : draft.persons.filter((each) => each !== id),
                })
              }
            >
              {name} <span className="muted">{relation}</span>
            </Checkbox>
          ))}
        </fieldset>
      )}
      {asksHead && (
        <Field label={say('change.head')}>
          {(id) => (
            <Select
              id={id}
              value={draft.head ?? null}
              options={heads.map((member) => ({ value: member.id, label: member.name }))}
              onChange={(head: string | null) => onChange({ head: head ?? undefined })}
            />
          )}
        </Field>
      )}
      {asksRelations && (
        <div className="change-relations">
          {draft.kind !== 'merge' && <p className="muted">{say('change.relations-hint')}</p>}
          {under.map((member) => (
            <Field key={member.id} label={say('change.relation', { name: member.name })}>
              {(id) => (
                <Select
                  id={id}
                  allowClear
                  showSearch
                  value={draft.relations[member.id] ?? null}
                  options={relations}
                  onChange={(relation: string | null | undefined) => onChange({ relations: withRelation(draft.relations, member.id, relation) })} // biome-ignore format: one line
                />
              )}
            </Field>
          ))}
        </div>
      )}
      {has('into') && (
        <IntoHousehold own={view.household.id} value={draft.into} onChange={(into) => onChange({ into })} />
      )}
      {has('village') && <ToVillage value={draft.village} onChange={(village) => onChange({ village })} />}
      {has('cause') && (
        <Field label={say('change.cause')}>
          {(id) => (
            <Select
              id={id}
              value={draft.cause ?? null}
              options={causes.map((value) => ({ value, label: value }))}
              onChange={(cause: string | null) => onChange({ cause: cause ?? undefined })}
            />
          )}
        </Field>
      )}
      {has('newcomer') && <NewcomerFields draft={draft} onChange={onChange} />}
    </>
  );
}

function withRelation(relations: ChangeDraft['relations'], person: string, relation: string | null | undefined) {
  const { [person]: _, ...rest } = relations;
  return relation === null || relation === undefined ? rest : { ...rest, [person]: relation };
}

function NewcomerFields({ draft, onChange }: Pick<Props, 'draft' | 'onChange'>) {
  const { say } = useWords();
  return (
    <>
      <Field label={say('change.newcomer.name')}>
        {(id) => (
          <Input
            id={id}
            value={draft.name}
            maxLength={40}
            onChange={(event) => onChange({ name: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('change.newcomer.relation')}>
        {(id) => (
          <Select id={id} showSearch value={draft.relation ?? null} options={relations} onChange={(relation: string | null) => onChange({ relation: relation ?? undefined })} /> // biome-ignore format: one line
        )}
      </Field>
      <Field label={say('change.newcomer.sex')}>
        {(id) => (
          <Select
            id={id}
            value={draft.sex ?? null}
            options={[
              { value: '男' as const, label: '男' },
              { value: '女' as const, label: '女' },
            ]}
            onChange={(sex: '男' | '女' | null) => onChange({ sex: sex ?? undefined })}
          />
        )}
      </Field>
      <Field label={say('change.newcomer.id')}>
        {(id) => (
          <Input
            id={id}
            value={draft.idNumber}
            maxLength={24}
            autoComplete="off"
            onChange={(event) => onChange({ idNumber: event.target.value })}
          />
        )}
      </Field>
      <Field label={say('change.newcomer.born')}>
        {(id) => <DayInput id={id} value={draft.bornOn} onChange={(bornOn) => onChange({ bornOn })} />}
      </Field>
    </>
  );
}

/** Finds the other household by a name or the tail of a number. */
function IntoHousehold({
  own,
  value,
  onChange,
}: {
  own: string;
  value: string | undefined;
  onChange: (id: string | undefined) => void;
}) {
  const { say } = useWords();
  const [q, setQ] = useState('');
  const { data } = useQuery({
    queryKey: ['find-household', q],
    queryFn: ({ signal }) => api(routes.searchHouseholds, { query: { q, limit: 12 }, signal }),
    enabled: q.trim() !== '',
  });
  const options = (data?.hits ?? [])
    .filter(({ id }) => id !== own)
    .map((hit) => ({
      value: hit.id,
      label: `${hit.headName} ${hit.village ? villageText(hit.village.name) : ''} ${hit.idMasked ?? ''}`,
    }));
  return (
    <Field label={say('change.into')} hint={say('list.search-hint')}>
      {(id) => (
        <Select
          id={id}
          showSearch={{ filterOption: false, onSearch: setQ }}
          value={value ?? null}
          options={options}
          notFoundContent={q === '' ? null : say('list.nothing-found')}
          onChange={(into: string | null) => onChange(into ?? undefined)}
        />
      )}
    </Field>
  );
}

function ToVillage({
  value,
  onChange,
}: {
  value: number | undefined;
  onChange: (village: number | undefined) => void;
}) {
  const { say } = useWords();
  const { data } = useQuery({ queryKey: ['areas'], queryFn: () => api(routes.listAreas), staleTime: 600_000 });
  const options = (data?.towns ?? []).flatMap((town) =>
    town.villages.map((village) => ({ value: village.id, label: `${town.name} ${villageText(village.name)}` })),
  );
  return (
    <Field label={say('change.village')}>
      {(id) => (
        <Select
          id={id}
          showSearch={{ optionFilterProp: 'label' }}
          value={value ?? null}
          options={options}
          onChange={(village: number | null) => onChange(village ?? undefined)}
        />
      )}
    </Field>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Button, Input, Tag } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';

export interface FoundHousehold {
  readonly id: string;
  readonly headName: string;
}

type Props = {
  label: string;
  many: boolean;
  chosen: readonly FoundHousehold[];
  onChange: (households: readonly FoundHousehold[]) => void;
};

/** Households found by name and taken: one, or several for a list. */
export function FindHouseholds({ label, many, chosen, onChange }: Props) {
  const [q, setQ] = useState('');
  const { data } = useQuery({
    queryKey: ['household-search', q],
    queryFn: ({ signal }) => api(routes.searchHouseholds, { query: { q, limit: 8 }, signal }),
    enabled: q.trim() !== '',
  });
  const hits = (data?.hits ?? []).filter(({ id }) => !chosen.some((each) => each.id === id));
  const take = (hit: FoundHousehold) => {
    onChange(many ? [...chosen, { id: hit.id, headName: hit.headName }] : [{ id: hit.id, headName: hit.headName }]);
    setQ('');
  };
  return (
    <div>
      <Field label={label}>
        {(id) => <Input id={id} value={q} maxLength={64} allowClear onChange={({ target }) => setQ(target.value)} />}
      </Field>
      <div>
        {chosen.map((each) => (
          <Tag key={each.id} closable onClose={() => onChange(chosen.filter(({ id }) => id !== each.id))}>
            {each.headName}
          </Tag>
        ))}
      </div>
      {q.trim() !== '' && (
        <ul className="papers-hits">
          {hits.map((hit) => (
            <li key={hit.id}>
              <Button size="small" onClick={() => take(hit)}>
                {[hit.headName, villageText(hit.village?.name ?? ''), hit.idMasked ?? ''].filter(Boolean).join(' · ')}
              </Button>
            </li>
          ))}
        </ul>
      )}
    </div>
  );
}

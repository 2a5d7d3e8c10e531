import { useQuery } from '@tanstack/react-query';
import { Select } from 'antd';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { areasQuery } from '../areas/areas-data.ts';
import type { DispatchLine } from './dispatch-data.ts';

/** 定位: the village of a lead that came without one, chosen where the gap is seen. */
export function PlaceLead({ line }: { line: DispatchLine }) {
  const { say } = useWords();
  const { data } = useQuery(areasQuery);
  const place = useAct((village: number) =>
    api(routes.placeLead, { params: { id: line.id }, body: { seq: line.seq, village } }),
  );
  const inFile = (town: string) => Number(line.place?.includes(town) === true);
  const towns = [...(data?.towns ?? [])].sort((a, b) => inFile(b.name) - inFile(a.name));
  const options = towns.map((town) => ({
    label: town.name,
    title: town.name,
    options: town.villages.map((village) => ({
      value: village.id,
      label: villageText(village.name),
      found: `${town.name}${village.name}`,
    })),
  }));
  return (
    <div className="dispatch-place">
      <Select
        aria-label={say('dispatch.choose-village', { name: line.headName })}
        showSearch={{ optionFilterProp: 'found' }}
        size="small"
        style={{ width: '100%' }}
        placeholder={say('dispatch.choose-village-hint')}
        loading={place.isPending}
        disabled={place.isPending}
        value={null}
        options={options}
        onChange={(village: number | null) => {
          if (village !== null) place.mutate(village);
        }}
      />
      <span className="muted">
        {line.place === null ? say('dispatch.no-place') : say('dispatch.in-file', { place: line.place })}
      </span>
    </div>
  );
}

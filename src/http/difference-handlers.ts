import { decideDifferences } from '#commands/decide-differences.ts';
import { areaKey } from '#commands/register-file.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { RegistryDifference } from '#contract/differences.ts';
import { findRegistryField } from '#domain/registry/registry-fields.ts';
import { type AreaRow, listCountyAreas } from '#store/areas.ts';
import type { FieldKeys } from '#store/data-keys.ts';
import { type DifferenceLine, listDifferences } from '#store/registry-differences.ts';
import type { Handlers } from './handler.ts';
import type { Services } from './services.ts';

/** 待定差异: what two sources say differently, and the decision of a person. */
export function differenceHandlers({ runner }: Services): Pick<Handlers, 'listDifferences' | 'decideDifferences'> {
  return {
    listDifferences: ({ query }, caller) =>
      readAs(runner, caller.actor, caller.now, async ({ tx, keys, now }) => {
        const { lines, total } = await listDifferences(tx, keys.county, query);
        const areas = await listCountyAreas(tx, keys.county, now.today);
        return { differences: lines.map((line) => shown(keys, line, areas)), total };
      }),
    decideDifferences: ({ body }, caller) => {
      const { requestId, ...input } = body;
      const call = { kind: 'decide-differences', requestId, input };
      return runCommand(runner, caller.actor, caller.now, call, async (context) => {
        const { done, refused } = await decideDifferences(context, input);
        return { done: [...done], refused: [...refused] };
      });
    },
  };
}

function shown(keys: FieldKeys, line: DifferenceLine, areas: readonly AreaRow[]): RegistryDifference {
  const village = areas.find(({ area }) => area === line.village);
  const named = (value: string): string =>
    line.field === 'village' ? (areas.find((area) => areaKey(area) === value)?.name ?? value) : value;
  return {
    id: line.id,
    household: line.household,
    headName: line.headName,
    member: line.member,
    village: village ? { id: village.area, name: village.name, code: village.code } : null,
    field: line.field,
    label: findRegistryField(line.field)?.label ?? line.field,
    known: { ...line.current, value: named(line.current.value) },
    offered: { ...line.offered, value: named(line.offered.value) },
    reason: line.reason as RegistryDifference['reason'],
    fileName: line.fileName,
    moveTo: line.targetHead,
    proposal: line.proposal && {
      by: line.proposal.by,
      reason: keys.open({ table: 'corrections', column: 'reason', row: line.proposal.id }, line.proposal.reason) ?? '',
    },
  };
}

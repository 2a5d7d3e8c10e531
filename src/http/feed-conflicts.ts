import type { CommandContext } from '#commands/command-context.ts';
import { countyPolicy, openRows } from '#commands/feed-batch.ts';
import type { FeedRow } from '#commands/feed-rows.ts';
import type { listFeedConflicts } from '#contract/feeds.ts';
import type { Reply } from '#contract/route.ts';
import { maskIdNumber } from '#domain/values/id-number.ts';
import { type FeedBatchRow, findFeedBatch } from '#store/feed-batches.ts';
import { findPeople } from '#store/feed-people.ts';
import { listWaitingRows } from '#store/feed-rows.ts';
import { labelOf, officeLabel } from './feed-presenter.ts';
import { areaRefOf, leadWords } from './lead-presenter.ts';

/** Rows whose number the registry knows under another name, with both names. */
export async function listConflicts(context: CommandContext): Promise<Reply<typeof listFeedConflicts>['conflicts']> {
  const waiting = await listWaitingRows(context.tx, context.keys.county, 'ambiguous');
  const batches = new Map<string, { row: FeedBatchRow; rows: readonly FeedRow[] }>();
  for (const id of new Set(waiting.map(({ batch }) => batch))) {
    const row = await findFeedBatch(context.tx, context.keys.county, id);
    if (row) batches.set(id, { row, rows: openRows(context.keys, row).rows });
  }
  const found = waiting.flatMap(({ batch, sheet, row }) => {
    const of = batches.get(batch);
    const said = of?.rows.find((each) => each.sheet === sheet && each.row === row);
    return of && said ? [{ batch: of.row, said }] : [];
  });
  const numbers = found.flatMap(({ said }) => said.idNumber ?? []);
  const people = await findPeople(context.tx, context.keys, numbers);
  const { areas } = await leadWords(context);
  const { policy } = await countyPolicy(context);
  return found.flatMap(({ batch, said }) => {
    const person = people.get(said.idNumber ?? '');
    if (!person) return [];
    const department = batch.department ?? '';
    return [
      {
        batch: batch.id,
        sheet: said.sheet,
        row: said.row,
        department: { id: department, label: officeLabel(policy, department) },
        feedLabel: labelOf(policy, batch.feed),
        fileName: batch.file_name,
        name: said.name,
        idMasked: maskIdNumber(said.idNumber ?? ''),
        place: said.place,
        registered: {
          name: person.name,
          headName: person.headName,
          village: areaRefOf(person.village === null ? undefined : areas.get(person.village)),
        },
      },
    ];
  });
}

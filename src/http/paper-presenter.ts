import type { CommandContext } from '#commands/command-context.ts';
import type { Paper } from '#contract/papers.ts';
import { listCountyAreas } from '#store/areas.ts';
import { findHouseholdHit } from '#store/households.ts';
import { listPapers, type StoredPaper } from '#store/papers.ts';
import { areaRefOf } from './lead-presenter.ts';

/** Papers as lists and pages show them. */
export async function presentPapers(context: CommandContext, papers: readonly StoredPaper[]): Promise<Paper[]> {
  const areas = new Map(
    (await listCountyAreas(context.tx, context.keys.county, context.now.today)).map((row) => [row.area, row]),
  );
  const linked = papers.flatMap(({ replaces, replacedBy }) => [replaces, replacedBy].flatMap((id) => id ?? []));
  const others = linked.length === 0 ? [] : await listPapers(context.tx, context.keys, { ids: linked });
  const numbers = new Map([...papers, ...others].map(({ id, number }) => [id, number]));
  const heads = new Map<string, string>();
  for (const household of new Set(papers.flatMap((paper) => paper.household ?? []))) {
    heads.set(household, (await findHouseholdHit(context.tx, context.keys, household))?.headName ?? '');
  }
  const link = (id: string | null) => (id === null ? null : { id, number: numbers.get(id) ?? '' });
  return papers.map((paper) => ({
    id: paper.id,
    number: paper.number,
    form: paper.form,
    title: paper.title,
    issuer: paper.issuer,
    on: paper.on,
    at: paper.at,
    by: paper.byName,
    household: paper.household,
    headName: paper.household === null ? '' : (heads.get(paper.household) ?? ''),
    matter: paper.matter,
    town: areaRefOf(areas.get(paper.town)),
    village: areaRefOf(paper.village === null ? undefined : areas.get(paper.village)),
    pages: paper.pages,
    hash: paper.hash,
    word: paper.word !== null,
    replaces: link(paper.replaces),
    replacedBy: link(paper.replacedBy),
  }));
}

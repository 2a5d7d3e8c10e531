import type { CommandContext } from '#commands/command-context.ts';
import { LEAD } from '#commands/lead-steps.ts';
import { loadMatter, type MatterFile } from '#commands/matter-file.ts';
import { readAs } from '#commands/run-command.ts';
import { type Dossier, typesetDossier } from '#documents/typeset-bundle.ts';
import { readStoredFile } from '#files/file-store.ts';
import { listCountyAreas } from '#store/areas.ts';
import { findHouseholdHit } from '#store/households.ts';
import { listMatters } from '#store/matters.ts';
import { listPapers } from '#store/papers.ts';
import { dossierWords as words } from '#words/dossier-words.ts';
import type { Handlers } from './handler.ts';
import { presentActs } from './lead-detail.ts';
import { areaName } from './lead-presenter.ts';
import { auditPrint } from './paper-handlers.ts';
import { photosOf } from './photo-handlers.ts';
import type { Services } from './services.ts';

/** 办件档案: a case as one file. */
export function paperDossierHandlers(services: Services): Pick<Handlers, 'matterDossier'> {
  return {
    async matterDossier({ params }, caller) {
      const dossier = await readAs(services.runner, caller.actor, caller.now, async (context) => {
        const file = await loadMatter(context, params.id);
        await auditPrint(context, caller, [params.id], 'dossier');
        return dossierOf(context, services, file);
      });
      const { pdf } = await typesetDossier(dossier);
      return { bytes: pdf, mediaType: 'application/pdf', name: `${words.title}${dossier.about[1]?.[1] ?? ''}.pdf` };
    },
  };
}

async function dossierOf(context: CommandContext, services: Services, file: MatterFile): Promise<Dossier> {
  const { tx, keys } = context;
  const { row } = file;
  const { procedure } = file.state.setting;
  const hit = row.household === null ? undefined : await findHouseholdHit(tx, keys, row.household);
  const areas = await listCountyAreas(tx, keys.county, context.now.today);
  const acts = await presentActs(context, file, (step) => labelOf(file, step));
  const papers = [];
  for (const paper of (await listPapers(tx, keys, { matter: row.matter })).toReversed()) {
    const { content } = await readStoredFile(tx, keys, services.filesFolder, paper.file);
    papers.push({ pdf: content, pages: paper.pages, title: paper.title, number: paper.number, on: paper.on });
  }
  return {
    title: `${procedure.label ?? row.procedure}${words.title}`,
    about: [
      [words.about.head, hit?.headName ?? ''],
      [words.about.no, row.no],
      [words.about.village, areaName(areas.find(({ area }) => area === (row.village ?? row.town)))],
      [words.about.procedure, procedure.label ?? row.procedure],
      [words.about.opened, row.openedOn],
      [words.about.closed, row.closedOn ?? words.notClosed],
    ],
    acts: acts.map(({ on, label, by, text }) => ({ on, label, by, text })),
    papers,
    photos: await photosIn(context, services, file),
  };
}

function labelOf(file: MatterFile, step: string): string {
  return file.state.setting.procedure.steps.find(({ id }) => id === step)?.label ?? step;
}

/** Photos of the matter itself, or of the leads its household came by. */
async function photosIn(context: CommandContext, services: Services, file: MatterFile): Promise<Dossier['photos']> {
  const { tx, keys } = context;
  const { household, procedure } = file.row;
  const leads =
    procedure === LEAD || household === null ? [] : await listMatters(tx, keys.county, { procedure: LEAD, household });
  const files = [file];
  for (const lead of leads) files.push(await loadMatter(context, lead.matter));
  const photos = [];
  for (const each of files) {
    for (const id of photosOf(each)) {
      const { content, mediaType } = await readStoredFile(tx, keys, services.filesFolder, id);
      photos.push({ bytes: content, mediaType, text: each.row.no });
    }
  }
  return photos;
}

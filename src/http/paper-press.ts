import type { CommandContext } from '#commands/command-context.ts';
import type { PaperDraft, PaperMark, PaperPress } from '#commands/paper-issue.ts';
import { type PaperContent, paperContent } from '#documents/paper-content.ts';
import { codeOf, typesetPaper } from '#documents/typeset-paper.ts';
import { fillWord } from '#documents/word-paper.ts';
import { storeFile } from '#files/file-store.ts';
import { footWords } from '#words/dossier-words.ts';
import type { Services } from './services.ts';

const WORD = 'application/vnd.openxmlformats-officedocument.wordprocessingml.document';

/** Sets papers and keeps them encrypted with the other files. */
export function paperPress(services: Services): PaperPress {
  return async (context, draft, mark) => {
    const content = contentOf(services, draft, mark, context.now.today);
    const { pdf, pages } = await typesetPaper(content);
    const kept = await keep(context, services, draft, `${mark.number}.pdf`, 'application/pdf', pdf);
    const template = draft.form.word;
    const word =
      template === undefined
        ? null
        : await keep(context, services, draft, `${mark.number}.docx`, WORD, fillWord(template.content, content));
    return { file: kept.id, hash: kept.hash, word: word?.id ?? null, pages };
  };
}

/** The paper as it will be set. */
export function contentOf(
  services: Pick<Services, 'publicUrl'>,
  draft: PaperDraft,
  mark: PaperMark,
  on: string,
): PaperContent {
  const { form, policy } = draft;
  const village = draft.subject.chain.find(({ level }) => level === 'village');
  const foot = {
    number: footWords.number(mark.number),
    basis: basisOf(draft),
    code: `${services.publicUrl}/check/${mark.code}`,
  };
  const officeName = (office: string): string => {
    const term = policy.terms.offices.find(({ id }) => id === office);
    return term?.labels[0] ?? term?.kinds[0] ?? office;
  };
  return paperContent(
    form,
    draft.filled,
    {
      issuer: draft.issuer,
      number: mark.letterNumber,
      on: mark.blank ? null : on,
      blank: mark.blank,
      foot: mark.foot ? foot : null,
      link: village?.code == null ? null : codeOf(`${services.publicUrl}/apply?village=${village.code}`),
    },
    officeName,
  );
}

function basisOf({ form, policy }: PaperDraft): string {
  if (form.source.length === 0) return footWords.inferred;
  const documents = form.source.map(({ pack, clause }) => {
    const held = policy.packs.find(({ head }) => head.id === pack);
    const section = held?.clauses.find(({ id }) => id === clause)?.section ?? clause;
    return `${held?.head.number ?? pack} ${section}`;
  });
  return footWords.basis([...new Set(documents)].join('；'));
}

function keep(
  context: CommandContext,
  services: Services,
  draft: PaperDraft,
  name: string,
  mediaType: string,
  bytes: Buffer,
) {
  return storeFile(
    context.tx,
    context.keys,
    services.filesFolder,
    { name, mediaType, bytes },
    { purpose: 'paper', ...draft.place, uploadedBy: context.actor.account, at: context.now.at },
  );
}

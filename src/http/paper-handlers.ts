import type { CommandContext } from '#commands/command-context.ts';
import { draftPaper, issuePaper, type PaperDraft } from '#commands/paper-issue.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { typesetBundle } from '#documents/typeset-bundle.ts';
import { typesetPaper } from '#documents/typeset-paper.ts';
import { AppError } from '#domain/values/app-error.ts';
import { readStoredFile } from '#files/file-store.ts';
import { insertAudit } from '#store/audit-log.ts';
import { listPapers, type StoredPaper } from '#store/papers.ts';
import type { FileReply, Handlers, SignedInCaller } from './handler.ts';
import { presentForms } from './paper-forms.ts';
import { presentPapers } from './paper-presenter.ts';
import { contentOf, paperPress } from './paper-press.ts';
import type { Services } from './services.ts';

type PaperHandlers = Pick<
  Handlers,
  | 'resultNotice'
  | 'visitSheets'
  | 'listPaperForms'
  | 'draftPaper'
  | 'issuePaper'
  | 'listPapers'
  | 'paperFile'
  | 'paperWord'
>;

/** Forms of the base pack by which leads are told and visited. */
const NOTICE = '告知书';
const VISIT_SHEET = '入户核实表';

/** 文书: looked at, given out, printed once more. */
export function paperHandlers(services: Services): PaperHandlers {
  const { runner } = services;
  const press = paperPress(services);
  const read = <O>(caller: SignedInCaller, work: (context: CommandContext) => Promise<O>): Promise<O> =>
    readAs(runner, caller.actor, caller.now, work);
  return {
    async resultNotice({ params }, caller) {
      const draft = await read(caller, async (context) => {
        const made = await noticeDraft(context, params.id);
        await auditPrint(context, caller, [params.id], 'result-notice');
        return made;
      });
      const { pdf } = await typesetPaper(unnumbered(services, draft, caller));
      return pdfReply(`${draft.form.label}${filledValue(draft, '编号')}`, pdf);
    },
    async visitSheets({ query }, caller) {
      const ids = [...new Set(query.ids.split(','))];
      const drafts = await read(caller, async (context) => {
        const made: PaperDraft[] = [];
        for (const matter of ids) made.push(await draftPaper(context, { form: VISIT_SHEET, matter }));
        await auditPrint(context, caller, ids, 'visit-sheets');
        return made;
      });
      const sheets = [];
      for (const draft of drafts) sheets.push(await typesetPaper(unnumbered(services, draft, caller)));
      const { pdf } = sheets.length === 1 && sheets[0] ? sheets[0] : await typesetBundle(sheets);
      return pdfReply(drafts[0]?.form.label ?? VISIT_SHEET, pdf);
    },
    listPaperForms: (_call, caller) => read(caller, presentForms),
    draftPaper: ({ body }, caller) =>
      read(caller, async (context) => {
        const { requestId: _, ...wanted } = body;
        const draft = await draftPaper(context, wanted);
        return {
          title: draft.form.label ?? draft.form.id,
          fields: draft.filled.map(({ key, label, state, value, rows }) => ({
            key,
            label,
            state,
            value: value ?? '',
            rows: rows?.length ?? null,
          })),
          lacks: draft.lacks.map((lack) => ({ ...lack, kinds: [...lack.kinds] })),
        };
      }),
    async issuePaper({ body }, caller) {
      const { requestId, ...input } = body;
      const call = { kind: 'issue-paper', requestId, input };
      const { paper } = await runCommand(runner, caller.actor, caller.now, call, (context) =>
        issuePaper(context, input, press),
      );
      return read(caller, async (context) => ({ paper: await onePaper(context, paper) }));
    },
    listPapers: ({ query }, caller) =>
      read(caller, async (context) => {
        const filter = Object.fromEntries(Object.entries(query).filter(([, value]) => value !== undefined));
        return { papers: await presentPapers(context, await listPapers(context.tx, context.keys, filter)) };
      }),
    paperFile: ({ params }, caller) => read(caller, (context) => fileOf(context, services, caller, params.id, 'file')),
    paperWord: ({ params }, caller) => read(caller, (context) => fileOf(context, services, caller, params.id, 'word')),
  };
}

async function onePaper(context: CommandContext, id: string) {
  const [paper] = await presentPapers(context, await listPapers(context.tx, context.keys, { ids: [id] }));
  if (!paper) throw new AppError('not-found', { what: 'paper' });
  return paper;
}

/** Errors: `not-found`; `bad-request` where there is no result yet or nobody is told (field `lead`). */
async function noticeDraft(context: CommandContext, matter: string): Promise<PaperDraft> {
  const draft = await draftPaper(context, { form: NOTICE, matter });
  if (!draft.tells) throw new AppError('bad-request', { field: 'lead', why: 'nobody-to-tell' });
  if (filledValue(draft, '结论') === '') throw new AppError('bad-request', { field: 'lead', why: 'no-result' });
  return draft;
}

function filledValue(draft: PaperDraft, key: string): string {
  return draft.filled.find((field) => field.key === key)?.value ?? '';
}

/** For looking at: nothing under the frame, for it is no paper yet. */
function unnumbered(services: Services, draft: PaperDraft, caller: SignedInCaller) {
  const mark = { number: '', letterNumber: '', code: '', blank: false, foot: false };
  return contentOf(services, draft, mark, caller.now.today);
}

async function fileOf(
  context: CommandContext,
  services: Services,
  caller: SignedInCaller,
  id: string,
  which: 'file' | 'word',
): Promise<FileReply> {
  const [paper]: StoredPaper[] = await listPapers(context.tx, context.keys, { ids: [id] });
  const held = paper?.[which] ?? null;
  if (!paper || held === null) throw new AppError('not-found', { what: 'paper' });
  const file = await readStoredFile(context.tx, context.keys, services.filesFolder, held);
  await auditPrint(context, caller, [id], `paper ${paper.number}`);
  return { bytes: file.content, mediaType: file.mediaType, name: `${paper.title}${file.name}` };
}

function pdfReply(name: string, bytes: Buffer): FileReply {
  return { bytes, mediaType: 'application/pdf', name: `${name}.pdf` };
}

/** A print in the audit log. */
export async function auditPrint(
  context: CommandContext,
  caller: SignedInCaller,
  subject: readonly string[],
  what: string,
): Promise<void> {
  await insertAudit(context.tx, {
    county: context.keys.county,
    at: context.now.at,
    actor: context.actor.account,
    kind: 'print',
    subject,
    result: 'done',
    reason: what,
    requestId: caller.requestId,
    address: caller.address,
  });
}

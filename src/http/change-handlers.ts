import { createHash } from 'node:crypto';
import {
  type ChangeInput,
  changeHousehold,
  type LookedChange,
  lookAtChange,
  subjectOf,
} from '#commands/change-household.ts';
import type { CommandContext } from '#commands/command-context.ts';
import { parameterTexts } from '#commands/parameter-texts.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { undoChange } from '#commands/undo-change.ts';
import { EVIDENCE_BYTES, type ShownHousehold } from '#contract/household-changes.ts';
import type { ChangedHousehold, ChangeSubject } from '#domain/registry/changes/household-change.ts';
import { monthSum } from '#domain/registry/changes/month-sum.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addDays, monthEnd, monthOf, plainDate } from '#domain/values/plain-date.ts';
import { readStoredFile, storePhoto } from '#files/file-store.ts';
import { type AreaRow, listCountyAreas } from '#store/areas.ts';
import { insertAudit } from '#store/audit-log.ts';
import { findChange, listChanges } from '#store/household-changes.ts';
import { countHouseholds, sumChanges } from '#store/household-sums.ts';
import type { Handlers } from './handler.ts';
import { areaRefOf } from './lead-presenter.ts';
import type { Services } from './services.ts';

type ChangeHandlers = Pick<
  Handlers,
  'changeHousehold' | 'listChanges' | 'undoChange' | 'addChangeEvidence' | 'changeEvidence'
>;

/** 农户变更: worked out, made, listed by month with the adding-up line, taken back; pictures of evidence. */
export function changeHandlers({ runner, filesFolder }: Services): ChangeHandlers {
  return {
    async changeHousehold({ params, body: { requestId, preview, ...rest } }, caller) {
      const input: ChangeInput = { household: params.id, ...rest, on: plainDate(rest.on), newcomer: newcomerOf(rest.newcomer) }; // biome-ignore format: one line
      const look = () => readAs(runner, caller.actor, caller.now, async (context) => presentLook(context, await lookAtChange(context, input))); // biome-ignore format: one line
      if (preview) return { change: null, ...(await look()) };
      const call = { kind: 'change-household', requestId, input };
      const { change } = await runCommand(runner, caller.actor, caller.now, call, changeHousehold);
      return { change, refusals: [], before: [], after: [], running: [], monitored: false, causes: [] };
    },
    listChanges: ({ query }, caller) =>
      readAs(runner, caller.actor, caller.now, (context) => presentMonth(context, query)),
    undoChange: ({ params, body }, caller) => {
      const input = { id: params.id, reason: body.reason };
      const call = { kind: 'undo-change', requestId: body.requestId, input };
      return runCommand(runner, caller.actor, caller.now, call, undoChange);
    },
    addChangeEvidence({ params, query, uploads }, caller) {
      const [upload] = uploads;
      if (!upload || uploads.length > 1) throw new AppError('bad-request', { field: 'file', why: 'one' });
      const input = { household: params.id, hash: createHash('sha256').update(upload.bytes).digest('hex') };
      const call = { kind: 'add-change-evidence', requestId: query.requestId, input };
      return runCommand(runner, caller.actor, caller.now, call, async (context) => {
        const { town, village } = await subjectOf(context, params.id);
        const about = { town, village, uploadedBy: context.actor.account, at: context.now.at };
        const stored = await storePhoto(context.tx, context.keys, filesFolder, { ...upload, most: EVIDENCE_BYTES }, about); // biome-ignore format: one line
        return { id: stored.id, bytes: stored.bytes };
      });
    },
    changeEvidence: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const { tx, keys, now, actor } = context;
        const rows = await findChange(tx, keys.county, params.id);
        if (!rows.some(({ evidence }) => evidence.includes(params.file))) throw new AppError('not-found', { what: 'file' }); // biome-ignore format: one line
        const picture = await readStoredFile(tx, keys, filesFolder, params.file);
        await insertAudit(tx, {
          ...{ county: keys.county, at: now.at, actor: actor.account, kind: 'reveal', result: 'done' },
          ...{ subject: ['change-evidence', params.id, params.file] },
          ...{ requestId: caller.requestId, address: caller.address },
        });
        const ending = picture.mediaType === 'image/png' ? 'png' : 'jpg';
        return { bytes: picture.content, mediaType: picture.mediaType, name: `${picture.id}.${ending}` };
      }),
  };
}

function newcomerOf(
  given: ({ bornOn?: string | undefined } & Record<string, unknown>) | undefined,
): ChangeInput['newcomer'] {
  if (given === undefined) return undefined;
  const { bornOn, ...rest } = given;
  return { ...(rest as unknown as NonNullable<ChangeInput['newcomer']>), bornOn: bornOn === undefined ? undefined : plainDate(bornOn) }; // biome-ignore format: one line
}

async function presentLook(context: CommandContext, { plan, subject, other }: LookedChange) {
  const areas = await areasOf(context);
  return {
    refusals: plan.refusals.map(({ code, names }) => ({ code, missing: names.join('、') })),
    before: [subject, ...(other ? [other] : [])].map((each) => shownBefore(each, areas)),
    after: plan.after.map((each) => shownAfter(each, areas)),
    running: subject.running.map(({ label, no }) => `${label} ${no}`),
    monitored: subject.monitored,
    causes: await parameterTexts(context, subject.village ?? subject.town, '自然减少情形'),
  };
}

function shownBefore(subject: ChangeSubject, areas: ReadonlyMap<number, AreaRow>): ShownHousehold {
  const { id, village, members, head } = subject;
  return {
    ...{ id, isNew: false, gone: false, place: village === null ? null : areaRefOf(areas.get(village)) },
    headName: members.find((member) => member.id === head)?.name ?? null,
    members: members.map((member) => ({ id: member.id, name: member.name, relation: member.relation ?? null })),
  };
}

function shownAfter(after: ChangedHousehold, areas: ReadonlyMap<number, AreaRow>): ShownHousehold {
  const { id, isNew, gone, village, members, head } = after;
  return {
    ...{ id, isNew, gone, place: village === null ? null : areaRefOf(areas.get(village)) },
    headName: members.find((member) => member.id === head)?.name ?? null,
    members: members.map((member) => ({ id: member.id, name: member.name, relation: member.relation ?? null })),
  };
}

async function presentMonth(
  context: CommandContext,
  query: { month?: string | undefined; town?: number | undefined; village?: number | undefined },
) {
  const { tx, keys, now } = context;
  const { county } = keys;
  const { month = monthOf(now.today), ...scope } = query;
  const from = plainDate(`${month}-01`);
  const to = monthEnd(from);
  const areas = await areasOf(context);
  const changes = await listChanges(tx, keys, { ...scope, from, to });
  const start = await countHouseholds(tx, county, scope, addDays(from, -1));
  const end = await countHouseholds(tx, county, scope, to);
  return {
    month,
    sum: monthSum(start, end, await sumChanges(tx, county, scope, { from, to })),
    changes: changes.map(({ change, actorName, evidence, village, at: _, undoes, town: __, ...row }) => ({
      ...row,
      id: change,
      by: actorName,
      evidence: [...evidence],
      village: village === null ? null : areaRefOf(areas.get(village)),
      mayUndo: !row.undone && undoes === null && row.side === 0,
    })),
  };
}

async function areasOf({ tx, keys, now }: CommandContext): Promise<ReadonlyMap<number, AreaRow>> {
  return new Map((await listCountyAreas(tx, keys.county, now.today)).map((area) => [area.area, area]));
}

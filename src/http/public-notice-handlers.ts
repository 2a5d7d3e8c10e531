import { actOnMatters } from '#commands/act-on-matters.ts';
import type { CommandContext } from '#commands/command-context.ts';
import { loadMatter } from '#commands/matter-file.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { PublicNotice } from '#contract/public-notices.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import { recordOf } from '#domain/procedures/matter-state.ts';
import { publishes } from '#domain/procedures/notice-findings.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { openActValues } from '#store/acts.ts';
import { listMatters } from '#store/matters.ts';
import type { Handlers } from './handler.ts';
import { presentMatter } from './matter-page.ts';
import type { Services } from './services.ts';

const AT_MOST = 200;
type Page = Awaited<ReturnType<typeof presentMatter>>;

/** 公示公告: what hangs and is to hang, and one act for many households. */
export function publicNoticeHandlers(services: Services): Pick<Handlers, 'listPublicNotices' | 'actOnMatters'> {
  const { runner } = services;
  return {
    listPublicNotices: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const notices = await noticesOf(context, services);
        const years = [...new Set(notices.flatMap(({ doneOn, begunOn }) => (doneOn ?? begunOn)?.slice(0, 4) ?? []))];
        return { notices, years: years.toSorted() };
      }),
    actOnMatters: ({ body }, caller) => {
      const { requestId, ...rest } = body;
      const input = { ...rest, on: plainDate(body.on) };
      return runCommand(runner, caller.actor, caller.now, { kind: 'act-on-matters', requestId, input }, actOnMatters);
    },
  };
}

async function noticesOf(context: CommandContext, services: Services): Promise<PublicNotice[]> {
  const rows = await listMatters(context.tx, context.keys.county, {});
  const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, context.now.today);
  const publishing = rows.filter(
    ({ subject, procedure }) => subject === 'household' && (policy.procedures[procedure]?.steps ?? []).some(publishes),
  );
  const running = publishing.filter(({ closedOn }) => closedOn === null);
  const over = publishing.filter(({ closedOn }) => closedOn !== null);
  const notices: PublicNotice[] = [];
  for (const row of [...running, ...over].slice(0, AT_MOST)) {
    const page = await presentMatter(context, services.calendar(), row.matter);
    const file = await loadMatter(context, row.matter);
    for (const step of file.state.setting.procedure.steps.filter(publishes)) {
      const notice = await noticeOf(context, page, file, step);
      if (notice !== null) notices.push(notice);
    }
  }
  return notices;
}

/** Null while its turn has not come. */
async function noticeOf(
  context: CommandContext,
  page: Page,
  file: Awaited<ReturnType<typeof loadMatter>>,
  step: Step,
): Promise<PublicNotice | null> {
  const { begunOn, doneOn, objections } = recordOf(file.state, step.id);
  const shown = page.steps.find(({ id }) => id === step.id);
  const open = page.open.find((each) => each.step === step.id);
  const refused = page.refused.filter((each) => each.step === step.id);
  const pending = objections.some(({ settledOn }) => settledOn === null);
  const state = stateOf(step, { begun: begunOn !== null, done: doneOn !== null, open: open !== undefined, pending });
  if (state === null && refused.length === 0) return null;
  const texts = await openActValues(context.tx, context.keys, file.row.matter);
  const { matter } = page;
  return {
    matter: matter.id,
    seq: matter.seq,
    headName: matter.headName,
    village: matter.village,
    procedureLabel: matter.procedureLabel,
    step: step.id,
    label: step.label ?? step.id,
    state: state ?? (step.announces ? 'to-announce' : 'to-post'),
    begunOn,
    doneOn,
    until: begunOn === null || doneOn !== null ? null : (shown?.due ?? null),
    mine: open?.mine ?? false,
    by: open?.by ?? shown?.by ?? [],
    people: open?.people ?? [],
    draft: open?.draft ?? null,
    needs: (open?.fields ?? []).filter(({ needed }) => needed).map(({ name, label }) => ({ name, label })),
    recordsFor: open?.recordsFor ?? [],
    objections: objections.map(({ on, settledOn, upheld, seq }) => ({
      on,
      settledOn,
      upheld,
      text: texts.get(seq)?.['reason'] ?? '',
    })),
    refused,
    source: shown?.source ?? [],
  };
}

type Standing = { begun: boolean; done: boolean; open: boolean; pending: boolean };

function stateOf(step: Step, { begun, done, open, pending }: Standing): PublicNotice['state'] | null {
  if (done) return step.announces ? 'announced' : 'over';
  if (step.announces) return open ? 'to-announce' : null;
  if (begun) return pending ? 'objected' : open ? 'full' : 'up';
  return open ? 'to-post' : null;
}

import { actOnMatter } from '#commands/act-on-matter.ts';
import type { CommandContext } from '#commands/command-context.ts';
import { caseKinds, openCase } from '#commands/open-case.ts';
import { openProcedure } from '#commands/open-procedure.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listMatters } from '#store/matters.ts';
import type { Handlers } from './handler.ts';
import { conflictTold, isConflict } from './matter-conflict.ts';
import { presentMatter, presentMatterRows } from './matter-page.ts';
import type { Services } from './services.ts';

type MatterHandlers = Pick<Handlers, 'listMatters' | 'getMatter' | 'openMatter' | 'actOnMatter'>;

/** Procedures about households of the policy in force, in its order. */
function householdProcedures(policy: Policy): { id: string; label: string }[] {
  return Object.values(policy.procedures)
    .filter(({ subject }) => subject === 'household')
    .map(({ id, label }) => ({ id, label: label ?? id }));
}

function cases(policy: Policy) {
  return caseKinds(policy).map((kind) => ({ ...kind, channels: [...kind.channels] }));
}

/** 识别办理 and 办件页. */
export function matterHandlers(services: Services): MatterHandlers {
  const { runner, calendar } = services;
  return {
    listMatters: ({ query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const rows = await listMatters(context.tx, context.keys.county, {
          ...(query.procedure === undefined ? {} : { procedure: query.procedure }),
          ...(query.open ? { open: true } : {}),
        });
        const fitting = rows
          .filter((row) => row.subject === 'household')
          .filter((row) => query.step === undefined || row.openSteps.includes(query.step));
        const lines = await presentMatterRows(context, calendar(), fitting.slice(0, 500));
        const named = query.q === undefined ? lines : lines.filter((line) => line.headName.includes(query.q ?? ''));
        const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, context.now.today);
        return { matters: named, total: fitting.length, procedures: householdProcedures(policy), cases: cases(policy) };
      }),
    getMatter: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, (context) => presentMatter(context, calendar(), params.id)),
    async openMatter({ params, body }, caller) {
      const { procedure, channel, foundOn } = body;
      const asked = { household: params.id, procedure };
      const run = <I>(
        kind: string,
        input: I,
        work: (context: CommandContext, input: I) => Promise<{ matter: string }>,
      ) => runCommand(runner, caller.actor, caller.now, { kind, requestId: body.requestId, input }, work);
      const { matter } =
        foundOn === undefined
          ? await run('open-procedure', asked, openProcedure)
          : await run('open-case', { ...asked, channel, foundOn: plainDate(foundOn) }, openCase);
      return readAs(runner, caller.actor, caller.now, async (context) => ({
        matter: (await presentMatter(context, calendar(), matter)).matter,
      }));
    },
    async actOnMatter({ params, body }, caller) {
      const { note, ...rest } = body;
      const input = {
        ...rest,
        id: params.id,
        on: plainDate(body.on),
        ...(note === undefined || note === '' ? {} : { personal: { note } }),
      };
      const call = { kind: 'act-on-matter', requestId: body.requestId, input };
      await runCommand(runner, caller.actor, caller.now, call, actOnMatter).catch(async (failure: unknown) => {
        if (!isConflict(failure)) throw failure;
        throw await readAs(runner, caller.actor, caller.now, (context) => conflictTold(context, params.id, body.seq));
      });
      return readAs(runner, caller.actor, caller.now, async (context) => {
        const { matter } = await presentMatter(context, calendar(), params.id);
        return { matter };
      });
    },
  };
}

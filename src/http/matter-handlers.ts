import { actOnMatter } from '#commands/act-on-matter.ts';
import type { CommandContext } from '#commands/command-context.ts';
import { openProcedure } from '#commands/open-procedure.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listMatters } from '#store/matters.ts';
import type { Handlers } from './handler.ts';
import { presentMatter, presentMatterRows } from './matter-page.ts';
import type { Services } from './services.ts';

type MatterHandlers = Pick<Handlers, 'listMatters' | 'getMatter' | 'openMatter' | 'actOnMatter'>;

/** Procedures about households of the policy in force, in its order. */
async function householdProcedures(context: CommandContext): Promise<{ id: string; label: string }[]> {
  const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, context.now.today);
  return Object.values(policy.procedures)
    .filter(({ subject }) => subject === 'household')
    .map(({ id, label }) => ({ id, label: label ?? id }));
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
        return { matters: named, total: fitting.length, procedures: await householdProcedures(context) };
      }),
    getMatter: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, (context) => presentMatter(context, calendar(), params.id)),
    async openMatter({ params, body }, caller) {
      const input = { household: params.id, procedure: body.procedure };
      const call = { kind: 'open-procedure', requestId: body.requestId, input };
      const { matter } = await runCommand(runner, caller.actor, caller.now, call, openProcedure);
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
      await runCommand(
        runner,
        caller.actor,
        caller.now,
        { kind: 'act-on-matter', requestId: body.requestId, input },
        actOnMatter,
      );
      return readAs(runner, caller.actor, caller.now, async (context) => {
        const { matter } = await presentMatter(context, calendar(), params.id);
        return { matter };
      });
    },
  };
}

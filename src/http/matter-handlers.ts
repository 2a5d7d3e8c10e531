import { actOnMatter } from '#commands/act-on-matter.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { listMatters } from '#store/matters.ts';
import type { Handlers } from './handler.ts';
import { presentMatter, presentMatterRows } from './matter-page.ts';
import type { Services } from './services.ts';

type MatterHandlers = Pick<Handlers, 'listMatters' | 'getMatter' | 'actOnMatter'>;

/** 识别办理 and 办件页. */
export function matterHandlers(services: Services): MatterHandlers {
  const { runner, calendar } = services;
  return {
    listMatters: ({ query }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const rows = await listMatters(context.tx, context.keys.county, {
          procedure: query.procedure,
          ...(query.open ? { open: true } : {}),
        });
        const fitting = rows.filter((row) => query.step === undefined || row.openSteps.includes(query.step));
        const lines = await presentMatterRows(context, calendar, fitting.slice(0, 500));
        const named = query.q === undefined ? lines : lines.filter((line) => line.headName.includes(query.q ?? ''));
        return { matters: named, total: fitting.length };
      }),
    getMatter: ({ params }, caller) =>
      readAs(runner, caller.actor, caller.now, (context) => presentMatter(context, calendar, params.id)),
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
        const { matter } = await presentMatter(context, calendar, params.id);
        return { matter };
      });
    },
  };
}

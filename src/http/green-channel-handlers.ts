import type { CommandContext } from '#commands/command-context.ts';
import { loadMatter, type MatterFile } from '#commands/matter-file.ts';
import { readAs } from '#commands/run-command.ts';
import { recordOf } from '#domain/procedures/matter-state.ts';
import { monthOf } from '#domain/values/plain-date.ts';
import { listMatters } from '#store/matters.ts';
import type { Handlers } from './handler.ts';
import { presentMatter } from './matter-page.ts';
import type { Services } from './services.ts';

/** 绿色通道: who was helped first, what is owed for it. */
export function greenChannelHandlers(services: Services): Pick<Handlers, 'listGreenChannel'> {
  return {
    listGreenChannel: ({ query }, caller) =>
      readAs(services.runner, caller.actor, caller.now, async (context) => {
        const all = await routedMatters(context);
        const month = query.month ?? monthOf(context.now.today);
        const own = all.filter(({ openedOn }) => monthOf(openedOn) === month);
        const rows = [];
        for (const each of own) rows.push(await presentRow(context, services, each));
        return { month, months: [...new Set(all.map(({ openedOn }) => monthOf(openedOn)))].toSorted(), rows };
      }),
  };
}

interface Routed {
  readonly file: MatterFile;
  readonly route: string;
  readonly openedOn: MatterFile['row']['openedOn'];
}

/** Matters for which a route was opened, by the day of it. */
async function routedMatters(context: CommandContext): Promise<Routed[]> {
  const rows = await listMatters(context.tx, context.keys.county, {});
  const { policy } = await context.policy.inForce(context.tx, context.actor.area ?? 0, context.now.today);
  const routed: Routed[] = [];
  for (const row of rows.filter(({ procedure }) => (policy.procedures[procedure]?.routes.length ?? 0) > 0)) {
    const file = await loadMatter(context, row.matter);
    for (const [route, openedOn] of Object.entries(file.state.routes)) routed.push({ file, route, openedOn });
  }
  return routed.toSorted((a, b) => (a.openedOn < b.openedOn ? -1 : 1));
}

async function presentRow(context: CommandContext, services: Services, { file, route, openedOn }: Routed) {
  const page = await presentMatter(context, services.calendar(), file.row.matter);
  const { procedure } = file.state.setting;
  const rule = procedure.routes.find(({ id }) => id === route);
  const owed = page.steps.filter((step) => step.owed);
  return {
    matter: page.matter.id,
    headName: page.matter.headName,
    village: page.matter.village,
    route: rule?.label ?? route,
    openedOn,
    helps: file.state.helps.map((help) => ({
      label: procedure.helps.find(({ id }) => id === help.id)?.label ?? help.id,
      on: help.on,
      ahead: help.ahead,
    })),
    gates: (rule?.gates ?? []).map((gate) => ({
      label: gate.label ?? gate.id,
      doneOn: recordOf(file.state, gate.id).doneOn,
      by: page.open.find(({ step }) => step === gate.id)?.people ?? [],
    })),
    owed: owed.map((step) => ({ step: step.id, label: step.label, due: step.due })),
    limit: page.limit?.due ?? null,
    state: page.matter.state,
  };
}

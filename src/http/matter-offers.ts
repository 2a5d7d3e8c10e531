import type { CommandContext } from '#commands/command-context.ts';
import type { MatterFile } from '#commands/matter-file.ts';
import { UNDO_MS } from '#commands/undo-lead-act.ts';
import type { Act } from '#domain/procedures/act.ts';
import { askMatter } from '#domain/procedures/ask-matter.ts';
import { recordOf } from '#domain/procedures/matter-state.ts';
import { tryAct } from '#domain/procedures/try-act.ts';

/** Acts of the engine that may be done now: waivers to take, steps to send back to, the last act to take back. */
export function engineOffers(context: CommandContext, file: MatterFile, label: (step: string) => string) {
  const { procedure } = file.state.setting;
  const { office, person, account } = context.actor;
  const act = (kind: string, target: string): Act => ({
    seq: 0,
    kind,
    target,
    on: context.now.today,
    by: [{ office, person }],
    signers: [],
    values: {},
    reason: 'asked',
  });
  const last = file.acts.at(-1);
  const { effective, ended } = askMatter(file.state, context.now.today);
  const fresh = last !== undefined && last.seq > 1 && context.now.at - last.at <= UNDO_MS;
  return {
    waivers: procedure.steps
      .filter(
        (step) =>
          step.skip !== undefined ||
          (step.exempt !== undefined && step.exempt.strength !== 'must') ||
          step.reuse?.strength === 'may',
      )
      .filter((step) => tryAct(file.state, act('choose', step.id)).allowed)
      .map((step) => ({
        step: step.id,
        label: label(step.id),
        waiver: step.skip?.label ?? step.exempt?.label ?? step.reuse?.label ?? label(step.id),
        mine: true,
        source: [...(step.skip?.source ?? step.exempt?.source ?? step.reuse?.source ?? step.source)],
      })),
    returnable: procedure.steps
      .filter((step) => recordOf(file.state, step.id).doneOn !== null)
      .filter((step) => tryAct(file.state, act('return', step.id)).allowed)
      .map((step) => ({ step: step.id, label: label(step.id) })),
    undo:
      fresh && last.actor === account && effective === null && ended === null && last.kind !== 'annul'
        ? { seq: last.seq, label: label(last.kind.replace(/\.begin$/, '')) }
        : null,
  };
}

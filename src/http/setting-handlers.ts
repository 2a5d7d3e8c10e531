import { previewSetting } from '#commands/preview-setting.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { confirmParameter, setParameter } from '#commands/set-parameter.ts';
import { policyView } from '#domain/policy/policy-view.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { asActor } from '#store/as-actor.ts';
import { listSettings } from '#store/policy-packs.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { presentParameter, type WaitingSetting } from './parameter-presenter.ts';
import type { Services } from './services.ts';

const EXAMPLES = 20;

/** 参数设置: looking ahead, entering a value, a second person's word. */
export function settingHandlers(
  services: Services,
  policyOf: (caller: SignedInCaller, on: PlainDate) => Promise<Policy>,
): Pick<Handlers, 'setParameter' | 'previewSetting' | 'confirmSetting'> {
  return {
    async setParameter({ body }, caller) {
      const input = { ...body, from: plainDate(body.from) };
      const { waiting } = await runCommand(
        services.runner,
        caller.actor,
        caller.now,
        { kind: 'set-parameter', requestId: body.requestId, input },
        setParameter,
      );
      const policy = await policyOf(caller, input.from);
      const view = policyView(policy).parameters[body.name];
      if (!view) throw new AppError('not-found', { what: 'parameter' });
      const parameter = presentParameter(policy, body.name, view, await waitingSettings(services, caller));
      return { parameter, waiting };
    },
    async previewSetting({ query }, caller) {
      const input = { ...query, from: plainDate(query.from) };
      const { verdict, looked, moved } = await readAs(services.runner, caller.actor, caller.now, (context) =>
        previewSetting(context, services.supposing, input),
      );
      const { policy } = await readAs(services.runner, caller.actor, caller.now, (context) =>
        context.policy.inForce(context.tx, caller.actor.area ?? 0, caller.now.today),
      );
      return {
        accepted: verdict.accepted,
        refusals: verdict.refusals.map(({ code, source, facts }) => ({
          code,
          source: source.map(({ pack, clause }) => ({ pack, clause })),
          facts: { ...facts },
        })),
        suspicious: [...verdict.suspicious],
        looked,
        moved: moved.length,
        examples: moved.slice(0, EXAMPLES).map(({ no, procedure, step, before, after }) => ({
          no,
          step: stepLabel(policy, procedure, step),
          before,
          after,
        })),
      };
    },
    confirmSetting: ({ params, body }, caller) =>
      runCommand(
        services.runner,
        caller.actor,
        caller.now,
        { kind: 'confirm-setting', requestId: body.requestId, input: { id: params.id, note: body.note } },
        confirmParameter,
      ),
  };
}

/** Official words of a step or limit; its id when the rules no longer have it. */
export function stepLabel(policy: Policy, procedure: string, step: string): string {
  const found = policy.procedures[procedure];
  return [...(found?.steps ?? []), ...(found?.limits ?? [])].find(({ id }) => id === step)?.label ?? step;
}

/** Values of the caller's own area that wait for a second person. */
export async function waitingSettings(services: Services, { actor }: SignedInCaller): Promise<WaitingSetting[]> {
  const { area } = actor;
  if (area === null) return [];
  const settings = await asActor(services.runner.db, actor, (tx) => listSettings(tx, [area]));
  return settings
    .filter(({ waiting }) => waiting)
    .map(({ id, name, value, unit, fromOn, setBy, reason, suspicious, account }) => ({
      id,
      name,
      value,
      unit,
      from: fromOn,
      by: setBy,
      reason,
      why: [...suspicious],
      mayConfirm: account !== actor.account,
    }));
}

import { previewSetting, type SettingPreview } from '#commands/preview-setting.ts';
import { readAsArea, runAreaCommand } from '#commands/run-command.ts';
import { confirmParameter, setParameter } from '#commands/set-parameter.ts';
import { policyView } from '#domain/policy/policy-view.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { SettingVerdict } from '#domain/policy/try-setting.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { findCountyAreas } from '#store/areas.ts';
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
      const { actor, now } = caller;
      const input = { ...body, from: plainDate(body.from) };
      const { waiting } = await runAreaCommand(
        services.runner,
        actor,
        now,
        { kind: 'set-parameter', requestId: body.requestId, input },
        setParameter,
      );
      if (!waiting) await redateBelow(services, caller, body.name);
      const policy = await policyOf(caller, input.from);
      const view = policyView(policy).parameters[body.name];
      if (!view) throw new AppError('not-found', { what: 'parameter' });
      const reader = { actor, waiting: await waitingSettings(services, caller) };
      return { parameter: presentParameter(policy, body.name, view, reader), waiting };
    },
    async previewSetting({ query }, caller) {
      const { actor, now } = caller;
      const input = { ...query, from: plainDate(query.from) };
      const preview = await readAsArea(services.runner, actor, now, (context) =>
        previewSetting(context, services.supposing, input),
      );
      const { policy } = await readAsArea(services.runner, actor, now, (context) =>
        context.policy.inForce(context.tx, actor.area ?? 0, now.today),
      );
      const below = actor.county === null ? await lookBelow(services, caller, preview, query.name) : [];
      const sum = (count: (each: (typeof below)[number]) => number, own: number) =>
        below.reduce((all, each) => all + count(each), own);
      return {
        ...presentVerdict(preview.verdict),
        looked: sum(({ looked }) => looked, preview.looked),
        moved: sum(({ moved }) => moved, preview.moved.length),
        examples: preview.moved.slice(0, EXAMPLES).map(({ no, procedure, step, before, after }) => ({
          no,
          step: stepLabel(policy, procedure, step),
          before,
          after,
        })),
        counties: below,
      };
    },
    async confirmSetting({ params, body }, caller) {
      const { id, name } = await runAreaCommand(
        services.runner,
        caller.actor,
        caller.now,
        { kind: 'confirm-setting', requestId: body.requestId, input: { id: params.id, note: body.note } },
        confirmParameter,
      );
      await redateBelow(services, caller, name);
      return { id };
    },
  };
}

function presentVerdict({ accepted, refusals, suspicious }: SettingVerdict) {
  return {
    accepted,
    refusals: refusals.map(({ code, source, facts }) => ({
      code,
      source: source.map(({ pack, clause }) => ({ pack, clause })),
      facts: { ...facts },
    })),
    suspicious: [...suspicious],
  };
}

/** Due days in the counties of a city or province follow what it has entered; a county's own have followed with the entry. */
async function redateBelow(services: Services, { actor, now }: SignedInCaller, parameter: string): Promise<void> {
  if (actor.county !== null) return;
  await services.redate(now, { counties: actor.counties ?? [], parameter, write: true });
}

/** What a value would move in the counties of a city or province: how many, never which. */
async function lookBelow(
  services: Services,
  { actor, now }: SignedInCaller,
  { supposed }: SettingPreview,
  parameter: string,
): Promise<{ name: string; looked: number; moved: number }[]> {
  if (supposed === null) return [];
  const counties = actor.counties ?? [];
  const seen = await services.redate(now, { counties, parameter, write: false }, supposed);
  const areas = await asActor(services.runner.db, actor, (tx) => findCountyAreas(tx, counties, now.today));
  return seen.map(({ county, looked, moved }) => ({
    name: areas.get(county)?.name ?? String(county),
    looked,
    moved: moved.length,
  }));
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

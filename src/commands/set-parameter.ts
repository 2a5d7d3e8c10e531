import { randomUUID } from 'node:crypto';
import { roles } from '#domain/access/roles.ts';
import { officeId } from '#domain/policy/office-ids.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { mayStandAt, type SettingVerdict, trySetting } from '#domain/policy/try-setting.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { insertAudit } from '#store/audit-log.ts';
import { confirmSetting, insertSetting, listSettings } from '#store/policy-packs.ts';
import { type AreaContext, isOfCounty } from './command-context.ts';
import { redateMatters } from './redate-matters.ts';

/** A value an office enters where the documents leave it open. `value` as typed; money in yuan. */
export interface ParameterInput {
  readonly name: string;
  readonly value: string;
  /** Unit of a length of time whose parameter leaves it open. */
  readonly unit?: string | undefined;
  readonly from: PlainDate;
  readonly document?: string | undefined;
  /** Texts for what the parameter asks under `basis`, as `label：text`. */
  readonly basis?: readonly string[] | undefined;
  readonly reason: string;
}

/** What becomes of the value if it is entered: the engine's verdict, and the policy it is judged by. */
export async function judgeSetting(
  context: Pick<AreaContext, 'tx' | 'actor' | 'now' | 'policy'>,
  input: Omit<ParameterInput, 'reason' | 'document'>,
): Promise<{ policy: Policy; verdict: SettingVerdict; office: string }> {
  const { actor, now } = context;
  if (actor.area === null || actor.role === 'system') throw new AppError('forbidden', { why: 'no-area' });
  const { policy } = await context.policy.inForce(context.tx, actor.area, now.today);
  const parameter = policy.parameters[input.name];
  if (!parameter) throw new AppError('not-found', { what: 'parameter', name: input.name });
  const isOpenTerm = parameter.type === 'term' && parameter.unit === undefined;
  if (isOpenTerm && input.unit === undefined) throw new AppError('bad-request', { field: 'unit', why: 'missing' });
  const { level } = roles[actor.role];
  if (!mayStandAt(policy, level, parameter.setAt)) {
    throw new AppError('forbidden', { why: 'level', setBy: parameter.setAt ?? '', name: input.name });
  }
  // A city's medical bureau and a county's go by the same word: which one it is depends on the level.
  const office = officeId(policy.terms.offices, `${actor.office}@${level}`);
  const verdict = trySetting(policy, {
    name: input.name,
    text: isOpenTerm ? `${input.value} ${input.unit}` : input.value,
    from: input.from,
    by: office,
    level,
    basis: (input.basis ?? []).map((text) => text.split(/[:：]/)[0] ?? ''),
  });
  return { policy, verdict, office };
}

/**
 * Sets a parameter for the actor's area from a day on. `waiting`: it looked wrong and counts only when somebody else has
 * confirmed it. Errors: `not-found` (no such parameter here), `forbidden` (the documents give it, or another level or
 * office sets it), `bad-request` (not such a value, unit missing), `refused` with the engine's reasons (below a floor,
 * clause named; the floor itself unset; a basis missing).
 * @source SD#2-d4
 */
export async function setParameter(
  context: AreaContext,
  input: ParameterInput,
): Promise<{ name: string; waiting: boolean }> {
  const { actor, now } = context;
  const { policy, verdict, office } = await judgeSetting(context, input);
  refuseUnlessAccepted(verdict, input.name);
  const parameter = policy.parameters[input.name];
  const { suspicious } = verdict;
  await insertSetting(context.tx, {
    id: randomUUID(),
    area: actor.area ?? 0,
    name: input.name,
    value: input.value,
    unit: parameter?.unit ?? input.unit ?? null,
    fromOn: input.from,
    setBy: actor.name,
    office,
    document: input.document ?? null,
    account: actor.account,
    reason: input.reason,
    basis: input.basis ?? [],
    suspicious,
    at: now.at,
  });
  await audit(context, [input.name, input.from], suspicious.length > 0 ? 'waits for a second person' : 'entered');
  if (suspicious.length === 0) await redateOwn(context, input.name);
  return { name: input.name, waiting: suspicious.length > 0 };
}

/**
 * Makes a value that looked wrong count. Errors: `forbidden` when the same person entered it, it counts already, or is none
 * of the actor's area; `not-found` when there is no such value.
 */
export async function confirmParameter(
  context: AreaContext,
  input: { readonly id: string; readonly note: string },
): Promise<{ id: string; name: string }> {
  const { id, note } = input;
  const { actor } = context;
  const waiting = await listSettings(context.tx, actor.area === null ? [] : [actor.area]);
  const setting = waiting.find((each) => each.id === id);
  if (setting === undefined) throw new AppError('not-found', { what: 'setting' });
  const confirmed = await confirmSetting(context.tx, { id, account: actor.account, note });
  if (!confirmed) throw new AppError('forbidden', { why: 'second-person' });
  await redateOwn(context, setting.name);
  await audit(context, [id], 'confirmed');
  return { id, name: setting.name };
}

/** Due days of the own county follow at once; those of a city's counties follow county by county, after the entry stands. */
async function redateOwn(context: AreaContext, parameter: string): Promise<void> {
  if (isOfCounty(context)) await redateMatters(context, { parameter, write: true });
}

const asForbidden: readonly string[] = ['not-to-be-set', 'wrong-office'];
const asBadRequest: readonly string[] = ['wrong-value', 'not-a-choice'];

function refuseUnlessAccepted({ accepted, refusals }: SettingVerdict, name: string): void {
  const [first] = refusals;
  if (accepted || first === undefined) return;
  if (asForbidden.includes(first.code)) throw new AppError('forbidden', { why: first.code, name, ...first.facts });
  if (asBadRequest.includes(first.code)) {
    throw new AppError('bad-request', { field: 'value', why: 'amount', ...first.facts });
  }
  throw new AppError('refused', { parameter: name, why: first.code, ...first.facts, source: first.source });
}

async function audit(context: AreaContext, subject: readonly string[], reason: string): Promise<void> {
  await insertAudit(context.tx, {
    county: context.actor.county ?? 0,
    at: context.now.at,
    actor: context.actor.account,
    kind: 'setting',
    subject: [...subject],
    result: 'done',
    reason,
  });
}

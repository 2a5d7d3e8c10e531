import { randomUUID } from 'node:crypto';
import { amountKind, amountOf, compareAmounts } from '#domain/policy/amount.ts';
import { boundsOn, parameterOn } from '#domain/policy/parameter-on.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { insertAudit } from '#store/audit-log.ts';
import { insertSetting } from '#store/policy-packs.ts';
import type { CommandContext } from './command-context.ts';

/** A value an office enters where the documents leave it open. `value` as typed; money in yuan. */
export interface ParameterInput {
  readonly name: string;
  readonly value: string;
  readonly unit?: string | undefined;
  readonly from: PlainDate;
  readonly document?: string | undefined;
  readonly reason: string;
}

/**
 * Sets a parameter for the actor's area from a day on. Errors: `not-found` (no such parameter here), `forbidden` (the
 * documents give it, or another level sets it), `bad-request` (not such a value, unit missing), `refused` (below a floor,
 * clause named; or the floor itself is unset).
 * @source SD#2-d4
 */
export async function setParameter(context: CommandContext, input: ParameterInput): Promise<{ name: string }> {
  const { actor, now } = context;
  if (actor.area === null) throw new AppError('forbidden', { why: 'no-area' });
  const { policy } = await context.policy.inForce(context.tx, actor.area, now.today);
  const parameter = policy.parameters[input.name];
  const reading = parameterOn(policy, input.name, input.from);
  if (!parameter || !reading) throw new AppError('not-found', { what: 'parameter', name: input.name });
  if (reading.setBy !== 'county')
    throw new AppError('forbidden', { why: 'level', setBy: reading.setBy, name: input.name });
  const isTerm = parameter.type === 'term';
  if (isTerm && input.unit === undefined) throw new AppError('bad-request', { field: 'unit', why: 'missing' });
  const text = isTerm ? `${input.value} ${input.unit}` : input.value;
  const amount = amountOf(amountKind(parameter.type, parameter.unit, (parameter.choices ?? []).length > 0), text);
  if (amount === undefined)
    throw new AppError('bad-request', { field: 'value', why: 'amount', unit: parameter.unit ?? input.unit });
  for (const floor of boundsOn(policy, parameter.floors, input.from)) {
    const below = floor.amount === null || (compareAmounts(amount, floor.amount) ?? -1) < 0;
    if (below) throw new AppError('refused', { parameter: input.name, floor: floor.param, source: floor.source });
  }
  await insertSetting(context.tx, {
    id: randomUUID(),
    area: actor.area,
    name: input.name,
    value: input.value,
    unit: isTerm ? (input.unit ?? null) : (parameter.unit ?? null),
    fromOn: input.from,
    setBy: actor.name,
    office: actor.office,
    document: input.document ?? null,
    account: actor.account,
    reason: input.reason,
    at: now.at,
  });
  await insertAudit(context.tx, {
    county: context.keys.county,
    at: now.at,
    actor: actor.account,
    kind: 'setting',
    subject: [input.name, input.from],
    result: 'done',
  });
  return { name: input.name };
}

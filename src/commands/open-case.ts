import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { Facts } from '#domain/procedures/fact-history.ts';
import { tryOpening } from '#domain/procedures/try-opening.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import { findHouseholdRow, lockHousehold } from '#store/household-page.ts';
import { listMatters } from '#store/matters.ts';
import type { CommandContext } from './command-context.ts';
import { householdGround } from './household-ground.ts';
import { leadEvents } from './lead-steps.ts';
import { LEDGER_DUTY } from './ledger-rows.ts';
import { openMatter, saveProjection, settingOf } from './matter-file.ts';

export interface OpenCaseInput {
  readonly household: string;
  readonly procedure: string;
  /** How it became known, where the procedure takes channels. */
  readonly channel?: string | undefined;
  /** Day the sign of risk was found: the limit of the whole procedure counts from it. */
  readonly foundOn: PlainDate;
}

/** A procedure that may be opened for a household as it becomes known, with the channels it takes. */
export interface CaseKind {
  readonly id: string;
  readonly label: string;
  readonly channels: readonly { readonly id: string; readonly label: string }[];
}

/**
 * Recognition is opened for a household as soon as a risk is known, where no ledger of leads stands before it.
 * Errors: `refused` with every reason, `bad-request` (where the ledger comes first), `invalid-date`, `not-found`.
 * @source YY#2-a FJ#7-a LY#3-e
 */
export async function openCase(context: CommandContext, input: OpenCaseInput): Promise<{ matter: string }> {
  const { today } = context.now;
  const { county } = context.keys;
  if (input.foundOn > today) throw new AppError('invalid-date', { why: 'future', latest: today });
  await lockHousehold(context.tx, county, input.household);
  const row = await findHouseholdRow(context.tx, county, input.household);
  const area = await context.policy.inForce(context.tx, row.village ?? row.town, today);
  const procedure = area.policy.procedures[input.procedure];
  if (procedure === undefined || !caseKinds(area.policy).some(({ id }) => id === input.procedure)) {
    throw new AppError('bad-request', { field: 'procedure', why: 'through-the-ledger' });
  }
  const known = await householdGround(context, input.household, today);
  const facts: Facts = { ...known, ...(input.channel === undefined ? {} : { 渠道: input.channel }) };
  const opening = {
    procedure: input.procedure,
    subject: 'household' as const,
    household: input.household,
    town: row.town,
    village: row.village,
    channel: input.channel ?? null,
    openedOn: today,
    events: eventsOf(input.foundOn, today),
    facts,
    about: {},
  };
  const running = await listMatters(context.tx, county, {
    procedure: input.procedure,
    household: input.household,
    open: true,
  });
  const status = row.status === 'monitored' || row.status === 'cleared' ? row.status : 'none';
  const refusals = tryOpening(settingOf(area, opening), { status, running: running.length > 0 });
  if (refusals.length > 0) throw new AppError('refused', { act: input.procedure, refusals });
  const file = await openMatter(context, opening);
  await saveProjection(context, file);
  return { matter: file.row.matter };
}

/** Recognitions that open without a line of a ledger before them; none where leads are kept in one. */
export function caseKinds(policy: Policy): CaseKind[] {
  if (policy.duties.some(({ id }) => id === LEDGER_DUTY)) return [];
  const label = (channel: string) => policy.terms.channels.find(({ id }) => id === channel)?.label ?? channel;
  return Object.values(policy.procedures)
    .filter(({ kind, subject, steps }) => kind === 'identification' && subject === 'household' && steps.length > 0)
    .map((procedure) => ({
      id: procedure.id,
      label: procedure.label ?? procedure.id,
      channels: (procedure.opens.channels ?? policy.terms.channels.map(({ id }) => id)).map((id) => ({
        id,
        label: label(id),
      })),
    }));
}

function eventsOf(foundOn: PlainDate, today: PlainDate): Record<string, PlainDate> {
  return {
    [leadEvents.found]: foundOn,
    'lead.received': today,
    [leadEvents.dispatched]: today,
    [leadEvents.receivedByTownship]: today,
  };
}

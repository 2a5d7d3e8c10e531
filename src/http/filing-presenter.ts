import type { CommandContext } from '#commands/command-context.ts';
import { filingCorrections } from '#commands/filing-corrections.ts';
import { filingDueDay, ledgerForm, ledgerMonth } from '#commands/ledger-rows.ts';
import type { Filing } from '#contract/filings.ts';
import type { Due } from '#contract/values.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addMonths, daysBetween, monthOf, type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { type AreaRow, listCountyAreas } from '#store/areas.ts';
import { type FrozenFiling, fileHeads, firstLedgerMonth, listFilings } from '#store/filings.ts';
import { areaRefOf } from './lead-presenter.ts';

/** Months listed when none is asked for: at most a year, back from the present one. */
const MONTHS_SHOWN = 12;

/** 备案: every township the actor sees × month, filed or not; newest month first. */
export async function presentFilings(
  context: CommandContext,
  query: { month?: string | undefined; town?: number | undefined },
): Promise<Filing[]> {
  const towns = (await townsOf(context)).filter((town) => query.town === undefined || town.area === query.town);
  const months = query.month === undefined ? await monthsShown(context, query.town) : [query.month];
  const filed = await listFilings(context.tx, context.keys, query);
  const filings: Filing[] = [];
  for (const month of months) {
    for (const town of towns) {
      const found = filed.find((each) => each.month === month && each.town === town.area);
      const shown = found ? await presentFiled(context, town, found) : await presentOpen(context, town, month);
      if (shown !== null) filings.push(shown);
    }
  }
  return filings;
}

/** One township and month. Errors: `not-found` when the township is not the actor's or no duty is in force then. */
export async function presentFiling(context: CommandContext, town: number, month: string): Promise<Filing> {
  const [filing] = await presentFilings(context, { town, month });
  if (!filing) throw new AppError('not-found', { what: 'filing', month });
  return filing;
}

/** Townships the actor sees, in the order of their codes. */
async function townsOf(context: CommandContext): Promise<AreaRow[]> {
  const areas = await listCountyAreas(context.tx, context.keys.county, context.now.today);
  return areas.filter((area) => area.level === 'township' && context.actor.towns.includes(area.area));
}

async function monthsShown(context: CommandContext, town: number | undefined): Promise<string[]> {
  const current = monthOf(context.now.today);
  const first = (await firstLedgerMonth(context.tx, context.keys.county, town)) ?? current;
  const start = plainDate(`${current}-01`);
  const months = Array.from({ length: MONTHS_SHOWN }, (_, back) => monthOf(addMonths(start, -back)));
  return months.filter((month) => month >= first || month === current);
}

async function presentFiled(context: CommandContext, town: AreaRow, filing: FrozenFiling): Promise<Filing> {
  const scans = await fileHeads(context.tx, context.keys, [filing.scan]);
  const { policy } = await ledgerForm(context, filing.month, filing.town);
  return {
    id: filing.id,
    town: refOf(town),
    month: filing.month,
    due: filingDue(policy, filing.dueOn, filing.filedOn, context.now.today),
    rows: filing.rows,
    filedOn: filing.filedOn,
    filedBy: filing.filedByName,
    scanName: scans.get(filing.scan)?.name ?? null,
    sheetHash: filing.sheetHash,
    corrections: await filingCorrections(context, filing),
  };
}

/** A month not yet filed; null where no duty is in force in it. */
async function presentOpen(context: CommandContext, town: AreaRow, month: string): Promise<Filing | null> {
  const ledger = await ledgerMonth(context, { month, town: town.area });
  const dueOn = filingDueDay(ledger.policy, month);
  if (dueOn === null) return null;
  return {
    id: null,
    town: refOf(town),
    month,
    due: filingDue(ledger.policy, dueOn, null, context.now.today),
    rows: ledger.rows.length,
    filedOn: null,
    filedBy: null,
    scanName: null,
    sheetHash: null,
    corrections: [],
  };
}

/** In calendar days; `left` below zero is 迟报n天, filed or not. @source SD#1.3-f */
function filingDue(policy: Policy, dueOn: PlainDate, filedOn: PlainDate | null, today: PlainDate): Due {
  const left = daysBetween(filedOn ?? today, dueOn);
  const open = left < 0 ? 'overdue' : left === 0 ? 'due-today' : 'not-due';
  const done = left < 0 ? 'done-late' : 'done-in-time';
  const source = policy.origins['duties/台账报备']?.source ?? [];
  return {
    state: filedOn === null ? open : done,
    on: dueOn,
    left: filedOn === null ? left : Math.min(0, left),
    unit: 'day',
    provisional: false,
    inferred: null,
    source: source.map(({ pack, clause }) => ({ pack, clause })),
  };
}

function refOf(town: AreaRow): Filing['town'] {
  const ref = areaRefOf(town);
  if (ref === null) throw new Error('a township without a name');
  return ref;
}

import type { CommandContext } from '#commands/command-context.ts';
import { filingCorrections } from '#commands/filing-corrections.ts';
import { filingDueDay, LEDGER_DUTY, ledgerForm, ledgerLines } from '#commands/ledger-rows.ts';
import type { Filing } from '#contract/filings.ts';
import type { Due } from '#contract/values.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { addMonths, daysBetween, monthOf, type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { type AreaRow, listCountyAreas } from '#store/areas.ts';
import { fileHeads, firstLedgerMonth, listFilings } from '#store/filings.ts';
import { areaRefOf } from './lead-presenter.ts';

/** Months listed when none is asked for: at most a year, back from the present one. */
const MONTHS_SHOWN = 12;

/** 备案: every township the actor sees × month, filed or not; newest month first. Months without the duty are left out. */
export async function presentFilings(
  context: CommandContext,
  query: { month?: string | undefined; town?: number | undefined },
): Promise<Filing[]> {
  const towns = (await townsOf(context)).filter((town) => query.town === undefined || town.area === query.town);
  const months = query.month === undefined ? await monthsShown(context, query.town) : [query.month];
  const filed = await listFilings(context.tx, context.keys, query);
  const scans = await fileHeads(
    context.tx,
    context.keys,
    filed.map((filing) => filing.scan),
  );
  const corrections = await filingCorrections(context, filed);
  const shown: Filing[] = [];
  for (const month of months) {
    const { policy, calendar } = await ledgerForm(context, month);
    const dueOn = filingDueDay(policy, month, calendar);
    const open = Map.groupBy(await ledgerLines(context, month, query.town), (line) => line.town);
    for (const town of towns) {
      const filing = filed.find((each) => each.month === month && each.town === town.area);
      const due = filing?.dueOn ?? dueOn;
      if (due === null) continue;
      shown.push({
        id: filing?.id ?? null,
        town: refOf(town),
        month,
        due: filingDue(policy, due, filing?.filedOn ?? null, context.now.today),
        rows: filing?.rows ?? open.get(town.area)?.length ?? 0,
        filedOn: filing?.filedOn ?? null,
        filedBy: filing?.filedByName ?? null,
        scanName: scans.get(filing?.scan ?? '')?.name ?? null,
        sheetHash: filing?.sheetHash ?? null,
        corrections: corrections.get(filing?.id ?? '') ?? [],
      });
    }
  }
  return shown;
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

/** In calendar days; `left` below zero is 迟报n天, filed or not. @source SD#1.3-f */
function filingDue(policy: Policy, dueOn: PlainDate, filedOn: PlainDate | null, today: PlainDate): Due {
  const left = daysBetween(filedOn ?? today, dueOn);
  const open = left < 0 ? 'overdue' : left === 0 ? 'due-today' : 'not-due';
  const done = left < 0 ? 'done-late' : 'done-in-time';
  const source = policy.origins[`duties/${LEDGER_DUTY}`]?.source ?? [];
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

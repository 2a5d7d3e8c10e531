import { type PlainDate, shanghaiDay } from '#domain/values/plain-date.ts';
import { accountNames } from '#store/account-names.ts';
import { listActsOf, type StoredAct } from '#store/acts.ts';
import { type FrozenFiling, lastRegistryChanges } from '#store/filings.ts';
import type { CommandContext } from './command-context.ts';
import type { FormColumn } from './form-columns.ts';
import { type FrozenRow, frozenRows } from './frozen-rows.ts';
import { leadSteps } from './lead-steps.ts';
import { formRows, ledgerForm, linesOf } from './ledger-rows.ts';

/** 更正: a cell of a filed line that says something else now. `from`/`to`: '' = blank. `by`: '' when nobody is known. */
export interface Correction {
  readonly lead: string;
  readonly no: string;
  readonly headName: string;
  /** Heading of the column; the line itself is named when it is gone from the ledger. */
  readonly column: string;
  readonly from: string;
  readonly to: string;
  readonly on: PlainDate;
  readonly by: string;
}

/** Steps whose acts write a column of the form, by the fact it shows. */
const WRITTEN_BY: Readonly<Record<string, readonly string[]>> = {
  是否符合认定标准: [leadSteps.verify],
  不符合认定标准的主要原因: [leadSteps.verify],
  核查人员: [leadSteps.verify, leadSteps.assign],
  是否已告知本人: [leadSteps.tell],
  办结日期: [leadSteps.writeOff],
};

/** Takes back the act before it, whatever that was. */
const ANNUL = 'annul';

/**
 * Corrections by filing: the frozen rows compared with the same lines today. What an open line gained since is no
 * correction: it comes again in the next ledger. Day and person are those of the last act, or change in the register,
 * after the filing that can have made the change.
 */
export async function filingCorrections(
  context: CommandContext,
  filings: readonly FrozenFiling[],
): Promise<Map<string, Correction[]>> {
  const sheets = filings.map((filing) => ({ filing, before: frozenRows(filing.sheet) }));
  const leads = new Set(sheets.flatMap(({ before }) => before.map((row) => row.lead)));
  const lines = new Map((await linesOf(context, [...leads])).map((line) => [line.matter, line]));
  const corrections = new Map<string, Correction[]>();
  for (const [month, ofMonth] of Map.groupBy(sheets, ({ filing }) => filing.month)) {
    const form = await ledgerForm(context, month);
    const filed = ofMonth.flatMap(({ before }) => before.flatMap((row) => lines.get(row.lead) ?? []));
    const present = await formRows(context, form, filed, context.now.today);
    const rows = new Map(present.map((row) => [row.lead, row]));
    for (const { filing, before } of ofMonth) {
      const changes = before.flatMap((row) => {
        const now = rows.get(row.lead);
        return now === undefined ? [] : changesOf(form.columns, row, now).map((change) => ({ row, ...change }));
      });
      corrections.set(filing.id, await attributed(context, filing, changes));
    }
  }
  return corrections;
}

interface Change {
  readonly column: FormColumn;
  readonly from: string;
  readonly to: string;
}

function changesOf(columns: readonly FormColumn[], before: FrozenRow, now: FrozenRow): Change[] {
  return columns.flatMap((column) => {
    const [from, to] = [before.cells[column.key] ?? '', now.cells[column.key] ?? ''];
    if (from === to || (!before.ended && stillToCome(column, from))) return [];
    return [{ column, from, to }];
  });
}

/** Blank, or the "no" of a yes-or-no column: an open line may still get it. */
function stillToCome(column: FormColumn, cell: string): boolean {
  return cell === '' || (column.values.length === 2 && cell === column.values[1]);
}

async function attributed(
  context: CommandContext,
  filing: FrozenFiling,
  changes: readonly (Change & { row: FrozenRow })[],
): Promise<Correction[]> {
  const { tx, keys } = context;
  if (changes.length === 0) return [];
  const acts = await listActsOf(tx, keys.county, [...new Set(changes.map(({ row }) => row.lead))]);
  const households = [...new Set(changes.flatMap(({ row }) => row.household ?? []))];
  const registry = await lastRegistryChanges(tx, keys.county, households, filing.at);
  const authors = changes.map(({ row, column }) => {
    const later = (acts.get(row.lead) ?? []).filter((act) => act.seq > row.seq);
    const steps = WRITTEN_BY[column.fact ?? ''];
    const act = steps === undefined ? undefined : later.findLast((each) => [...steps, ANNUL].includes(each.kind));
    const change = registry.get(row.household ?? '');
    return authorOf(act, change) ?? authorOf(later.at(-1), undefined) ?? { actor: '', on: filing.filedOn };
  });
  const names = await accountNames(tx, [...new Set(authors.map(({ actor }) => actor))]);
  return changes.map(({ row, column, from, to }, index) => {
    const { actor, on } = authors[index] ?? { actor: '', on: filing.filedOn };
    const { lead, no, headName } = row;
    return { lead, no, headName, column: column.label, from, to, on, by: names.get(actor) ?? '' };
  });
}

function authorOf(
  act: StoredAct | undefined,
  change: { actor: string; at: number } | undefined,
): { actor: string; on: PlainDate } | undefined {
  if (act !== undefined) {
    const on = act.body['on'];
    return { actor: act.actor, on: typeof on === 'string' ? (on as PlainDate) : shanghaiDay(act.at) };
  }
  return change && { actor: change.actor, on: shanghaiDay(change.at) };
}

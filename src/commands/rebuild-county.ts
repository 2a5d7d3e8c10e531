import { projectMatter } from '#domain/procedures/project-matter.ts';
import { openActValues } from '#store/acts.ts';
import { canonicalText } from '#store/canonical-text.ts';
import { findLeadLine } from '#store/lead-lines.ts';
import { listClocks, listMatters } from '#store/matters.ts';
import type { CommandContext } from './command-context.ts';
import { projectLead } from './lead-projection.ts';
import { LEAD } from './lead-steps.ts';
import { loadMatter, type MatterFile } from './matter-file.ts';

/** A stored projection that differs from what the acts say now. */
export interface RebuildDifference {
  readonly matter: string;
  readonly no: string;
  readonly what: 'matter' | 'clocks' | 'line';
  readonly stored: string;
  readonly refolded: string;
}

/** Folds every matter of the county again from its acts and lists what the stored rows say otherwise; none is expected. */
export async function rebuildCounty(
  context: CommandContext,
): Promise<{ matters: number; differences: RebuildDifference[] }> {
  const rows = await listMatters(context.tx, context.keys.county, {});
  const differences: RebuildDifference[] = [];
  for (const row of rows) {
    const file = await loadMatter(context, row.matter);
    const compare = (what: RebuildDifference['what'], stored: unknown, refolded: unknown): void => {
      const [a, b] = [canonicalText(stored), canonicalText(refolded)];
      if (a !== b) differences.push({ matter: row.matter, no: row.no, what, stored: a, refolded: b });
    };
    await compareMatter(context, file, compare);
    if (row.procedure === LEAD) await compareLine(context, file, compare);
  }
  return { matters: rows.length, differences };
}

type Compare = (what: RebuildDifference['what'], stored: unknown, refolded: unknown) => void;

async function compareMatter(context: CommandContext, file: MatterFile, compare: Compare): Promise<void> {
  const { row } = file;
  // What was projected is as of the day of the last act, not of today.
  const day = [row.openedOn, ...file.state.acts.map((act) => act.on)].toSorted().at(-1) ?? row.openedOn;
  const head = { household: row.household, town: null, village: null, channel: row.channel };
  const { matter, clocks } = projectMatter(file.state, day, head);
  compare(
    'matter',
    { state: row.state, closedOn: row.closedOn, lastSeq: row.lastSeq },
    { state: matter.state, closedOn: matter.closedOn, lastSeq: file.acts.at(-1)?.seq },
  );
  const dates = (each: { clock: string; dueOn: string | null; doneOn: string | null }) => [
    each.clock,
    each.dueOn,
    each.doneOn,
  ];
  const stored = await listClocks(context.tx, context.keys.county, row.matter);
  compare('clocks', stored.map(dates).sort(), clocks.map(dates).sort());
}

async function compareLine(context: CommandContext, file: MatterFile, compare: Compare): Promise<void> {
  const values = await openActValues(context.tx, context.keys, file.row.matter);
  const refolded = projectLead(file, values);
  const stored = await findLeadLine(context.tx, context.keys, file.row.matter);
  const same = Object.fromEntries(Object.keys(refolded).map((key) => [key, stored?.[key as keyof typeof refolded]]));
  compare('line', same, refolded);
}

import type { CommandContext } from '#commands/command-context.ts';
import { exceptFinding, takeBackException } from '#commands/except-finding.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import type { QualityFindingReply } from '#contract/quality.ts';
import { feedSums } from '#documents/feed-sums.ts';
import { findRegistryField } from '#domain/registry/registry-fields.ts';
import { monthOf } from '#domain/values/plain-date.ts';
import { safeCellText } from '#domain/values/safe-cell-text.ts';
import { type AreaRow, listCountyAreas } from '#store/areas.ts';
import { insertAudit } from '#store/audit-log.ts';
import {
  countByContact,
  countFindings,
  type FindingCount,
  type FindingFilter,
  type FindingRow,
  listFindings,
  wasRun,
} from '#store/quality-findings.ts';
import type { Language } from '#words/language.ts';
import { qualityMendText, qualityRuleText, qualityWhyText } from '#words/quality-rule-words.ts';
import { sayIn } from '#words/sentences.ts';
import type { Handlers } from './handler.ts';
import { areaName, areaRefOf } from './lead-presenter.ts';
import type { Services } from './services.ts';

const SHEET = 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet';
const MOST_ROWS = 20_000;

type QualityHandlers = Pick<Handlers, 'listFindings' | 'findingsSheet' | 'exceptFinding' | 'takeBackException'>;

/** 疑点数据: the list with its counts, the workbook, and who vouches for what. */
export function qualityHandlers({ runner }: Services): QualityHandlers {
  return {
    listFindings: ({ query }, caller) =>
      readAs(runner, caller.actor, caller.now, (context) => presentFindings(context, query)),
    findingsSheet: ({ query: { language, ...filter } }, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const { tx, keys, now, actor } = context;
        const { findings } = await listFindings(tx, keys, { ...filter, offset: 0, limit: MOST_ROWS });
        const areas = await areasOf(context);
        await insertAudit(tx, {
          ...{ county: keys.county, at: now.at, actor: actor.account, kind: 'export', subject: [], result: 'done' },
          ...{ reason: `quality ${findings.length}`, requestId: caller.requestId, address: caller.address },
        });
        const say = sayIn(language);
        const headings = columns.map((column) => say(`quality.${column}`));
        const bytes = await feedSums(say('quality.title'), headings, findings.map((row) => sheetRow(language, areas, row))); // biome-ignore format: one line
        return { bytes, mediaType: SHEET, name: `${say('quality.title')}-${now.today}.xlsx` };
      }),
    exceptFinding: ({ body }, caller) => {
      const input = { id: body.finding, reason: body.reason };
      const call = { kind: 'except-finding', requestId: body.requestId, input };
      return runCommand(runner, caller.actor, caller.now, call, exceptFinding);
    },
    takeBackException: ({ params, body }, caller) => {
      const input = { id: params.id, reason: body.reason };
      const call = { kind: 'take-back-exception', requestId: body.requestId, input };
      return runCommand(runner, caller.actor, caller.now, call, takeBackException);
    },
  };
}

const columns = ['town', 'village', 'household', 'member', 'rule', 'why', 'cell', 'mend', 'found-on'] as const;

function sheetRow(language: Language, areas: ReadonlyMap<number, AreaRow>, row: FindingRow): string[] {
  const cells = [
    areaName(areas.get(row.town)),
    row.village === null ? '' : areaName(areas.get(row.village)),
    row.headName,
    row.member ?? '',
    qualityRuleText(language, row.rule),
    qualityWhyText(language, row.rule, row.facts),
    row.cells.map((cell) => cellLabel(cell)).join('、'),
    qualityMendText(language, row.rule),
    row.foundOn,
  ];
  return cells.map(safeCellText);
}

async function presentFindings(context: CommandContext, filter: FindingFilter) {
  const { tx, keys, now } = context;
  const { offset: _, limit: __, ...only } = filter;
  const { findings, total } = await listFindings(tx, keys, filter);
  const areas = await areasOf(context);
  const counts = await countFindings(tx, keys.county, only);
  const month = monthOf(now.today);
  const place = (area: number | null) => (area === null ? null : areaRefOf(areas.get(area)));
  return {
    findings: findings.map((row) => presentFinding(row, areas)),
    total,
    month: { month, done: await wasRun(tx, keys.county, 'month', month) },
    byRule: summed(counts, ({ rule }) => rule).map(([rule, count, first]) => ({ rule, group: first.group, count })),
    byTown: summed(counts, ({ town }) => town).map(([town, count]) => ({ town: place(town), count })),
    byVillage: summed(counts, ({ village }) => village).map(([village, count]) => ({ village: place(village), count })),
    byContact: await countByContact(tx, keys, only),
  };
}

/** A finding as the API tells it. */
export function presentFinding(row: FindingRow, areas: ReadonlyMap<number, AreaRow>): QualityFindingReply {
  return {
    ...row,
    cells: row.cells.map((key) => ({ key, label: cellLabel(key) })),
    town: areaRefOf(areas.get(row.town)),
    village: row.village === null ? null : areaRefOf(areas.get(row.village)),
  };
}

/** The official word of a field; measures and income stand for their tables. */
export function cellLabel(name: string): string {
  return findRegistryField(name)?.label ?? { measures: '帮扶措施', income: '收入' }[name] ?? name;
}

/** Counts put together by a key, in the order the keys first stand in. */
function summed<K>(counts: readonly FindingCount[], key: (count: FindingCount) => K): [K, number, FindingCount][] {
  return [...Map.groupBy(counts, key)].flatMap(([name, of]) => {
    const [first] = of;
    return first === undefined ? [] : [[name, of.reduce((sum, { count }) => sum + count, 0), first]];
  });
}

async function areasOf({ tx, keys, now }: CommandContext): Promise<ReadonlyMap<number, AreaRow>> {
  return new Map((await listCountyAreas(tx, keys.county, now.today)).map((area) => [area.area, area]));
}

import type { CommandContext } from '#commands/command-context.ts';
import { listReadyForEntry } from '#commands/national-entry.ts';
import { readAs } from '#commands/run-command.ts';
import { entryWorkbook } from '#documents/entry-workbook.ts';
import { insertAudit } from '#store/audit-log.ts';
import { type EntryHousehold, entryHousehold } from '#store/entry-fields.ts';
import { checkEntries, type EntryCheckRow } from '#store/registry-entry-check.ts';
import type { Handlers } from './handler.ts';
import { areaRefOf, leadWords } from './lead-presenter.ts';
import { presentMatterRows } from './matter-page.ts';
import type { Services } from './services.ts';

/** 全国系统录入: what is to be keyed, field by field, and the same as a workbook with full numbers. */
export function nationalEntryHandlers(
  services: Services,
): Pick<Handlers, 'listNationalEntries' | 'nationalEntrySheet'> {
  const { runner, calendar } = services;
  return {
    listNationalEntries: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const rows = await listReadyForEntry(context);
        const lines = await presentMatterRows(context, calendar(), rows);
        const households = [];
        for (const line of lines) {
          if (line.household === null) continue;
          const entry = await entryHousehold(context.tx, context.keys, line.household, false);
          households.push({
            matter: line.id,
            seq: line.seq,
            headName: line.headName,
            village: line.village,
            due: line.due,
            refused: [],
            fields: fieldsOf(entry.household),
            members: entry.members.map((member) => ({ name: member.name, fields: fieldsOf(member.values) })),
          });
        }
        return { check: await presentCheck(context), households };
      }),
    nationalEntrySheet: (_call, caller) =>
      readAs(runner, caller.actor, caller.now, async (context) => {
        const rows = await listReadyForEntry(context);
        const entries: EntryHousehold[] = [];
        for (const row of rows) {
          if (row.household !== null) entries.push(await entryHousehold(context.tx, context.keys, row.household, true));
        }
        await insertAudit(context.tx, {
          county: context.keys.county,
          at: context.now.at,
          actor: caller.actor.account,
          kind: 'export',
          subject: rows.map((row) => row.matter),
          result: 'done',
          reason: 'national-entry',
          requestId: caller.requestId,
          address: caller.address,
        });
        return {
          bytes: await entryWorkbook(entries),
          mediaType: 'application/vnd.openxmlformats-officedocument.spreadsheetml.sheet',
          name: `全国系统录入清单-${context.now.today}.xlsx`,
        };
      }),
  };
}

/** The last national export beside what was recognised here: ticked off, still missing, unexpected, differing. */
async function presentCheck(context: CommandContext) {
  const check = await checkEntries(context.tx, context.keys.county);
  if (check === undefined) return null;
  const { areas } = await leadWords(context);
  const shown = <T extends EntryCheckRow>({ town: _town, village, ...row }: T) => ({
    ...row,
    village: areaRefOf(village === null ? undefined : areas.get(village)),
  });
  return {
    asOf: check.asOf,
    entered: check.entered.map(shown),
    waiting: check.waiting.map(shown),
    unexpected: check.unexpected.map(shown),
    differing: check.differing.map(shown),
  };
}

function fieldsOf(values: Readonly<Record<string, string | null>>) {
  return Object.entries(values).map(([key, value]) => ({ key, label: key, value }));
}

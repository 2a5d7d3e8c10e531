import type { CommandContext } from '#commands/command-context.ts';
import type { MatterFile } from '#commands/matter-file.ts';
import type { Step } from '#domain/policy/procedure-shape.ts';
import { factsOn } from '#domain/procedures/fact-history.ts';
import { listCountyAreas } from '#store/areas.ts';
import { listMembers } from '#store/household-page.ts';
import { type PublicHousehold, publicNoticeWords } from '#words/public-notice-words.ts';
import { areaName } from './lead-presenter.ts';

/** The text of a notice or announcement of one household, from what may be published and nothing else. */
export async function draftNotice(context: CommandContext, file: MatterFile): Promise<(step: Step) => string> {
  const household = await publicHousehold(context, file);
  const areas = await listCountyAreas(context.tx, context.keys.county, context.now.today);
  const nameOf = (wanted: number | null): string => areaName(areas.find(({ area }) => area === wanted));
  const county = areaName(areas.find(({ level }) => level === 'county'));
  const { procedure } = file.state.setting;
  return (step) => {
    const about = { procedure: procedure.label ?? procedure.id, households: [household] };
    return step.announces
      ? publicNoticeWords.announcement({ ...about, by: county, on: context.now.today })
      : publicNoticeWords.notice({ ...about, days: daysOf(context, file, step), by: nameOf(file.row.village) });
  };
}

/** What may be published of a household: where it lives down to the village, its head's name, how many they are. */
export async function publicHousehold(context: CommandContext, file: MatterFile): Promise<PublicHousehold> {
  const { household, town, village } = file.row;
  const members = household === null ? [] : await listMembers(context.tx, context.keys.county, household);
  const areas = await listCountyAreas(context.tx, context.keys.county, context.now.today);
  const place = [town, village].map((wanted) => areaName(areas.find(({ area }) => area === wanted))).join('');
  return { place, headName: members[0]?.name ?? '', persons: members.length };
}

/** How long the step lasts, as people say it; null while nobody has set it. */
function daysOf(context: CommandContext, file: MatterFile, step: Step): string | null {
  const term = step.lasts?.term;
  if (term === undefined) return null;
  const { setting, facts } = file.state;
  const { today } = context.now;
  const value = 'param' in term ? setting.rules.parameter(term.param, today, factsOn(facts, today)).value : term;
  if (typeof value !== 'object' || value === null || !('amount' in value)) return null;
  return publicNoticeWords.term(value.amount, value.unit);
}

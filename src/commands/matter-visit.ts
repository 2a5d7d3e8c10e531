import type { Facts } from '#domain/procedures/fact-history.ts';
import { yuanText } from '#domain/values/fen.ts';
import type { MatterActInput } from './act-on-matter.ts';
import type { CommandContext } from './command-context.ts';
import { guaranteesOf, netIncomePerPerson } from './household-ground.ts';
import { leadSteps } from './lead-steps.ts';
import { type MatterFile, recordAct } from './matter-file.ts';
import { checkPhotos, recordIncome, visitFacts } from './record-visit.ts';

/**
 * What a visit made for the matter found: the income worksheet is kept, the guarantees, the income a head and the risks
 * become facts of the matter from the day of the visit, and the act carries who went and what was seen.
 * Returns the file and what the act brings. Errors: `bad-request` (amounts, photos), `refused`.
 */
export async function visitMatter(
  context: CommandContext,
  file: MatterFile,
  input: MatterActInput,
): Promise<{ file: MatterFile; values: Facts }> {
  if (input.visit === undefined || input.do !== leadSteps.verify) return { file, values: {} };
  const visit = { ...input.visit, on: input.on };
  await checkPhotos(context, file, visit.photos);
  const values = visitFacts({ visit, reason: input.reason });
  await recordIncome(context, file, visit);
  const set = await learned(context, file, values, visit.risks);
  if (Object.keys(set).length === 0) return { file, values };
  return { file: await recordAct(context, file, { kind: 'correct', on: input.on, set, reason: input.do }), values };
}

async function learned(
  context: CommandContext,
  file: MatterFile,
  values: Facts,
  risks: readonly string[],
): Promise<Facts> {
  const income = file.row.household === null ? null : await netIncomePerPerson(context, file.row.household, null);
  const household = { ...guaranteesOf(values), ...(income === null ? {} : { 人均纯收入: yuanText(income) }) };
  return {
    ...(Object.keys(household).length === 0 ? {} : { 户: household }),
    ...(risks.length === 0 ? {} : { 风险: [...risks] }),
  };
}

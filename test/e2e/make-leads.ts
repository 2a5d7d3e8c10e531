import { randomUUID } from 'node:crypto';
import type { Page } from 'playwright-core';
import { routes } from '#contract/routes.ts';
import type { TestOffice } from '#test/office/test-office.ts';
import { call } from './browser-office.ts';
import type { SmallHousehold } from './register-households.ts';

export interface PlannedLead {
  readonly id: string;
  readonly no: string;
  readonly household: SmallHousehold;
  readonly channel: string;
}

const channels = [
  ['干部排查', '村委'],
  ['自主申报', '12317'],
  ['部门预警', '民政局'],
  ['信访信息', '信访局'],
] as const;

/** One lead a household, the four channels in turn: warnings registered and dispatched by the county, the rest by the township. */
export async function makeLeads(
  households: readonly SmallHousehold[],
  { office, clerk, county }: { office: TestOffice; clerk: Page; county: Page },
): Promise<PlannedLead[]> {
  const made: PlannedLead[] = [];
  for (const [index, household] of households.entries()) {
    const [channel, source] = channels[index % channels.length] ?? channels[0];
    const who = channel === '部门预警' ? county : clerk;
    const found = await call(who, routes.searchHouseholds, { query: { q: household.headName } });
    const [hit] = found.hits;
    if (found.hits.length !== 1 || !hit) throw new Error(`${found.hits.length} households ${household.headName}`);
    const body = {
      channel,
      source,
      text: '家庭成员突发疾病，自付医疗费用较大',
      foundOn: office.now().today,
      household: hit.id,
    };
    const { line } = await call(who, routes.registerLead, { body: { ...body, requestId: randomUUID() } });
    made.push({ id: line.id, no: line.no, household, channel });
  }
  const { lines } = await call(county, routes.pendingDispatch);
  const leads = lines.map(({ id, seq }) => ({ id, seq }));
  if (leads.length > 0) {
    const { refused } = await call(county, routes.dispatch, { body: { requestId: randomUUID(), leads } });
    if (refused.length > 0) throw new Error(`not dispatched: ${JSON.stringify(refused)}`);
  }
  return made;
}

import { createHmac, randomUUID } from 'node:crypto';
import type { RouteName } from '#contract/routes.ts';
import { canonicalText } from '#store/canonical-text.ts';
import { freshNumber, type HappyCall } from './happy-calls.ts';
import type { CallParts, CallReply, RouteOffice } from './route-office.ts';

const TODAY = '2022-04-06';
const FEED = '民政.农村低保对象';
const rid = (): { requestId: string } => ({ requestId: randomUUID() });

/** Calls about what comes back from screening, each with all that has to be there before. */
export const resultCalls: Partial<Record<RouteName, HappyCall>> = {
  keepVisits: async (office) =>
    office.call('zhen', 'keepVisits', { body: { ...rid(), leads: [await markedLine(office)] } }),
  orderVisits: async (office) =>
    office.call('zhen', 'orderVisits', { body: { ...rid(), leads: [await markedLine(office)] } }),
  feedHitRates: (office) => office.call('xian', 'feedHitRates', { query: { by: 'town', from: '2022-01' } }),
  feedHitRatesSheet: (office) => office.call('minzheng', 'feedHitRatesSheet', { query: { by: 'threshold' } }),
  feedResultsSheet: async (office) => {
    await confirmed(office, [`姚结果,${freshNumber()},西里镇,侯家峪村,2022-03-21`]);
    return office.call('minzheng', 'feedResultsSheet', { query: { year: 2022 } });
  },
  listPushes: (office) => office.call('xian', 'listPushes'),
  makePushes: async (office) => {
    months++;
    office.setToday(`2022-${String(4 + months).padStart(2, '0')}-06`);
    const period = `2022-${String(3 + months).padStart(2, '0')}`;
    const reply = await office.call('xian', 'makePushes', { body: { ...rid(), duty: '新增对象推送', period } });
    office.setToday(TODAY);
    return reply;
  },
  getPush: async (office) => office.call('minzheng', 'getPush', { params: { id: await pushed(office) } }),
  pushSheet: async (office) => office.call('minzheng', 'pushSheet', { params: { id: await pushed(office) } }),
  signPush: async (office) =>
    office.call('minzheng', 'signPush', { params: { id: await pushed(office) }, body: rid() }),
  listWhatIfs: (office) => office.call('shi', 'listWhatIfs'),
  tryValue: async (office) => {
    const signed = await newReport(office, '残联.变更重度残疾证');
    if (signed.status !== 200) throw new Error(JSON.stringify(signed.json));
    const question = { feed: '残联.变更重度残疾证', parameter: '残疾证变更口径', values: ['含转出重度'] };
    return office.call('xian', 'tryValue', { body: { ...rid(), ...question, from: '2022-01', to: '2022-04' } });
  },
  feedTimeliness: (office) => office.call('shi', 'feedTimeliness', { query: { period: '2022-03' } }),
  findElsewhere: async (office) => {
    await confirmed(office, [`姚外县,${freshNumber()},西里镇,侯家峪村,2022-03-23`]);
    const { lines } = await good(office, 'xian', 'pendingDispatch', {});
    const { id } = lines.find(({ provisionalHousehold }: { provisionalHousehold: boolean }) => provisionalHousehold);
    return office.call('xian', 'findElsewhere', { params: { id }, body: rid() });
  },
  keptRows: async (office) => {
    const id = await confirmed(office, [`姚撤回,${freshNumber()},西里镇,侯家峪村,2022-03-20`]);
    await good(office, 'minzheng', 'withdrawFeedBatch', { params: { id }, body: { ...rid(), reason: '报错月份' } });
    return office.call('minzheng', 'keptRows', { params: { id } });
  },
};

/** What the system of a department reports, signed with a key made for it. */
async function newReport(office: RouteOffice, feed: string): Promise<CallReply> {
  const [department = ''] = feed.split('.');
  const made = { params: { department }, body: { ...rid(), label: '业务系统' } };
  const { key, secret } = await good(office, 'xian', 'createDepartmentKey', made);
  const row = { 姓名: '姚试算', 身份证号码: freshNumber(), 乡镇: '西里镇', 村: '侯家峪村', 残疾证号: '1', 原等级: '一级', 现等级: '三级', 变更日期: '2022-03-20' }; // biome-ignore format: one row
  const body = { ...rid(), key, at: Date.now(), feed, period: '2022-03', rows: [row] };
  const signature = createHmac('sha256', secret).update(canonicalText(body)).digest('hex');
  return office.call(null, 'submitSigned', { body: { ...body, signature } });
}

/** Months pushed so far: each is pushed once. */
let months = 0;

/** A list the department has not signed yet. */
async function pushed(office: RouteOffice): Promise<string> {
  const open = async () => {
    const { lists } = await good(office, 'minzheng', 'listPushes', {});
    return lists.find(({ signed }: { signed: object | null }) => signed === null);
  };
  const known = await open();
  if (known !== undefined) return known.id;
  await good(office, 'xian', 'makePushes', { body: { ...rid(), duty: '新增对象推送', period: '2022-03' } });
  return (await open()).id;
}

async function good(office: RouteOffice, login: string, name: RouteName, parts: CallParts): Promise<CallReply['json']> {
  const reply = await office.call(login, name, parts);
  if (reply.status !== 200) throw new Error(`${name} ${reply.status} ${JSON.stringify(reply.json)}`);
  return reply.json;
}

/** A confirmed report of rows 姓名,身份证号码,乡镇,村,批准日期. */
async function confirmed(office: RouteOffice, rows: readonly string[]): Promise<string> {
  const bytes = Buffer.from(['姓名,身份证号码,乡镇,村,批准日期', ...rows].join('\n'));
  const { batches } = await good(office, 'minzheng', 'uploadFeed', {
    params: { feed: FEED },
    query: { ...rid(), period: '2022-03' },
    files: [{ name: '低保.csv', bytes }],
  });
  await good(office, 'minzheng', 'confirmFeedBatch', { params: { id: batches[0].id }, body: rid() });
  return batches[0].id;
}

/** A line of somebody who was visited, found not to qualify and is reported again. */
async function markedLine(office: RouteOffice): Promise<{ id: string; seq: number }> {
  const value = { name: '核实结果沿用期', value: '6', unit: 'month', from: '2022-04-01', reason: '局务会定' };
  await good(office, 'xian', 'setParameter', { body: { ...rid(), ...value } });
  const number = freshNumber();
  const name = `姚相同${number.slice(-4)}`;
  await confirmed(office, [`${name},${number},西里镇,侯家峪村,2022-03-10`]);
  const first = await atTown(office, name);
  const visit = { visitedOn: TODAY, verdict: '否', reason: '收入稳定', verifiers: ['王一', '李二'], finishedOn: TODAY }; // biome-ignore format: one visit
  await good(office, 'zhen', 'fillLedger', { body: { ...rid(), rows: [{ ...first, ...visit }] } });
  await confirmed(office, [`${name},${number},西里镇,侯家峪村,2022-03-20`]);
  return atTown(office, name);
}

async function atTown(office: RouteOffice, name: string): Promise<{ id: string; seq: number }> {
  const waiting = (await good(office, 'xian', 'pendingDispatch', {})).lines;
  const own = waiting.filter(({ headName }: { headName: string }) => headName === name);
  const leads = own.map(({ id, seq }: { id: string; seq: number }) => ({ id, seq }));
  await good(office, 'xian', 'dispatch', { body: { ...rid(), leads } });
  const { lines } = await good(office, 'zhen', 'listLedger', { query: { tab: 'to-receive', q: name } });
  return { id: lines[0].id, seq: lines[0].seq };
}

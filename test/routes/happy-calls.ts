import { createHmac, randomInt, randomUUID } from 'node:crypto';
import { expect } from 'vitest';
import type { RouteName } from '#contract/routes.ts';
import { idCheckDigit } from '#domain/values/id-number.ts';
import { canonicalText } from '#store/canonical-text.ts';
import { PASSWORD, TOWN } from '../office/test-office.ts';
import { matterCalls } from './matter-calls.ts';
import { paperCalls } from './paper-calls.ts';
import { resultCalls } from './result-calls.ts';
import { type CallParts, type CallReply, newSession, type RouteOffice } from './route-office.ts';

export const VILLAGE = '370323105201';
/** What the calls take for today: a day with leads of the month before to report, dispatch and verify. */
export const TODAY = '2022-04-06';
const FEED = '民政.农村低保对象';

const rid = (): { requestId: string } => ({ requestId: randomUUID() });

/** A call that must succeed, with everything that has to be there before. */
export type HappyCall = (office: RouteOffice) => Promise<CallReply>;

/** One for every route: a route that has none fails by its name. */
export const happyCalls: Partial<Record<RouteName, HappyCall>> = {
  ...resultCalls,
  signIn: (office) => office.call(null, 'signIn', { body: { login: 'zhen', password: PASSWORD } }),
  whoAmI: (office) => office.call('zhen', 'whoAmI'),
  signOut: async (office) =>
    office.call(null, 'signOut', { headers: { cookie: await newSession(office.server, 'zhenling') } }),
  changePassword: async (office) => {
    const cookie = await newSession(office.server, 'shibumen');
    return office.call(null, 'changePassword', {
      body: { current: PASSWORD, next: 'Another-Word-2022' },
      headers: { cookie },
    });
  },
  moveDemoDay: (office) => office.call('zhen', 'moveDemoDay', { body: { today: TODAY } }),
  getHome: (office) => office.call('zhen', 'getHome'),

  listAccounts: (office) => office.call('system', 'listAccounts'),
  createAccount: (office) => newAccount(office),
  approveAccount: async (office) => {
    const { json } = await newAccount(office);
    return office.call('security', 'approveAccount', { params: { id: json.account.id }, body: rid() });
  },
  disableAccount: async (office) => {
    const { json } = await newAccount(office);
    return office.call('security', 'disableAccount', {
      params: { id: json.account.id },
      body: { ...rid(), reason: '调离' },
    });
  },

  listAudit: (office) => office.call('audit', 'listAudit', { query: { kind: 'sign-in' } }),
  exportAudit: (office) => office.call('audit', 'exportAudit'),

  listAreas: (office) => office.call('zhen', 'listAreas'),
  addArea: async (office) =>
    office.call('xian', 'addArea', {
      body: { ...rid(), level: 'village', parent: await office.area(TOWN), name: `安置区${randomUUID().slice(0, 4)}` },
    }),

  listLedger: async (office) => {
    await newLead(office);
    return office.call('zhen', 'listLedger', { query: { tab: 'all', month: '2022-04', limit: 20 } });
  },
  ledgerOptions: (office) => office.call('zhen', 'ledgerOptions'),
  addVerifier: (office) => office.call('zhen', 'addVerifier', { body: { ...rid(), name: '赵核查' } }),
  registerLead: (office) => register(office),
  getLead: async (office) => office.call('zhen', 'getLead', { params: { id: (await newLead(office)).id } }),
  receiveLeads: async (office) => actOn(office, 'receiveLeads', await newLead(office)),
  assignVerifiers: async (office) =>
    actOn(office, 'assignVerifiers', await newLead(office), { verifiers: await pair(office) }),
  recordVisit: async (office) => visit(office, await newLead(office)),
  addVisitPhoto: async (office) => addPhoto(office, await newLead(office)),
  visitPhoto: async (office) => {
    const lead = await newLead(office);
    const photo = ok(await addPhoto(office, lead)).json.id;
    ok(await visit(office, lead, '否', [photo]));
    return office.call('zhen', 'visitPhoto', { params: { id: lead.id, photo } });
  },
  fillLedger: async (office) => {
    const { id, seq } = await newLead(office);
    const row = { id, seq, visitedOn: TODAY, verdict: '否', reason: '收入稳定', verifiers: ['王一', '李二'] };
    ok(await office.call('zhen', 'fillLedger', { body: { ...rid(), rows: [row], preview: true } }));
    return office.call('zhen', 'fillLedger', { body: { ...rid(), rows: [row] } });
  },
  fillSheet: async (office) => {
    await newLead(office);
    return office.call('zhen', 'fillSheet');
  },
  readFillSheet: async (office) => {
    await newLead(office);
    const { bytes } = ok(await office.call('zhen', 'fillSheet'));
    return office.call('zhen', 'readFillSheet', { query: rid(), files: [{ name: '填写表.xlsx', bytes }] });
  },
  tellResult: async (office) => tell(office, await visited(office)),
  writeOffLeads: async (office) => actOn(office, 'writeOffLeads', lineOf(await tell(office, await visited(office)))),
  returnLeads: async (office) => {
    const warning = await dispatched(office);
    return actOn(office, 'returnLeads', warning, { reason: '不在本镇' });
  },
  mergeLead: async (office) => {
    const first = await newLead(office);
    const second = (await register(office, { household: first.household, newHousehold: undefined })).json.line;
    return office.call('zhen', 'mergeLead', {
      params: { id: second.id },
      body: { ...rid(), seq: second.seq, into: first.id },
    });
  },
  undoLeadAct: async (office) => {
    const { id, seq } = lineOf(await actOn(office, 'receiveLeads', await newLead(office)));
    return office.call('zhen', 'undoLeadAct', { params: { id }, body: { ...rid(), seq, reason: '点错' } });
  },
  listReminders: (office) => office.call('zhen', 'listReminders'),
  whyLate: async (office) => office.call('zhen', 'whyLate', { params: { id: (await newLead(office)).id } }),
  exportLedger: (office) => office.call('zhen', 'exportLedger', { query: { month: '2022-04' } }),
  printLedger: (office) => office.call('zhen', 'printLedger', { query: { month: '2022-04' } }),

  listFilings: (office) => office.call('zhen', 'listFilings', { query: { month: '2022-04' } }),
  previewFiling: (office) => office.call('zhen', 'previewFiling', { query: { month: '2022-04' } }),
  filingSheet: (office) => office.call('zhen', 'filingSheet', { query: { month: '2022-04' } }),
  filingPaper: (office) => office.call('zhen', 'filingPaper', { query: { month: '2022-04' } }),
  filingScan: async (office) => {
    const id = (await scan(office)).json.id;
    const filed = ok(await office.call('zhen', 'fileLedger', { body: { ...rid(), month: '2022-04', scan: id } }));
    return office.call('zhen', 'filingScan', { params: { id: filed.json.filing.id } });
  },
  uploadScan: (office) => scan(office),
  fileLedger: async (office) =>
    office.call('zhen', 'fileLedger', { body: { ...rid(), month: '2022-03', scan: (await scan(office)).json.id } }),
  resultNotice: async (office) =>
    office.call('zhen', 'resultNotice', { params: { id: lineOf(await visit(office, await newLead(office))).id } }),
  visitSheets: async (office) => office.call('zhen', 'visitSheets', { query: { ids: (await newLead(office)).id } }),
  ...paperCalls,

  searchHouseholds: async (office) => {
    await newLead(office);
    return office.call('zhen', 'searchHouseholds', { query: { q: '张' } });
  },
  listHouseholds: (office) => office.call('zhen', 'listHouseholds', { query: { limit: 5 } }),
  getHousehold: async (office) =>
    office.call('zhen', 'getHousehold', { params: { id: (await newLead(office)).household } }),
  callHousehold: async (office) =>
    office.call('cun', 'callHousehold', { params: { id: (await newLead(office)).household }, body: rid() }),
  revealNumber: async (office) =>
    office.call('zhen', 'revealNumber', {
      params: { id: (await newLead(office)).household },
      body: { ...rid(), subject: 'person-id', reason: '录入全国系统' },
    }),
  changeHousehold: async (office) => {
    const { household: id } = await newLead(office);
    const look = { ...rid(), reason: '先看看', preview: true, kind: 'natural', on: TODAY };
    ok(await office.call('zhen', 'changeHousehold', { params: { id }, body: look }));
    return childIn(office, id);
  },
  listChanges: async (office) => {
    ok(await childIn(office, (await newLead(office)).household));
    return office.call('zhen', 'listChanges');
  },
  undoChange: async (office) => {
    const id = ok(await childIn(office, (await newLead(office)).household)).json.change;
    return office.call('zhen', 'undoChange', { params: { id }, body: { ...rid(), reason: '点错' } });
  },
  addChangeEvidence: async (office) => evidenceOf(office, (await newLead(office)).household),
  changeEvidence: async (office) => {
    const { household } = await newLead(office);
    const file = ok(await evidenceOf(office, household)).json.id;
    const id = ok(await childIn(office, household, [file])).json.change;
    return office.call('zhen', 'changeEvidence', { params: { id, file } });
  },

  listImports: (office) => office.call('xian', 'listImports'),
  uploadImports: (office) => uploadRoster(office),
  getImport: async (office) => office.call('xian', 'getImport', { params: { id: await previewedImport(office) } }),
  listImportChanges: async (office) =>
    office.call('xian', 'listImportChanges', {
      params: { id: await previewedImport(office) },
      query: { kind: 'added' },
    }),
  listImportRows: async (office) =>
    office.call('xian', 'listImportRows', { params: { id: await previewedImport(office) } }),
  rejectedRows: async (office) =>
    office.call('xian', 'rejectedRows', { params: { id: await previewedImport(office) } }),
  applyImport: async (office) =>
    office.call('xian', 'applyImport', { params: { id: await previewedImport(office) }, body: rid() }),
  cancelImport: async (office) =>
    office.call('xian', 'cancelImport', { params: { id: await previewedImport(office) }, body: rid() }),
  undoImport: async (office) => {
    const id = await previewedImport(office);
    ok(await office.call('xian', 'applyImport', { params: { id }, body: rid() }));
    const state = async () => (await office.call('xian', 'getImport', { params: { id } })).json.batch.state;
    await expect.poll(state, { timeout: 20_000 }).toBe('applied');
    return office.call('xian', 'undoImport', { params: { id }, body: { ...rid(), reason: '传错文件' } });
  },
  listDifferences: async (office) => {
    await contradicted(office);
    return office.call('xian', 'listDifferences');
  },
  decideDifferences: async (office) => {
    const id = await contradicted(office);
    return office.call('xian', 'decideDifferences', {
      body: { ...rid(), differences: [id], decision: 'keep', reason: '入户核实过' },
    });
  },

  correctionFields: (office) => office.call('cun', 'correctionFields'),
  proposeCorrection: async (office) => {
    const params = { id: (await newLead(office)).household };
    const body = { reason: '入户看过', values: { safeWater: '是' } };
    ok(await office.call('zhen', 'proposeCorrection', { params, body: { ...rid(), ...body, preview: true } }));
    return office.call('zhen', 'proposeCorrection', { params, body: { ...rid(), ...body } });
  },
  listFindings: async (office) => {
    await doubted(office);
    return office.call('zhen', 'listFindings', { query: { limit: 5 } });
  },
  findingsSheet: (office) => office.call('zhen', 'findingsSheet'),
  exceptFinding: async (office) => vouch(office, await doubted(office)),
  takeBackException: async (office) => {
    const id = ok(await vouch(office, await doubted(office))).json.exception;
    return office.call('zhen', 'takeBackException', { params: { id }, body: { ...rid(), reason: '又核对过' } });
  },

  listFeeds: (office) => office.call('minzheng', 'listFeeds'),
  uploadFeed: (office) => uploadFeed(office),
  feedTemplate: (office) => office.call('minzheng', 'feedTemplate', { params: { feed: FEED } }),
  getUpload: (office) => office.call('minzheng', 'getUpload'),
  cancelUpload: (office) => office.call('minzheng', 'cancelUpload', { params: { id: randomUUID() }, body: rid() }),
  getFeedBatch: async (office) => office.call('minzheng', 'getFeedBatch', { params: { id: await feedBatch(office) } }),
  setFeedColumns: async (office) => {
    const id = await feedBatch(office);
    const { columns } = (await office.call('minzheng', 'getFeedBatch', { params: { id } })).json;
    const phone = columns.find((column: { label: string }) => column.label === '联系电话');
    return office.call('minzheng', 'setFeedColumns', {
      params: { id },
      body: { ...rid(), columns: { [phone.key]: null } },
    });
  },
  listFeedRows: async (office) => office.call('minzheng', 'listFeedRows', { params: { id: await feedBatch(office) } }),
  feedRejectedRows: async (office) =>
    office.call('minzheng', 'feedRejectedRows', { params: { id: await feedBatch(office) } }),
  confirmFeedBatch: async (office) => confirmFeed(office, await feedBatch(office)),
  nilReturn: (office) =>
    office.call('minzheng', 'nilReturn', {
      params: { feed: '民政.分散供养特困人员' },
      body: { ...rid(), period: '2022-03' },
    }),
  withdrawFeedBatch: async (office) =>
    office.call('minzheng', 'withdrawFeedBatch', { params: { id: await feedBatch(office) }, body: rid() }),
  listFeedConflicts: (office) => office.call('xian', 'listFeedConflicts'),
  decideFeedConflict: async (office) => {
    const idNumber = freshNumber();
    await newLead(office, { idNumber });
    await confirmFeed(office, await feedBatch(office, [feedRow({ idNumber, name: '别的人' })]));
    const [conflict] = (await office.call('xian', 'listFeedConflicts')).json.conflicts;
    const { batch, sheet, row } = conflict;
    return office.call('xian', 'decideFeedConflict', { body: { ...rid(), batch, sheet, row, meant: 'registered' } });
  },

  listFeedOffices: (office) => office.call('xian', 'listFeedOffices'),
  feedSumsSheet: (office) => office.call('xian', 'feedSumsSheet', { query: { period: '2022-03' } }),
  saveFeedContact: (office) =>
    office.call('xian', 'saveFeedContact', {
      params: { department: '民政局' },
      body: { ...rid(), name: '周科长', phone: '0533-3240000' },
    }),
  createDepartmentKey: (office) => newKey(office),
  revokeDepartmentKey: async (office) =>
    office.call('xian', 'revokeDepartmentKey', { params: { id: ok(await newKey(office)).json.id }, body: rid() }),
  submitSigned: async (office) => {
    const { key, secret } = ok(await newKey(office)).json;
    const row = { 姓名: '吴接口', 身份证号码: freshNumber(), 乡镇: '西里镇', 村: '侯家峪村', 批准日期: '2022-03-20' };
    const signed = {
      ...rid(),
      key,
      at: Date.now(),
      feed: FEED,
      period: '2022-03',
      rows: [row, { ...row, 身份证号码: '1' }],
    };
    const signature = createHmac('sha256', secret).update(canonicalText(signed)).digest('hex');
    return office.call(null, 'submitSigned', { body: { ...signed, signature } });
  },

  pendingDispatch: async (office) => {
    await warning(office);
    return office.call('xian', 'pendingDispatch');
  },
  dispatch: async (office) => {
    const { id, seq } = await warning(office);
    return office.call('xian', 'dispatch', { body: { ...rid(), leads: [{ id, seq }] } });
  },
  placeLead: async (office) => {
    await confirmFeed(office, await feedBatch(office, [feedRow({ village: '没有的村', name: '钱无村' })]));
    const { lines } = (await office.call('xian', 'pendingDispatch')).json;
    const unplaced = lines.find((line: { unplaced: boolean }) => line.unplaced);
    return office.call('xian', 'placeLead', {
      params: { id: unplaced.id },
      body: { ...rid(), seq: unplaced.seq, village: await office.area(VILLAGE) },
    });
  },

  listMatters: async (office) => {
    await identification(office);
    return office.call('xian', 'listMatters', { query: { open: 'true' } });
  },
  getMatter: async (office) => office.call('xian', 'getMatter', { params: { id: await identification(office) } }),
  openMatter: async (office) => {
    const line = { name: '监测线', value: '7000', from: '2022-01-01', reason: '县里公布' };
    ok(await office.call('xian', 'setParameter', { body: { ...rid(), ...line } }));
    const { household } = await newLead(office);
    await office.database.ownerPool.query(`update households set status = 'monitored' where id = $1`, [household]);
    return office.call('zhen', 'openMatter', { params: { id: household }, body: { ...rid(), procedure: 'clearance' } });
  },
  actOnMatter: async (office) => {
    const id = await identification(office);
    const { matter } = (await office.call('cun', 'getMatter', { params: { id } })).json;
    const act = { do: 'deliberation', on: TODAY, outcome: '通过', values: { 到会人数: 15, 同意人数: 14 } };
    return office.call('cun', 'actOnMatter', { params: { id }, body: { ...rid(), seq: matter.seq, ...act } });
  },
  ...matterCalls(identification, TODAY),
  listNationalEntries: (office) => office.call('xian', 'listNationalEntries'),
  nationalEntrySheet: (office) => office.call('xian', 'nationalEntrySheet'),

  getClause: (office) => office.call('zhen', 'getClause', { query: { pack: 'SD', clause: '1.3-e' } }),
  currentPolicy: (office) => office.call('zhen', 'currentPolicy', { query: { on: TODAY } }),
  setParameter: (office) =>
    office.call('xian', 'setParameter', {
      body: { ...rid(), name: '公示天数', value: '5', unit: 'day', from: TODAY, reason: '县局研究确定' },
    }),
  previewSetting: (office) =>
    office.call('xian', 'previewSetting', { query: { name: '公示天数', value: '5', unit: 'day', from: TODAY } }),
  confirmSetting: async (office) => {
    const line = { name: '监测线', reason: '县里发文' };
    ok(await office.call('xian', 'setParameter', { body: { ...rid(), ...line, value: '6000', from: '2021-01-01' } }));
    ok(await office.call('xian', 'setParameter', { body: { ...rid(), ...line, value: '60000', from: TODAY } }));
    const { json } = ok(await office.call('juzhang', 'currentPolicy', { query: { on: TODAY } }));
    const lines: { name: string; waiting: { id: string }[] }[] = json.parameters;
    const id = lines.find(({ name }) => name === '监测线')?.waiting.at(-1)?.id ?? '';
    return office.call('juzhang', 'confirmSetting', { params: { id }, body: { ...rid(), note: '与发文核对无误' } });
  },
  listClauses: (office) => office.call('zhen', 'listClauses'),
  previewNotice: (office) =>
    office.call('xian', 'previewNotice', {
      query: {
        year: '2027',
        number: '国办发明电〔2026〕9号',
        published: TODAY,
        holidays: '元旦:2027-01-01:2027-01-03',
      },
    }),
  loadNotice: (office) =>
    office.call('xian', 'loadNotice', {
      body: {
        ...rid(),
        year: 2027,
        number: `国办发明电〔2026〕${randomInt(1_000_000)}号`,
        published: TODAY,
        holidays: [{ name: '元旦', from: '2027-01-01', to: '2027-01-03' }],
        workingWeekends: ['2027-01-09'],
      },
    }),
  comparePolicies: (office) =>
    office.call('zhen', 'comparePolicies', { query: { before: 'own@2022-03-12', after: 'own@2022-03-20' } }),
  getCalendarYear: (office) => office.call('zhen', 'getCalendarYear', { params: { year: 2022 } }),
};

interface Line {
  readonly id: string;
  readonly seq: number;
  readonly household: string;
}

/** A finding of a new household, as a look at it would leave it. */
async function doubted(office: RouteOffice): Promise<number> {
  const { household } = await newLead(office);
  const { rows } = await office.database.ownerPool.query<{ id: string }>(
    `insert into quality_findings (county, household, rule, rule_group, cells, found_on, found_by, town, village)
      select county, id, 'no-head', 6, '{relation}', $2, 'month', town, village from households where id = $1 returning id`,
    [household, TODAY],
  );
  return Number(rows[0]?.id);
}

const vouch = (office: RouteOffice, finding: number): Promise<CallReply> =>
  office.call('zhen', 'exceptFinding', { body: { ...rid(), finding, reason: '户主在外地，正在办理' } });

/** A daughter is born into a household. */
const childIn = (office: RouteOffice, household: string, evidence: string[] = []): Promise<CallReply> =>
  office.call('zhen', 'changeHousehold', {
    params: { id: household },
    body: {
      ...{ ...rid(), reason: '出生医学证明已核对', kind: 'birth', on: TODAY, evidence },
      newcomer: { name: '新生儿', relation: '之女', sex: '女', idNumber: freshNumber() },
    },
  });

const evidenceOf = (office: RouteOffice, household: string): Promise<CallReply> =>
  office.call('zhen', 'addChangeEvidence', {
    params: { id: household },
    query: rid(),
    files: [
      { name: '户口簿.jpg', bytes: Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(randomUUID())]) },
    ],
  });

let serial = 100;

/** A number with its check digit, of a day on which nobody of the tests was born before. */
export function freshNumber(): string {
  serial++;
  const first = `37039019${60 + (serial % 30)}0101${String(serial).padStart(3, '0')}`;
  return first + idCheckDigit(first);
}

/** The reply when it is a success; otherwise the test ends here with what was said. */
export function ok(reply: CallReply): CallReply {
  expect(reply.status, JSON.stringify(reply.json)).toBe(200);
  return reply;
}

export const lineOf = (reply: CallReply): Line => {
  const [line] = ok(reply).json.done;
  expect(line, JSON.stringify(reply.json.refused)).toBeDefined();
  return line;
};

/** A lead, registered as the rest of the body says; without it a self-application of a new household. */
export async function register(
  office: RouteOffice,
  more: Record<string, unknown> = {},
  login = 'zhen',
): Promise<CallReply> {
  const household = { village: await office.area(VILLAGE), headName: '张大山', idNumber: freshNumber() };
  const body = {
    ...rid(),
    channel: '自主申报',
    source: '到镇村窗口',
    text: '户主突发疾病',
    foundOn: TODAY,
    newHousehold: household,
    ...more,
  };
  return office.call(login, 'registerLead', { body });
}

export async function newLead(office: RouteOffice, { idNumber = freshNumber() } = {}): Promise<Line> {
  const newHousehold = { village: await office.area(VILLAGE), headName: '张大山', idNumber, phone: '13905330000' };
  return ok(await register(office, { newHousehold })).json.line;
}

function actOn(office: RouteOffice, name: RouteName, { id, seq }: Line, more: object = {}): Promise<CallReply> {
  return office.call('zhen', name, { body: { ...rid(), leads: [{ id, seq }], ...more } });
}

async function pair(office: RouteOffice): Promise<string[]> {
  const added = [];
  for (const name of ['王一', '李二'])
    added.push(ok(await office.call('zhen', 'addVerifier', { body: { ...rid(), name } })));
  return added.map(({ json }) => json.id);
}

export async function visit(
  office: RouteOffice,
  { id, seq }: Line,
  verdict = '否',
  photos: readonly string[] = [],
): Promise<CallReply> {
  const seen = { on: TODAY, verifiers: await pair(office), risks: [], photos };
  const reason = verdict === '否' ? { reason: '收入稳定' } : {};
  return office.call('zhen', 'recordVisit', {
    params: { id },
    body: { ...rid(), seq, visit: seen, verdict, ...reason },
  });
}

/** The first bytes of a JPEG: what a file is, is read from them. */
export function addPhoto(office: RouteOffice, { id }: { id: string }, login = 'zhen'): Promise<CallReply> {
  const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from(randomUUID())]);
  const files = [{ name: '堂屋.jpg', bytes }];
  return office.call(login, 'addVisitPhoto', { params: { id }, query: rid(), files });
}

const visited = async (office: RouteOffice): Promise<Line> => lineOf(await visit(office, await newLead(office)));

function tell(office: RouteOffice, { id, seq }: Line): Promise<CallReply> {
  const body = { ...rid(), seq, on: TODAY, how: '当面签收', written: true };
  return office.call('zhen', 'tellResult', { params: { id }, body });
}

/** The identification of a household whose lead was found to qualify. */
async function identification(office: RouteOffice): Promise<string> {
  const line = lineOf(await visit(office, await newLead(office), '是'));
  return ok(await office.call('zhen', 'getLead', { params: { id: line.id } })).json.line.identification.id;
}

/** A warning of a department that waits at the county. */
async function warning(office: RouteOffice): Promise<Line> {
  return ok(await register(office, { channel: '部门预警', source: '民政局' }, 'xian')).json.line;
}

async function dispatched(office: RouteOffice): Promise<Line> {
  const { id, seq } = await warning(office);
  ok(await office.call('xian', 'dispatch', { body: { ...rid(), leads: [{ id, seq }] } }));
  return ok(await office.call('zhen', 'getLead', { params: { id } })).json.line;
}

export function scan(office: RouteOffice): Promise<CallReply> {
  const bytes = Buffer.from(`%PDF-1.4\n% ${randomUUID()}\n%%EOF\n`);
  return office.call('zhen', 'uploadScan', { query: { purpose: 'sealed-scan' }, files: [{ name: '盖章.pdf', bytes }] });
}

async function newAccount(office: RouteOffice): Promise<CallReply> {
  const login = `x${randomUUID().slice(0, 8)}`;
  const body = { ...rid(), login, name: '新来的人', role: 'township-clerk', area: await office.area(TOWN) };
  return office.call('system', 'createAccount', { body });
}

function uploadRoster(office: RouteOffice): Promise<CallReply> {
  const damaged = `${freshNumber().slice(0, 15)}000`;
  const lines = [
    '乡镇,行政村,户号,姓名,证件号码,与户主关系',
    `西里镇,侯家峪村,${serial},侯一,${freshNumber()},户主`,
    `西里镇,侯家峪村,${serial},侯二,${damaged},之子`,
  ];
  const files: CallParts['files'] = [{ name: '名册.csv', bytes: Buffer.from(lines.join('\n')) }];
  return office.call('xian', 'uploadImports', { query: { ...rid(), asOf: '2022-03-15' }, files });
}

/** A difference to decide: an older roster names another phone. */
async function contradicted(office: RouteOffice): Promise<number> {
  const idNumber = freshNumber();
  for (const [phone, asOf] of [
    ['15400000001', '2022-03-20'],
    ['15400000002', '2022-03-10'],
  ]) {
    const lines = [
      '乡镇,行政村,户号,姓名,证件号码,与户主关系,户联系电话',
      `西里镇,侯家峪村,D${idNumber.slice(-4)},侯两说,${idNumber},户主,${phone}`,
    ];
    const files = [{ name: '名册.csv', bytes: Buffer.from(lines.join('\n')) }];
    const [id] = ok(await office.call('xian', 'uploadImports', { query: { ...rid(), asOf: asOf ?? '' }, files })).json.batches; // biome-ignore format: one line
    const state = async () => (await office.call('xian', 'getImport', { params: { id } })).json.batch.state;
    await expect.poll(state, { timeout: 20_000 }).toBe('previewed');
    ok(await office.call('xian', 'applyImport', { params: { id }, body: rid() }));
    await expect.poll(state, { timeout: 20_000 }).toBe('applied');
  }
  const { differences } = ok(await office.call('xian', 'listDifferences', { query: { limit: 200 } })).json;
  return differences.at(-1).id;
}

/** A roster that has been read and waits to be applied. */
async function previewedImport(office: RouteOffice): Promise<string> {
  const [id] = ok(await uploadRoster(office)).json.batches;
  const state = async () => (await office.call('xian', 'getImport', { params: { id } })).json.batch.state;
  await expect.poll(state, { timeout: 20_000 }).toBe('previewed');
  return id;
}

function feedRow({ idNumber = freshNumber(), name = '孙新增', village = '侯家峪村' } = {}): string {
  return `${name},${idNumber},西里镇,${village},2022-03-20,13800000000`;
}

function uploadFeed(office: RouteOffice, rows = [feedRow(), `李坏号,123,西里镇,侯家峪村,2022-03-20,`]) {
  const bytes = Buffer.from(['姓名,身份证号码,乡镇,村,批准日期,联系电话', ...rows].join('\n'));
  return office.call('minzheng', 'uploadFeed', {
    params: { feed: FEED },
    query: { ...rid(), period: '2022-03' },
    files: [{ name: '低保.csv', bytes }],
  });
}

/** A report that has been read and waits to be confirmed. */
async function feedBatch(office: RouteOffice, rows?: string[]): Promise<string> {
  return ok(await uploadFeed(office, rows)).json.batches[0].id;
}

function newKey(office: RouteOffice): Promise<CallReply> {
  return office.call('xian', 'createDepartmentKey', {
    params: { department: '民政局' },
    body: { ...rid(), label: '民政业务系统' },
  });
}

async function confirmFeed(office: RouteOffice, id: string): Promise<CallReply> {
  return ok(await office.call('minzheng', 'confirmFeedBatch', { params: { id }, body: rid() }));
}

import { describe, expect, it } from 'vitest';
import { checkPacks } from '#domain/policy/check-policy.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import { isMeeting, publishes } from '#domain/procedures/notice-findings.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { loadPacks } from '#packs/load-packs.ts';

const { loaded, problems } = loadPacks([import.meta.dirname]);
const packs = loaded.map(({ pack }) => pack);
const policy = (area: string, day: string) => resolvePolicy({ packs, area, day: plainDate(day) });
const yiyuan = policy('370323', '2022-03-16');

it('every pack is sound in itself and over the packs it lies on', () => {
  expect(problems).toEqual([]);
  expect(checkPacks(packs)).toEqual([]);
});

describe('every rule names its clause', () => {
  const clauses = new Map(packs.map((pack) => [pack.head.id, new Set(pack.clauses.map((clause) => clause.id))]));
  const rules = packs.flatMap((pack) => [
    ...pack.duties,
    ...pack.feeds,
    ...pack.forms,
    ...pack.procedures.flatMap((each) => [...each.steps, ...each.limits, ...each.routes, ...each.helps]),
    ...pack.parameters.flatMap((each) => each.values.map((value) => ({ ...value, id: each.name }))),
  ]);
  it.each(rules.map((rule) => [`${rule.pack} ${rule.id}`, rule] as const))('%s', (_name, rule) => {
    expect(rule.source.length > 0 || rule.inferred !== undefined).toBe(true);
    // By the id of the clause itself: a section would count for every clause of it.
    for (const ref of rule.source)
      expect(clauses.get(ref.pack)?.has(ref.clause), `${ref.pack}#${ref.clause}`).toBe(true);
  });
});

describe('鲁乡振发〔2022〕11号', () => {
  it('has its 134 clauses, the organisational ones with the reason', () => {
    const clauses = yiyuan.packs.find(({ head }) => head.id === 'SD')?.clauses ?? [];
    expect(clauses).toHaveLength(134);
    expect(new Set(clauses.map((clause) => clause.id)).size).toBe(134);
    const organisational = clauses.filter((clause) => clause.status === 'organisational');
    expect(organisational.map((clause) => clause.id)).toEqual([
      '1.2-k',
      '2-c',
      '3.1-a',
      '3.1-b',
      '3.1-c',
      '3.1-d',
      '3.4-b',
    ]);
  });

  it('has exactly four channels, each with the sources of 附件2', () => {
    const channels = yiyuan.terms.channels.map(
      ({ id, origins }) => [id, origins.map((origin) => origin.value)] as const,
    );
    expect(channels.map(([id]) => id)).toEqual(['干部排查', '自主申报', '部门预警', '信访信息']);
    const origins = Object.fromEntries(channels);
    expect(origins['干部排查']).toContain('村委');
    expect(origins['自主申报']).toEqual(['手机APP', '12317', '12345', '到镇村窗口', '其他']);
    expect(origins['部门预警']).not.toContain('12317');
    expect(origins['信访信息']).toEqual(['信访局', '网信办', '其他']);
  });

  it('orders five steps one after the other, without an approving body', () => {
    const steps = yiyuan.procedures.identification?.steps ?? [];
    expect(steps.map(({ id, label, after }) => [id, label, after])).toEqual([
      ['household-verification', '入户核实', []],
      ['deliberation', '民主评议', ['household-verification']],
      ['information-comparison', '信息比对', ['deliberation']],
      ['village-notice', '村级公示', ['information-comparison']],
      ['system-entry', '录入系统', ['village-notice']],
    ]);
    expect(yiyuan.procedures.identification?.gates).toEqual([]);
  });

  it('asks fifteen monthly items of six departments by the 5th, and none of 水利局, 信访局 and 网信办', () => {
    const monthly = yiyuan.feeds.filter((feed) => feed.cadence.kind === 'every');
    const count: Record<string, number> = {};
    for (const feed of monthly) count[feed.sender] = (count[feed.sender] ?? 0) + 1;
    expect(count).toEqual({ 教育局: 2, 民政局: 7, 住建局: 2, 卫健局: 1, 医保局: 1, 残联: 2 });
    for (const feed of monthly) {
      expect(feed.cadence).toEqual({ kind: 'every', every: 'month', dueDay: 5 });
      expect([feed.covers, feed.nilReturn]).toEqual(['previous-month', 'required']);
    }
    const adHoc = yiyuan.feeds.filter((feed) => feed.cadence.kind === 'never').map((feed) => feed.sender);
    expect(adHoc).toEqual(['信访局', '网信办', 'county-bureau']);
  });

  it('lets every feed find its person and place, and names only columns it has in what the lead says', () => {
    for (const feed of yiyuan.feeds) {
      const keys = feed.columns.map((column) => column.key);
      const written = [...(feed.lead?.detail.matchAll(/\{([^}]+)\}/g) ?? [])].map((match) => match[1] ?? '');
      for (const name of [...written, ...feed.rowNeeds])
        expect(['total', ...keys], `${feed.id} ${name}`).toContain(name);
      if (feed.raise?.total !== undefined) expect(keys).toContain(feed.raise.total.sum);
    }
  });

  it('has the thirteen columns of 附件2 in their order', () => {
    const form = yiyuan.forms.find((each) => each.id === '附件2');
    expect(form?.fields.map((field) => field.label)).toEqual([
      '乡镇',
      '村',
      '户主姓名',
      '身份证号码',
      '预警方式',
      '预警信息来源',
      '具体预警信息',
      '信息反馈日期',
      '是否符合认定标准',
      '不符合认定标准的主要原因',
      '办理结果是否已告知本人（仅自主申报户和信访户填写）',
      '核查人员',
      '办结日期',
    ]);
    expect(form?.seals).toEqual(['township-government']);
  });

  it('watches the eight groups it names', () => {
    expect(yiyuan.terms.groups.map((group) => group.id)).toHaveLength(8);
  });

  it('does not reach other provinces, where only the base stands', () => {
    const elsewhere = policy('110101', '2022-03-16');
    expect(elsewhere.packs.map(({ head }) => head.id)).toEqual(['national']);
    expect(elsewhere.procedures.identification).toBeUndefined();
    expect(elsewhere.procedures.clearance?.inferred).toBeDefined();
  });

  it('has no time limit, route or duty before it was issued, only the rule it tells of', () => {
    const before = policy('370323', '2022-03-12');
    expect(before.procedures.identification?.steps).toHaveLength(5);
    expect(before.procedures.identification?.limits).toEqual([]);
    expect(before.procedures.identification?.routes).toEqual([]);
    expect(before.duties).toEqual([]);
  });
});

it('the base pack gives no number of any region', () => {
  const base = packs.find((pack) => pack.head.id === 'national');
  const line = base?.parameters.find((parameter) => parameter.name === '监测线');
  expect([line?.values, line?.setAt]).toEqual([[], 'county']);
  const rules = [...(base?.terms.risks ?? []), ...(base?.terms.classes ?? []), ...(base?.parameters ?? [])];
  expect(rules.filter((rule) => rule.inferred === undefined)).toEqual([]);
});

describe('西政发〔2023〕13号', () => {
  const town = policy('370323105', '2023-05-15');

  it('has its 99 clauses, four of them organisational, and lies inside the provincial document', () => {
    const clauses = town.packs.find(({ head }) => head.id === 'XL')?.clauses ?? [];
    expect(clauses).toHaveLength(99);
    const organisational = clauses.filter((clause) => clause.status === 'organisational');
    expect(organisational.map((clause) => clause.id)).toEqual(['1.1.3-c', '3.1-a', '3.3-a', '3.3-b']);
    expect(town.packs.map(({ head }) => head.id)).toEqual(['national', 'SD', 'XL']);
  });

  it('keeps the five steps of the province, names the documents nobody holds, and watches ten groups of its own', () => {
    expect(town.procedures.identification?.steps.map(({ pack }) => pack)).toEqual(['SD', 'SD', 'SD', 'SD', 'SD']);
    const head = town.packs.find((pack) => pack.head.id === 'XL')?.head;
    expect(head?.cites.map(({ number, held }) => [number, held])).toEqual([
      ['源乡振字〔2023〕20号', false],
      ['源农委办发〔2023〕3号', false],
      ['鲁乡振发〔2023〕3号', false],
    ]);
    expect(town.terms.groups.filter((group) => group.pack === 'XL')).toHaveLength(10);
  });

  it('knows rollback, removal and recognition anew as three things, none of which clears', () => {
    const ends = ['rollback', 'removal', 're-identification'].map((id) => {
      const effects = town.procedures[id]?.effective.filter(({ source }) => source.length > 0);
      return effects?.map(({ sets }) => [sets.status, sets.episode]);
    });
    expect(ends).toEqual([[['monitored', 'same']], [['removed', 'closed']], [['monitored', 'new']]]);
  });

  it('dates its five stages as printed, holidays or not', () => {
    const stages = ['镇工作方案', '镇专题培训', '集中排查', '信息采集', '排查总结'].map(
      (id) => town.duties.find((duty) => duty.id === id)?.cadence,
    );
    const days = ['2023-05-08', '2023-05-14', '2023-06-10', '2023-06-17', '2023-06-23'];
    expect(stages).toEqual(days.map((on) => ({ kind: 'once', on })));
  });

  it('reaches no other town of the county', () => {
    expect(policy('370323106', '2023-05-15').packs.map(({ head }) => head.id)).toEqual(['national', 'SD']);
  });
});

describe('岳县委乡振组办发〔2022〕4号', () => {
  const yueyang = policy('430621', '2022-06-01');
  it('has its 129 clauses, none of them organisational, and lies on the base alone', () => {
    const clauses = yueyang.packs.find(({ head }) => head.id === 'YY')?.clauses ?? [];
    expect(new Set(clauses.map((clause) => clause.id)).size).toBe(129);
    expect(clauses.filter((clause) => clause.status !== 'implemented')).toEqual([]);
    expect(yueyang.packs.map(({ head }) => head.id)).toEqual(['national', 'YY']);
  });

  it('posts and compares side by side, lets town and county decide, and has no departments in between', () => {
    const steps = yueyang.procedures.identification?.steps ?? [];
    const after = Object.fromEntries(steps.map((step) => [step.id, step.after]));
    expect([after['village-notice'], after['information-comparison']]).toEqual([['deliberation'], ['deliberation']]);
    expect(after['township-review']).toEqual(['village-notice', 'information-comparison', 'consultation']);
    expect(after['county-approval']).toEqual(['township-review']);
    const before = policy('430621', '2022-05-16').procedures.identification?.steps.map((step) => step.id) ?? [];
    expect(before).toContain('department-consultation');
    expect(steps.map((step) => step.id)).not.toContain('department-consultation');
  });

  it('prints fourteen codes in two groups, and two copies for town and village', () => {
    const codes = yueyang.terms.lists['风险序号'] ?? [];
    expect(codes.map((code) => code.id).join('')).toBe('①②③④⑤⑥⑦⑧⑨⑩⑪⑫⑬⑭');
    expect(codes.filter((code) => code.parent === '风险类型').map((code) => code.id)[0]).toBe('⑥');
    for (const id of ['附件2', '附件3']) {
      const form = yueyang.forms.find((each) => each.id === id);
      expect(form?.copies).toEqual([
        { to: 'township', count: 1 },
        { to: 'village', count: 1 },
      ]);
    }
  });

  it('reaches no other county', () => {
    expect(policy('430626', '2022-06-01').packs.map(({ head }) => head.id)).toEqual(['national']);
  });
});

describe('涞巩固拓展〔2022〕3号', () => {
  const laiyuan = policy('130630', '2022-05-10');
  it('has its 92 clauses, one of them organisational, and lies on the base alone', () => {
    const clauses = laiyuan.packs.find(({ head }) => head.id === 'LY')?.clauses ?? [];
    expect(new Set(clauses.map((clause) => clause.id)).size).toBe(92);
    expect(clauses.filter((clause) => clause.status !== 'implemented').map((clause) => clause.id)).toEqual(['6-c']);
    expect(laiyuan.packs.map(({ head }) => head.id)).toEqual(['national', 'LY']);
  });

  it('recognises in exactly four steps, the second and third side by side', () => {
    const steps = laiyuan.procedures.identification?.steps ?? [];
    expect(steps.map(({ id, after }) => [id, after])).toEqual([
      ['household-verification', []],
      ['village-deliberation-notice', ['household-verification']],
      ['township-review', ['household-verification']],
      ['county-decision', ['village-deliberation-notice', 'township-review']],
    ]);
    expect(laiyuan.procedures.identification?.routes[0]?.gates.map((gate) => gate.id)).toEqual([
      'g-visit',
      'g-village',
      'g-review',
    ]);
  });

  it('asks items ① to ⑤ only beside the province, ⑥ to ⑨ by the 5th and at once when urgent', () => {
    const county = laiyuan.feeds.filter((feed) => feed.id !== '省级.推送');
    const beside = county.filter((feed) => feed.supplements === 'provincial');
    expect([county.length, beside.length]).toEqual([19, 14]);
    const monthly = county.filter((feed) => feed.supplements === undefined);
    expect(monthly.map((feed) => feed.emergency)).toEqual(monthly.map(() => 'at-once'));
    for (const feed of monthly) expect(feed.cadence).toMatchObject({ every: 'month', dueDay: 5 });
  });

  it('has no income line and no length of a notice of its own', () => {
    expect(laiyuan.parameters['监测线']?.layers.flatMap((layer) => layer.values)).toEqual([]);
    expect(laiyuan.parameters['公示天数']?.layers.flatMap((layer) => layer.values)).toEqual([]);
  });

  it('reaches no other county', () => {
    expect(policy('130632', '2022-05-10').packs.map(({ head }) => head.id)).toEqual(['national']);
  });
});

describe('闽委振兴组〔2021〕5号', () => {
  const gulou = policy('350103', '2021-07-01');
  it('has its 127 clauses, eight of them organisational, and lies on the base alone', () => {
    const clauses = gulou.packs.find(({ head }) => head.id === 'FJ')?.clauses ?? [];
    expect(new Set(clauses.map((clause) => clause.id)).size).toBe(127);
    const organisational = clauses.filter((clause) => clause.status === 'organisational');
    expect(organisational.map((clause) => clause.id)).toEqual([
      '0-b',
      '2-d',
      '13-d',
      '14-a',
      '15-c',
      '15-d',
      '18-c',
      '18-e',
    ]);
    expect(gulou.packs.map(({ head }) => head.id)).toEqual(['national', 'FJ']);
  });

  it('asks twenty monthly items of twelve departments, every row graded, the prices and incomes without a person', () => {
    const monthly = gulou.feeds.filter((feed) => feed.cadence.kind === 'every');
    const count: Record<string, number> = {};
    for (const feed of monthly) count[feed.sender] = (count[feed.sender] ?? 0) + 1;
    expect(count).toEqual({
      教育局: 2,
      卫健局: 3,
      医保局: 1,
      住建局: 1,
      水利局: 1,
      民政局: 3,
      人社局: 1,
      农业农村局: 1,
      应急管理局: 1,
      公安局: 3,
      统计局: 2,
      残联: 1,
    });
    for (const feed of monthly) {
      const grade = feed.columns.find((column) => column.key === '等级');
      expect(grade?.required, feed.id).toBe(feed.subject === 'area' ? undefined : true);
      expect(feed.lead === undefined, feed.id).toBe(feed.subject === 'area');
      expect(feed.to, feed.id).toContain('county-bureau');
    }
  });

  it('posts three notices of at least five working days over the life of a household', () => {
    const notices = Object.values(gulou.procedures)
      .filter((procedure) => procedure.pack === 'FJ')
      .flatMap((procedure) => procedure.steps.filter((step) => step.lasts !== undefined));
    expect(notices.map((step) => step.id).toSorted()).toEqual([
      'clearance-notice',
      'measures-notice',
      'village-notice',
    ]);
    for (const step of notices) {
      expect(step.lasts).toEqual({ term: { param: '公示天数' }, bound: 'not-below' });
      expect(step.at).toBe('village-of-household');
    }
  });

  it('lets only the leading group confirm, many at once under a document number', () => {
    const { identification, clearance } = gulou.procedures;
    expect(identification?.batch).toBe('allowed');
    for (const step of [
      identification?.steps.find((each) => each.id === 'confirmation'),
      clearance?.steps.find((each) => each.id === 'clearance-confirmation'),
    ]) {
      expect(step?.by?.choices.map((choice) => choice.office)).toEqual(['县级领导小组']);
      expect(step?.by?.never).toEqual(['county-bureau']);
    }
  });

  it('gives a floor for the line of the counties, and no line of its own', () => {
    const line = gulou.parameters['监测线'];
    expect(line?.layers.flatMap((layer) => layer.values)).toEqual([]);
    expect(line?.floors.map((bound) => bound.limit)).toEqual([
      { value: 715_200n },
      { param: '低保年标准', times: '1' },
    ]);
  });

  it('reaches no other province, and 平潭 as city and county at once', () => {
    expect(policy('330102', '2021-07-01').packs.map(({ head }) => head.id)).toEqual(['national']);
    const zone = policy('350128', '2021-07-01');
    expect(zone.packs.map(({ head }) => head.id)).toEqual(['national', 'FJ']);
    expect(zone.terms.areas.map(({ id, levels }) => [id, levels])).toEqual([['350128', ['city', 'county']]]);
  });
});

it('says at which steps people meet, so that no screen guesses it from a name', () => {
  const steps = packs.flatMap((pack) =>
    pack.procedures.flatMap((each) => [...each.steps, ...each.routes.flatMap((route) => route.gates)]),
  );
  const labels = new Set(steps.filter(isMeeting).map(({ label }) => label));
  expect([...labels].sort()).toEqual(
    ['争议会商研判', '村“两委”研究', '村级评议公示', '民主评议', '行业部门会商研判'].sort(),
  );
  // 社会公告 and 社会力量帮扶 hold the word 会 and are no meetings; every 评议 is one.
  expect(steps.filter((step) => step.label?.includes('评议') === true && !isMeeting(step))).toEqual([]);
  expect(steps.filter((step) => step.label === '社会公告').map(publishes)).toEqual([true]);
});

it('says what the steps of a lead are, whatever each document calls them', () => {
  const served = packs.flatMap((pack) =>
    pack.procedures
      .filter(({ kind }) => kind === 'lead')
      .map(({ steps }) => [pack.head.id, steps.map(({ id, serves }) => `${id}: ${serves}`)] as const),
  );
  expect(Object.fromEntries(served)).toEqual({
    FJ: [
      'register: registration',
      'daily-summary: summary',
      'dispatch: dispatch',
      'preliminary-review: review',
      'household-verification: visit',
      'write-off: write-off',
    ],
    LY: ['receive: registration', 'judge: handling'],
    SD: [
      'dispatch: dispatch',
      'receive: receipt',
      'assign: assignment',
      'household-verification: visit',
      'merge: merge',
      'tell: answer',
      'write-off: write-off',
    ],
    YY: ['report: registration', 'household-visit: visit', 'handle: handling'],
  });
});

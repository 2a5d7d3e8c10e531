import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { type RouteOffice, routeOffice } from '#test/routes/route-office.ts';
import { shows } from '#test/shows.ts';

// 本地现行规定 and 文件与条款 of every document we hold: the value a reader finds, by which clause, and from the clause back.
// Numbers as the documents give them.

let office: RouteOffice;
beforeAll(async () => {
  office = await routeOffice('2022-03-16');
});
afterAll(() => office.close());

// biome-ignore lint/suspicious/noExplicitAny: replies are looked at field by field
type Json = any;
interface Place {
  readonly on: string;
  /** Absent: the reader's own area. */
  readonly area?: string;
}
const replies = new Map<string, Promise<Json>>();
/** Asked once for each page and place: the pages only read. */
function read(route: 'currentPolicy' | 'listClauses', place: Place): Promise<Json> {
  const key = JSON.stringify([route, place]);
  const reply = replies.get(key) ?? ask(route, place);
  replies.set(key, reply);
  return reply;
}
const ask = async (route: 'currentPolicy' | 'listClauses', { on, area }: Place): Promise<Json> => {
  const { status, json } = await office.call('zhen', route, { query: { on, ...(area === undefined ? {} : { area }) } });
  expect(status).toBe(200);
  return json;
};

const SD: Place = { on: '2022-03-16' };
const XL: Place = { on: '2023-05-15', area: '370323105' };
const LY: Place = { on: '2022-05-01', area: '130630' };
const FJ: Place = { on: '2022-09-01', area: '350128' };
const YY: Place = { on: '2022-06-01', area: '430621' };

/** Where, parameter, value, unit, clauses it is given by. */
const values: readonly (readonly [Place, string, unknown, string | null, readonly string[]])[] = [
  [SD, '入户核实期限', 3, 'working-day', ['SD#2-e', 'SD#2-f']],
  [SD, '认定期限', 15, 'day', ['SD#2-k', 'SD#2-l', 'SD#0-e']],
  [SD, '部门报送日', 5, null, ['SD#1.2-a']],
  [SD, '县级下发日', 7, null, ['SD#1.2-d']],
  [SD, '台账报备日', 30, null, ['SD#1.3-f']],
  [SD, '绿色通道事由', ['因灾', '因意外事故'], null, ['SD#2-h']],
  [SD, '信息公开选项', '依申请公开', null, ['SD#A2-20']],
  [XL, '监测线', '8000.00', 'CNY/person/year', ['XL#1.1-a']],
  [LY, '认定期限', 15, 'day', ['LY#3-e', 'LY#0-a']],
  [LY, '比对项目', ['存款', '房产', '车辆'], null, ['LY#3-d']],
  [LY, '未参保支出线', '20000.00', 'CNY/person/calendar-year', ['LY#2-f6b']],
  [LY, '报送期限', 7, 'day', ['LY#2-f1a', 'LY#2-f1b', 'LY#2-f1c']],
  [LY, '绿色通道事由', ['因灾', '因疫', '因自然灾害'], null, ['LY#4-e']],
  [LY, '确认机关', '县乡村振兴局', null, ['LY#5-a']],
  [FJ, '公示天数', 5, 'working-day', ['FJ#8-g', 'FJ#19-a']],
  [FJ, '交办期限', 1, 'day', ['FJ#7-c']],
  [FJ, '初审期限', 5, 'working-day', ['FJ#7-d']],
  [FJ, '入户核实期限', 1, 'month', ['FJ#7-e']],
  [FJ, '渐退期', 12, 'month', ['FJ#14-c']],
  [FJ, '确认机关', '县级领导小组', null, ['FJ#8-h']],
  [YY, '监测线', '6900.00', 'CNY/person/year', ['YY#C-01', 'YY#2.6-a']],
  [YY, '公示天数', 5, 'day', ['YY#2.1-a', 'YY#2.1-b']],
  [YY, '认定期限', 15, 'day', ['YY#2-a']],
  [YY, '措施制定期限', 10, 'day', ['YY#3-a', 'YY#3-b']],
  [YY, '措施录入期限', 1, 'month', ['YY#3-d', 'YY#3-e']],
  [YY, '集中排查次数', 2, '次', ['YY#1-c']],
  [YY, '比对项目', ['存款', '车辆', '住房', '工商注册', '财政供养'], null, ['YY#2.2-d1', 'YY#2.2-d2', 'YY#2.2-d3', 'YY#2.2-d4', 'YY#2.2-d5']], // biome-ignore format: one row
];

/** Where, place among the rules, time limit, office that acts, a clause it rests on. */
const steps: readonly (readonly [Place, string, number, string, string, string])[] = [
  [FJ, 'procedures/lead/steps/preliminary-review', 5, 'working-day', '乡镇党委政府', 'FJ#7-d'],
  [FJ, 'procedures/lead/steps/daily-summary', 0, 'day', '县（市、区）乡村振兴局', 'FJ#7-a'],
  [FJ, 'procedures/identification/steps/village-notice', 5, 'working-day', '建制村', 'FJ#8-e1'],
  [YY, 'procedures/identification/steps/village-notice', 5, 'day', '村', 'YY#2.1-a'],
  [YY, 'procedures/measures/steps/key-in', 1, 'month', '乡镇', 'YY#3-d'],
  [SD, 'procedures/lead/steps/household-verification', 3, 'working-day', '乡镇（街道）', 'SD#2-e'],
];

const bare = (reference: string): string => reference.replace('#', '-');
const written = (sources: readonly { pack: string; clause: string }[]) =>
  sources.map(({ pack, clause }) => `${pack}#${clause}`);

describe('本地现行规定', () => {
  it.each(values)('%j gives %s as %j', async (place, name, value, unit, clauses) => {
    const { parameters, own } = await read('currentPolicy', place);
    expect(own).toBe(place.area === undefined);
    const found = parameters.find((each: Json) => each.name === name);
    expect(found).toMatchObject({ value, unit, inferred: null });
    expect(written(found.source)).toEqual(clauses);
    shows(clauses.map(bare), '/policy/rules');
  });

  it.each(steps)('%j has %s within %i %s', async (place, path, amount, unit, who, clause) => {
    const { items } = await read('currentPolicy', place);
    const found = items.find((each: Json) => each.path === path);
    expect(found).toMatchObject({ time: { amount, unit } });
    expect(found.who.some((office: string) => office.includes(who) || who.includes(office))).toBe(true);
    expect(written(found.sources)).toContain(clause);
    shows([bare(clause)], '/policy/rules');
  });

  it('gives presumptions only, marked as such, where no document of the place is held', async () => {
    const { documents, parameters } = await read('currentPolicy', { on: '2022-06-01', area: '110101' });
    expect(documents.map(({ pack }: Json) => pack)).toEqual(['national']);
    const said = parameters.filter(({ value }: Json) => value !== null);
    expect(said.length).toBeGreaterThan(5);
    expect(said.filter(({ inferred }: Json) => inferred === null)).toEqual([]);
  });

  it('gives another area by its documents alone, and sets nothing there', async () => {
    expect(await read('currentPolicy', YY)).toMatchObject({ own: false, maySet: false });
    const { json } = await office.call('xian', 'currentPolicy', { query: { on: YY.on, area: '430621' } });
    expect(json.maySet).toBe(false);
  });
});

describe('文件与条款', () => {
  it.each(values)('of %j leads from the clause to %s', async (place, name, _value, _unit, clauses) => {
    const { documents } = await read('listClauses', place);
    for (const reference of clauses) {
      const [pack, id] = reference.split('#');
      const document = documents.find((each: Json) => each.pack === pack);
      const clause = document.clauses.find((each: Json) => each.id === id);
      expect(clause.rests, reference).toContainEqual(
        expect.objectContaining({ kind: 'parameter', path: `parameters/${name}` }),
      );
    }
  });

  it('tells every clause what rests on it or why nothing does, and every place it names is among the rules', async () => {
    for (const place of [SD, XL, LY, FJ, YY]) {
      const { documents } = await read('listClauses', place);
      const { items } = await read('currentPolicy', place);
      const known = new Set(items.map(({ path }: Json) => path));
      const clauses = documents.flatMap((document: Json) => document.clauses.map((each: Json) => ({ ...each, pack: document.pack }))); // biome-ignore format: one line
      expect(clauses.length).toBeGreaterThan(50);
      expect(clauses.flatMap(({ rests }: Json) => rests).filter(({ path }: Json) => !known.has(path))).toEqual([]);
      const silent = clauses.filter(({ rests, why }: Json) => rests.length === 0 && why === null);
      expect(silent.length / clauses.length).toBeLessThan(0.1);
    }
  });
});

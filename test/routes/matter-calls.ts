import { randomUUID } from 'node:crypto';
import ExcelJS from 'exceljs';
import type { RouteName } from '#contract/routes.ts';
import type { HappyCall } from './happy-calls.ts';
import type { CallReply, RouteOffice } from './route-office.ts';

/** The smallest picture there is: one white point, PNG. */
const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);
const rid = () => ({ requestId: randomUUID() });

/** Calls about matters in hand, given a call that leaves one open at 民主评议: the matter's id. `on`: the official day. */
export function matterCalls(
  openMatter: (office: RouteOffice) => Promise<string>,
  on: string,
): Partial<Record<RouteName, HappyCall>> {
  const photo = async (office: RouteOffice, matter: string): Promise<CallReply> =>
    office.call('cun', 'addMatterPhoto', {
      params: { id: matter },
      query: rid(),
      files: [{ name: '会议.png', bytes: POINT }],
    });
  const seqOf = async (office: RouteOffice, id: string): Promise<number> =>
    (await office.call('cun', 'getMatter', { params: { id } })).json.matter.seq;
  const deliberated = async (office: RouteOffice, id?: string): Promise<CallReply> => {
    const matter = id ?? (await openMatter(office));
    const matters = [{ id: matter, seq: await seqOf(office, matter) }];
    const values = { 到会人数: 15, 同意人数: 14 };
    const body = { ...rid(), matters, do: 'deliberation', on, outcome: '通过', values, batch: '评议第1次' };
    return office.call('cun', 'actOnMatters', { body });
  };
  return {
    addMatterPhoto: async (office) => photo(office, await openMatter(office)),
    matterPhoto: async (office) => {
      const matter = await openMatter(office);
      const stored = (await photo(office, matter)).json.id;
      return office.call('cun', 'matterPhoto', { params: { id: matter, photo: stored } });
    },
    listMeetings: async (office) => {
      await openMatter(office);
      return office.call('cun', 'listMeetings');
    },
    holdMeeting: async (office) => {
      const matter = await openMatter(office);
      const votes = { agree: 14, against: 0, abstain: 1, recused: 0 };
      const household = { matter, seq: await seqOf(office, matter), step: 'deliberation', outcome: '通过', ...votes };
      const about = { on, place: '村部', chair: '王庆', present: 15, minutes: '通过' };
      return office.call('cun', 'holdMeeting', { body: { ...rid(), ...about, households: [household] } });
    },
    actOnMatters: (office) => deliberated(office),
    listPublicNotices: async (office) => {
      await openMatter(office);
      return office.call('cun', 'listPublicNotices');
    },
    listGreenChannel: (office) => office.call('zhen', 'listGreenChannel', { query: { month: on.slice(0, 7) } }),
    listComparisons: async (office) => {
      await deliberated(office);
      return office.call('xian', 'listComparisons');
    },
    comparisonRequest: async (office) => {
      await deliberated(office);
      return office.call('xian', 'comparisonRequest');
    },
    readComparison: async (office) => {
      await deliberated(office);
      const { bytes } = await office.call('xian', 'comparisonRequest');
      const files = [{ name: '核对.xlsx', bytes: await filledIn(bytes) }];
      return office.call('xian', 'readComparison', { query: rid(), files });
    },
    recordComparisons: async (office) => {
      const matter = await openMatter(office);
      await deliberated(office, matter);
      const { waiting } = (await office.call('xian', 'listComparisons')).json;
      const own = waiting.find((each: { matter: string }) => each.matter === matter);
      const results = Object.fromEntries(
        own.asked.map(({ member }: { member: string }) => [member, { [own.items[0]]: '无' }]),
      );
      const matters = [{ id: matter, seq: own.seq, step: own.step, outcome: '无异常', results }];
      const body = { ...rid(), on, office: 'county-bureau', document: '比对〔2022〕1号', matters };
      return office.call('xian', 'recordComparisons', { body });
    },
  };
}

async function filledIn(bytes: Buffer): Promise<Buffer> {
  const book = new ExcelJS.Workbook();
  await book.xlsx.load(bytes as unknown as ArrayBuffer);
  const sheet = book.worksheets[0];
  for (let row = 3; sheet !== undefined && row <= sheet.rowCount; row++) sheet.getCell(row, 5).value = '无';
  return Buffer.from(await book.xlsx.writeBuffer());
}

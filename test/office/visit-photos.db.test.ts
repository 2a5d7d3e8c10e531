import { randomUUID } from 'node:crypto';
import { globSync, readFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { PHOTO_BYTES } from '#contract/photos.ts';
import { addPhoto, register, TODAY } from '../routes/happy-calls.ts';
import { type CallReply, type RouteOffice, routeOffice } from '../routes/route-office.ts';

let office: RouteOffice;
let lead: { id: string; seq: number };

beforeAll(async () => {
  office = await routeOffice(TODAY);
  lead = (await register(office)).json.line;
});
afterAll(() => office.close());

const upload = (bytes: Buffer, login = 'zhen'): Promise<CallReply> =>
  office.call(login, 'addVisitPhoto', {
    params: { id: lead.id },
    query: { requestId: randomUUID() },
    files: [{ name: '堂屋.jpg', bytes }],
  });
const look = (login: string, photo: string, id = lead.id): Promise<CallReply> =>
  office.call(login, 'visitPhoto', { params: { id, photo } });
const visit = async (id: string, photos: readonly string[]): Promise<CallReply> => {
  const verifiers = [];
  for (const name of ['王一', '李二']) {
    verifiers.push((await office.call('zhen', 'addVerifier', { body: { requestId: randomUUID(), name } })).json.id);
  }
  const { seq } = (await office.call('zhen', 'getLead', { params: { id } })).json.line;
  const seen = { on: TODAY, verifiers, risks: [], photos };
  return office.call('zhen', 'recordVisit', {
    params: { id },
    body: { requestId: randomUUID(), seq, visit: seen, verdict: '否', reason: '收入稳定' },
  });
};

describe('a photo of a visit', () => {
  it('is a JPEG or PNG by content and not larger than 8 MB', async () => {
    expect((await upload(Buffer.from('%PDF-1.4\n'))).json.error).toBe('file-unreadable');
    const large = Buffer.alloc(PHOTO_BYTES + 1);
    large.set([0xff, 0xd8, 0xff]);
    expect((await upload(large)).json.error).toBe('file-too-large');
  });

  it('is seen by who took it before the visit is saved, and by nobody else', async () => {
    const { id } = (await addPhoto(office, lead, 'cun')).json;
    expect((await look('cun', id)).status).toBe(200);
    expect((await look('zhen', id)).status).toBe(404);
  });

  it('is seen with its visit by village, township and county; the chief sees that there is one', async () => {
    const bytes = Buffer.concat([Buffer.from([0xff, 0xd8, 0xff, 0xe0]), Buffer.from('屋顶漏雨的照片')]);
    const { id } = (await upload(bytes)).json;
    expect((await visit(lead.id, [id])).json.refused).toEqual([]);
    for (const login of ['zhen', 'zhenling', 'cun', 'xian']) {
      const reply = await look(login, id);
      expect([login, reply.status, reply.headers['content-type']]).toEqual([login, 200, 'image/jpeg']);
      expect(reply.bytes.equals(bytes)).toBe(true);
    }
    expect((await look('juzhang', id)).status).toBe(403);
    const shown = (await office.call('juzhang', 'getLead', { params: { id: lead.id } })).json;
    expect(shown.visit.photos).toEqual([id]);
    const stored = globSync('files/**/*', {
      cwd: office.services.filesFolder.replace(/files$/, ''),
      withFileTypes: true,
    });
    const contents = stored
      .filter((each) => each.isFile())
      .map((each) => readFileSync(`${each.parentPath}/${each.name}`));
    expect(contents.length).toBeGreaterThan(0);
    expect(contents.some((content) => content.includes('屋顶漏雨'))).toBe(false);
    const { rows } = await office.database.ownerPool.query<{ n: number }>(
      `select count(*)::int as n from audit_log where kind = 'reveal' and $1 = any (subject)`,
      [id],
    );
    expect(rows[0]?.n).toBe(4);
  });

  it('is not reached through another lead, and no visit names what was not stored as a photo here', async () => {
    const one = (await register(office)).json.line;
    const other = (await register(office)).json.line;
    const { id } = (await addPhoto(office, one)).json;
    expect((await visit(one.id, [id])).json.refused).toEqual([]);
    expect((await look('xian', id, one.id)).status).toBe(200);
    expect((await look('xian', id, other.id)).status).toBe(404);
    const scan = await office.call('zhen', 'uploadScan', {
      query: { purpose: 'sealed-scan' },
      files: [{ name: '章.pdf', bytes: Buffer.from('%PDF-1.4\n') }],
    });
    for (const stray of [scan.json.id, randomUUID()]) {
      const reply = await visit(other.id, [stray]);
      expect([reply.status, reply.json.facts.field]).toEqual([400, 'photos']);
    }
  });
});

import { randomUUID } from 'node:crypto';
import type { HappyCall } from './happy-calls.ts';
import type { CallReply, RouteOffice } from './route-office.ts';

/** The smallest picture there is: one white point, PNG. */
const POINT = Buffer.from(
  'iVBORw0KGgoAAAANSUhEUgAAAAEAAAABCAQAAAC1HAwCAAAAC0lEQVR42mNk+A8AAQUBAScY42YAAAAASUVORK5CYII=',
  'base64',
);

/** Calls about matters in hand, given a call that leaves one open at 民主评议: the matter's id. */
export function matterCalls(
  openMatter: (office: RouteOffice) => Promise<string>,
): Record<'addMatterPhoto' | 'matterPhoto', HappyCall> {
  const photo = async (office: RouteOffice, matter: string): Promise<CallReply> =>
    office.call('cun', 'addMatterPhoto', {
      params: { id: matter },
      query: { requestId: randomUUID() },
      files: [{ name: '会议.png', bytes: POINT }],
    });
  return {
    addMatterPhoto: async (office) => photo(office, await openMatter(office)),
    matterPhoto: async (office) => {
      const matter = await openMatter(office);
      const stored = (await photo(office, matter)).json.id;
      return office.call('cun', 'matterPhoto', { params: { id: matter, photo: stored } });
    },
  };
}

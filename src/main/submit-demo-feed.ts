import { randomUUID } from 'node:crypto';
import type { Now } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import { feedHandlers } from '#http/feed-handlers.ts';
import type { SignedInCaller } from '#http/handler.ts';
import type { Services } from '#http/services.ts';
import { findSessionActor } from '#identity/session-actor.ts';

/** A department's list of the story, handed in as its clerk would: uploaded, then confirmed. */
export async function submitDemoFeed(
  services: Services,
  order: { login: string; feed: string; period: string; now: Now; name: string; bytes: Buffer },
): Promise<void> {
  const actor = await findSessionActor(services.runner.db, services.scopes, order.login);
  const session = { actor, login: order.login, mustChangePassword: false };
  const requestId = randomUUID();
  const caller: SignedInCaller = {
    now: order.now,
    address: '',
    requestId,
    setCookie: () => undefined,
    actor,
    session,
    token: '',
  };
  const handlers = feedHandlers(services);
  const upload = { name: order.name, mediaType: 'application/octet-stream', bytes: order.bytes };
  const { batches } = await handlers.uploadFeed(
    { params: { feed: order.feed }, query: { requestId, period: order.period }, body: undefined, uploads: [upload] },
    caller,
  );
  const [batch] = batches;
  if (!batch) throw new AppError('refused', { what: 'feed', file: order.name });
  await handlers.confirmFeedBatch(
    {
      params: { id: batch.id },
      query: undefined,
      body: { requestId: randomUUID(), reason: '上月初补报' },
      uploads: [],
    },
    caller,
  );
}

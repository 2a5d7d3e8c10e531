import { fork } from 'node:child_process';
import { AppError } from '#domain/values/app-error.ts';
import type { Delivered, DeliveryOrder, DeliveryReply } from './delivering.ts';

/** The order carried out by a process of its own. Errors: as `submitFeedFile`; a process that died is a bug. */
export async function deliverApart(order: DeliveryOrder): Promise<Delivered> {
  const { promise, resolve, reject } = Promise.withResolvers<DeliveryReply>();
  const child = fork(new URL('./delivering.ts', import.meta.url), { execArgv: [] });
  child.once('message', (reply) => resolve(reply as DeliveryReply));
  child.once('error', reject);
  child.once('exit', (code, signal) => reject(new Error(`the delivering process ended with ${signal ?? code}`)));
  child.send(order);
  const reply = await promise;
  if ('delivered' in reply) return reply.delivered;
  if ('code' in reply) throw new AppError(reply.code, reply.facts);
  throw new Error(reply.bug);
}

import type { FastifyInstance } from 'fastify';
import { allHandlers } from '#http/handlers.ts';
import type { Gate } from '#http/register-routes.ts';
import { buildServer, type ServerOptions } from '#http/server.ts';
import type { Services } from '#http/services.ts';
import { findSession } from '#identity/sessions.ts';
import { insertAudit } from '#store/audit-log.ts';

/** The HTTP server over the services, not yet listening. */
export async function frontDoor(services: Services, options: ServerOptions): Promise<FastifyInstance> {
  const { db } = services.runner;
  const gate: Gate = {
    now: services.now,
    session: async (token) => findSession(db, services.scopes, token, Date.now()),
    refused: (caller, session, route, code) =>
      insertAudit(db, {
        county: session?.actor.county ?? 0,
        at: caller.now.at,
        actor: session?.actor.account ?? 'nobody',
        kind: 'refused',
        subject: [route],
        result: 'refused',
        reason: code,
        requestId: caller.requestId,
        address: caller.address,
      }),
  };
  return buildServer(options, gate, allHandlers(services));
}

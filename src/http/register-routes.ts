import type { FastifyInstance, FastifyReply, FastifyRequest } from 'fastify';
import type { z } from 'zod';
import type { AnyRoute } from '#contract/route.ts';
import { type RouteName, routes } from '#contract/routes.ts';
import type { Now } from '#domain/access/actor.ts';
import { holds } from '#domain/access/permissions.ts';
import { AppError } from '#domain/values/app-error.ts';
import type { SignedIn } from '#identity/sessions.ts';
import type { Caller, FileReply, Handlers, SignedInCaller, Upload } from './handler.ts';
import { SESSION_COOKIE, sessionCookieOptions } from './session-cookie.ts';

export interface Gate {
  now(): Promise<Now>;
  /** Who a token belongs to. */
  session(token: string): Promise<SignedIn | undefined>;
  /** A refused call, for the audit log. */
  refused(caller: Caller, signedIn: SignedIn | undefined, route: RouteName, code: string): Promise<void>;
}

/** Routes that an account with a password still to be changed may call. */
const BEFORE_PASSWORD: readonly RouteName[] = ['whoAmI', 'signOut', 'changePassword'];

/** Registers every route of the contract with its handler. Who may call is read from the contract; nothing is open by omission. */
export function registerRoutes(server: FastifyInstance, gate: Gate, handlers: Handlers): void {
  for (const [name, route] of Object.entries(routes) as [RouteName, AnyRoute][]) {
    server.route({
      method: route.method,
      url: route.path.replaceAll(/\{(\w+)\}/g, ':$1'),
      handler: async (request, reply) => answer(name, route, gate, handlers, request, reply),
    });
  }
}

async function answer(
  name: RouteName,
  route: AnyRoute,
  gate: Gate,
  handlers: Handlers,
  request: FastifyRequest,
  reply: FastifyReply,
): Promise<unknown> {
  const caller: Caller = {
    now: await gate.now(),
    address: request.ip,
    requestId: request.id,
    setCookie: (token) =>
      token === null
        ? reply.clearCookie(SESSION_COOKIE, sessionCookieOptions)
        : reply.setCookie(SESSION_COOKIE, token, sessionCookieOptions),
  };
  const full = await admit(name, route, gate, caller, request);
  const call = {
    params: parse(route.params, request.params, 'params'),
    query: parse(route.query, request.query, 'query'),
    body: parse(route.body, request.body, 'body'),
    uploads: route.kind === 'upload' ? await readUploads(request) : [],
  };
  // The table of handlers is typed route by route; here, in the loop over all of them, that type is lost.
  const handler = handlers[name] as unknown as (call: unknown, caller: Caller) => Promise<unknown>;
  const result = await handler(call, full);
  reply.header('cache-control', 'no-store');
  return route.kind === 'file' ? sendFile(reply, result as FileReply) : result;
}

async function admit(
  name: RouteName,
  route: AnyRoute,
  gate: Gate,
  caller: Caller,
  request: FastifyRequest,
): Promise<Caller | SignedInCaller> {
  if (route.access === 'public') return caller;
  const token = request.cookies[SESSION_COOKIE];
  const session = token === undefined ? undefined : await gate.session(token);
  const code = refusalCode(name, route, session);
  if (code !== undefined) {
    // Who comes to the door without a session asks this first; nothing was attempted.
    const justComing = name === 'whoAmI' && token === undefined;
    if (!justComing) await gate.refused(caller, session, name, code);
    throw new AppError(code, { route: name });
  }
  if (!session || token === undefined) throw new AppError('not-signed-in');
  return { ...caller, actor: session.actor, session, token };
}

function refusalCode(
  name: RouteName,
  route: AnyRoute,
  session: SignedIn | undefined,
): 'not-signed-in' | 'password-change-required' | 'forbidden' | undefined {
  if (!session) return 'not-signed-in';
  if (session.mustChangePassword && !BEFORE_PASSWORD.includes(name)) return 'password-change-required';
  if (route.access === 'public' || route.access === 'signed-in') return undefined;
  const { role, policy } = session.actor;
  return role !== 'system' && holds({ role, policy }, route.access) ? undefined : 'forbidden';
}

function parse(schema: z.ZodType | undefined, input: unknown, place: string): unknown {
  if (!schema) return undefined;
  const result = schema.safeParse(input ?? {});
  if (result.success) return result.data;
  const issues = result.error.issues.map((issue) => ({ path: [place, ...issue.path].join('.'), why: issue.message }));
  const unknown = result.error.issues.some((issue) => issue.code === 'unrecognized_keys');
  throw new AppError(unknown ? 'unknown-field' : 'bad-request', { issues });
}

async function readUploads(request: FastifyRequest): Promise<Upload[]> {
  const uploads: Upload[] = [];
  for await (const part of request.files()) {
    const bytes = await part.toBuffer();
    uploads.push({ name: part.filename, mediaType: part.mimetype, bytes });
  }
  if (uploads.length === 0) throw new AppError('bad-request', { issues: [{ path: 'file', why: 'missing' }] });
  return uploads;
}

function sendFile(reply: FastifyReply, file: FileReply): Buffer {
  reply.header('content-type', file.mediaType);
  reply.header('content-disposition', `attachment; filename*=UTF-8''${encodeURIComponent(file.name)}`);
  return file.bytes;
}

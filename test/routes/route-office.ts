import { randomUUID } from 'node:crypto';
import type { FastifyInstance } from 'fastify';
import type { z } from 'zod';
import type { AnyRoute } from '#contract/route.ts';
import { type RouteName, routes } from '#contract/routes.ts';
import type { Services } from '#http/services.ts';
import { frontDoor } from '#main/front-door.ts';
import { startJobs } from '#main/start-jobs.ts';
import { type OfficePlace, PASSWORD, type TestOffice, testOffice } from '../office/test-office.ts';

/** What a call carries. `files`: name and bytes of an upload. */
export interface CallParts {
  readonly params?: Readonly<Record<string, string | number>>;
  readonly query?: Readonly<Record<string, string | number>>;
  readonly body?: Readonly<Record<string, unknown>>;
  readonly files?: readonly { readonly name: string; readonly bytes: Buffer }[];
  readonly headers?: Readonly<Record<string, string>>;
}

export interface CallReply {
  readonly status: number;
  /** The reply of a route that answers JSON, or the error. */
  // biome-ignore lint/suspicious/noExplicitAny: replies are of every shape, and each test looks at its own
  readonly json: any;
  readonly bytes: Buffer;
  readonly headers: Readonly<Record<string, string | string[] | number | undefined>>;
}

/** A test office behind its real HTTP server, called as somebody, by the name of a route. */
export interface RouteOffice extends TestOffice {
  readonly server: FastifyInstance;
  /** The session cookie of an account; signed in once. */
  signIn(login: string): Promise<string>;
  /** `login` null: nobody is signed in. */
  call(login: string | null, name: RouteName, parts?: CallParts): Promise<CallReply>;
}

/** `services`: what of the office's services is to be otherwise. */
export async function routeOffice(
  day: string,
  services: Partial<Services> = {},
  place?: OfficePlace,
): Promise<RouteOffice> {
  const office = await testOffice(day, place);
  const all: Services = { ...office.services, ...services };
  const server = await frontDoor(all, { version: 'test', callsPerMinute: 100_000, logLevel: 'silent' });
  const stopJobs = startJobs(all);
  const cookies = new Map<string, Promise<string>>();
  const signIn = (login: string): Promise<string> => {
    const cookie = cookies.get(login) ?? newSession(server, login);
    cookies.set(login, cookie);
    return cookie;
  };
  return {
    ...office,
    server,
    signIn,
    async call(login, name, parts = {}) {
      const cookie = login === null ? {} : { cookie: await signIn(login) };
      return callRoute(server, name, { ...parts, headers: { ...cookie, ...parts.headers } });
    },
    async close() {
      await stopJobs();
      await server.close();
      await office.close();
    },
  };
}

/** A new session of an account of the office; the cookie as it is sent back. */
export async function newSession(server: FastifyInstance, login: string, password = PASSWORD): Promise<string> {
  const reply = await callRoute(server, 'signIn', { body: { login, password } });
  if (reply.status !== 200) throw new Error(`${login} cannot sign in: ${JSON.stringify(reply.json)}`);
  return String(reply.headers['set-cookie']).split(';')[0] ?? '';
}

/** One call of a route, as its contract says it is called. */
export async function callRoute(server: FastifyInstance, name: RouteName, parts: CallParts): Promise<CallReply> {
  const route: AnyRoute = routes[name];
  const { payload, headers } = parts.files === undefined ? { payload: parts.body, headers: {} } : form(parts.files);
  const reply = await server.inject({
    method: route.method,
    url: addressOf(route, parts),
    headers: { ...headers, ...parts.headers },
    ...(payload === undefined ? {} : { payload }),
  });
  const isJson = String(reply.headers['content-type']).startsWith('application/json');
  return {
    status: reply.statusCode,
    json: isJson ? reply.json() : null,
    bytes: reply.rawPayload,
    headers: reply.headers,
  };
}

/** What in a reply is not as the contract says; empty when all is. */
export function notInContract(name: RouteName, reply: CallReply): string[] {
  const route: AnyRoute = routes[name];
  if (route.kind === 'file') return reply.bytes.length > 0 ? [] : ['no bytes'];
  const result = (route.reply as z.ZodType).safeParse(reply.json);
  return result.success ? [] : result.error.issues.map((issue) => `${issue.path.join('.')}: ${issue.message}`);
}

/** The address with the path's parameters in it; those not given stand for nobody and nothing. */
function addressOf(route: AnyRoute, { params = {}, query = {} }: CallParts): string {
  const path = route.path.replaceAll(/\{(\w+)\}/g, (_all, name: string) =>
    encodeURIComponent(String(params[name] ?? (name === 'year' ? 2022 : randomUUID()))),
  );
  const search = new URLSearchParams(
    Object.entries(query).map(([key, value]): [string, string] => [key, String(value)]),
  );
  return search.size === 0 ? path : `${path}?${search}`;
}

function form(files: readonly { name: string; bytes: Buffer }[]): { payload: Buffer; headers: Record<string, string> } {
  const boundary = 'x-shouwang';
  const parts = files.flatMap(({ name, bytes }) => [
    Buffer.from(
      `--${boundary}\r\ncontent-disposition: form-data; name="file"; filename="${name}"\r\ncontent-type: application/octet-stream\r\n\r\n`,
    ),
    bytes,
    Buffer.from('\r\n'),
  ]);
  return {
    payload: Buffer.concat([...parts, Buffer.from(`--${boundary}--\r\n`)]),
    headers: { 'content-type': `multipart/form-data; boundary=${boundary}` },
  };
}

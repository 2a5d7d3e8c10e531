import type { z } from 'zod';
import type { Route } from '#contract/route.ts';
import { errorReply } from '#contract/values.ts';
import { askPasswordAgain } from './sign-in-again.ts';

/** A failure of the border: `code` selects the sentence, `facts` fill it. `unreachable` is the network's. */
export class ApiError extends Error {
  readonly code: string;
  readonly facts: Readonly<Record<string, unknown>>;
  readonly refusals: NonNullable<z.output<typeof errorReply>['refusals']>;
  constructor(reply: z.output<typeof errorReply>) {
    super(reply.error);
    this.name = 'ApiError';
    this.code = reply.error;
    this.facts = reply.facts ?? {};
    this.refusals = reply.refusals ?? [];
  }
}

/** What a part of a call may be left out as: undeclared schemas, and queries of only optional fields. */
type Part<Name extends string, S extends z.ZodType> = S extends z.ZodUndefined
  ? { [N in Name]?: never }
  : Record<never, never> extends z.input<S>
    ? { [N in Name]?: z.input<S> }
    : { [N in Name]: z.input<S> };

/** `requestId` is added here when the caller gives none; a caller that retries passes the same one. */
type BodyPart<B extends z.ZodType> = B extends z.ZodUndefined
  ? { body?: never }
  : {
      body: z.input<B> extends { requestId: string }
        ? Omit<z.input<B>, 'requestId'> & { requestId?: string }
        : z.input<B>;
    };

type CallOf<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType> = Part<'params', P> &
  Part<'query', Q> &
  BodyPart<B> &
  Manner;

/** `quiet`: an expired session is an answer, not a reason to ask for the password. */
type Manner = { signal?: AbortSignal; quiet?: boolean };

type Loose = { params?: object; query?: object; body?: object } & Manner;

/**
 * Calls one route. An expired session asks for the password over whatever form is open and then goes on with the same
 * request; every other failure is thrown as an ApiError.
 */
export async function api<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, B, R>,
  ...[call]: Record<never, never> extends CallOf<P, Q, B> ? [call?: CallOf<P, Q, B>] : [call: CallOf<P, Q, B>]
): Promise<z.output<R>> {
  const { params, query, body, signal, quiet } = (call ?? {}) as Loose;
  const init: RequestInit = { method: route.method, credentials: 'same-origin', headers: {} };
  if (body !== undefined) {
    init.headers = { 'content-type': 'application/json' };
    init.body = JSON.stringify(takesRequestId(route.body) ? { requestId: crypto.randomUUID(), ...body } : body);
  }
  if (signal) init.signal = signal;
  const response = await fetchSignedIn(
    addressOf(route, { params, query }),
    init,
    quiet === true || route.access === 'public',
  );
  return (await response.json()) as z.output<R>;
}

/** Sends files to an upload route; an expired session is handled as in `api`. */
export async function upload<P extends z.ZodType, Q extends z.ZodType, R extends z.ZodType>(
  route: Route<P, Q, z.ZodUndefined, R>,
  files: File | readonly File[],
  query: z.input<Q> & object,
  params?: z.input<P> & object,
): Promise<z.output<R>> {
  const body = new FormData();
  for (const file of files instanceof File ? [files] : files) body.append('file', file);
  const init: RequestInit = { method: route.method, credentials: 'same-origin', body };
  const response = await fetchSignedIn(addressOf(route, { params, query }), init, false);
  return (await response.json()) as z.output<R>;
}

/** The address of a route, as for a link that downloads a file. */
export function addressOf(
  route: { path: string },
  call: { params?: object | undefined; query?: object | undefined },
): string {
  const values = new Map(Object.entries(call.params ?? {}));
  const path = route.path.replace(/\{(\w+)\}/g, (_, name: string) => encodeURIComponent(String(values.get(name))));
  const query = new URLSearchParams();
  for (const [name, value] of Object.entries(call.query ?? {})) {
    if (value !== undefined && value !== null && value !== '') query.set(name, String(value));
  }
  return query.size === 0 ? path : `${path}?${query}`;
}

async function fetchSignedIn(address: string, init: RequestInit, open: boolean): Promise<Response> {
  for (;;) {
    const response = await reach(address, init);
    if (response.ok) return response;
    const failure = await failureOf(response);
    if (response.status !== 401 || open || failure.code !== 'not-signed-in') throw failure;
    if (!(await askPasswordAgain())) throw failure;
  }
}

async function reach(address: string, init: RequestInit): Promise<Response> {
  try {
    return await fetch(address, init);
  } catch (cause) {
    if (cause instanceof DOMException && cause.name === 'AbortError') throw cause;
    throw new ApiError({ error: 'unreachable' });
  }
}

/** Replies of a proxy in between are not ours and read as an internal failure. */
async function failureOf(response: Response): Promise<ApiError> {
  const text = await response.text();
  const isJson = response.headers.get('content-type')?.includes('json') === true;
  const reply = isJson ? errorReply.safeParse(JSON.parse(text)) : undefined;
  return new ApiError(reply?.success ? reply.data : { error: response.status >= 502 ? 'unreachable' : 'internal' });
}

function takesRequestId(body: z.ZodType | undefined): boolean {
  return body !== undefined && 'shape' in body && Object.hasOwn(body.shape as object, 'requestId');
}

import type { z } from 'zod';
import type { Permission } from '#domain/access/permissions.ts';

/** Who may call: everybody, anyone signed in, or the holders of one permission. */
export type Access = 'public' | 'signed-in' | Permission;

/**
 * One address of the API. The server registers it from here, the OpenAPI document and the typed client are made from
 * here; an address that is not in `routes` does not exist. `{name}` in `path` is a path parameter, schema in `params`.
 * Writing routes (all but GET) carry `requestId` in the body: a UUID made by the client, the same on a retry.
 */
export interface Route<P extends z.ZodType, Q extends z.ZodType, B extends z.ZodType, R extends z.ZodType> {
  readonly method: 'GET' | 'POST' | 'PUT' | 'DELETE';
  readonly path: string;
  readonly summary: string;
  readonly access: Access;
  readonly params?: P;
  readonly query?: Q;
  readonly body?: B;
  readonly reply: R;
  /** `file`: the reply is bytes (media type in the header), `reply` is not checked. `upload`: multipart, one or more files. */
  readonly kind?: 'json' | 'file' | 'upload';
}

/** A route of any shape, for tables and loops. */
export type AnyRoute = Route<z.ZodType, z.ZodType, z.ZodType, z.ZodType>;

/** Declares a route, keeping its exact schemas for inference. */
export function route<
  P extends z.ZodType = z.ZodUndefined,
  Q extends z.ZodType = z.ZodUndefined,
  B extends z.ZodType = z.ZodUndefined,
  R extends z.ZodType = z.ZodType,
>(declaration: Route<P, Q, B, R>): Route<P, Q, B, R> {
  return declaration;
}

/** What a caller passes, by route. */
export type Call<T> =
  T extends Route<infer P, infer Q, infer B, infer _R>
    ? { params: z.input<P>; query: z.input<Q>; body: z.input<B> }
    : never;

/** What a route answers. */
export type Reply<T> = T extends Route<infer _P, infer _Q, infer _B, infer R> ? z.output<R> : never;

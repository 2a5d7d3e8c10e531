import type { z } from 'zod';
import type { AnyRoute, Route } from '#contract/route.ts';
import type { RouteName, routes } from '#contract/routes.ts';
import type { Actor, Now } from '#domain/access/actor.ts';
import type { SignedIn } from '#identity/sessions.ts';

/** Bytes as a reply of a `file` route. `name` is what the browser saves it as. */
export interface FileReply {
  readonly bytes: Buffer;
  readonly mediaType: string;
  readonly name: string;
}

/** One uploaded file, already read within its limit. */
export interface Upload {
  readonly name: string;
  readonly mediaType: string;
  readonly bytes: Buffer;
}

/** What every handler gets beside its own input. */
export interface Caller {
  readonly now: Now;
  readonly address: string;
  readonly requestId: string;
  /** Sets the session cookie to a token, or takes it away. */
  readonly setCookie: (token: string | null) => void;
}

/** A caller who is signed in. */
export interface SignedInCaller extends Caller {
  readonly actor: Actor;
  readonly session: SignedIn;
  readonly token: string;
}

type Parsed<S extends z.ZodType> = z.output<S>;

/** The function behind a route: checked input in, the contract's reply out. */
export type Handler<T extends AnyRoute> =
  T extends Route<infer P, infer Q, infer B, infer R>
    ? (
        call: { params: Parsed<P>; query: Parsed<Q>; body: Parsed<B>; uploads: readonly Upload[] },
        caller: T['access'] extends 'public' ? Caller : SignedInCaller,
      ) => Promise<T['kind'] extends 'file' ? FileReply : z.input<R>>
    : never;

/** A handler for every route: a route without one does not compile. */
export type Handlers = { readonly [N in RouteName]: Handler<(typeof routes)[N]> };

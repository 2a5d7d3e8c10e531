import type { CommandCall } from '#commands/run-command.ts';
import type { ConfirmOrder } from '#commands/submit-feed.ts';
import type { Actor, Now } from '#domain/access/actor.ts';
import type { ReadingWatch } from '../reading/reading-order.ts';

/** Files of a department to be read and kept until somebody confirms them. */
export interface FeedFiles {
  readonly actor: Actor;
  readonly now: Now;
  readonly requestId: string;
  readonly feed: string;
  readonly period: string;
  readonly department: string;
  readonly uploads: readonly { readonly name: string; readonly bytes: Buffer }[];
}

/** Work of the intake that may take long, and what comes of it: plain data. */
export interface DeskOrders {
  /** Batches in the order of the files. Errors: as `feedSetting` and `readFeed`; facts.file names the file. */
  readonly 'take-in': { readonly order: FeedFiles; readonly reply: readonly string[] };
  /** Errors: as `confirmFeed`. */
  readonly confirm: {
    readonly order: { readonly actor: Actor; readonly now: Now; readonly call: CommandCall<ConfirmOrder> };
    readonly reply: { readonly batch: string };
  };
  /** Goes on with a file of the register, see `runImport`. */
  readonly import: { readonly order: { readonly county: number; readonly batch: string; readonly now: Now }; readonly reply: null }; // biome-ignore format: one shape
}

export type DeskKind = keyof DeskOrders;

/** One order to the desk. */
export type DeskOrder = {
  readonly [K in DeskKind]: { readonly kind: K; readonly order: DeskOrders[K]['order'] };
}[DeskKind];

/** Watches files being read: asked anew for each file. */
export type FilesWatch = (file: string) => ReadingWatch;

/** Who does the work of the intake: this thread, or one of its own. */
export type Desk = <K extends DeskKind>(
  kind: K,
  order: DeskOrders[K]['order'],
  watch?: FilesWatch,
) => Promise<DeskOrders[K]['reply']>;

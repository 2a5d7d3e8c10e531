import type { CommandRunner } from '#commands/command-context.ts';
import { readAsIntake } from '#commands/intake-actor.ts';
import type { Desk, DeskKind, DeskOrder, DeskOrders } from '#intake/desk/desk-orders.ts';
import { findFeedBatch } from '#store/feed-batches.ts';

/** Below these the work keeps nobody waiting for long, and a thread of its own would take longer to begin. */
const FEW_BYTES = 200_000;
const FEW_ROWS = 1000;

/** The desk of a server: small orders are carried out `here`, what may take long `apart`. */
export function deskBySize(runner: CommandRunner, here: Desk, apart: Desk): Desk {
  const isSmall = async (asked: DeskOrder): Promise<boolean> => {
    switch (asked.kind) {
      case 'take-in':
        return asked.order.uploads.reduce((sum, { bytes }) => sum + bytes.byteLength, 0) < FEW_BYTES;
      case 'confirm': {
        const { actor, now, call } = asked.order;
        const find = () => readAsIntake(runner, actor, now, ({ tx, keys }) => findFeedBatch(tx, keys.county, call.input.batch)); // biome-ignore format: one line
        return ((await find())?.rows_total ?? 0) < FEW_ROWS;
      }
      case 'import':
        return false;
      default:
        return asked satisfies never;
    }
  };
  return async <K extends DeskKind>(kind: K, order: DeskOrders[K]['order'], ...watch: Parameters<Desk>[2][]) => {
    const desk = (await isSmall({ kind, order } as DeskOrder)) ? here : apart;
    return desk(kind, order, ...watch);
  };
}

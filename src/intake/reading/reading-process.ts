import { AppError } from '#domain/values/app-error.ts';
import { readHere } from './read-here.ts';
import type { ReadingOrder } from './reading-order.ts';

/**
 * A process that only reads files: it has no database, no keys but the one for digests, and bounded memory. Orders come one
 * at a time from the process that started it and are answered there; without that process it ends.
 */
process.on('disconnect', () => process.exit(0));
process.on('message', (order: ReadingOrder) => {
  const onRows = (rows: number): void => void process.send?.({ rows });
  readHere(order, { onRows }).then(
    (reply) => process.send?.({ reply }),
    (error: unknown) => {
      if (error instanceof AppError) process.send?.({ code: error.code, facts: error.facts });
      else process.send?.({ bug: error instanceof Error ? (error.stack ?? error.message) : String(error) });
    },
  );
});

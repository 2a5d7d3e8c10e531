import type { Actor } from '#domain/access/actor.ts';
import type { ReadingWatch } from '#intake/reading/reading-order.ts';

/** An upload whose files are being read. */
interface UnderWay {
  file: string;
  rows: number;
  readonly given: AbortController;
}

/** Uploads that are being read now, by who sent them: for looking how far they are and giving them up. */
export interface UploadsUnderWay {
  /** Runs `work` as an upload that may be looked at; `watch` names the file being read. */
  during<T>(actor: Actor, requestId: string, work: (watch: (file: string) => ReadingWatch) => Promise<T>): Promise<T>;
  look(actor: Actor, requestId: string): { readonly file: string; readonly rows: number } | undefined;
  /** Whether there was one to give up. */
  cancel(actor: Actor, requestId: string): boolean;
}

export function uploadsUnderWay(): UploadsUnderWay {
  const all = new Map<string, UnderWay>();
  const keyOf = (actor: Actor, requestId: string): string => `${actor.account} ${requestId}`;
  return {
    async during(actor, requestId, work) {
      const key = keyOf(actor, requestId);
      const own: UnderWay = { file: '', rows: 0, given: new AbortController() };
      all.set(key, own);
      const watch = (file: string): ReadingWatch => {
        Object.assign(own, { file, rows: 0 });
        return {
          signal: own.given.signal,
          onRows: (rows) => {
            own.rows = rows;
          },
        };
      };
      try {
        return await work(watch);
      } finally {
        if (all.get(key) === own) all.delete(key);
      }
    },
    look(actor, requestId) {
      const found = all.get(keyOf(actor, requestId));
      return found && { file: found.file, rows: found.rows };
    },
    cancel(actor, requestId) {
      const found = all.get(keyOf(actor, requestId));
      found?.given.abort();
      return found !== undefined;
    },
  };
}

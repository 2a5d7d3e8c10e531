/** Tells the queue that there is something to do: rung by who takes files in, heard by who works on them. */
export interface ImportBell {
  ring(): void;
  /** Resolves at the next ring; at once when it rang since the last time somebody listened. */
  heard(): Promise<void>;
}

export function importBell(): ImportBell {
  let next = Promise.withResolvers<void>();
  return {
    ring: () => next.resolve(),
    async heard() {
      await next.promise;
      next = Promise.withResolvers<void>();
    },
  };
}

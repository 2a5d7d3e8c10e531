import { Worker } from 'node:worker_threads';

/** What the thread is asked for. */
export interface TypesetOrder {
  readonly id: number;
  /** Name of a template in `templates/`, without ending. */
  readonly template: string;
  /** JSON text. */
  readonly data: string;
}

/** What it answers: pages, or the compiler's message. */
export type TypesetReply =
  | { readonly id: number; readonly pdf: Uint8Array }
  | { readonly id: number; readonly message: string };

interface Waiting {
  readonly template: string;
  readonly resolve: (pdf: Buffer) => void;
  readonly reject: (error: Error) => void;
}

/** The thread keeps its fonts (some 100 MB) this long after the last paper. */
const IDLE_MS = 120_000;

let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let lastId = 0;
const waiting = new Map<number, Waiting>();

/**
 * Pages as PDF from a template of `templates/` and its data, made in a thread of its own: a long ledger takes seconds.
 * The data reaches the template as JSON and is set as text: nothing in it is read as markup. Throws with the compiler's
 * message when the template is wrong.
 */
export function typeset(template: string, data: unknown): Promise<Buffer> {
  clearTimeout(idle);
  thread ??= startThread();
  thread.ref();
  lastId += 1;
  const order: TypesetOrder = { id: lastId, template, data: JSON.stringify(data) };
  return new Promise((resolve, reject) => {
    waiting.set(order.id, { template, resolve, reject });
    thread?.postMessage(order);
  });
}

function startThread(): Worker {
  const worker = new Worker(new URL('./typeset-thread.ts', import.meta.url));
  worker.on('message', (reply: TypesetReply) => {
    const order = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) rest(worker);
    if ('pdf' in reply) order?.resolve(Buffer.from(reply.pdf));
    else order?.reject(new Error(`${order.template}: ${reply.message}`));
  });
  worker.on('error', (error: Error) => {
    if (thread === worker) thread = undefined;
    for (const order of waiting.values()) order.reject(error);
    waiting.clear();
  });
  return worker;
}

/** An idle thread holds no process open, and ends after a while. */
function rest(worker: Worker): void {
  worker.unref();
  idle = setTimeout(() => {
    thread = undefined;
    void worker.terminate();
  }, IDLE_MS);
  idle.unref();
}

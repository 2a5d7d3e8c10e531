import { readFileSync } from 'node:fs';
import path from 'node:path';
import { Worker } from 'node:worker_threads';

/** What the thread is asked for: a main file with what it imports, pictures and papers it takes in, and its data. */
export interface TypesetOrder {
  readonly id: number;
  readonly main: string;
  /** Further sources by their path (`/form/layout.typ`). */
  readonly sources: readonly (readonly [path: string, text: string])[];
  /** Pictures and PDF pages by their path (`/in/1.pdf`). */
  readonly files: readonly (readonly [path: string, bytes: Uint8Array])[];
  /** JSON text. */
  readonly data: string;
}

/** What it answers: pages, or the compiler's message. */
export type TypesetReply =
  | { readonly id: number; readonly pdf: Uint8Array; readonly pages: number }
  | { readonly id: number; readonly message: string };

/** Where the thread finds faces beside its own; empty: nowhere. */
export interface ThreadSettings {
  readonly fontFolder: string;
}

/** A made paper. */
export interface Typeset {
  readonly pdf: Buffer;
  readonly pages: number;
}

interface Waiting {
  readonly name: string;
  readonly resolve: (made: Typeset) => void;
  readonly reject: (error: Error) => void;
}

/** The thread keeps its fonts (some 100 MB) this long after the last paper. */
const IDLE_MS = 120_000;
const TEMPLATES = path.join(import.meta.dirname, 'templates');

let thread: Worker | undefined;
let idle: NodeJS.Timeout | undefined;
let lastId = 0;
let fontFolder = '';
const waiting = new Map<number, Waiting>();

/**
 * Pages as PDF from a template of `templates/` and its data, made in a thread of its own: a long ledger takes seconds.
 * The data reaches the template as JSON and is set as text: nothing in it is read as markup. Throws with the compiler's
 * message when the template is wrong.
 */
export async function typeset(template: string, data: unknown): Promise<Buffer> {
  const main = readFileSync(path.join(TEMPLATES, `${template}.typ`), 'utf8');
  const made = await typesetOrder(template, { main, sources: [], files: [], data: JSON.stringify(data) });
  return made.pdf;
}

/** The same for any order; `name` is told with the compiler's message. */
export function typesetOrder(name: string, order: Omit<TypesetOrder, 'id'>): Promise<Typeset> {
  clearTimeout(idle);
  thread ??= startThread();
  thread.ref();
  lastId += 1;
  const id = lastId;
  return new Promise((resolve, reject) => {
    waiting.set(id, { name, resolve, reject });
    thread?.postMessage({ ...order, id } satisfies TypesetOrder);
  });
}

/** Faces an administrator put into a folder (仿宋, 小标宋 …) are used from the next start of the thread on. */
export function setFontFolder(folder: string): void {
  fontFolder = folder;
}

function startThread(): Worker {
  const workerData: ThreadSettings = { fontFolder };
  const worker = new Worker(new URL('./typeset-thread.ts', import.meta.url), { workerData });
  worker.on('message', (reply: TypesetReply) => {
    const order = waiting.get(reply.id);
    waiting.delete(reply.id);
    if (waiting.size === 0) rest(worker);
    if ('pdf' in reply) order?.resolve({ pdf: Buffer.from(reply.pdf), pages: reply.pages });
    else order?.reject(new Error(`${order.name}: ${reply.message}`));
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

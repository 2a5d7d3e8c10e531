import { parentPort, workerData } from 'node:worker_threads';
import { buildCalendar, type HolidayNotice } from '#domain/calendar/calendar.ts';
import { deskHere } from '#intake/desk/desk-here.ts';
import { type FromDesk, type ToDesk, toldError } from '#intake/desk/desk-messages.ts';
import type { DeskOrder, FilesWatch } from '#intake/desk/desk-orders.ts';
import { readingRoom } from '#intake/reading/reading-room.ts';
import { policyBook } from '#packs/policy-book.ts';
import { openDatabase } from '#store/database.ts';
import type { DeskPremises } from './desk-apart.ts';
import { keyRing } from './key-files.ts';

/** The thread of the intake: it has its own connections and takes orders until it is ended. */
const { appUrl, home, filesFolder, blindIndex, packs } = workerData as DeskPremises;
const CONNECTIONS = 4;

let known: { readonly told: string; readonly calendar: ReturnType<typeof buildCalendar> } | undefined;
const policy = policyBook(packs, () => known?.calendar ?? buildCalendar([]));
const runner = { db: openDatabase(appUrl, CONNECTIONS).db, ring: await keyRing(home, blindIndex), policy };
const { read } = readingRoom();
const desk = deskHere({ runner, filesFolder, read });
const given = new Map<number, AbortController>();

parentPort?.on('message', (message: ToDesk) => {
  if ('cancel' in message) given.get(message.no)?.abort();
  else void carryOut(message.no, message.asked, message.notices);
});

async function carryOut(no: number, { kind, order }: DeskOrder, notices: readonly HolidayNotice[]): Promise<void> {
  const tell = (message: FromDesk): void => parentPort?.postMessage(message);
  const own = new AbortController();
  given.set(no, own);
  try {
    const told = JSON.stringify(notices);
    if (known?.told !== told) known = { told, calendar: buildCalendar(notices) };
    const watch: FilesWatch = (file) => {
      tell({ no, file, rows: 0 });
      return { signal: own.signal, onRows: (rows) => tell({ no, file, rows }) };
    };
    tell({ no, reply: await desk(kind, withBuffers(order), watch) });
  } catch (error) {
    tell({ no, failed: toldError(error) });
  } finally {
    given.delete(no);
  }
}

/** Bytes arrive as plain arrays. */
function withBuffers(order: DeskOrder['order']): DeskOrder['order'] {
  if (!('uploads' in order)) return order;
  const uploads = order.uploads.map(({ name, bytes }) => ({
    name,
    bytes: Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
  }));
  return { ...order, uploads };
}

import type { Language } from '#words/language.ts';
import { rejectedWorkbookWords, rowFaultSentence } from '#words/row-fault-words.ts';
import { feedFileReading } from '../feed/feed-file-reading.ts';
import { readFeed } from '../feed/read-feed.ts';
import { readTable } from '../fill/read-table.ts';
import { readRegister } from '../registry/read-register.ts';
import { registerReading } from '../registry/register-reading.ts';
import { rejectedWorkbook } from '../rows/rejected-workbook.ts';
import type { FeedAbout, Reader, ReadingOrder, Readings, ReadingWatch, RegisterAbout } from './reading-order.ts';
import { readingAreas } from './told-areas.ts';

/** Reads in the calling thread: what the reading process does, and what commands without a server do. */
// The kind of an order and of its reply go together; a switch over the kinds cannot say so.
export const readHere: Reader = async (order, watch = {}) => (await answer(order as ReadingOrder, watch)) as never;

async function answer(order: ReadingOrder, watch: ReadingWatch): Promise<Readings[keyof Readings]['reply']> {
  switch (order.kind) {
    case 'register':
      return registerReading(await register(order.bytes, order.about, watch));
    case 'feed':
      return feedFileReading(await feed(order.bytes, order.about, watch), order.about.overrides);
    case 'table':
      return readTable(order.bytes, order.about.headings);
    case 'register-rejected': {
      const { plan, parsed } = await register(order.bytes, order.about, watch);
      return rejectedWorkbook(plan, parsed, wordsOf(order.about.language));
    }
    case 'feed-rejected': {
      const { plan, parsed } = await feed(order.bytes, order.about, watch);
      return parsed === null ? undefined : rejectedWorkbook(plan, parsed, wordsOf(order.about.language));
    }
    default:
      return order satisfies never;
  }
}

function register(bytes: Uint8Array, about: RegisterAbout, { onRows }: ReadingWatch) {
  const { today, area, asOf, digestKey } = about;
  const { directory } = readingAreas(about.areas);
  return readRegister(bytes, { today, villages: directory, area, asOf, digestKey, ...(onRows && { onRows }) });
}

function feed(bytes: Uint8Array, about: FeedAbout, { onRows }: ReadingWatch) {
  const { today, digestKey, overrides } = about;
  const areas = readingAreas(about.areas);
  return readFeed(bytes, about.feed, { today, areas, digestKey, overrides, ...(onRows && { onRows }) });
}

function wordsOf(language: Language): Parameters<typeof rejectedWorkbook>[2] {
  return {
    ...rejectedWorkbookWords(language),
    describe: ({ fault, facts }) => rowFaultSentence(language, fault, facts),
  };
}

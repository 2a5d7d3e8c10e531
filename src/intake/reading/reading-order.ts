import type { FeedRow } from '#commands/feed-rows.ts';
import type { RegisterFile } from '#commands/register-file.ts';
import type { FeedReading } from '#commands/submit-feed.ts';
import type { IndexKey } from '#crypto/blind-index.ts';
import type { Feed } from '#domain/policy/duty-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';
import type { RowOutcome } from '#domain/values/row-fault.ts';
import type { StoredFinding } from '#store/registry-batches.ts';
import type { Language } from '#words/language.ts';
import type { ColumnOverrides } from '../columns/plan-columns.ts';
import type { StoredFeedColumns } from '../feed/feed-columns.ts';
import type { FileCounts, StoredColumns } from '../registry/import-counts.ts';
import type { ToldAreas } from './told-areas.ts';

/** What is needed beside the bytes to read a file of the register. */
export interface RegisterAbout {
  readonly today: PlainDate;
  readonly areas: ToldAreas;
  readonly area: number | null;
  /** Day the file speaks of as the uploader says; null: what the file says, else today. */
  readonly asOf: PlainDate | null;
  readonly digestKey: IndexKey;
}

/** What is needed beside the bytes to read a file of a department. */
export interface FeedAbout {
  readonly today: PlainDate;
  readonly areas: ToldAreas;
  readonly digestKey: IndexKey;
  readonly feed: Feed;
  readonly overrides: ColumnOverrides;
}

/** A row of a register about which there is something to say. */
export interface ToldRow {
  readonly sheet: string;
  readonly number: number;
  readonly outcome: RowOutcome;
  readonly findings: readonly StoredFinding[];
  /** Text by 0-based column; rejected rows only. */
  readonly cells: Readonly<Record<number, string>> | null;
}

/** A file of the register as read: plain data. */
export interface RegisterReading {
  readonly file: RegisterFile;
  readonly digest: string;
  readonly columns: StoredColumns;
  readonly counts: FileCounts;
  readonly told: readonly ToldRow[];
}

/** A department's file as read: plain data. */
export interface FeedFileReading extends Pick<FeedReading, 'digest' | 'told' | 'counts'> {
  readonly rows: readonly FeedRow[];
  readonly columns: StoredFeedColumns;
}

/** A plain table: text by heading, the day it says where it is one, and where it stands. */
export interface TableReading {
  readonly rows: readonly {
    readonly number: number;
    readonly cells: Readonly<Record<string, { readonly text: string; readonly day: string | null; readonly address: string }>>; // biome-ignore format: one shape
  }[];
}

/** Something to be read from a file, and what comes of it. */
export interface Readings {
  readonly register: { readonly about: RegisterAbout; readonly reply: RegisterReading };
  readonly 'register-rejected': { readonly about: RegisterAbout & { readonly language: Language }; readonly reply: Uint8Array | undefined }; // biome-ignore format: one line
  readonly feed: { readonly about: FeedAbout; readonly reply: FeedFileReading };
  readonly 'feed-rejected': { readonly about: FeedAbout & { readonly language: Language }; readonly reply: Uint8Array | undefined }; // biome-ignore format: one line
  readonly table: { readonly about: { readonly headings: readonly string[] }; readonly reply: TableReading };
}

export type ReadingKind = keyof Readings;

/** One order to read. */
export type ReadingOrder<K extends ReadingKind = ReadingKind> = {
  readonly [N in K]: { readonly kind: N; readonly bytes: Uint8Array; readonly about: Readings[N]['about'] };
}[K];

/** How a reading is watched: `rows` read so far, told now and then; `signal` ends it. */
export interface ReadingWatch {
  readonly onRows?: (rows: number) => void;
  readonly signal?: AbortSignal;
}

/** Reads files: in this process, or in one of its own. Errors: `file-unreadable`, `file-too-large`, `column-missing`. */
export type Reader = <K extends ReadingKind>(
  order: ReadingOrder<K>,
  watch?: ReadingWatch,
) => Promise<Readings[K]['reply']>;

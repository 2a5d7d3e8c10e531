/** Bounds on one uploaded file. Over any of them the file is refused as `file-too-large`, before memory is spent on it. */
export type SheetLimits = {
  /** Bytes of the file as uploaded. */
  readonly fileBytes: number;
  /** Parts in the zip of a workbook. */
  readonly zipEntries: number;
  /** Bytes all parts unpack to together. */
  readonly unpackedBytes: number;
  /** Unpacked ÷ packed bytes of one part; looked at only above `ratioFromBytes`. */
  readonly ratio: number;
  readonly ratioFromBytes: number;
  readonly sheets: number;
  /** Filled rows of all sheets together. */
  readonly rows: number;
  /** Filled cells of all sheets together. */
  readonly cells: number;
  /** Columns to the right; Excel itself ends at 16,384. */
  readonly columns: number;
  /** Characters in one cell; Excel itself ends at 32,767. */
  readonly cellCharacters: number;
  /** Seconds the reading of an .xls may take before it is ended. */
  readonly xlsSeconds: number;
  /** Told now and then how many rows have been read. */
  readonly onRows?: (rows: number) => void;
};

const MIB = 1024 * 1024;

/**
 * Room for a county's whole roster (300,000 people × 47 columns would be 14 M cells and belongs in several files;
 * a township of 28,000 × 32 is 0.9 M; a filled cell costs up to 400 bytes). Ordinary sheets pack 8–60 : 1, deflate can reach 1032 : 1.
 */
export const defaultSheetLimits: SheetLimits = {
  fileBytes: 64 * MIB,
  zipEntries: 2000,
  unpackedBytes: 512 * MIB,
  ratio: 250,
  ratioFromBytes: 4 * MIB,
  sheets: 64,
  rows: 300_000,
  cells: 3_000_000,
  columns: 512,
  cellCharacters: 32_767,
  xlsSeconds: 20,
};

/**
 * How the text of a column is read. `word`: one of `values` · `words`: several of them · `village`: a name or code of the
 * division list · `date`: day or month · `money`: yuan, or 万元 when the header says so.
 */
export type ColumnType =
  | 'text'
  | 'name'
  | 'id-number'
  | 'phone'
  | 'village'
  | 'relation'
  | 'word'
  | 'words'
  | 'date'
  | 'boolean'
  | 'integer'
  | 'money';

/** One column a kind of file may have. Feeds give these as pack data. */
export type ShapeColumn = {
  /** Name of the value in the parsed row. */
  readonly field: string;
  /** The official heading. */
  readonly label: string;
  readonly type: ColumnType;
  /** Other headings people use for it. */
  readonly aliases?: readonly string[];
  readonly required?: boolean;
  /** Official words of a `word` or `words` column; absent: any text. */
  readonly values?: readonly string[];
  /** Other spellings → official word. */
  readonly synonyms?: Readonly<Record<string, string>>;
  /** The value belongs to the household: it may stand on the household's first row only. */
  readonly household?: boolean;
};

/** A kind of file: which columns it has. */
export type SheetShape = {
  readonly id: string;
  readonly columns: readonly ShapeColumn[];
  /** Of each group at least one column must be there. */
  readonly anyOf?: readonly (readonly string[])[];
};

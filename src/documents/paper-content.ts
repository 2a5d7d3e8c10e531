import type { Form } from '#domain/policy/duty-shape.ts';
import type { FilledField } from '#domain/policy/fill-form.ts';

/** One field as a layout reads it; '' where nothing stands. */
export interface PaperField {
  readonly label: string;
  readonly state: FilledField['state'];
  readonly value: string;
  readonly rows?: readonly Readonly<Record<string, string>>[];
  readonly columns?: readonly { readonly key: string; readonly label: string }[];
}

/** What stands under the frame of a paper. */
export interface PaperFoot {
  /** 文书编号 */
  readonly number: string;
  /** The document and its clause. */
  readonly basis: string;
  /** Address that confirms the paper. */
  readonly code: string;
}

/** Everything a paper is set from. */
export interface PaperContent {
  /** Typst text of the form's layout; null: the plain one. */
  readonly layout: string | null;
  readonly form: string;
  readonly title: string;
  /** Nothing is known: the form as it is handed out. */
  readonly blank: boolean;
  readonly order: readonly string[];
  readonly fields: Readonly<Record<string, PaperField>>;
  readonly signs: readonly string[];
  readonly seals: readonly string[];
  /** One entry a printed copy; empty: a single paper nobody counts. */
  readonly copies: readonly { readonly no: number; readonly of: number; readonly holder: string }[];
  readonly issuer: string;
  /** Official number as a letter carries it: `西里防返贫〔2022〕3号`; null: none. */
  readonly number: string | null;
  /** Day of the paper, null on a blank one. */
  readonly on: string | null;
  readonly foot: PaperFoot | null;
  /** Address behind a code the form itself prints, as SVG; null: none. */
  readonly link: string | null;
}

/** What is told of a paper beside its fields. */
export type PaperHead = Pick<PaperContent, 'issuer' | 'number' | 'on' | 'foot' | 'blank' | 'link'>;

/** A form's fields and layout together; `officeName` names who keeps a copy or seals. */
export function paperContent(
  form: Form,
  filled: readonly FilledField[],
  head: PaperHead,
  officeName: (office: string) => string,
): PaperContent {
  const fields = filled.map((field): readonly [string, PaperField] => {
    const table = form.fields.find(({ key }) => key === field.key)?.rows;
    return [
      field.key,
      {
        label: field.label,
        state: field.state,
        value: field.value ?? '',
        ...(table === undefined
          ? {}
          : { rows: field.rows ?? [], columns: table.columns.map(({ key, label }) => ({ key, label })) }),
      },
    ];
  });
  const holders = form.copies.flatMap(({ to, count }) => Array.from({ length: count }, () => officeName(to)));
  return {
    ...head,
    layout: form.template?.content ?? null,
    form: form.id,
    title: form.label ?? form.id,
    order: filled.map(({ key }) => key),
    fields: Object.fromEntries(fields),
    signs: form.signs,
    seals: form.seals.map(officeName),
    copies: holders.map((holder, index) => ({ no: index + 1, of: holders.length, holder })),
  };
}

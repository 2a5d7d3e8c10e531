import type { Form, FormField, FormRows, FormTemplate } from '#domain/policy/duty-shape.ts';
import { datedItem } from './read-item.ts';
import { entryOf, listOf, maybe, need, object, or, problem, type Read, type Reading } from './read-node.ts';
import { feel, sources, text, texts, truth, whole, word } from './read-scalar.ts';
import { templateNames } from './template-names.ts';
import type { TextNode } from './yaml-text.ts';

function fieldFrom(scope: 'field' | 'column'): Read<FormField['from']> {
  return (node, reading) => {
    const written = text(node, reading);
    if (written === undefined) return undefined;
    if (written === 'blank') return { kind: 'blank' };
    // `act` alone: the fact of the act that has the field's own key.
    if (written === 'act') return { kind: 'act', act: '' };
    if (written.startsWith('act:')) return { kind: 'act', act: written.slice(4) };
    return feel(scope)(node, reading) === undefined ? undefined : { kind: 'feel', feel: written };
  };
}

const column: Read<FormRows['columns'][number]> = (node, reading) => {
  const raw = object({ key: maybe(text), label: need(text), from: need(fieldFrom('column')) })(node, reading);
  if (raw === undefined) return undefined;
  const key = raw.key ?? raw.label;
  const from = raw.from.kind === 'act' && raw.from.act === '' ? { kind: 'act' as const, act: key } : raw.from;
  return { key, label: raw.label, from };
};

const rows: Read<FormRows> = object({ each: need(text), where: maybe(feel('member')), columns: need(listOf(column)) });

const field: Read<FormField> = (node, reading) => {
  const raw = object({
    key: maybe(text),
    label: need(text),
    step: maybe(text),
    from: or<FormField['from']>(fieldFrom('field'), { kind: 'blank' }),
    rows: maybe(rows),
    when: maybe(feel()),
    values: maybe(texts),
    hint: maybe(text),
    required: maybe(feel()),
    pen: maybe(truth),
    long: maybe(truth),
    source: maybe(sources),
    inferred: maybe(text),
    note: maybe(text),
  })(node, reading);
  if (raw === undefined) return undefined;
  const { note: _, ...rest } = raw;
  const key = raw.key ?? raw.label;
  const from = raw.from.kind === 'act' && raw.from.act === '' ? { kind: 'act' as const, act: key } : raw.from;
  return { ...rest, key, from };
};

/** A file of the pack's folder, with what it holds; text of a layout, base64 of a Word file. */
const template: Read<FormTemplate> = (node, reading) => {
  const path = text(node, reading);
  if (path === undefined) return undefined;
  const content = reading.templates?.get(path);
  if (content === undefined) return problem(reading, 'missing-template', node.place, { path });
  return { path, content };
};

const readFormItem: Read<Form> = datedItem(
  {
    about: maybe(word('household', 'lead', 'village', 'township', 'county')),
    copies: or(listOf(object({ to: need(text), count: or(whole(1), 1) })), []),
    numbering: maybe(text),
    series: maybe(text),
    template: maybe(template),
    word: maybe(template),
    fullNumbers: maybe(truth),
    publishes: maybe(texts),
    fields: or(listOf(field), []),
    signs: or(texts, []),
    seals: or(texts, []),
  },
  'required',
);

/** One entry of `forms`. What a template asks for, the form has; what is published stands on the form's own list. */
export const readForm: Read<Form> = (node, reading) => {
  const form = readFormItem(node, reading);
  if (form === undefined) return undefined;
  reportUnknownNames(form, node, reading);
  reportUnlisted(form, node, reading);
  return form;
};

function reportUnknownNames(form: Form, node: TextNode, reading: Reading): void {
  const keys = form.fields.map(({ key }) => key);
  for (const [entry, held] of [['template', form.template] as const, ['word', form.word] as const]) {
    if (held === undefined) continue;
    for (const { name, line } of templateNames(held)) {
      if (keys.includes(name)) continue;
      const place =
        line === null ? (entryOf(node, entry)?.place ?? node.place) : { file: fileOf(node, held), line, column: 1 };
      problem(reading, 'template-unknown-field', place, {
        form: form.id,
        path: held.path,
        field: name,
        line: line ?? 1,
      });
    }
  }
}

function fileOf(node: TextNode, held: FormTemplate): string {
  const folder = node.place.file.includes('/') ? `${node.place.file.split('/')[0]}/` : '';
  return `${folder}${held.path}`;
}

/** An allow-list is complete: a field that is not on it is not published by being forgotten. */
function reportUnlisted(form: Form, node: TextNode, reading: Reading): void {
  const { publishes } = form;
  if (publishes === undefined) return;
  const place = entryOf(node, 'publishes')?.place ?? node.place;
  for (const { key } of form.fields) {
    if (!publishes.includes(key)) problem(reading, 'unpublished-field', place, { form: form.id, field: key });
  }
}

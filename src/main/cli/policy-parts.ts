import type { Policy } from '#domain/policy/resolved-policy.ts';
import type { TableRow } from './cli-command.ts';

/** What `policy show --what` lists instead of parameters. */
export const shownParts = [
  'offices',
  'channels',
  'classes',
  'risks',
  'groups',
  'lists',
  'facts',
  'procedures',
  'feeds',
  'duties',
  'grading',
  'forms',
] as const;
export type ShownPart = (typeof shownParts)[number];

/** One row for each item of the part as it applies, in the order of the packs; of procedures one for each step. */
export function partRows(policy: Policy, part: ShownPart): TableRow[] {
  const { terms } = policy;
  switch (part) {
    case 'offices':
      return terms.offices.map(({ id, level, labels, aliases, kinds }) => ({
        id,
        level,
        words: words([...labels, ...aliases, ...kinds]),
      }));
    case 'channels':
      return terms.channels.map(({ id, label, canonical, origins }) => ({
        id,
        label: label ?? '',
        canonical: canonical ?? '',
        origins: words(origins.map((each) => each.value)),
      }));
    case 'facts':
      return terms.facts.map(({ name, of, type, values }) => ({ name, of, type, values: words(values ?? []) }));
    case 'lists':
      return Object.entries(terms.lists).map(([id, entries]) => ({
        id,
        entries: words(entries.map((each) => each.id)),
      }));
    case 'procedures':
      return Object.values(policy.procedures).flatMap(({ id, kind, steps }) =>
        steps.map((step) => ({
          procedure: id,
          kind,
          step: step.id,
          label: step.label ?? '',
          by: words((step.by?.choices ?? []).map(({ office }) => office)),
        })),
      );
    case 'risks':
      return terms.risks.map(({ code, label, aliases }) => ({ code, label, aliases: words(aliases) }));
    case 'classes':
      return labelled(terms.classes);
    case 'groups':
      return labelled(terms.groups);
    case 'feeds':
      return labelled(policy.feeds);
    case 'duties':
      return labelled(policy.duties);
    case 'grading':
      return labelled(policy.grading);
    case 'forms':
      return labelled(policy.forms);
  }
}

function labelled(
  items: readonly { readonly id: string; readonly label?: string; readonly pack?: string }[],
): TableRow[] {
  return items.map(({ id, label, pack }) => ({ id, label: label ?? '', pack: pack ?? '' }));
}

function words(list: readonly string[]): string {
  return [...new Set(list)].join(' ');
}

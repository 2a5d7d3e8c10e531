import { sha256 } from '#domain/policy/sha256.ts';
import type { TextNode } from './reading/yaml-text.ts';

/**
 * SHA-256 (hex) of a pack's sections without its cases, and of its templates. Layout, comments, order of map keys and how items are spread over
 * files do not count; lists of items are ordered by id, all other lists keep their order.
 */
export function packHash(sections: ReadonlyMap<string, TextNode>, templates: ReadonlyMap<string, string>): string {
  const names = [...sections.keys()].filter((name) => name !== 'cases').sort();
  const plain = names.map((name) => [name, canonical(sections.get(name), true)]);
  const laidOut = [...templates].map(([path, content]) => [path, sha256(content)]).sort();
  return sha256(JSON.stringify(laidOut.length === 0 ? plain : [...plain, ['templates', laidOut]]));
}

function canonical(node: TextNode | undefined, top: boolean): unknown {
  if (node === undefined) return null;
  if (node.kind === 'text') return node.text.trim();
  if (node.kind === 'map') {
    const entries = node.entries.map((entry) => [entry.key, canonical(entry.value, false)] as const);
    return { map: [...entries].sort((a, b) => (a[0] < b[0] ? -1 : a[0] > b[0] ? 1 : 0)) };
  }
  const items = node.items.map((item) => canonical(item, false));
  return top ? items.map((item) => JSON.stringify(item)).sort() : items;
}

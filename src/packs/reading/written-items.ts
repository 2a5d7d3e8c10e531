import type { TextPlace } from '#domain/policy/pack-shape.ts';
import type { TextNode } from './yaml-text.ts';

type MapNode = Extract<TextNode, { readonly kind: 'map' }>;

const written = new WeakMap<TextPlace, MapNode>();

/** Remembers the text of a map under its place, so that an item can be shown in the words of its pack. */
export function noteWritten<T extends MapNode>(node: T): T {
  written.set(node.place, node);
  return node;
}

/** The text an item was read from; undefined for items that were never written (made by a test). */
export function writtenAt(place: TextPlace): TextNode | undefined {
  return written.get(place);
}

import { pinyin } from 'pinyin-pro';

/** How a name is sorted and found: whole pinyin, initials, and the initials under another reading of the surname (曾 单 仇). */
export interface NameKeys {
  readonly pinyin: string;
  readonly initials: string;
  readonly initialsOther: string | null;
}

const remembered = new Map<string, NameKeys>();
const REMEMBERED_MOST = 200_000;

/** Lower case, syllables joined by a space in `pinyin`; characters without a reading stay as they are. */
export function nameKeys(name: string): NameKeys {
  const known = remembered.get(name);
  if (known) return known;
  const syllables = pinyin(name, { toneType: 'none', type: 'array', surname: 'head', v: true });
  const initials = syllables
    .map((syllable) => syllable.slice(0, 1))
    .join('')
    .toLowerCase();
  const first = [...name][0] ?? '';
  const readings = pinyin(first, { toneType: 'none', type: 'array', multiple: true, v: true });
  const other = readings.map((reading) => reading.slice(0, 1).toLowerCase()).find((letter) => letter !== initials[0]);
  const keys: NameKeys = {
    pinyin: syllables.join(' ').toLowerCase(),
    initials,
    initialsOther: other === undefined ? null : other + initials.slice(1),
  };
  if (remembered.size < REMEMBERED_MOST) remembered.set(name, keys);
  return keys;
}

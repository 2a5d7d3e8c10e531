import type { ReactNode } from 'react';
import { countText } from '#words/number-forms.ts';
import { useWords } from './words-context.tsx';

type Props = {
  label: string;
  /** null: nothing is counted, the tile only opens its page. */
  n: number | null;
  tone: 'plain' | 'warn' | 'late';
  /** Wraps the tile in the client's own link. */
  link: (props: {
    className: string;
    'data-tone': string;
    'data-zero': '' | undefined;
    children: ReactNode;
  }) => ReactNode;
};

/** A number that opens its list. */
export function CounterTile({ label, n, tone, link }: Props) {
  const { language } = useWords();
  return link({
    className: 'tile',
    'data-tone': n === 0 ? 'plain' : tone,
    'data-zero': n === 0 ? '' : undefined,
    children: (
      <>
        <span className="tile-label">{label}</span>
        {n !== null && <span className="tile-number">{countText(language, n)}</span>}
      </>
    ),
  });
}

import { Link, useSearch } from '@tanstack/react-router';
import type { ClauseRef } from '#ui/basis-context.tsx';
import { useWords } from '#ui/words-context.tsx';
import { paths } from '../../paths.ts';

const SHOWN = 4;

/** The clauses something rests on, each a way back to the document; more than a few are counted. */
export function ClauseLinks({ sources }: { sources: readonly ClauseRef[] }) {
  const { say } = useWords();
  const { on, area } = useSearch({ strict: false });
  const where = { ...(on === undefined ? {} : { on }), ...(area === undefined ? {} : { area }) };
  if (sources.length === 0) return null;
  return (
    <span className="policy-chips">
      {sources.slice(0, SHOWN).map(({ pack, clause }) => (
        <Link
          key={`${pack}#${clause}`}
          className="policy-chip"
          to={paths.documents}
          search={{ ...where, clause: `${pack}#${clause}` }}
        >
          {pack}#{clause}
        </Link>
      ))}
      {sources.length > SHOWN && (
        <span className="muted">{say('policy.more-clauses', { n: sources.length - SHOWN })}</span>
      )}
    </span>
  );
}

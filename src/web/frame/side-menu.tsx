import { Link } from '@tanstack/react-router';
import { useWords } from '#ui/words-context.tsx';
import { useMe } from '../api/session.ts';
import { menuFor } from '../menu.ts';

/** The pages this account may open, under the names everybody in the county uses. */
export function SideMenu({ onChosen }: { onChosen?: () => void }) {
  const { say } = useWords();
  const groups = menuFor(useMe().permissions);
  return (
    <nav className="side-menu" aria-label={say('frame.menu.main')}>
      {groups.map((group) => {
        const alone = group.entries.length === 1 && group.entries[0]?.label === group.label;
        return (
          <section key={group.label} aria-label={say(group.label)}>
            {!alone && <p className="menu-group">{say(group.label)}</p>}
            <ul>
              {group.entries.map((entry) => (
                <li key={entry.to}>
                  <Link
                    to={entry.to}
                    className="menu-entry"
                    activeProps={{ className: 'menu-entry menu-entry-here' }}
                    activeOptions={{ exact: entry.to === '/', includeSearch: false }}
                    onClick={() => onChosen?.()}
                  >
                    {say(entry.label)}
                  </Link>
                </li>
              ))}
            </ul>
          </section>
        );
      })}
    </nav>
  );
}

import type { HomeReply } from '#contract/homes.ts';
import { DueChip } from '#ui/due-chip.tsx';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import { HrefLink } from '../../href-link.tsx';
import { DoorFacts } from './door-facts.tsx';

/** What is to be done, soonest first, each with its due chip and one link to do it. */
export function WorkList({ work }: { work: HomeReply['work'] }) {
  const { say } = useWords();
  return (
    <ul className="work">
      {work.map((item) => (
        <li key={item.key} className="work-item">
          <DueChip due={item.due} of={`${item.title} ${item.next}`} />
          <span className="work-who">
            <strong>{item.title}</strong>
            <span className="muted">
              {[item.village && villageText(item.village), item.source].filter(Boolean).join(' · ')}
            </span>
            {item.door && <DoorFacts door={item.door} name={item.title} />}
          </span>
          <HrefLink to={item.to} className="work-act" aria-label={`${item.next} ${item.title}`}>
            {item.next || say('home.act')}
          </HrefLink>
        </li>
      ))}
    </ul>
  );
}

import type { PolicyItemReply } from '#contract/policy.ts';
import { useBasis } from '#ui/basis-context.tsx';
import { useWords } from '#ui/words-context.tsx';
import { termText } from '#words/due-forms.ts';
import { isSentence } from '#words/sentences.ts';
import { ClauseLinks } from './clause-links.tsx';

const SECTIONS = ['step', 'duty', 'feed', 'form', 'term', 'grading'] as const;
const OF_SECTION: Readonly<Record<(typeof SECTIONS)[number], readonly PolicyItemReply['kind'][]>> = {
  step: ['procedure', 'step', 'limit', 'route', 'help'],
  duty: ['duty'],
  feed: ['feed'],
  form: ['form'],
  term: ['term'],
  grading: ['grading'],
};

/** What the documents order besides values: steps with who and how long, duties, reports, papers, words. */
export function RuleItems({ items, open }: { items: readonly PolicyItemReply[]; open: string | undefined }) {
  const { say } = useWords();
  return SECTIONS.map((section) => {
    const own = items.filter(({ kind }) => OF_SECTION[section].includes(kind));
    if (own.length === 0) return null;
    const wanted = own.some(({ path }) => path === open);
    return (
      <details
        key={`${section}${wanted}`}
        className="panel policy-document"
        open={wanted || section === 'step' || undefined}
      >
        <summary>
          <strong>{say(`policy.section.${section}`)}</strong>{' '}
          <span className="muted">{say('policy.items', { n: own.length })}</span>
        </summary>
        <ul className="policy-items">
          {own.map((item) => (
            <RuleItem key={item.path} item={item} chosen={item.path === open} />
          ))}
        </ul>
      </details>
    );
  });
}

function RuleItem({ item, chosen }: { item: PolicyItemReply; chosen: boolean }) {
  const { say } = useWords();
  const basis = useBasis();
  const strength = `policy.strength.${item.strength}`;
  return (
    <li id={item.path} className="policy-item" data-chosen={chosen ? '' : undefined}>
      <span>
        {item.of !== null && <span className="muted">{item.of} · </span>}
        <strong>{item.label}</strong>
      </span>
      <span className="muted">{item.who.slice(0, 3).join('、')}</span>
      <span>
        <ItemTime item={item} />{' '}
        {item.strength !== 'must' && isSentence(strength) && (
          <span className="policy-strength">{say(strength as 'policy.strength.may')}</span>
        )}
      </span>
      <span>
        <ClauseLinks sources={item.sources} />{' '}
        {(item.sources.length > 0 || item.inferred !== null) && (
          <button
            type="button"
            className="link-button"
            onClick={() => basis.open({ title: item.label, sources: item.sources, inferred: item.inferred })}
          >
            {item.inferred === null ? say('basis.title') : say('policy.inferred')}
            <span className="sr-only"> {item.label}</span>
          </button>
        )}
      </span>
    </li>
  );
}

function ItemTime({ item: { time } }: { item: PolicyItemReply }) {
  const { say, language } = useWords();
  if (time === null) return null;
  const unit = TERM_UNITS.find((each) => each === time.unit);
  const text =
    time.amount === null
      ? say('policy.unset')
      : unit === undefined
        ? `${time.amount} ${time.unit ?? ''}`
        : termText(language, time.amount, unit);
  return time.parameter === null ? text : <a href={`#parameters/${time.parameter}`}>{text}</a>;
}

const TERM_UNITS = ['working-day', 'day', 'week', 'month', 'year'] as const;

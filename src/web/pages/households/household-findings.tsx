import { useQuery } from '@tanstack/react-query';
import { useLocation } from '@tanstack/react-router';
import { useEffect } from 'react';
import { useWords } from '#ui/words-context.tsx';
import { FindingCard } from '../quality/finding-card.tsx';
import { householdFindingsQuery } from '../quality/quality-data.ts';
import '../quality/quality.css';

/** 疑点 of one household; a link to a field of it scrolls there. */
export function HouseholdFindings({ household }: { household: string }) {
  const { say } = useWords();
  const { data } = useQuery(householdFindingsQuery(household));
  const { hash } = useLocation();
  const ready = data !== undefined;
  useEffect(() => {
    const place = ready && hash !== '' ? document.getElementById(hash) : null;
    place?.scrollIntoView({ block: 'center' });
    place?.classList.add('looked-for');
  }, [hash, ready]);
  if (data === undefined || data.findings.length === 0) return null;
  return (
    <section className="panel household-box">
      <h2>
        {say('quality.on-household')} <span className="muted">{say('quality.count', { n: data.total })}</span>
      </h2>
      <ul className="findings">
        {data.findings.map((finding) => (
          <FindingCard key={finding.id} finding={finding} onDone={() => {}} withHousehold={false} />
        ))}
      </ul>
    </section>
  );
}

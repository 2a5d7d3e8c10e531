import { routes } from '#contract/routes.ts';
import { MaskedNumber } from '#ui/masked-number.tsx';
import { useWords } from '#ui/words-context.tsx';
import { registrySourceText } from '#words/engine-words.ts';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { CorrectValue } from './correct-value.tsx';
import type { HouseholdView } from './household-data.ts';

/** Members with what is known of each and who said it. */
export function HouseholdMembers({ view }: { view: HouseholdView }) {
  const { say, language } = useWords();
  const mayReveal = useMay('household.reveal-number');
  const { household, members } = view;
  return (
    <section className="panel household-box">
      <h2>{say('household.members')}</h2>
      {members.length === 0 && <p className="muted">{say('household.no-members')}</p>}
      <ul className="members">
        {members.map((member) => (
          <li key={member.id} id={`member-${member.id}`} className="member">
            <div className="row">
              <strong>{member.name}</strong>
              <span className="muted">
                {[member.relation, member.sex, member.age === null ? null : say('household.years', { n: member.age })]
                  .filter(Boolean)
                  .join(' · ')}
              </span>
              <span className="member-id">
                <MaskedNumber
                  masked={member.idMasked}
                  of={member.name}
                  reveal={
                    mayReveal
                      ? async (reason) =>
                          (
                            await api(routes.revealNumber, {
                              params: { id: household.id },
                              body: { subject: 'person-id', person: member.id, reason },
                            })
                          ).value
                      : undefined
                  }
                />
              </span>
              <CorrectValue household={household.id} person={member.id} name={member.name} />
            </div>
            {known(member).length > 0 && (
              <div className="member-facts">
                {known(member).map((fact) => (
                  <span
                    key={fact.key}
                    title={[fact.source && registrySourceText(language, fact.source), fact.on]
                      .filter(Boolean)
                      .join(' ')}
                  >
                    <span className="muted">{fact.label}</span> {fact.value}
                  </span>
                ))}
              </div>
            )}
            <Unknowns member={member} />
          </li>
        ))}
      </ul>
    </section>
  );
}

type Member = HouseholdView['members'][number];

function known(member: Member) {
  return member.facts.filter((fact) => fact.value !== null);
}

/** Facts nobody has filled in, on one line: unknown is shown, but does not crowd out what is known. */
function Unknowns({ member }: { member: Member }) {
  const { say } = useWords();
  const labels = member.facts.filter((fact) => fact.value === null).map(({ label }) => label);
  if (labels.length === 0) return null;
  return (
    <p className="unknown member-unknown">
      {say('value.unknown')}：{labels.join('、')}
    </p>
  );
}

import { Input, Select } from 'antd';
import { Choices } from '#ui/choices.tsx';
import { useWords } from '#ui/words-context.tsx';
import type { SignedHow } from './act-draft.ts';
import type { PartProps } from './act-form.tsx';
import type { OpenAct } from './matter-data.ts';

const HOWS: readonly SignedHow[] = ['self', 'thumbprint', 'guardian', 'proxy'];

/** The papers of the act: what is promised, read aloud; what each member agrees to; how each put a name to it. */
export function ActPapers({ act, draft }: PartProps) {
  const { say } = useWords();
  if (act.papers.length === 0 && act.memberFacts.length === 0) return null;
  return (
    <section className="act-papers">
      {act.papers
        .filter(({ statements, signs }) => statements.length > 0 && signs.length > 0)
        .map((paper) => (
          <div key={paper.id}>
            <h4>{paper.label}</h4>
            <ol className="act-statements">
              {paper.statements.map((statement) => (
                <li key={statement}>{statement}</li>
              ))}
            </ol>
            <p className="muted">{say('matter.form.signed-by', { signs: paper.signs.join('、') })}</p>
          </div>
        ))}
      {act.household.length > 0 && <HouseholdSigns act={act} draft={draft} />}
    </section>
  );
}

function HouseholdSigns({ act, draft }: Pick<PartProps, 'act' | 'draft'>) {
  const { say } = useWords();
  const { memberFacts, signatures } = draft.value;
  const allKey = act.memberFacts[0];
  return (
    <fieldset className="act-members">
      <legend className="field-label">{say('matter.form.household-signs')}</legend>
      {allKey !== undefined && (
        <button
          type="button"
          className="link-button"
          onClick={() =>
            draft.set({
              memberFacts: Object.fromEntries(
                act.household.flatMap(({ id }) => act.memberFacts.map((fact) => [`${id}.${fact}`, 'true'])),
              ),
            })
          }
        >
          {say('matter.form.all-agreed')}
        </button>
      )}
      <ul>
        {act.household.map((member) => {
          const signed = signatures[member.id] ?? { how: '' as const, name: '' };
          const sign = (change: Partial<typeof signed>) =>
            draft.set({ signatures: { ...signatures, [member.id]: { ...signed, ...change } } });
          return (
            <li key={member.id}>
              <span>
                {member.name}
                {member.minor === true && <span className="muted"> {say('matter.form.minor')}</span>}
              </span>
              <span className="act-member-fields">
                {act.memberFacts.map((fact) => (
                  <Choices
                    key={fact}
                    label={say('matter.form.of-member', { name: member.name, item: fact })}
                    value={memberFacts[`${member.id}.${fact}`]}
                    options={[
                      { id: 'true', label: fact },
                      { id: 'false', label: say('matter.form.not-agreed') },
                    ]}
                    onChange={(said) => draft.set({ memberFacts: { ...memberFacts, [`${member.id}.${fact}`]: said } })}
                  />
                ))}
                <Select
                  aria-label={say('matter.form.how-signed', { name: member.name })}
                  allowClear
                  placeholder={say('matter.form.how')}
                  style={{ minWidth: 150 }}
                  value={signed.how === '' ? null : signed.how}
                  options={howsOf(member).map((how) => ({ value: how, label: say(`matter.sign.${how}`) }))}
                  onChange={(how: SignedHow | null) => sign({ how: how ?? '' })}
                />
                {signed.how !== '' && signed.how !== 'self' && (
                  <Input
                    aria-label={say(`matter.sign.${signed.how}-name`)}
                    placeholder={say(`matter.sign.${signed.how}-name`)}
                    maxLength={40}
                    style={{ maxWidth: 180 }}
                    value={signed.name}
                    onChange={(event) => sign({ name: event.target.value })}
                  />
                )}
              </span>
            </li>
          );
        })}
      </ul>
    </fieldset>
  );
}

/** A child signs through a guardian; a guardian signs for nobody who is grown up. */
function howsOf({ minor }: OpenAct['household'][number]): readonly SignedHow[] {
  if (minor === true) return ['guardian'];
  return minor === false ? HOWS.filter((how) => how !== 'guardian') : HOWS;
}

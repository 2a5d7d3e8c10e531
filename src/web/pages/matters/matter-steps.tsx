import { plainDate } from '#domain/values/plain-date.ts';
import { useBasis } from '#ui/basis-context.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText, dayText } from '#words/date-forms.ts';
import { isNotice, type MatterStep, type MatterView } from './matter-data.ts';

/** The steps as ordered here: one column a rank, parallel ones beneath one another in it. */
export function MatterSteps({ view: { steps } }: { view: MatterView }) {
  const { say } = useWords();
  const ranks = [...new Set(steps.map((step) => step.rank))].sort((a, b) => a - b);
  return (
    <ol className="steps" aria-label={say('matter.steps')}>
      {ranks.map((rank) => (
        <li key={rank} className="steps-rank">
          {steps
            .filter((step) => step.rank === rank)
            .map((step) => (
              <StepCard key={step.id} step={step} />
            ))}
        </li>
      ))}
    </ol>
  );
}

function StepCard({ step }: { step: MatterStep }) {
  const { say, language } = useWords();
  const basis = useBasis();
  const settled = step.doneOn ?? null;
  return (
    <section className="step" data-state={step.state} aria-label={step.label}>
      <div className="row step-head">
        <h2>{step.label}</h2>
        <span className="step-state">{say(`matter.step.${step.state}`)}</span>
      </div>
      {step.owed && <p className="step-owed">{say('matter.step.owed')}</p>}
      {settled !== null && (
        <p>
          {step.outcome !== null && <strong>{step.outcome} </strong>}
          {dateText(language, plainDate(settled))}
          {step.doneBy.length > 0 && <span className="muted"> {step.doneBy.join('、')}</span>}
        </p>
      )}
      <StepDue step={step} />
      {settled === null && step.state !== 'not-applicable' && step.by.length > 0 && (
        <p className="muted">{say('matter.step.by', { by: step.by.join('、') })}</p>
      )}
      <p className="step-foot">
        {step.source.length > 0 && (
          <button
            type="button"
            className="link-button"
            aria-label={`${say('basis.title')} ${step.label}`}
            onClick={() =>
              basis.open({
                title: step.label,
                ...(step.note === null ? {} : { said: step.note }),
                sources: step.source,
                inferred: step.inferred,
              })
            }
          >
            {say('basis.title')}
          </button>
        )}
        {step.inferred !== null && <span className="muted">{say('matter.step.inferred')}</span>}
      </p>
    </section>
  );
}

/** By when; for a step that lasts, until when. A clock that has not started is not shown. */
function StepDue({ step }: { step: MatterStep }) {
  const { say, language, today } = useWords();
  const basis = useBasis();
  const { due } = step;
  if (due === null || due.state === 'waiting' || due.state === 'none') return null;
  if (step.state !== 'begun' || due.on === undefined) return <DueChip due={due} of={step.label} />;
  const full = due.on <= today;
  const key = isNotice(step.label)
    ? (`matter.step.up-${full ? 'full' : 'until'}` as const)
    : (`matter.step.lasts-${full ? 'full' : 'until'}` as const);
  const said = say(key, { day: dayText(language, plainDate(due.on), today) });
  return (
    <button
      type="button"
      className="due"
      onClick={() => basis.open({ title: step.label, said, sources: due.source ?? step.source })}
    >
      {said}
    </button>
  );
}

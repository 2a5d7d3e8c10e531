import { Button } from 'antd';
import { useState } from 'react';
import { parsePlainDate } from '#domain/values/plain-date.ts';
import { useBasis } from '#ui/basis-context.tsx';
import { RefusedAct } from '#ui/refused-act.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dayText } from '#words/date-forms.ts';
import type { Say } from '#words/sentences.ts';
import { useMay } from '../../api/session.ts';
import { ActForm } from './act-form.tsx';
import { EngineActs } from './engine-acts.tsx';
import { isNotice, type MatterStep, type MatterView, type OpenAct } from './matter-data.ts';
import { ObjectionActs } from './objection-acts.tsx';
import { RouteActs } from './route-acts.tsx';
import { UnknownFacts } from './unknown-facts.tsx';

type Props = { view: MatterView; onDone: (what: string) => void };

/** 现在可以办 with a small form each, 暂不能办 with its reason, and who acts next. */
export function MatterActs({ view, onDone }: Props) {
  const { say } = useWords();
  const mayAct = useMay('matter.act');
  const [chosen, setChosen] = useState<string>();
  const { open, helps, waiting, matter } = view;
  const over = matter.closedOn !== null;
  return (
    <div className="matter-now">
      <section className="panel matter-box">
        <h2>{say('matter.now')}</h2>
        <WhoNext view={view} />
        {open.length === 0 && <p className="muted">{say(over ? 'matter.all-done' : 'matter.nothing-now')}</p>}
        {[...open, ...(mayAct && !over ? helps : [])].map((act) => {
          const key = `${act.step}.${act.moment}`;
          const label = actLabel(say, act, view.steps);
          const mine = (act.mine || act.recordsFor.length > 0) && mayAct;
          return (
            <div key={key} className="act">
              {chosen === key && mine ? (
                <ActForm
                  act={act}
                  label={label}
                  view={view}
                  onClose={() => setChosen(undefined)}
                  onDone={() => {
                    setChosen(undefined);
                    onDone(label);
                  }}
                />
              ) : (
                <>
                  <Button type="primary" disabled={!mine} onClick={() => setChosen(key)}>
                    {act.mine || act.recordsFor.length === 0
                      ? label
                      : say('matter.record-for', { office: act.recordsFor[0]?.label ?? '', what: label })}
                  </Button>
                  {!mine && (
                    <p className="refused-why">
                      {say('matter.not-yours', { by: act.by.join('、') })}
                      {act.people.length > 0 && `（${act.people.join('、')}）`}
                    </p>
                  )}
                </>
              )}
            </div>
          );
        })}
        {mayAct && !over && <UnknownFacts view={view} onDone={onDone} />}
        {mayAct && !over && <ObjectionActs view={view} onDone={onDone} />}
        {!over && <RouteActs view={view} onDone={onDone} />}
        {mayAct && <EngineActs view={view} onDone={onDone} />}
      </section>
      {(view.refused.length > 0 || waiting.length > 0) && (
        <section className="panel matter-box">
          <h2>{say('matter.not-yet')}</h2>
          <Refused view={view} />
          {waiting.map((step) => (
            <WaitingStep key={step.step} view={view} waiting={step} />
          ))}
        </section>
      )}
    </div>
  );
}

/** Who must act next: the office and its people by name. */
function WhoNext({ view: { open, matter, steps } }: { view: MatterView }) {
  const { say } = useWords();
  const mayAct = useMay('matter.act');
  if (open.length === 0 || matter.closedOn !== null) return null;
  if (mayAct && open.some((act) => act.mine)) return <p className="matter-turn">{say('matter.who-you')}</p>;
  const who = (act: OpenAct) => {
    const office = act.by.join('、');
    return act.people.length === 0 ? office : say('matter.people', { office, people: act.people.join('、') });
  };
  return (
    <p className="matter-turn">
      {say('matter.who')}{' '}
      {open.map((act) => say('matter.who-office', { who: who(act), what: actLabel(say, act, steps) })).join('；')}
    </p>
  );
}

/** Acts something stands against, each once with all reasons. */
function Refused({ view }: { view: MatterView }) {
  const { say } = useWords();
  const steps = [...new Set(view.refused.map((refusal) => refusal.step ?? ''))];
  return steps.map((id) => {
    const refusals = view.refused.filter((refusal) => (refusal.step ?? '') === id);
    const step = view.steps.find((each) => each.id === id);
    const label = step ? stepActLabel(say, step) : id;
    return <RefusedAct key={id} label={label} refusals={refusals} />;
  });
}

/** A step whose time or turn has not come. */
function WaitingStep({ view, waiting }: { view: MatterView; waiting: MatterView['waiting'][number] }) {
  const { say, language, today } = useWords();
  const basis = useBasis();
  const step = view.steps.find((each) => each.id === waiting.step);
  const day = parsePlainDate(waiting.for);
  const said = day
    ? say('matter.from-day', { day: dayText(language, day, today) })
    : waiting.for === ''
      ? ''
      : say('matter.after', { steps: waiting.for });
  const label = step ? stepActLabel(say, step) : waiting.label;
  return (
    <div className="refused">
      <Button disabled>{label}</Button>
      <span className="refused-why">
        {said}{' '}
        {step && step.source.length > 0 && (
          <button
            type="button"
            className="link-button"
            aria-label={`${say('basis.title')} ${label}`}
            onClick={() => basis.open({ title: label, said, sources: step.source, inferred: step.inferred })}
          >
            {say('basis.title')}
          </button>
        )}
      </span>
    </div>
  );
}

/** The button of an act: 张贴公示 and 公示结束 for a notice that hangs a while, otherwise the step's own name. */
function actLabel(say: Say, act: OpenAct, steps: MatterView['steps']): string {
  const lasts = steps.find(({ id }) => id === act.step)?.lasts ?? false;
  if (act.moment === 'begin')
    return isNotice(act.label) ? say('matter.post') : say('matter.begin', { step: act.label });
  return isNotice(act.label) && lasts ? say('matter.take-down') : act.label;
}

function stepActLabel(say: Say, { label, state, lasts }: MatterStep): string {
  if (!lasts) return label;
  const begun = state === 'begun';
  if (!isNotice(label)) return begun ? say('matter.finish', { step: label }) : label;
  return say(begun ? 'matter.take-down' : 'matter.post');
}

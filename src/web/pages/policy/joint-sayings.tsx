import type { ParameterReply } from '#contract/policy.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { parameterText } from './parameter-value.ts';

/** A value several offices set together: what each has said, and that it counts once they say the same. */
export function JointSayings({ parameter }: { parameter: ParameterReply }) {
  const { say, language } = useWords();
  return (
    <div className="policy-small">
      <p>{say('policy.joint')}</p>
      <ul className="policy-joint">
        {parameter.joint.map(({ office, text, from }) => (
          <li key={office}>
            {text === null
              ? say('policy.joint-open', { office })
              : say('policy.joint-said', {
                  office,
                  value: parameterText(language, text, parameter.unit) ?? text,
                  from: from === null ? '' : dateText(language, plainDate(from)),
                })}
          </li>
        ))}
      </ul>
    </div>
  );
}

import type { ReactNode } from 'react';
import type { ParameterReply } from '#contract/policy.ts';
import type { Reply } from '#contract/route.ts';
import type { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useBasis } from '#ui/basis-context.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { setByText } from '#words/engine-words.ts';
import { ClauseLinks } from './clause-links.tsx';
import { JointSayings } from './joint-sayings.tsx';
import { parameterText, questionText } from './parameter-value.ts';

/** Packs write a day before this one for what held before anybody can ask. */
const ALWAYS = '1950-01-01';

type Props = {
  parameter: ParameterReply;
  documents: Reply<typeof routes.currentPolicy>['documents'];
  children?: ReactNode;
};

/** One parameter: its value, since when, by which clause or whose setting, and what it took the place of. */
export function ParameterRow({ parameter, documents, children }: Props) {
  const { say, language } = useWords();
  const basis = useBasis();
  const { set, setBy } = parameter;
  const documentName = (id: string) => {
    const found = documents.find(({ pack }) => pack === id);
    return found ? found.number || found.title : id;
  };
  return (
    <tr id={`parameters/${parameter.name}`}>
      <th scope="row">
        {parameter.name}
        {parameter.question.map((text) => (
          <p key={text} className="muted policy-small">
            {questionText(text)}
          </p>
        ))}
      </th>
      <td>
        <ParameterValue parameter={parameter} />
        {parameter.joint.length > 0 && <JointSayings parameter={parameter} />}
        {parameter.overridden.map((old) => {
          const text = parameterText(language, old.value, parameter.unit);
          return (
            text !== undefined && (
              <p key={`${old.pack}${old.clause}${text}`} className="muted policy-small">
                {say('policy.overrode', { document: documentName(old.pack), value: text })}
              </p>
            )
          );
        })}
      </td>
      <td>{parameter.from === null || parameter.from < ALWAYS ? '' : dateText(language, plainDate(parameter.from))}</td>
      <td>
        {set ? (
          <span>
            {say('policy.set-on', { who: setByText(language, set.by), on: dateText(language, plainDate(set.on)) })}{' '}
            {set.document}
          </span>
        ) : (
          setBy !== null && <span>{say('policy.set-by', { who: setByText(language, setBy) })}</span>
        )}{' '}
        <ClauseLinks sources={parameter.source} />{' '}
        {(parameter.source.length > 0 || parameter.inferred !== null) && (
          <button
            type="button"
            className="link-button"
            onClick={() =>
              basis.open({ title: parameter.name, sources: parameter.source, inferred: parameter.inferred })
            }
          >
            {parameter.inferred === null ? say('basis.title') : say('policy.inferred')}
            <span className="sr-only"> {parameter.name}</span>
          </button>
        )}
      </td>
      {children !== undefined && <td>{children}</td>}
    </tr>
  );
}

/** The value in words; unset and undetermined stand out without colour alone. */
export function ParameterValue({ parameter }: { parameter: ParameterReply }) {
  const { say, language } = useWords();
  const text = parameterText(language, parameter.value, parameter.unit);
  if (text !== undefined) return <strong>{text}</strong>;
  if (parameter.waitsFor.length > 0 && parameter.joint.length === 0) {
    return <span className="muted">{say('policy.depends', { missing: parameter.waitsFor.join('、') })}</span>;
  }
  return <span className="policy-unset">? {say('policy.unset')}</span>;
}

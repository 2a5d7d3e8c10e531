import { Link } from '@tanstack/react-router';
import { Checkbox } from 'antd';
import type { RegistryDifference } from '#contract/differences.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { registrySourceText } from '#words/engine-words.ts';
import { villageText } from '#words/place-forms.ts';
import { paths } from '../../paths.ts';
import type { Decided } from './decide-bar.tsx';

type Props = {
  differences: readonly RegistryDifference[];
  chosen: ReadonlySet<number>;
  refused: Decided['refused'];
  onChoose: (ids: readonly number[], on: boolean) => void;
};

/** One household with everything that is said differently about it. */
export function HouseholdDifferences({ differences, chosen, refused, onChoose }: Props) {
  const { say } = useWords();
  const [first] = differences;
  if (first === undefined) return null;
  const ids = differences.map(({ id }) => id);
  const count = ids.filter((id) => chosen.has(id)).length;
  return (
    <li className="panel difference-household">
      <div className="row difference-head">
        <Checkbox
          checked={count === ids.length}
          indeterminate={count > 0 && count < ids.length}
          onChange={(event) => onChoose(ids, event.target.checked)}
        >
          {say('differences.whole', { n: ids.length })}
        </Checkbox>
        <Link to={paths.household} params={{ id: first.household }}>
          <strong>{first.headName}</strong>
        </Link>
        <span className="muted">{first.village && villageText(first.village.name)}</span>
      </div>
      <div className="difference-scroll">
        <table className="differences">
          <thead>
            <tr>
              <td />
              <th scope="col">{say('differences.what')}</th>
              <th scope="col">{say('differences.known')}</th>
              <th scope="col">{say('differences.offered')}</th>
              <th scope="col">{say('differences.because')}</th>
            </tr>
          </thead>
          <tbody>
            {differences.map((difference) => (
              <Line
                key={difference.id}
                difference={difference}
                checked={chosen.has(difference.id)}
                refused={refused.find(({ id }) => id === difference.id)?.why}
                onCheck={(on) => onChoose([difference.id], on)}
              />
            ))}
          </tbody>
        </table>
      </div>
    </li>
  );
}

function Line(props: {
  difference: RegistryDifference;
  checked: boolean;
  refused: Decided['refused'][number]['why'] | undefined;
  onCheck: (on: boolean) => void;
}) {
  const { say } = useWords();
  const { difference, checked, refused, onCheck } = props;
  const label = difference.field === 'household' ? say('differences.household') : difference.label;
  const what = [difference.member, label].filter(Boolean).join(' · ');
  const moves = difference.field === 'household';
  return (
    <tr>
      <td>
        <Checkbox checked={checked} aria-label={what} onChange={(event) => onCheck(event.target.checked)} />
      </td>
      <td>{what}</td>
      <td>
        <Said said={difference.known} />
      </td>
      <td>
        <Said
          said={
            moves
              ? { ...difference.offered, value: difference.moveTo ?? say('differences.nowhere') }
              : difference.offered
          }
        />
        <span className="muted difference-file">
          {difference.proposal ? say('differences.proposed-by', difference.proposal) : difference.fileName}
        </span>
      </td>
      <td className="muted">
        {say(`imports.reason.${difference.reason}`)}
        {refused !== undefined && (
          <strong className="difference-refused">{say(`differences.refused.${refused}`)}</strong>
        )}
      </td>
    </tr>
  );
}

/** A value, and below it who says so and of which day. */
function Said({ said }: { said: RegistryDifference['known'] }) {
  const { say, language } = useWords();
  const source = registrySourceText(language, said.source);
  return (
    <>
      <span className="difference-value">{said.value || say('imports.blank')}</span>
      <span className="muted">
        {said.on === null ? source : say('imports.said-by', { source, on: dateText(language, plainDate(said.on)) })}
      </span>
    </>
  );
}

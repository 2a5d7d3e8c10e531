import { App, Button } from 'antd';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import type { FeedConflict } from './dispatch-data.ts';

/** Rows whose number the register knows under another name: set apart until somebody says who is meant. */
export function FeedConflicts({ conflicts }: { conflicts: readonly FeedConflict[] }) {
  const { say } = useWords();
  return (
    <div className="stack">
      <p className="note">{say('conflict.hint')}</p>
      <ul className="stack">
        {conflicts.map((conflict) => (
          <Conflict key={`${conflict.batch}${conflict.sheet}${conflict.row}`} conflict={conflict} />
        ))}
      </ul>
    </div>
  );
}

function Conflict({ conflict }: { conflict: FeedConflict }) {
  const { say } = useWords();
  const { message } = App.useApp();
  const { registered } = conflict;
  const decide = useAct(
    (meant: 'registered' | 'somebody-else') =>
      api(routes.decideFeedConflict, {
        body: { batch: conflict.batch, sheet: conflict.sheet, row: conflict.row, meant },
      }),
    (reply) => void message.success(say(`conflict.done.${reply.outcome}`)),
  );
  return (
    <li className="panel dispatch-box">
      <p className="muted">
        {conflict.department.label} · {conflict.feedLabel} ·{' '}
        {say('conflict.row', { file: conflict.fileName, row: conflict.row })}
      </p>
      <dl className="facts">
        <dt>{say('conflict.reported')}</dt>
        <dd>
          <strong>{conflict.name}</strong> {conflict.idMasked} <span className="muted">{conflict.place}</span>
        </dd>
        <dt>{say('conflict.registered')}</dt>
        <dd>
          <strong>{registered.name}</strong> {say('conflict.of-head', { name: registered.headName })}{' '}
          <span className="muted">{registered.village && villageText(registered.village.name)}</span>
        </dd>
      </dl>
      <div className="row">
        <Button disabled={decide.isPending} onClick={() => decide.mutate('registered')}>
          {say('conflict.is-registered', { name: registered.name })}
        </Button>
        <Button disabled={decide.isPending} onClick={() => decide.mutate('somebody-else')}>
          {say('conflict.somebody-else')}
        </Button>
      </div>
    </li>
  );
}

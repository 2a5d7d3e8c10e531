import { Button } from 'antd';
import { EmptyState } from '#ui/empty-state.tsx';
import { useWords } from '#ui/words-context.tsx';
import { errorSentence } from '#words/error-words.ts';
import { ApiError } from '../api/client.ts';
import { paths } from '../paths.ts';
import './frame.css';

/** A page that could not be read, with the sentence why and one button. */
export function PageFailure({ error, reset }: { error: unknown; reset: () => void }) {
  const { say, language } = useWords();
  const code = error instanceof ApiError ? error.code : 'internal';
  const facts = error instanceof ApiError ? error.facts : {};
  return (
    <EmptyState
      title={say('fail.page')}
      hint={errorSentence(language, code, facts)}
      action={<Button onClick={reset}>{say('do.retry')}</Button>}
    />
  );
}

/** An address no page has. */
export function NoSuchPage() {
  const { say } = useWords();
  return (
    <main className="gate">
      <div className="gate-card empty">
        <h1 className="empty-title">{say('fail.no-page')}</h1>
        <p className="empty-hint">{say('fail.no-page-hint')}</p>
        <a href={paths.home}>{say('menu.home')}</a>
      </div>
    </main>
  );
}

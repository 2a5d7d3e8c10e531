import { Button } from 'antd';
import { EmptyState } from '#ui/empty-state.tsx';
import { useWords } from '#ui/words-context.tsx';
import { errorSentence } from '#words/error-words.ts';
import { ApiError } from '../api/client.ts';

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
    <EmptyState
      title={say('fail.no-page')}
      hint={say('fail.no-page-hint')}
      action={<a href="/">{say('menu.home')}</a>}
    />
  );
}

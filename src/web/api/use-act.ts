import { useMutation, useQueryClient } from '@tanstack/react-query';
import { App } from 'antd';
import { useWords } from '#ui/words-context.tsx';
import { errorSentence } from '#words/error-words.ts';
import { refusalSentence } from '#words/refusal-words.ts';
import { ApiError } from './client.ts';

/** Says a failure in the user's language, where an act was pressed. What is not the border's is a bug and is thrown on. */
export function useSayFailure(): (failure: unknown) => void {
  const { message } = App.useApp();
  const { language } = useWords();
  return (failure) => {
    if (!(failure instanceof ApiError)) throw failure;
    const [refusal] = failure.refusals;
    const text = refusal ? refusalSentence(language, refusal) : errorSentence(language, failure.code, failure.facts);
    void message.error({ content: text, duration: 6 });
  };
}

/**
 * A writing call bound to a page: afterwards every list is read anew; a failure is said.
 */
export function useAct<Input, Result>(
  act: (input: Input) => Promise<Result>,
  onDone?: (result: Result, input: Input) => void,
) {
  const client = useQueryClient();
  const sayFailure = useSayFailure();
  return useMutation({
    mutationFn: act,
    onSuccess: async (result, input) => {
      onDone?.(result, input);
      await client.invalidateQueries({ predicate: ({ queryKey }) => queryKey[0] !== 'session' });
    },
    onError: sayFailure,
  });
}

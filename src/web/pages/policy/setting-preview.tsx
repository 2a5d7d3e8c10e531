import { useQuery } from '@tanstack/react-query';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import type { SentenceKey } from '#words/sentences.ts';
import { api } from '../../api/client.ts';

type Preview = Reply<typeof routes.previewSetting>;
type Props = { name: string; value: string; unit: string | null; from: string };

/** Who is affected, before it counts: whether the value would be taken and which due days of running matters would move. */
export function SettingPreview({ name, value, unit, from }: Props) {
  const { say } = useWords();
  const { data, isFetching } = useQuery({
    queryKey: ['setting-preview', name, value, unit, from],
    queryFn: () => api(routes.previewSetting, { query: { name, value, from, ...(unit === null ? {} : { unit }) } }),
    enabled: value !== '' && from !== '',
    retry: false,
  });
  if (data === undefined) return isFetching ? <p className="muted">{say('policy.preview.waiting')}</p> : null;
  return (
    <section className="note policy-preview" aria-label={say('policy.preview')} aria-live="polite">
      <Lines preview={data} />
    </section>
  );
}

function Lines({ preview }: { preview: Preview }) {
  const { say } = useWords();
  if (!preview.accepted) {
    const reasons = preview.refusals.map(({ code }) => {
      const key = `policy.refusal.${code}`;
      return isSentence(key) ? say(key) : code;
    });
    return (
      <p>
        {say('policy.preview.refused')}
        {reasons.join('；')}
      </p>
    );
  }
  const { looked, moved } = preview;
  return (
    <>
      {preview.suspicious.length > 0 && (
        <p>{say('policy.preview.suspicious', { why: preview.suspicious.join('；') })}</p>
      )}
      <p>
        {looked === 0
          ? say('policy.preview.none')
          : moved === 0
            ? say('policy.preview.same', { looked })
            : say('policy.preview.moved', { looked, moved })}
      </p>
      {preview.counties.length > 0 && (
        <ul>
          {preview.counties.map(({ name, looked, moved }) => (
            <li key={name}>{say('policy.preview.county', { name, looked, moved })}</li>
          ))}
        </ul>
      )}
      <ul>
        {preview.examples.map(({ no, step, before, after }) => (
          <li key={`${no}${step}`}>
            {say('policy.preview.line', {
              no,
              step,
              before: before ?? say('policy.preview.no-date'),
              after: after ?? say('policy.preview.no-date'),
            })}
          </li>
        ))}
      </ul>
    </>
  );
}

const refusals = [
  'wrong-value',
  'not-a-choice',
  'basis-missing',
  'below-floor',
  'above-ceiling',
  'bound-unset',
  'wrong-office',
  'not-to-be-set',
];

function isSentence(key: string): key is Extract<SentenceKey, `policy.refusal.${string}`> {
  return refusals.some((code) => key === `policy.refusal.${code}`);
}

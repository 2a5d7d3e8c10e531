import { Button, Input } from 'antd';
import { useState } from 'react';
import type { RegistryDifference } from '#contract/differences.ts';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';

export type Decided = Reply<typeof routes.decideDifferences>;

type Props = { selected: readonly RegistryDifference[]; onDecided: (outcome: Decided) => void };

/** What to do with the chosen lines: take what was offered, or keep what is known and say why. */
export function DecideBar({ selected, onDecided }: Props) {
  const { say } = useWords();
  const [reason, setReason] = useState('');
  const told = reason.trim();
  const ids = selected.map(({ id }) => id);
  const decide = useAct(
    (decision: 'accept' | 'keep') =>
      api(routes.decideDifferences, {
        body: { differences: ids, decision, ...(told.length < 2 ? {} : { reason: told }) },
      }),
    (outcome) => {
      setReason('');
      onDecided(outcome);
    },
  );
  const none = ids.length === 0;
  return (
    <section className="panel difference-bar" aria-label={say('differences.decide')}>
      <span>{none ? say('differences.choose') : say('differences.chosen', { n: ids.length })}</span>
      <Input
        className="difference-reason"
        aria-label={say('differences.why')}
        placeholder={say('differences.why')}
        maxLength={200}
        value={reason}
        onChange={(event) => setReason(event.target.value)}
      />
      <Button disabled={none || told.length < 2} loading={decide.isPending} onClick={() => decide.mutate('keep')}>
        {say('differences.keep')}
      </Button>
      <Button type="primary" disabled={none} loading={decide.isPending} onClick={() => decide.mutate('accept')}>
        {say('differences.accept')}
      </Button>
    </section>
  );
}

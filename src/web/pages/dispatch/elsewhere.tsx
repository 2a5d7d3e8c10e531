import { Button } from 'antd';
import { useState } from 'react';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';

/** 查外县 for somebody the register does not know: the county only, every question is logged. */
export function Elsewhere({ lead, name }: { lead: string; name: string }) {
  const { say } = useWords();
  const [counties, setCounties] = useState<readonly string[]>();
  const ask = useAct(
    () => api(routes.findElsewhere, { params: { id: lead }, body: {} }),
    (reply) => setCounties(reply.counties.map((county) => county.name)),
  );
  if (counties !== undefined) {
    return (
      <span role="status">
        {counties.length === 0 ? say('elsewhere.nowhere') : say('elsewhere.in', { counties: counties.join('、') })}
      </span>
    );
  }
  return (
    <Button
      size="small"
      loading={ask.isPending}
      title={say('elsewhere.hint')}
      aria-label={`${say('elsewhere.ask')} ${name}`}
      onClick={() => ask.mutate(undefined)}
    >
      {say('elsewhere.ask')}
    </Button>
  );
}

import { Button } from 'antd';
import { routes } from '#contract/routes.ts';
import { useBasis } from '#ui/basis-context.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import type { MatterView } from './matter-data.ts';

type Route = MatterView['routes'][number];

/** 绿色通道 and the like: open, offered, or what would have to be known first. */
export function RouteActs({ view, onDone }: { view: MatterView; onDone: (what: string) => void }) {
  return view.routes
    .filter((route) => ['open', 'offered', 'unknown'].includes(route.state))
    .map((route) => <RouteLine key={route.id} route={route} view={view} onDone={onDone} />);
}

function RouteLine({ route, view, onDone }: { route: Route; view: MatterView; onDone: (what: string) => void }) {
  const { say, today } = useWords();
  const basis = useBasis();
  const mayAct = useMay('matter.act');
  const { matter } = view;
  const label = say('matter.green-open', { route: route.label });
  const open = useAct(
    () =>
      api(routes.actOnMatter, {
        params: { id: matter.id },
        body: { seq: matter.seq, do: 'route', target: route.id, on: today },
      }),
    () => onDone(label),
  );
  const said = {
    open: say('matter.green-on', { route: route.label }),
    offered: say('matter.green-offered', { route: route.label }),
    unknown: say('matter.green-unknown', { route: route.label, missing: route.missing.join('、') }),
  }[route.state as 'open' | 'offered' | 'unknown'];
  return (
    <div className="act act-route">
      {route.state === 'offered' && mayAct && (
        <Button loading={open.isPending} onClick={() => open.mutate(undefined)}>
          {label}
        </Button>
      )}
      <p className="refused-why">
        {said}{' '}
        {route.source.length > 0 && (
          <button
            type="button"
            className="link-button"
            aria-label={`${say('basis.title')} ${route.label}`}
            onClick={() => basis.open({ title: route.label, said, sources: route.source })}
          >
            {say('basis.title')}
          </button>
        )}
      </p>
    </div>
  );
}

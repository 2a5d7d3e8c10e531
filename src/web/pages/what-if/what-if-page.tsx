import { PrinterOutlined } from '@ant-design/icons';
import { useQuery } from '@tanstack/react-query';
import { Button } from 'antd';
import { routes } from '#contract/routes.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { TrialForm } from './trial-form.tsx';
import { TrialView } from './trial-view.tsx';
import '../feeds/feeds.css';
import './what-if.css';

/** 试算: what another value of a parameter would have raised of what was delivered, in numbers by township. */
export function WhatIfPage() {
  const { say } = useWords();
  const mayTry = useMay('what-if.try');
  const { data, error } = useQuery({
    queryKey: ['what-ifs'],
    queryFn: ({ signal }) => api(routes.listWhatIfs, { signal }),
  });
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  return (
    <>
      <PageHead
        title={say('what-if.title')}
        note={say('what-if.no-people')}
        actions={
          data.trials.length > 0 && (
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              {say('list.print')}
            </Button>
          )
        }
      />
      <div className="stack">
        {mayTry && (
          <section className="panel batch-box no-print" aria-label={say('what-if.try')}>
            {data.rules.length === 0 ? (
              <EmptyState title={say('what-if.no-rules')} hint={say('what-if.no-rules-hint')} />
            ) : (
              <TrialForm rules={data.rules} today={data.today} />
            )}
          </section>
        )}
        {data.trials.length === 0 ? (
          <section className="panel">
            <EmptyState title={say('what-if.none')} hint={say('what-if.none-hint')} />
          </section>
        ) : (
          data.trials.map((trial) => <TrialView key={trial.id} trial={trial} />)
        )}
      </div>
    </>
  );
}

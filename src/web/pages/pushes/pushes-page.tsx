import { useQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import { routes } from '#contract/routes.ts';
import { DueChip } from '#ui/due-chip.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { monthText } from '#words/date-forms.ts';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import { type Pushes, pushesQuery } from './push-data.ts';
import { PushTable } from './push-table.tsx';
import '../feeds/feeds.css';
import './pushes.css';

/** 对象推送: what the county owes for last month, and who has signed; for a department the lists it received. */
export function PushesPage() {
  const { say } = useWords();
  const receives = useMay('push.sign');
  const { data, error } = useQuery(pushesQuery);
  if (error) throw error;
  if (data === undefined) return <Waiting />;
  const lists = receives ? (
    <EmptyState title={say('push.none-received')} hint={say('push.none-received-hint')} />
  ) : (
    <EmptyState title={say('push.lists-empty')} hint={say('push.lists-empty-hint')} />
  );
  return (
    <>
      <PageHead
        title={say(receives ? 'push.received' : 'push.title')}
        note={
          data.lists.length === 0
            ? undefined
            : say(data.unsigned === 0 ? 'push.all-signed' : 'push.unsigned-n', { n: data.unsigned })
        }
      />
      <div className="stack">
        {!receives && <Owed owed={data.owed} />}
        <div className="panel batch-box">
          {!receives && <h2>{say('push.lists')}</h2>}
          {data.lists.length === 0 ? lists : <PushTable lists={data.lists} withDepartment={!receives} />}
        </div>
      </div>
    </>
  );
}

function Owed({ owed }: { owed: Pushes['owed'] }) {
  const { say, language } = useWords();
  const { modal, message } = App.useApp();
  const push = useAct(
    ({ duty, period }: Pushes['owed'][number]) => api(routes.makePushes, { body: { duty, period } }),
    (reply) => void message.success(say('push.done', { n: reply.lists.length })),
  );
  if (owed.length === 0) {
    return (
      <section className="panel">
        <EmptyState title={say('push.none-owed')} hint={say('push.none-owed-hint')} />
      </section>
    );
  }
  return owed.map((each) => (
    <section key={each.duty} className="panel batch-box" aria-label={each.label}>
      <div className="row">
        <h2>{each.label}</h2>
        <span className="muted">{say('push.owed', { month: monthText(language, each.period) })}</span>
        <DueChip due={each.due} of={each.label} />
        <span className="spread">
          {each.pushed ? (
            <span className="muted">{say('push.pushed')}</span>
          ) : (
            each.may && (
              <Button
                type="primary"
                loading={push.isPending}
                onClick={() =>
                  void modal.confirm({
                    title: each.label,
                    content: say('push.make-ask', {
                      n: each.departments.length,
                      month: monthText(language, each.period),
                    }),
                    okText: say('push.make'),
                    cancelText: say('do.close'),
                    onOk: () => push.mutate(each),
                  })
                }
              >
                {say('push.make')}
              </Button>
            )
          )}
        </span>
      </div>
      <p>{say('push.to', { departments: each.departments.join('、') })}</p>
      <p className="muted">{say('push.fields', { fields: each.fields.join('、') })}</p>
      {each.note !== null && <p className="muted">{each.note}</p>}
    </section>
  ));
}

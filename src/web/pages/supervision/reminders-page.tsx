import { CopyOutlined, PrinterOutlined } from '@ant-design/icons';
import { useSuspenseQuery } from '@tanstack/react-query';
import { App, Button } from 'antd';
import type { z } from 'zod';
import type { listReminders } from '#contract/reminders.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { EmptyState } from '#ui/empty-state.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { useMe } from '../../api/session.ts';
import './supervision.css';

type Reply = z.output<typeof listReminders.reply>;
type Group = Reply['groups'][number];
type Item = Group['items'][number];

/** 催办: who has to be reminded of what today, with a text to send that names nobody. */
export function RemindersPage() {
  const { say } = useWords();
  const me = useMe();
  const { data } = useSuspenseQuery({ queryKey: ['reminders', me.today], queryFn: () => api(routes.listReminders) });
  const { groups, escalateAfter } = data;
  return (
    <>
      <PageHead
        title={say('reminders.title')}
        note={
          escalateAfter === null ? say('reminders.no-escalation') : say('reminders.escalation', { n: escalateAfter })
        }
        actions={
          groups.length > 0 && (
            <Button icon={<PrinterOutlined />} onClick={() => window.print()}>
              {say('report.print')}
            </Button>
          )
        }
      />
      {groups.length === 0 ? (
        <section className="panel">
          <EmptyState title={say('reminders.nothing')} hint={say('reminders.nothing-hint')} />
        </section>
      ) : (
        <div className="reminder-groups">
          {groups.map((group) => (
            <ReminderGroup key={`${group.office.id} ${group.area.id}`} group={group} today={data.today} />
          ))}
        </div>
      )}
    </>
  );
}

function ReminderGroup({ group, today }: { group: Group; today: Reply['today'] }) {
  const { say, language } = useWords();
  const { message } = App.useApp();
  const name = villageText(group.area.name);
  const told = (item: Item) => itemText(say, dateText(language, plainDate(item.due)), item);
  const text = say('reminders.text', {
    name,
    today: dateText(language, plainDate(today)),
    items: group.items.map(told).join(language === 'en' ? '; ' : '；'),
  });
  const copy = async () => {
    await navigator.clipboard.writeText(text);
    void message.success(say('reminders.copied'));
  };
  return (
    <section className="panel reminder-group" aria-label={`${name} ${group.office.label}`}>
      <div className="row reminder-head">
        <h2>{name}</h2>
        <span className="muted">{group.office.label}</span>
        <Button
          size="small"
          icon={<CopyOutlined />}
          onClick={() => void copy()}
          aria-label={say('reminders.copy-of', { name: `${name}${group.office.label}` })}
        >
          {say('reminders.copy')}
        </Button>
      </div>
      <ul>
        {group.items.map((item) => (
          <li key={`${item.procedure} ${item.step}`} data-state={item.state}>
            {told(item)}
            {item.escalated > 0 && <strong> {say('reminders.escalated', { n: item.escalated })}</strong>}
          </li>
        ))}
      </ul>
    </section>
  );
}

function itemText(say: ReturnType<typeof useWords>['say'], due: string, { label, n, state, late, unit }: Item): string {
  const days = say(unit === 'working-day' ? 'reminders.working-days' : 'reminders.days', { n: late });
  return state === 'overdue'
    ? say('reminders.item-overdue', { label, n, due, days })
    : say(state === 'today' ? 'reminders.item-today' : 'reminders.item-soon', { label, n, due });
}

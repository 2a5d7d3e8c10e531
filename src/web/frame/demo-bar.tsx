import { LeftOutlined, RightOutlined } from '@ant-design/icons';
import { useQueryClient } from '@tanstack/react-query';
import { routes } from '#contract/routes.ts';
import { addDays, type PlainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText, weekdayText } from '#words/date-forms.ts';
import { api } from '../api/client.ts';
import { renewSession, useMe } from '../api/session.ts';
import { useAct } from '../api/use-act.ts';

/** Moves the official day of a demonstration; every page is read anew on the new day. */
export function DemoBar() {
  const { say, language, today } = useWords();
  const me = useMe();
  const client = useQueryClient();
  const move = useAct(
    (day: PlainDate) => api(routes.moveDemoDay, { body: { today: day } }),
    (reply) => void renewSession(client, { ...me, today: reply.today }),
  );
  const step = (days: number) => move.mutate(addDays(today, days));
  return (
    <fieldset className="demo-bar" title={say('demo.note')}>
      <legend className="sr-only">{say('demo.label')}</legend>
      <span className="demo-label">{say('demo.label')}</span>
      <strong>
        {dateText(language, today)} <span className="demo-weekday">{weekdayText(language, today)}</span>
      </strong>
      <button type="button" className="demo-step" disabled={move.isPending} onClick={() => step(-1)}>
        <LeftOutlined aria-hidden="true" /> <span>{say('demo.previous')}</span>
      </button>
      <button type="button" className="demo-step" disabled={move.isPending} onClick={() => step(1)}>
        <span>{say('demo.next')}</span> <RightOutlined aria-hidden="true" />
      </button>
    </fieldset>
  );
}

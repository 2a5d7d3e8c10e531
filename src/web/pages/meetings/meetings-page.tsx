import { queryOptions, useQuery } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button, Input } from 'antd';
import { useMemo, useState } from 'react';
import type { ReadyHousehold } from '#contract/meetings.ts';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { parsePlainDate, plainDate } from '#domain/values/plain-date.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { TabBar } from '#ui/tab-bar.tsx';
import { useDraft } from '#ui/use-draft.ts';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { minutesDraft } from '#words/meeting-words.ts';
import { villageText } from '#words/place-forms.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import { HouseholdVotes } from './household-votes.tsx';
import {
  emptyHousehold,
  isComplete,
  type MeetingDraft,
  meetingBody,
  meetingDraft,
  minutesHouseholds,
  takenOf,
} from './meeting-draft.ts';
import './meetings.css';

const meetingsQuery = queryOptions({ queryKey: ['meetings'], queryFn: () => api(routes.listMeetings) });

/** 民主评议: households that wait for a meeting, one form for all of them; and the meetings held. */
export function MeetingsPage() {
  const { say } = useWords();
  const { data, error } = useQuery(meetingsQuery);
  const [tab, setTab] = useState<'ready' | 'held'>('ready');
  const [done, setDone] = useState<string>();
  if (error) throw error;
  return (
    <div className="meetings">
      <PageHead title={say('meeting.title')} note={say('meeting.note')} />
      {done !== undefined && <AfterAct text={done} onClose={() => setDone(undefined)} />}
      <TabBar
        label={say('list.tabs')}
        tabs={[
          { id: 'ready', label: say('meeting.ready'), ...(data ? { count: data.ready.length } : {}) },
          { id: 'held', label: say('meeting.held'), ...(data ? { count: data.held.length } : {}) },
        ]}
        value={tab}
        onChange={setTab}
      />
      {data === undefined ? (
        <Waiting />
      ) : tab === 'held' ? (
        <Held held={data.held} />
      ) : data.ready.length === 0 ? (
        <div className="panel">
          <EmptyState
            title={say('meeting.empty')}
            hint={say('meeting.empty-hint')}
            action={<Link to={paths.matters}>{say('matters.title')}</Link>}
          />
        </div>
      ) : (
        <MeetingForm ready={data.ready} onDone={setDone} />
      )}
    </div>
  );
}

function MeetingForm({ ready, onDone }: { ready: readonly ReadyHousehold[]; onDone: (text: string) => void }) {
  const { say, today } = useWords();
  const initial = useMemo(() => meetingDraft(today), [today]);
  const draft = useDraft<MeetingDraft>('meeting', initial);
  const { value, set } = draft;
  const taken = takenOf(value, ready);
  const villages = new Set(taken.map(({ household }) => household.village?.id));
  const day = parsePlainDate(value.on);
  const drafted = minutesDraft({
    ...value,
    on: day ? dateText('zh-CN', day) : '',
    village: villageText(taken[0]?.household.village?.name ?? ''),
    present: Number(value.present) || 0,
    invited: Number(value.invited) || 0,
    households: minutesHouseholds(value, ready),
  });
  const minutes = value.minutes ?? drafted;
  const hold = useAct(
    () => api(routes.holdMeeting, { body: meetingBody(value, ready, minutes) }),
    () => {
      draft.drop();
      onDone(say('meeting.done', { n: taken.length }));
    },
  );
  const complete = isComplete(value, ready) && villages.size === 1;
  const text = (key: 'place' | 'chair' | 'recorder') => (
    <Field label={say(`meeting.${key}`)}>
      {(id) => (
        <Input id={id} maxLength={80} value={value[key]} onChange={(event) => set({ [key]: event.target.value })} />
      )}
    </Field>
  );
  const number = (key: 'present' | 'invited') => (
    <Field label={say(`meeting.${key}`)}>
      {(id) => (
        <Input
          id={id}
          inputMode="numeric"
          maxLength={3}
          value={value[key]}
          onChange={(event) => set({ [key]: event.target.value.replace(/\D/g, '') })}
        />
      )}
    </Field>
  );
  return (
    <form
      className="meeting-form"
      aria-label={say('meeting.title')}
      onSubmit={(event) => {
        event.preventDefault();
        if (complete && !hold.isPending) hold.mutate(undefined);
      }}
    >
      <section className="panel meeting-head">
        <Field label={say('meeting.on')}>
          {(id) => <DayInput id={id} value={value.on} onChange={(on) => set({ on })} />}
        </Field>
        {text('place')}
        {text('chair')}
        {text('recorder')}
        {number('present')}
        {number('invited')}
      </section>
      <ul className="meeting-households">
        {ready.map((household) => (
          <HouseholdVotes
            key={`${household.matter}.${household.step}`}
            household={household}
            meeting={value}
            value={value.households[household.matter] ?? emptyHousehold}
            onChange={(change) =>
              set(({ households }) => ({
                households: {
                  ...households,
                  [household.matter]: { ...emptyHousehold, ...households[household.matter], ...change },
                },
              }))
            }
          />
        ))}
      </ul>
      <section className="panel meeting-minutes">
        <Field label={say('meeting.minutes')} hint={say('meeting.minutes-hint')}>
          {(id) => (
            <Input.TextArea
              id={id}
              autoSize={{ minRows: 4, maxRows: 16 }}
              maxLength={10_000}
              value={minutes}
              onChange={(event) => set({ minutes: event.target.value })}
            />
          )}
        </Field>
        <div className="row">
          <Button type="primary" htmlType="submit" disabled={!complete} loading={hold.isPending}>
            {say('meeting.submit', { n: taken.length })}
          </Button>
          {value.minutes !== undefined && (
            <Button onClick={() => set({ minutes: undefined })}>{say('meeting.redraft')}</Button>
          )}
          {taken.length === 0 && <span className="muted">{say('meeting.choose')}</span>}
          {villages.size > 1 && <span className="matter-warn">{say('meeting.one-village')}</span>}
          {draft.restored && <span className="muted">{say('draft.restored')}</span>}
        </div>
      </section>
    </form>
  );
}

type HeldMeeting = Reply<typeof routes.listMeetings>['held'][number];

function Held({ held }: { held: readonly HeldMeeting[] }) {
  const { say, language } = useWords();
  if (held.length === 0)
    return (
      <div className="panel">
        <EmptyState title={say('meeting.none-held')} hint={say('meeting.note')} />
      </div>
    );
  return (
    <ul className="meeting-households">
      {held.map((meeting) => (
        <li key={meeting.id} className="panel meeting-household">
          <div className="row">
            <strong>{dateText(language, plainDate(meeting.on))}</strong>
            <span>{meeting.village ? villageText(meeting.village.name) : ''}</span>
            <span className="muted">{[meeting.place, meeting.chair].filter(Boolean).join(' · ')}</span>
          </div>
          <p className="meeting-text">{meeting.minutes}</p>
          <p className="row">
            {meeting.matters.map((matter) => (
              <Link key={matter.id} to={paths.matter} params={{ id: matter.id }}>
                {matter.headName}
              </Link>
            ))}
          </p>
        </li>
      ))}
    </ul>
  );
}

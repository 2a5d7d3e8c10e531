import { useQuery } from '@tanstack/react-query';
import { App, Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { momentText, monthText } from '#words/date-forms.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { officesQuery } from '../feeds/feed-data.ts';
import './feed-offices.css';

type Office = Reply<typeof routes.listFeedOffices>['offices'][number];

/** 报送单位: whom to call, how punctual each was in the last year, the keys of their systems. */
export function FeedOfficesPage() {
  const { say } = useWords();
  const { data, error } = useQuery(officesQuery);
  if (error) throw error;
  return (
    <>
      <PageHead title={say('offices.title')} note={say('offices.note')} />
      {data === undefined ? (
        <Waiting />
      ) : (
        <ul className="stack">
          {data.offices.map((office) => (
            <OfficePanel key={office.department} office={office} />
          ))}
        </ul>
      )}
    </>
  );
}

function OfficePanel({ office }: { office: Office }) {
  const { say, language } = useWords();
  const [editing, setEditing] = useState(false);
  const [making, setMaking] = useState(false);
  const inTime = office.months.reduce((sum, month) => sum + month.inTime, 0);
  const late = office.months.reduce((sum, month) => sum + month.late, 0);
  return (
    <li className="panel office">
      <div className="row">
        <h2>{office.label}</h2>
        <span>
          {office.contact === null ? (
            <span className="muted">{say('offices.no-contact')}</span>
          ) : (
            say('offices.contact', office.contact)
          )}
        </span>
        <Button size="small" aria-label={`${say('offices.edit')} ${office.label}`} onClick={() => setEditing(true)}>
          {say('offices.edit')}
        </Button>
        <Button
          size="small"
          className="spread"
          aria-label={`${say('offices.new-key')} ${office.label}`}
          onClick={() => setMaking(true)}
        >
          {say('offices.new-key')}
        </Button>
      </div>
      {inTime + late > 0 && (
        <>
          <p>{say('offices.punctual', { inTime, late })}</p>
          <ul className="office-months" aria-label={say('offices.history')}>
            {office.months.map((month) => (
              <li key={month.period} data-late={month.late > 0 ? '' : undefined}>
                <span className="muted">{monthText(language, month.period)}</span>{' '}
                {month.late === 0
                  ? say('offices.month-in-time', { n: month.inTime })
                  : say('offices.month-late', { n: month.late, days: month.daysLate })}
              </li>
            ))}
          </ul>
        </>
      )}
      {office.keys.map((key) => (
        <KeyLine key={key.id} of={key} />
      ))}
      {editing && <ContactDialog office={office} onClose={() => setEditing(false)} />}
      {making && <KeyDialog office={office} onClose={() => setMaking(false)} />}
    </li>
  );
}

function KeyLine({ of: key }: { of: Office['keys'][number] }) {
  const { say, language } = useWords();
  const { modal } = App.useApp();
  const revoke = useAct(() => api(routes.revokeDepartmentKey, { params: { id: key.id }, body: {} }));
  return (
    <div className="row">
      <span className="muted">{say('offices.key')}</span>
      <span>{key.label}</span>
      <span className="muted">{momentText(language, key.createdAt)}</span>
      {key.revokedAt === null ? (
        <Button
          size="small"
          loading={revoke.isPending}
          onClick={() =>
            void modal.confirm({
              title: say('offices.revoke'),
              content: say('offices.revoke-ask', { label: key.label }),
              okText: say('offices.revoke'),
              cancelText: say('do.close'),
              onOk: () => revoke.mutate(undefined),
            })
          }
        >
          {say('offices.revoke')}
        </Button>
      ) : (
        <strong>{say('offices.revoked')}</strong>
      )}
    </div>
  );
}

function ContactDialog({ office, onClose }: { office: Office; onClose: () => void }) {
  const { say } = useWords();
  const [name, setName] = useState(office.contact?.name ?? '');
  const [phone, setPhone] = useState(office.contact?.phone ?? '');
  const save = useAct(
    () =>
      api(routes.saveFeedContact, {
        params: { department: office.department },
        body: { name: name.trim(), phone: phone.trim() },
      }),
    onClose,
  );
  return (
    <Modal
      open
      title={`${say('offices.edit')} ${office.label}`}
      okText={say('offices.save')}
      cancelText={say('do.close')}
      okButtonProps={{ disabled: name.trim() === '' || !/^[\d-]{5,20}$/.test(phone.trim()), loading: save.isPending }}
      onOk={() => save.mutate(undefined)}
      onCancel={onClose}
    >
      <Field label={say('offices.name')}>
        {(id) => (
          <Input id={id} autoFocus maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />
        )}
      </Field>
      <Field label={say('offices.phone')}>
        {(id) => <Input id={id} maxLength={20} value={phone} onChange={(event) => setPhone(event.target.value)} />}
      </Field>
    </Modal>
  );
}

/** A new key; its secret stands in the dialog once and nowhere else. */
function KeyDialog({ office, onClose }: { office: Office; onClose: () => void }) {
  const { say } = useWords();
  const [label, setLabel] = useState('');
  const make = useAct(() =>
    api(routes.createDepartmentKey, { params: { department: office.department }, body: { label: label.trim() } }),
  );
  return (
    <Modal
      open
      title={`${say('offices.new-key')} ${office.label}`}
      okText={say('offices.new-key')}
      cancelText={say('do.close')}
      okButtonProps={{ disabled: label.trim().length < 2 || make.data !== undefined, loading: make.isPending }}
      onOk={() => make.mutate(undefined)}
      onCancel={onClose}
    >
      <div className="stack">
        {make.data && (
          <div className="note" role="status">
            <p>{say('offices.secret-once')}</p>
            <p>
              key: <code>{make.data.key}</code>
            </p>
            <p>
              secret: <code>{make.data.secret}</code>
            </p>
          </div>
        )}
        <Field label={say('offices.key-label')} hint={say('offices.key-hint')}>
          {(id) => (
            <Input id={id} autoFocus maxLength={60} value={label} onChange={(event) => setLabel(event.target.value)} />
          )}
        </Field>
      </div>
    </Modal>
  );
}

import { Checkbox, Input, Modal, Select } from 'antd';
import { useState } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';

type Choices = Reply<typeof routes.listAccounts>;

/** A new account: who, as what, where. The one-time password is shown once, in the dialog, and nowhere else. */
export function NewAccountDialog({ choices, onClose }: { choices: Choices; onClose: () => void }) {
  const { say } = useWords();
  const [login, setLogin] = useState('');
  const [name, setName] = useState('');
  const [role, setRole] = useState<string>();
  const [area, setArea] = useState<number>();
  const [department, setDepartment] = useState<string>();
  const [policy, setPolicy] = useState(false);
  const level = choices.roles.find((each) => each.id === role)?.level;
  const needsDepartment = role === 'county-department' || role === 'city-department';
  const areas = choices.areas.filter((each) => level === 'none' || each.level === level);
  const make = useAct(() =>
    api(routes.createAccount, {
      body: {
        login: login.trim(),
        name: name.trim(),
        role: role ?? '',
        area: area ?? areas[0]?.id ?? 0,
        policy,
        ...(needsDepartment && department !== undefined ? { department } : {}),
      },
    }),
  );
  const complete =
    login.trim() !== '' &&
    name.trim() !== '' &&
    role !== undefined &&
    (area !== undefined || level === 'none') &&
    (!needsDepartment || department !== undefined);
  return (
    <Modal
      open
      title={say('accounts.new')}
      okText={say('accounts.new')}
      okButtonProps={{ disabled: !complete || make.data !== undefined, loading: make.isPending }}
      onOk={() => make.mutate()}
      onCancel={onClose}
    >
      <div className="stack">
        {make.data && (
          <p className="note" role="status">
            {say('accounts.made', { name: make.data.account.name })}{' '}
            <b>{say('accounts.password-once', { password: make.data.oneTimePassword })}</b>
          </p>
        )}
        <Field label={say('accounts.login')} hint={say('accounts.login-hint')}>
          {(id) => (
            <Input id={id} autoFocus maxLength={32} value={login} onChange={(event) => setLogin(event.target.value)} />
          )}
        </Field>
        <Field label={say('accounts.name')}>
          {(id) => <Input id={id} maxLength={40} value={name} onChange={(event) => setName(event.target.value)} />}
        </Field>
        <Field label={say('accounts.role')}>
          {(id) => (
            <Select
              id={id}
              style={{ width: '100%' }}
              value={role ?? null}
              options={choices.roles.map((each) => ({ value: each.id, label: each.label }))}
              onChange={(next) => {
                setRole(next);
                setArea(undefined);
              }}
            />
          )}
        </Field>
        {level !== undefined && level !== 'none' && (
          <Field label={say('accounts.area')}>
            {(id) => (
              <Select
                id={id}
                showSearch
                optionFilterProp="label"
                style={{ width: '100%' }}
                value={area ?? null}
                options={areas.map((each) => ({ value: each.id, label: each.name }))}
                onChange={setArea}
              />
            )}
          </Field>
        )}
        {needsDepartment && (
          <Field label={say('accounts.department')}>
            {(id) => (
              <Select
                id={id}
                style={{ width: '100%' }}
                value={department ?? null}
                options={choices.departments.map((each) => ({ value: each, label: each }))}
                onChange={setDepartment}
              />
            )}
          </Field>
        )}
        {(role === 'county-officer' || role === 'county-chief') && (
          <Checkbox checked={policy} onChange={(event) => setPolicy(event.target.checked)}>
            {say('accounts.policy')}
          </Checkbox>
        )}
      </div>
    </Modal>
  );
}

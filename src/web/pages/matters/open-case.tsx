import { useNavigate } from '@tanstack/react-router';
import { Button, Select } from 'antd';
import { useState } from 'react';
import type { HouseholdHit } from '#contract/households.ts';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import { FindHousehold } from '../lead-entry/find-household.tsx';
import '../lead-entry/lead-entry.css';

type Case = Reply<typeof routes.listMatters>['cases'][number];

/** 开始识别: the household, how the risk became known and since when. Shown where no ledger of leads stands before it. */
export function OpenCase({ cases }: { cases: readonly Case[] }) {
  const { say, today } = useWords();
  const mayOpen = useMay('matter.open');
  const navigate = useNavigate();
  const [isOpen, setOpen] = useState(false);
  const [household, setHousehold] = useState<HouseholdHit>();
  const [channel, setChannel] = useState<string>();
  const [foundOn, setFoundOn] = useState<string>(today);
  const [kind] = cases;
  const open = useAct(
    (hit: HouseholdHit) =>
      api(routes.openMatter, {
        params: { id: hit.id },
        body: { procedure: kind?.id ?? '', foundOn, ...(channel === undefined ? {} : { channel }) },
      }),
    ({ matter }) => void navigate({ to: paths.matter, params: { id: matter.id } }),
  );
  if (kind === undefined || !mayOpen) return null;
  const label = say('matters.open-case', { procedure: kind.label });
  if (!isOpen) {
    return (
      <div>
        <Button type="primary" onClick={() => setOpen(true)}>
          {label}
        </Button>
      </div>
    );
  }
  const ready = household !== undefined && foundOn !== '' && (kind.channels.length === 0 || channel !== undefined);
  return (
    <form
      className="panel open-case"
      aria-label={label}
      onSubmit={(event) => {
        event.preventDefault();
        if (ready && !open.isPending) open.mutate(household);
      }}
    >
      {household === undefined ? (
        <FindHousehold onFound={setHousehold} onNew={() => void navigate({ to: paths.register })} />
      ) : (
        <div className="row">
          <strong>{household.headName}</strong>
          <span className="muted">{household.village?.name ?? ''}</span>
          <button type="button" className="link-button" onClick={() => setHousehold(undefined)}>
            {say('matters.other-household')}
          </button>
        </div>
      )}
      <div className="act-values">
        <Field label={say('matters.found-on')}>
          {(id) => <DayInput id={id} value={foundOn} onChange={setFoundOn} />}
        </Field>
        {kind.channels.length > 0 && (
          <Field label={say('matters.channel')}>
            {(id) => (
              <Select
                id={id}
                style={{ width: '100%' }}
                value={channel ?? null}
                options={kind.channels.map((each) => ({ value: each.id, label: each.label }))}
                onChange={(value: string) => setChannel(value)}
              />
            )}
          </Field>
        )}
      </div>
      <div className="row">
        <Button type="primary" htmlType="submit" disabled={!ready} loading={open.isPending}>
          {label}
        </Button>
        <Button onClick={() => setOpen(false)}>{say('do.cancel')}</Button>
      </div>
    </form>
  );
}

import { useQuery } from '@tanstack/react-query';
import { Link, useNavigate, useSearch } from '@tanstack/react-router';
import { Button, Input, Popover, Select } from 'antd';
import { useState } from 'react';
import type { ChangeLineReply, ChangeSum } from '#contract/household-changes.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { EmptyState } from '#ui/empty-state.tsx';
import { Field } from '#ui/field.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { Waiting } from '#ui/waiting.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText, monthText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { addressOf, api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import { changeKindText } from './change-kind-text.ts';
import './households.css';

type Search = { month?: string | undefined; town?: number | undefined; village?: number | undefined };

/** 农户变更 of a month: each change with who and why, and the line in which households add up. */
export function ChangesPage() {
  const { say, language, today } = useWords();
  const navigate = useNavigate();
  const search: Search = useSearch({ from: '/office/household-changes' });
  const [done, setDone] = useState(false);
  const { data, error } = useQuery({
    queryKey: ['changes', search],
    queryFn: ({ signal }) => api(routes.listChanges, { query: search, signal }),
  });
  if (error) throw error;
  const go = (next: Search) => void navigate({ to: paths.changes, search: next, replace: true });
  const month = search.month ?? today.slice(0, 7);
  return (
    <>
      <PageHead title={say('change.title')} note={monthText(language, month)} />
      <div className="stack">
        {done && <AfterAct text={say('change.undo-done')} onClose={() => setDone(false)} />}
        <Filters search={search} month={month} onChange={go} />
        {data === undefined ? (
          <Waiting />
        ) : (
          <>
            <section className="panel household-box">
              <SumLine sum={data.sum} />
            </section>
            <section className="panel change-list">
              {data.changes.length === 0 ? (
                <EmptyState title={say('change.empty')} hint={say('change.empty-hint')} />
              ) : (
                <ul>
                  {data.changes.map((change) => (
                    <ChangeItem key={`${change.id}${change.side}`} change={change} onUndone={() => setDone(true)} />
                  ))}
                </ul>
              )}
            </section>
          </>
        )}
      </div>
    </>
  );
}

const ALWAYS = ['split', 'movedIn', 'merged', 'movedOut', 'natural'];
const signs = { split: '+', movedIn: '+', cameOver: '+', entered: '+', merged: '−', movedOut: '−', wentOver: '−', natural: '−', takenBack: '+' } as const; // biome-ignore format: one line

/** 户数期初 + 分户 + 迁入 − 并户 − 迁出 − 自然减少 = 期末 ✓. Rare terms that are zero are left out. */
function SumLine({ sum }: { sum: ChangeSum }) {
  const { say } = useWords();
  const terms = (Object.keys(signs) as (keyof typeof signs)[]).filter(
    (name) => ALWAYS.includes(name) || sum[name] !== 0,
  );
  return (
    <p className="sum">
      <span className="sum-whole">{say('change.sum.start', { n: sum.start })}</span>
      {terms.map((name) => (
        <span key={name}>
          <span className="sum-sign">{signs[name]}</span> {say(`change.sum.${name}`, { n: sum[name] })}
        </span>
      ))}
      <span>
        <span className="sum-sign">=</span> {say('change.sum.end', { n: sum.end })}
      </span>
      {sum.addsUp ? (
        <span className="sum-ok">✓ {say('sum.adds-up')}</span>
      ) : (
        <span className="sum-bad">✗ {say('sum.differs', { n: Math.abs(sum.off) })}</span>
      )}
    </p>
  );
}

function ChangeItem({ change, onUndone }: { change: ChangeLineReply; onUndone: () => void }) {
  const { say, language } = useWords();
  const mayChange = useMay('household.change');
  const who = [change.member, change.otherHead].filter(Boolean).join(' · ');
  return (
    <li className="change-item">
      <div className="row">
        <strong>{changeKindText(say, change.kind)}</strong>
        <Link to={paths.household} params={{ id: change.household }}>
          {change.headName}
        </Link>
        {who !== '' && <span>{who}</span>}
        <span className="muted">{change.village && villageText(change.village.name)}</span>
        <span className="muted">
          {say('change.column.count')} {signed(change.households)} · {say('change.column.persons')}{' '}
          {signed(change.persons)}
        </span>
        {change.undone && <span className="muted">{say('change.undone')}</span>}
        <time className="muted spread" dateTime={change.on}>
          {dateText(language, plainDate(change.on))}
        </time>
      </div>
      <p>{change.reason}</p>
      <div className="row">
        <span className="muted">{change.by}</span>
        {mayChange &&
          change.evidence.map((file, index) => (
            <a key={file} href={addressOf(routes.changeEvidence, { params: { id: change.id, file } })} download>
              {say('change.evidence-show', { n: index + 1 })}
            </a>
          ))}
        {mayChange && change.mayUndo && <Undo change={change} onDone={onUndone} />}
      </div>
    </li>
  );
}

function signed(n: number): string {
  return n > 0 ? `+${n}` : n < 0 ? `−${-n}` : '0';
}

function Undo({ change, onDone }: { change: ChangeLineReply; onDone: () => void }) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const undo = useAct(
    () => api(routes.undoChange, { params: { id: change.id }, body: { reason: reason.trim() } }),
    () => {
      setOpen(false);
      onDone();
    },
  );
  const ready = reason.trim().length >= 2;
  return (
    <Popover
      trigger="click"
      open={open}
      onOpenChange={setOpen}
      destroyOnHidden
      content={
        <form
          className="stack"
          style={{ width: 240 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) undo.mutate(undefined);
          }}
        >
          <Field label={say('change.undo-reason')}>
            {(id) => (
              <Input
                id={id}
                autoFocus
                value={reason}
                maxLength={200}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <Button htmlType="submit" type="primary" disabled={!ready} loading={undo.isPending}>
            {say('do.confirm')}
          </Button>
        </form>
      }
    >
      <Button
        size="small"
        aria-label={say('change.undo-of', { name: change.headName, kind: changeKindText(say, change.kind) })}
      >
        {say('change.undo')}
      </Button>
    </Popover>
  );
}

const MONTHS = 24;

function Filters({ search, month, onChange }: { search: Search; month: string; onChange: (next: Search) => void }) {
  const { say, language, today } = useWords();
  const { data } = useQuery({ queryKey: ['areas'], queryFn: () => api(routes.listAreas), staleTime: 600_000 });
  const towns = data?.towns ?? [];
  const villages = towns.filter((town) => search.town === undefined || town.id === search.town).flatMap((town) => town.villages); // biome-ignore format: one line
  return (
    <div className="finding-filters no-print">
      <Field label={say('change.month')}>
        {(id) => (
          <Select
            id={id}
            value={month}
            options={lastMonths(today, MONTHS).map((value) => ({ value, label: monthText(language, value) }))}
            onChange={(value: string) => onChange({ ...search, month: value })}
          />
        )}
      </Field>
      {towns.length > 1 && (
        <Field label={say('change.town')}>
          {(id) => (
            <Select
              id={id}
              allowClear
              value={search.town ?? null}
              options={towns.map((town) => ({ value: town.id, label: town.name }))}
              onChange={(town: number | null | undefined) =>
                onChange({ ...search, town: town ?? undefined, village: undefined })
              }
            />
          )}
        </Field>
      )}
      <Field label={say('change.place')}>
        {(id) => (
          <Select
            id={id}
            allowClear
            showSearch={{ optionFilterProp: 'label' }}
            value={search.village ?? null}
            options={villages.map((village) => ({ value: village.id, label: villageText(village.name) }))}
            onChange={(village: number | null | undefined) => onChange({ ...search, village: village ?? undefined })}
          />
        )}
      </Field>
    </div>
  );
}

/** This month and those before it, `YYYY-MM`. */
function lastMonths(today: string, count: number): string[] {
  const [year, month] = [Number(today.slice(0, 4)), Number(today.slice(5, 7))];
  return Array.from({ length: count }, (_, back) => {
    const index = year * 12 + month - 1 - back;
    return `${Math.floor(index / 12)}-${String((index % 12) + 1).padStart(2, '0')}`;
  });
}

import { Button, Drawer, Dropdown, Input } from 'antd';
import { useRef, useState } from 'react';
import { EVIDENCE_A_CHANGE, ownChangeKinds, type ShownHousehold } from '#contract/household-changes.ts';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { villageText } from '#words/place-forms.ts';
import { refusalSentence } from '#words/refusal-words.ts';
import { api, upload } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import { shrinkPhoto } from '../ledger/shrink-photo.ts';
import { bodyOf, type ChangeDraft, emptyDraft, type OwnChangeKind } from './change-draft.ts';
import { ChangeFields } from './change-fields.tsx';
import type { HouseholdView } from './household-data.ts';

type Looked = Reply<typeof routes.changeHousehold>;

/** 变更 of a household: choose what happened, fill in the form, see who is where afterwards, and make it. */
export function ChangeHousehold({ view }: { view: HouseholdView }) {
  const { say } = useWords();
  const mayChange = useMay('household.change');
  const [kind, setKind] = useState<OwnChangeKind>();
  const [done, setDone] = useState<OwnChangeKind>();
  if (!mayChange) return null;
  return (
    <>
      <Dropdown
        trigger={['click']}
        menu={{
          items: ownChangeKinds.map((key) => ({ key, label: say(`change.kind.${key}`) })),
          onClick: ({ key }) => setKind(ownChangeKinds.find((each) => each === key)),
        }}
      >
        <Button aria-haspopup="menu">{say('change.menu')}</Button>
      </Dropdown>
      {done !== undefined && (
        <AfterAct text={say('change.done', { kind: say(`change.kind.${done}`) })} onClose={() => setDone(undefined)} />
      )}
      <Drawer
        open={kind !== undefined}
        onClose={() => setKind(undefined)}
        destroyOnHidden
        size={Math.min(720, window.innerWidth)}
        title={kind && say('change.for', { kind: say(`change.kind.${kind}`), name: view.household.headName })}
      >
        {kind !== undefined && (
          <ChangeForm
            view={view}
            kind={kind}
            onDone={() => {
              setDone(kind);
              setKind(undefined);
            }}
          />
        )}
      </Drawer>
    </>
  );
}

function ChangeForm({ view, kind, onDone }: { view: HouseholdView; kind: OwnChangeKind; onDone: () => void }) {
  const { say, today } = useWords();
  const { id } = view.household;
  const [draft, setDraft] = useState<ChangeDraft>(() => emptyDraft(kind, today));
  const [looked, setLooked] = useState<Looked>();
  const call = (preview: boolean) =>
    api(routes.changeHousehold, { params: { id }, body: { preview, ...bodyOf(draft) } });
  const look = useAct(() => call(true), setLooked);
  const make = useAct(() => call(false), onDone);
  const change = (more: Partial<ChangeDraft>) => {
    setDraft({ ...draft, ...more });
    if (!('reason' in more) && !('evidence' in more)) setLooked(looked && { ...looked, after: [] });
  };
  const ready = draft.on !== '' && draft.reason.trim().length >= 2;
  const clean = looked !== undefined && looked.refusals.length === 0 && looked.after.length > 0;
  return (
    <form
      className="stack change-form"
      onSubmit={(event) => {
        event.preventDefault();
        if (!ready) return;
        if (clean) make.mutate(undefined);
        else look.mutate(undefined);
      }}
    >
      <ChangeFields view={view} draft={draft} causes={looked?.causes ?? ['死亡', '迁出']} onChange={change} />
      <Field label={say('change.on')}>
        {(field) => <DayInput id={field} value={draft.on} onChange={(on) => change({ on })} />}
      </Field>
      <Field label={say('change.reason')} hint={say('change.reason-hint')}>
        {(field) => (
          <Input.TextArea
            id={field}
            rows={2}
            maxLength={300}
            value={draft.reason}
            onChange={(event) => change({ reason: event.target.value })}
          />
        )}
      </Field>
      <Evidence household={id} files={draft.evidence} onChange={(evidence) => change({ evidence })} />
      <div className="row">
        <Button
          htmlType="submit"
          type={clean ? 'default' : 'primary'}
          disabled={!ready || clean}
          loading={look.isPending}
        >
          {say('change.preview')}
        </Button>
        {clean && (
          <Button htmlType="submit" type="primary" loading={make.isPending}>
            {say('change.do')}
          </Button>
        )}
      </div>
      {looked && <Preview looked={looked} />}
    </form>
  );
}

/** Who is where before and after, what runs, and what stands in the way. */
function Preview({ looked }: { looked: Looked }) {
  const { say, language } = useWords();
  return (
    <section className="stack" aria-live="polite">
      {looked.refusals.length > 0 && (
        <div className="change-refused">
          <strong>{say('change.refused')}</strong>
          {looked.refusals.map((refusal) => (
            <p key={`${refusal.code}${refusal.missing ?? ''}`}>{refusalSentence(language, refusal)}</p>
          ))}
        </div>
      )}
      {looked.after.length > 0 && (
        <div className="change-sides">
          <Side title={say('change.before')} households={looked.before} />
          <Side title={say('change.after')} households={looked.after} />
        </div>
      )}
      {looked.after.length > 0 && looked.running.length > 0 && (
        <p className="muted">{say('change.running', { names: looked.running.join('、') })}</p>
      )}
      {looked.after.length > 0 && looked.monitored && <p className="muted">{say('change.monitored')}</p>}
    </section>
  );
}

function Side({ title, households }: { title: string; households: readonly ShownHousehold[] }) {
  const { say } = useWords();
  return (
    <div>
      <h3>{title}</h3>
      {households.map((household) => (
        <div key={household.id} className="change-side">
          <p>
            <strong>{household.headName}</strong>{' '}
            <span className="muted">
              {[household.place && villageText(household.place.name), household.isNew && say('change.new'), household.gone && say('change.gone')] // biome-ignore format: one line
                .filter(Boolean)
                .join(' · ')}
            </span>
          </p>
          <ul>
            {household.members.map((member) => (
              <li key={member.id}>
                {member.name} <span className="muted">{member.relation}</span>
              </li>
            ))}
          </ul>
        </div>
      ))}
    </div>
  );
}

function Evidence(props: {
  household: string;
  files: readonly string[];
  onChange: (files: readonly string[]) => void;
}) {
  const { say } = useWords();
  const { household, files, onChange } = props;
  const input = useRef<HTMLInputElement>(null);
  const add = useAct(
    async (chosen: readonly File[]) => {
      const added: string[] = [];
      for (const file of chosen) {
        const small = (await shrinkPhoto(file)) ?? file;
        const stored = await upload(
          routes.addChangeEvidence,
          small,
          { requestId: crypto.randomUUID() },
          { id: household },
        );
        added.push(stored.id);
      }
      return added;
    },
    (added) => onChange([...files, ...added]),
  );
  const room = EVIDENCE_A_CHANGE - files.length;
  return (
    <div className="field">
      <span className="field-label">{say('change.evidence')}</span>
      <div className="row">
        <Button disabled={room <= 0} loading={add.isPending} onClick={() => input.current?.click()}>
          {say('change.evidence-add')}
        </Button>
        {files.length > 0 && <span>{say('change.evidence-n', { n: files.length })}</span>}
      </div>
      <input
        ref={input}
        type="file"
        hidden
        multiple
        accept="image/jpeg,image/png"
        aria-label={say('change.evidence-add')}
        onChange={(event) => {
          const chosen = [...(event.target.files ?? [])].slice(0, room);
          event.target.value = '';
          if (chosen.length > 0) add.mutate(chosen);
        }}
      />
    </div>
  );
}

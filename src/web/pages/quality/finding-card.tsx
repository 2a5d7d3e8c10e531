import { Link } from '@tanstack/react-router';
import { Button, Input, Popover } from 'antd';
import { useState } from 'react';
import type { QualityFindingReply } from '#contract/quality.ts';
import { routes } from '#contract/routes.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { villageText } from '#words/place-forms.ts';
import { qualityMendText, qualityRuleText, qualityWhyText } from '#words/quality-rule-words.ts';
import { api } from '../../api/client.ts';
import { useMay } from '../../api/session.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import { cellAnchor } from './quality-data.ts';

type Props = { finding: QualityFindingReply; onDone: (what: 'except' | 'revoke') => void; withHousehold?: boolean };

/** One finding: who and which field, why it is doubtful, how to mend it, and vouching for it. */
export function FindingCard({ finding, onDone, withHousehold = true }: Props) {
  const { say, language } = useWords();
  const mayExcept = useMay('quality.except');
  const { exception, rule } = finding;
  const name = finding.member ?? finding.headName;
  return (
    <li className="finding">
      <div className="row finding-head">
        {withHousehold && (
          <Link
            to={paths.household}
            params={{ id: finding.household }}
            hash={cellAnchor(finding.person, finding.cells[0]?.key ?? '')}
          >
            <strong>{finding.headName}</strong>
          </Link>
        )}
        {withHousehold && <span className="muted">{finding.village && villageText(finding.village.name)}</span>}
        <strong>{qualityRuleText(language, rule)}</strong>
        {finding.blocks && <span className="finding-blocks">{say('quality.blocks')}</span>}
        <time className="muted spread" dateTime={finding.foundOn}>
          {dateText(language, plainDate(finding.foundOn))}
        </time>
      </div>
      <p>
        {finding.member !== null && <>{finding.member}：</>}
        {qualityWhyText(language, rule, finding.facts)}
      </p>
      <p className="muted">
        {say('quality.cell')} {finding.cells.map(({ label }) => label).join('、')} · {say('quality.mend')}{' '}
        {qualityMendText(language, rule)}
      </p>
      {exception === null ? (
        mayExcept && (
          <div className="no-print">
            <WithReason
              label={say('quality.except')}
              describes={say('quality.except-of', { name, rule: qualityRuleText(language, rule) })}
              field={say('quality.except-reason')}
              hint={say('quality.except-hint')}
              act={(reason) => api(routes.exceptFinding, { body: { finding: finding.id, reason } })}
              onDone={() => onDone('except')}
            />
          </div>
        )
      ) : (
        <div className="row">
          <span>
            {say('quality.excepted-by', {
              by: exception.by,
              on: dateText(language, plainDate(exception.on)),
              reason: exception.reason,
            })}
          </span>
          {mayExcept && (
            <WithReason
              label={say('quality.revoke')}
              describes={`${say('quality.revoke')}：${name} ${qualityRuleText(language, rule)}`}
              field={say('quality.revoke-reason')}
              act={(reason) => api(routes.takeBackException, { params: { id: exception.id }, body: { reason } })}
              onDone={() => onDone('revoke')}
            />
          )}
        </div>
      )}
    </li>
  );
}

type ReasonProps = {
  label: string;
  describes: string;
  field: string;
  hint?: string;
  act: (reason: string) => Promise<unknown>;
  onDone: () => void;
};

/** A button that asks why before it acts. */
function WithReason({ label, describes, field, hint, act, onDone }: ReasonProps) {
  const { say } = useWords();
  const [open, setOpen] = useState(false);
  const [reason, setReason] = useState('');
  const send = useAct(act, () => {
    setOpen(false);
    onDone();
  });
  const ready = reason.trim().length >= 2;
  return (
    <Popover
      trigger="click"
      destroyOnHidden
      open={open}
      onOpenChange={setOpen}
      content={
        <form
          className="stack"
          style={{ width: 260 }}
          onSubmit={(event) => {
            event.preventDefault();
            if (ready) send.mutate(reason.trim());
          }}
        >
          <Field label={field} hint={hint}>
            {(id) => (
              <Input.TextArea
                id={id}
                autoFocus
                rows={2}
                maxLength={200}
                value={reason}
                onChange={(event) => setReason(event.target.value)}
              />
            )}
          </Field>
          <Button htmlType="submit" type="primary" disabled={!ready} loading={send.isPending}>
            {say('do.confirm')}
          </Button>
        </form>
      }
    >
      <Button size="small" aria-label={describes}>
        {label}
      </Button>
    </Popover>
  );
}

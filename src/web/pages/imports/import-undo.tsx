import { Link } from '@tanstack/react-router';
import { Button, Input, Modal } from 'antd';
import { useState } from 'react';
import type { UndoneImport } from '#contract/imports.ts';
import { routes } from '#contract/routes.ts';
import { Field } from '#ui/field.tsx';
import { useWords } from '#ui/words-context.tsx';
import { momentText } from '#words/date-forms.ts';
import { registrySourceText } from '#words/engine-words.ts';
import { countText } from '#words/number-forms.ts';
import { api } from '../../api/client.ts';
import { useAct } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';

/** 撤回导入: asks why, and says before what goes back and what stays. */
export function UndoButton({ id }: { id: string }) {
  const { say } = useWords();
  const [asking, setAsking] = useState(false);
  const [reason, setReason] = useState('');
  const undo = useAct(
    () => api(routes.undoImport, { params: { id }, body: { reason: reason.trim() } }),
    () => setAsking(false),
  );
  return (
    <>
      <Button onClick={() => setAsking(true)}>{say('imports.undo')}</Button>
      <Modal
        open={asking}
        title={say('imports.undo')}
        okText={say('imports.undo')}
        cancelText={say('do.close')}
        okButtonProps={{ disabled: reason.trim().length < 2, loading: undo.isPending }}
        onOk={() => undo.mutate(undefined)}
        onCancel={() => setAsking(false)}
      >
        <p className="import-undo-ask">{say('imports.undo-ask')}</p>
        <Field label={say('imports.undo-reason')}>
          {(field) => (
            <Input
              id={field}
              autoFocus
              maxLength={200}
              value={reason}
              onChange={(event) => setReason(event.target.value)}
            />
          )}
        </Field>
      </Modal>
    </>
  );
}

/** What taking the file back did, and what stays because somebody has built on it. */
export function UndoneReport({ undone }: { undone: UndoneImport }) {
  const { say, language } = useWords();
  const n = (count: number): string => countText(language, count);
  const { households, persons } = undone;
  const kept = undone.stayed + households.stayed + persons.stayed;
  return (
    <section className="panel import-box" aria-labelledby="import-undone">
      <h2 id="import-undone">{say('imports.undone')}</h2>
      <p className="muted">
        {say('imports.undone-by', { by: undone.by, at: momentText(language, undone.at), reason: undone.reason })}
      </p>
      <p>
        {say('imports.undone-counts', {
          values: n(undone.restored),
          households: n(households.left),
          persons: n(persons.left),
        })}
        {undone.differences > 0 && ` ${say('imports.undone-differences', { n: n(undone.differences) })}`}
      </p>
      {kept > 0 && (
        <>
          <p className="note">{say('imports.undone-kept', { n: n(kept) })}</p>
          <ul className="import-kept">
            {undone.items.map((item) => (
              <li key={`${item.household}${item.member ?? ''}${item.field}`}>
                <Link to={paths.household} params={{ id: item.household }}>
                  {item.headName}
                </Link>
                <span>{item.field === '*' ? (item.member ?? say('imports.undone-whole')) : item.label}</span>
                <span className="muted">
                  {say('imports.undone-since', {
                    source: registrySourceText(language, item.source),
                    by: item.by,
                    at: item.at === 0 ? '' : momentText(language, item.at),
                  })}
                </span>
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

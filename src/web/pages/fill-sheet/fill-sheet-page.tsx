import { useMutation } from '@tanstack/react-query';
import { Link } from '@tanstack/react-router';
import { Button } from 'antd';
import { useState } from 'react';
import type { Reply } from '#contract/route.ts';
import { routes } from '#contract/routes.ts';
import { AfterAct } from '#ui/after-act.tsx';
import { DropArea } from '#ui/drop-area.tsx';
import { PageHead } from '#ui/page-head.tsx';
import { useWords } from '#ui/words-context.tsx';
import { refusalSentence } from '#words/refusal-words.ts';
import { addressOf, api, upload } from '../../api/client.ts';
import { useAct, useSayFailure } from '../../api/use-act.ts';
import { paths } from '../../paths.ts';
import './fill-sheet.css';

type Read = Reply<typeof routes.readFillSheet>;
type Filled = Reply<typeof routes.fillLedger>;

/** 填写表: open lines out as a workbook, filled without the system, in again; nothing counts before somebody has looked. */
export function FillSheetPage() {
  const { say } = useWords();
  const sayFailure = useSayFailure();
  const [filled, setFilled] = useState<Filled>();
  const read = useMutation({
    mutationFn: (files: File[]) => upload(routes.readFillSheet, files, { requestId: crypto.randomUUID() }),
    onSuccess: () => setFilled(undefined),
    onError: sayFailure,
  });
  const fill = useAct(
    (rows: Read['rows']) => api(routes.fillLedger, { body: { rows } }),
    (outcome) => {
      setFilled(outcome);
      read.reset();
    },
  );
  return (
    <>
      <PageHead
        title={say('fill-sheet.title')}
        actions={
          <Button href={addressOf(routes.fillSheet, {})} download>
            {say('fill-sheet.export')}
          </Button>
        }
      />
      <div className="stack">
        {filled && <Done filled={filled} onClose={() => setFilled(undefined)} />}
        <DropArea
          label={say('fill-sheet.import')}
          hint={say('fill-sheet.hint')}
          endings={['.xlsx', '.xls']}
          busy={read.isPending ? read.variables.map(({ name }) => name).join('、') : undefined}
          onFiles={(files) => read.mutate(files)}
        />
        {read.data && <Preview read={read.data} busy={fill.isPending} onConfirm={() => fill.mutate(read.data.rows)} />}
      </div>
    </>
  );
}

function Done({ filled, onClose }: { filled: Filled; onClose: () => void }) {
  const { say, language } = useWords();
  return (
    <AfterAct
      text={say('fill-sheet.done', { n: filled.done.length })}
      tone={filled.refused.length > 0 ? 'warn' : 'done'}
      onClose={onClose}
    >
      {filled.refused.length > 0 && (
        <ul>
          {filled.refused.map(({ id, headName, refusals }) => (
            <li key={id}>
              {headName}：{refusals.map((refusal) => refusalSentence(language, refusal)).join('；')}
            </li>
          ))}
        </ul>
      )}
      <Link to={paths.ledger}>{say('fill-sheet.to-ledger')}</Link>
    </AfterAct>
  );
}

/** What the sheet would change, cell by cell, and the cells that are wrong. */
function Preview({ read, busy, onConfirm }: { read: Read; busy: boolean; onConfirm: () => void }) {
  const { say } = useWords();
  const { changes, wrong } = read;
  return (
    <section className="panel fill-sheet" aria-label={say('fill-sheet.preview')}>
      <div className="row">
        <p>
          {say('fill-sheet.sum', {
            lines: read.lines,
            changed: changes.length,
            unchanged: read.unchanged,
            wrong: read.lines - changes.length - read.unchanged,
          })}
        </p>
        <Button className="spread" type="primary" disabled={changes.length === 0} loading={busy} onClick={onConfirm}>
          {say('fill-sheet.confirm', { n: changes.length })}
        </Button>
      </div>
      {wrong.length > 0 && (
        <>
          <h2>{say('fill-sheet.wrong')}</h2>
          <ul className="fill-sheet-list">
            {wrong.map((cell) => (
              <li key={`${cell.no}${cell.address}${cell.why}`}>
                <b>{cell.address}</b>
                <span>{cell.headName}</span>
                <span className="fill-sheet-why">{say(`fill-sheet.why.${cell.why}`, { told: toldOf(say, cell) })}</span>
              </li>
            ))}
          </ul>
        </>
      )}
      {changes.length > 0 && (
        <>
          <h2>{say('fill-sheet.changes')}</h2>
          <ul className="fill-sheet-list">
            {changes.map((line) => (
              <li key={line.id}>
                <b>{line.headName}</b>
                <span className="muted">{line.no}</span>
                {line.cells.map((cell) => (
                  <span key={cell.field}>
                    <span className="muted">{say(`fill-sheet.field.${cell.field}`)}</span> {cell.to}
                  </span>
                ))}
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

type FieldKey = Read['changes'][number]['cells'][number]['field'];

function toldOf(say: ReturnType<typeof useWords>['say'], { why, told }: Read['wrong'][number]): string {
  return why === 'needs' && told !== null ? say(`fill-sheet.field.${told as FieldKey}`) : (told ?? '');
}

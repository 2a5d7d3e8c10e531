import { useMutation } from '@tanstack/react-query';
import { Modal } from 'antd';
import { useEffect } from 'react';
import { routes } from '#contract/routes.ts';
import { useWords } from '#ui/words-context.tsx';
import { refusalSentence } from '#words/refusal-words.ts';
import { api } from '../../api/client.ts';
import { useSayFailure } from '../../api/use-act.ts';
import { cellTitles } from './ledger-cells.tsx';
import type { LedgerOptions, LineDraft } from './ledger-data.ts';
import { type PastedCell, rowsOf } from './paste-block.ts';

type Props = {
  pasted: { cells: PastedCell[]; beyond: number };
  options: LedgerOptions;
  onConfirm: (rows: (LineDraft & { id: string; seq: number })[]) => void;
  onCancel: () => void;
};

/** What a pasted block would change, cell by cell, before it counts. */
export function PastePreview({ pasted, options, onConfirm, onCancel }: Props) {
  const { say, language } = useWords();
  const sayFailure = useSayFailure();
  const rows = rowsOf(pasted.cells);
  const trial = useMutation({
    mutationFn: () => api(routes.fillLedger, { body: { rows, preview: true } }),
    onError: sayFailure,
  });
  const { mutate } = trial;
  // biome-ignore lint/correctness/useExhaustiveDependencies: one trial for each pasted block
  useEffect(() => {
    if (rows.length > 0) mutate();
  }, [pasted, mutate]);
  const refused = new Map(trial.data?.refused.map((item) => [item.id, item.refusals]));
  const accepted = rows.filter((row) => !refused.has(row.id));
  const choices = options.verdicts.map(({ label }) => label).join('、');
  return (
    <Modal
      open
      width={760}
      title={say('ledger.paste.title')}
      okText={say('ledger.paste.confirm', { n: accepted.length })}
      okButtonProps={{ disabled: accepted.length === 0 || trial.isPending }}
      onOk={() => onConfirm(accepted)}
      onCancel={onCancel}
    >
      <p className="muted">{say('ledger.paste.lead')}</p>
      <div className="paste-scroll">
        <table className="paste">
          <thead>
            <tr>
              <th scope="col">{say('ledger.column.3')}</th>
              <th scope="col">{say('ledger.paste.column')}</th>
              <th scope="col">{say('ledger.paste.will-be')}</th>
              <th scope="col">{say('ledger.paste.result')}</th>
            </tr>
          </thead>
          <tbody>
            {pasted.cells.map((item) => {
              const why = refused
                .get(item.line.id)
                ?.map((refusal) => refusalSentence(language, refusal))
                .join('；');
              const fault = item.fault && sayFault(item.fault, choices);
              return (
                <tr key={`${item.line.id}${item.cell}`} data-bad={(fault ?? why) ? '' : undefined}>
                  <td>{item.line.headName}</td>
                  <td>{say(cellTitles[item.cell])}</td>
                  <td>{item.text}</td>
                  <td>{fault ?? why ?? `✓ ${say('ledger.paste.ok')}`}</td>
                </tr>
              );
            })}
          </tbody>
        </table>
      </div>
      {pasted.beyond > 0 && <p className="note">{say('ledger.paste.beyond', { n: pasted.beyond })}</p>}
    </Modal>
  );

  function sayFault(fault: NonNullable<PastedCell['fault']>, labels: string): string {
    return fault === 'ledger.paste.bad-verdict'
      ? say(fault, { choices: labels })
      : say(fault as 'ledger.paste.bad-date');
  }
}

import type { LedgerLine } from '#contract/leads.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import type { GridColumn } from '#ui/data-grid.tsx';
import { DueChip } from '#ui/due-chip.tsx';
import { dateText } from '#words/date-forms.ts';
import type { Language } from '#words/language.ts';
import { villageText } from '#words/place-forms.ts';
import type { Say } from '#words/sentences.ts';
import { FillCell, type Filling } from './ledger-cells.tsx';
import { NextStep } from './next-step.tsx';
import { RepeatMark } from './repeat-mark.tsx';

type Setting = {
  say: Say;
  language: Language;
  filling: Filling;
  onNext: (line: LedgerLine) => void;
};

/** 期限 and 下一步, then the thirteen columns of the ledger form in their order. */
export function ledgerColumns(setting: Setting): GridColumn<LedgerLine>[] {
  return [...workColumns(setting), ...leadColumns(setting), ...resultColumns(setting)];
}

/** What the list keeps while the panel stands beside it. */
export const besidePanel: ReadonlySet<string> = new Set(['due', 'next', 'village', 'head', 'channel', 'text']);

function workColumns({ say, language, onNext }: Setting): GridColumn<LedgerLine>[] {
  return [
    {
      key: 'due',
      title: say('ledger.due'),
      width: language === 'en' ? 186 : 168,
      pin: true,
      render: (line) => <DueChip due={line.due} of={`${line.headName} ${line.next.label}`} lead={line.id} stacked />,
    },
    {
      key: 'next',
      title: say('ledger.next'),
      width: 92,
      pin: true,
      render: (line) => <NextStep line={line} onNext={onNext} />,
    },
  ];
}

function leadColumns({ say, language, filling }: Setting): GridColumn<LedgerLine>[] {
  const area = (name: string | undefined) => (name === undefined ? <Unknown say={say} /> : villageText(name));
  return [
    {
      key: 'town',
      title: say('ledger.column.1'),
      width: language === 'en' ? 84 : 62,
      pin: true,
      render: (line) => area(line.town?.name),
    },
    { key: 'village', title: say('ledger.column.2'), width: 96, pin: true, render: (line) => area(line.village?.name) },
    {
      key: 'head',
      title: say('ledger.column.3'),
      width: language === 'en' ? 96 : 76,
      pin: true,
      render: (line) => <strong>{line.headName}</strong>,
    },
    {
      key: 'id',
      title: say('ledger.column.4'),
      width: 170,
      render: (line) =>
        line.idMasked === null ? <FillCell line={line} cell="idNumber" filling={filling} /> : line.idMasked,
    },
    { key: 'channel', title: say('ledger.column.5'), width: 80, render: (line) => line.channelLabel },
    { key: 'source', title: say('ledger.column.6'), width: 104, render: (line) => line.source },
    { key: 'text', title: say('ledger.column.7'), width: 220, render: (line) => <LeadText line={line} say={say} /> },
    {
      key: 'feedback',
      title: say('ledger.column.8'),
      width: 118,
      render: (line) =>
        line.feedbackOn === null ? <Unknown say={say} /> : dateText(language, plainDate(line.feedbackOn)),
    },
  ];
}

function resultColumns({ say, filling }: Setting): GridColumn<LedgerLine>[] {
  const cell = (name: Parameters<typeof FillCell>[0]['cell']) => (line: LedgerLine) => (
    <FillCell line={line} cell={name} filling={filling} />
  );
  return [
    { key: 'verdict', title: say('ledger.column.9'), width: 92, render: cell('verdict') },
    { key: 'reason', title: say('ledger.column.10'), width: 154, render: cell('reason') },
    {
      key: 'told',
      title: say('ledger.column.11'),
      hint: say('ledger.column.11-hint'),
      width: 112,
      render: cell('told'),
    },
    { key: 'verifiers', title: say('ledger.column.12'), width: 116, render: cell('verifiers') },
    { key: 'finished', title: say('ledger.column.13'), width: 116, render: cell('finishedOn') },
  ];
}

function LeadText({ line, say }: { line: LedgerLine; say: Say }) {
  return (
    <span>
      {line.urgent && <span className="mark-urgent">{say('ledger.urgent')}</span>}
      {line.text}
      <RepeatMark line={line} />
      {line.evidenceCount > 1 && <span className="muted"> {say('ledger.evidence', { n: line.evidenceCount })}</span>}
      {line.mergedInto && <span className="muted"> {say('ledger.merged-into', { no: line.mergedInto.no })}</span>}
    </span>
  );
}

function Unknown({ say }: { say: Say }) {
  return <span className="unknown">{say('value.unknown')}</span>;
}

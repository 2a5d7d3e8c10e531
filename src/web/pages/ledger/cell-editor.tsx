import { Input, Select } from 'antd';
import { type KeyboardEvent, useEffect, useRef, useState } from 'react';
import type { LedgerLine } from '#contract/leads.ts';
import { Choices } from '#ui/choices.tsx';
import { DayInput } from '#ui/day-input.tsx';
import { Field } from '#ui/field.tsx';
import { PhraseInput } from '#ui/phrase-input.tsx';
import { useWords } from '#ui/words-context.tsx';
import { cellTitles, type FillCellName, type Filling } from './ledger-cells.tsx';
import { TellFields, type Told } from './tell-fields.tsx';

type Props = {
  line: LedgerLine;
  cell: FillCellName;
  filling: Filling;
  /** `forward`: go on to the next cell. */
  onClose: (from: HTMLElement | null, forward: boolean) => void;
};

/** The editor over a cell. Enter takes the value and goes on, Esc leaves it as it was, clicking elsewhere takes it. */
export function CellEditor({ line, cell, filling, onClose }: Props) {
  const { say } = useWords();
  const box = useRef<HTMLDivElement>(null);
  const leave = useRef<() => void>(() => {});
  useEffect(() => {
    const outside = (event: PointerEvent) => {
      const target = event.target as HTMLElement;
      if (box.current?.contains(target) || target.closest('.ant-select-dropdown')) return;
      leave.current();
      onClose(box.current, false);
    };
    document.addEventListener('pointerdown', outside);
    return () => document.removeEventListener('pointerdown', outside);
  });
  const common = { line, filling, leave, done: (forward: boolean) => onClose(box.current, forward) };
  return (
    <div
      className="cell-editor"
      ref={box}
      role="dialog"
      aria-label={say(cellTitles[cell])}
      onKeyDown={(event) => {
        if (event.key === 'Escape') {
          event.stopPropagation();
          onClose(box.current, false);
        }
      }}
    >
      <EditorFor cell={cell} {...common} />
    </div>
  );
}

type EditorProps = {
  line: LedgerLine;
  filling: Filling;
  /** What to do when the user clicks elsewhere. */
  leave: { current: () => void };
  done: (forward: boolean) => void;
};

function EditorFor({ cell, ...props }: EditorProps & { cell: FillCellName }) {
  switch (cell) {
    case 'verdict':
      return <VerdictEditor {...props} />;
    case 'reason':
      return <ReasonEditor {...props} />;
    case 'told':
      return <ToldEditor {...props} />;
    case 'verifiers':
      return <VerifiersEditor {...props} />;
    case 'finishedOn':
      return <FinishedEditor {...props} />;
    case 'idNumber':
      return <NumberEditor {...props} />;
  }
}

function VerdictEditor({ line, filling, done }: EditorProps) {
  const { say, today } = useWords();
  const draft = filling.drafts[line.id];
  const [visitedOn, setVisitedOn] = useState<string>(draft?.visitedOn ?? today);
  return (
    <div className="stack">
      <Choices
        label={say('ledger.column.9')}
        options={filling.options.verdicts}
        value={draft?.verdict ?? line.verdict ?? undefined}
        numbered
        autoFocus
        onChange={(verdict) => {
          filling.change(line.id, { verdict, visitedOn });
          done(true);
        }}
      />
      {line.proposedVerdict && (
        <p className="muted">{say('ledger.proposed', { verdict: labelOf(filling, line.proposedVerdict) })}</p>
      )}
      <Field label={say('verify.visit-on')}>
        {(id) => <DayInput id={id} value={visitedOn} onChange={setVisitedOn} />}
      </Field>
    </div>
  );
}

function ReasonEditor({ line, filling, leave, done }: EditorProps) {
  const { say } = useWords();
  const [text, setText] = useState(filling.drafts[line.id]?.reason ?? line.reason ?? '');
  const take = () => {
    if (text.trim() !== '') filling.change(line.id, { reason: text.trim() });
  };
  leave.current = take;
  return (
    <div style={{ width: 340 }}>
      <PhraseInput
        label={say('ledger.column.10')}
        autoFocus
        phrases={filling.options.reasons}
        value={text}
        onChange={setText}
        onDone={(said) => {
          if (said !== '') filling.change(line.id, { reason: said });
          done(true);
        }}
      />
    </div>
  );
}

function ToldEditor({ line, filling, leave, done }: EditorProps) {
  const { today } = useWords();
  const [told, setTold] = useState<Told>(filling.drafts[line.id]?.told ?? { on: today, how: '', written: false });
  const take = (value: Told) => {
    if (value.how !== '') filling.change(line.id, { told: value });
  };
  leave.current = () => take(told);
  return (
    <TellFields
      told={told}
      how={filling.options.toldHow}
      onChange={setTold}
      onDone={(value) => {
        take(value);
        done(true);
      }}
    />
  );
}

function VerifiersEditor({ line, filling, leave, done }: EditorProps) {
  const { say } = useWords();
  const [names, setNames] = useState(filling.drafts[line.id]?.verifiers ?? line.verifiers.map(({ name }) => name));
  const lastPair = filling.options.lastPair.map(({ name }) => name);
  const take = (chosen: readonly string[]) => {
    if (chosen.length > 0) filling.change(line.id, { verifiers: [...chosen] });
  };
  leave.current = () => take(names);
  return (
    <div className="stack" style={{ width: 260 }}>
      <Select
        mode="tags"
        autoFocus
        aria-label={say('ledger.column.12')}
        placeholder={say('ledger.assign-hint')}
        tokenSeparators={['、', '，', ',', ' ']}
        value={names}
        options={filling.options.verifiers.map(({ name }) => ({ value: name }))}
        onChange={setNames}
      />
      {lastPair.length > 0 && (
        <button
          type="button"
          className="choice"
          onClick={() => {
            take(lastPair);
            done(true);
          }}
        >
          {say('ledger.verifier.last-pair', { names: lastPair.join('、') })}
        </button>
      )}
    </div>
  );
}

function FinishedEditor({ line, filling, leave, done }: EditorProps) {
  const { say, today } = useWords();
  const [on, setOn] = useState<string>(filling.drafts[line.id]?.finishedOn ?? line.finishedOn ?? today);
  const take = () => {
    if (on !== '') filling.change(line.id, { finishedOn: on });
  };
  leave.current = take;
  return (
    <div style={{ width: 170 }}>
      <DayInput
        label={say('ledger.column.13')}
        autoFocus
        value={on}
        onChange={setOn}
        onEnter={() => {
          take();
          done(true);
        }}
      />
    </div>
  );
}

function NumberEditor({ line, filling, leave, done }: EditorProps) {
  const { say } = useWords();
  const [text, setText] = useState(filling.drafts[line.id]?.idNumber ?? '');
  const take = () => {
    if (text.trim() !== '') filling.change(line.id, { idNumber: text.trim().toUpperCase() });
  };
  leave.current = take;
  return (
    <Input
      autoFocus
      style={{ width: 200 }}
      maxLength={30}
      aria-label={say('ledger.column.4')}
      value={text}
      onChange={(event) => setText(event.target.value)}
      onKeyDown={onEnter(() => {
        take();
        done(true);
      })}
    />
  );
}

function onEnter(act: () => void) {
  return (event: KeyboardEvent) => {
    // Enter that ends a Chinese input method's composition chooses characters, not the value.
    if (event.key !== 'Enter' || event.ctrlKey || event.nativeEvent.isComposing) return;
    event.preventDefault();
    event.stopPropagation();
    act();
  };
}

function labelOf(filling: Filling, verdict: string): string {
  return filling.options.verdicts.find(({ id }) => id === verdict)?.label ?? verdict;
}

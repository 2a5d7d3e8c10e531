import { App, Button } from 'antd';
import type { LedgerLine } from '#contract/leads.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { useWords } from '#ui/words-context.tsx';
import { dateText } from '#words/date-forms.ts';
import { useMay } from '../../api/session.ts';
import type { Notice } from './act-notice.tsx';
import { useLeadActs } from './use-lead-acts.ts';

/** Lines that wait for somebody to say whether the earlier visit stands. */
export function isMarked(line: LedgerLine): boolean {
  return (
    line.repeats?.state === 'marked' && ['to-receive', 'in-progress'].includes(line.stage) && line.verdict === null
  );
}

/** 与上次核实相同 in a row of the list, with the earlier visit in short. */
export function RepeatMark({ line }: { line: LedgerLine }) {
  const { say } = useWords();
  const earlier = useEarlier(line);
  const { repeats } = line;
  if (repeats === null) return null;
  return (
    <span className="repeat-mark" data-state={repeats.state}>
      <span className="mark-repeat">{say(repeats.state === 'marked' ? 'repeat.mark' : `repeat.${repeats.state}`)}</span>
      {repeats.state === 'marked' && earlier !== undefined && <span className="muted">{earlier}</span>}
    </span>
  );
}

/** The earlier visit beside a marked line, and the two things that may be done: 沿用, or a new visit. */
export function RepeatPanel({ line, onDone }: { line: LedgerLine; onDone: (notice: Notice) => void }) {
  const { say } = useWords();
  const may = useMay('lead.decide');
  const earlier = useEarlier(line);
  const { repeats } = line;
  if (repeats === null) return null;
  const { visit } = repeats;
  return (
    <section className="repeat-panel" aria-label={say('repeat.mark')}>
      <h3>{say(repeats.state === 'marked' ? 'repeat.mark' : `repeat.${repeats.state}`)}</h3>
      <p>{earlier ?? say('repeat.unseen')}</p>
      {visit !== null && visit.reason !== null && <p>{say('repeat.reason', { reason: visit.reason })}</p>}
      {visit !== null && visit.verifiers.length > 0 && (
        <p className="muted">{say('repeat.verifiers', { names: visit.verifiers.join('、') })}</p>
      )}
      {isMarked(line) && may && (
        <>
          <p className="muted">{say('repeat.hint')}</p>
          <div className="row">
            <RepeatActs lines={[line]} onDone={onDone} />
          </div>
        </>
      )}
    </section>
  );
}

/** 沿用 and 重新入户 for the marked ones of these lines; nothing where none is marked. */
export function RepeatActs({ lines, onDone }: { lines: readonly LedgerLine[]; onDone: (notice: Notice) => void }) {
  const { say } = useWords();
  const { modal } = App.useApp();
  const { keepVisit, orderVisit } = useLeadActs(onDone);
  const marked = lines.filter(isMarked);
  if (marked.length === 0) return null;
  const n = marked.length === 1 && lines.length === 1 ? '' : ` ${marked.length}`;
  return (
    <>
      <Button
        type="primary"
        ghost
        loading={keepVisit.isPending}
        disabled={marked.some(({ repeats }) => repeats?.visit == null)}
        onClick={() =>
          void modal.confirm({
            title: say('repeat.keep'),
            content: say('repeat.keep-ask', { n: marked.length }),
            okText: say('repeat.keep'),
            cancelText: say('do.close'),
            onOk: () => keepVisit.mutate(marked),
          })
        }
      >
        {`${say('repeat.keep')}${n}`}
      </Button>
      <Button loading={orderVisit.isPending} onClick={() => orderVisit.mutate(marked)}>
        {`${say('repeat.visit')}${n}`}
      </Button>
    </>
  );
}

function useEarlier({ repeats }: LedgerLine): string | undefined {
  const { say, language } = useWords();
  const visit = repeats?.visit;
  if (!visit?.on) return undefined;
  return say('repeat.earlier', {
    no: visit.no,
    on: dateText(language, plainDate(visit.on)),
    verdict: visit.verdict ?? '',
  });
}

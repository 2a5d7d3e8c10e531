import type { AddingUp } from '#contract/leads.ts';
import { monthText } from '#words/date-forms.ts';
import { countText } from '#words/number-forms.ts';
import { useWords } from './words-context.tsx';

const INS = ['reopened', 'movedIn'] as const;
const OUTS = ['writtenOff', 'inProgress', 'returned', 'withdrawn', 'merged', 'movedOut'] as const;
const ALWAYS = new Set<string>(['writtenOff', 'inProgress', 'returned']);

const WORDS = {
  reopened: 'ledger.sum.reopened',
  movedIn: 'ledger.sum.moved-in',
  writtenOff: 'ledger.sum.written-off',
  inProgress: 'ledger.sum.open',
  returned: 'ledger.sum.returned',
  withdrawn: 'ledger.sum.withdrawn',
  merged: 'ledger.sum.merged',
  movedOut: 'ledger.sum.moved-out',
} as const;

/** 收到 40 = 已销号 22 + 在办 16 + 退回 2 ✓. Terms that are zero and rare are left out; the check is the server's. */
export function AddingUpLine({ sum, month }: { sum: AddingUp; month?: string | undefined }) {
  const { say, language } = useWords();
  const n = countText(language, sum.received);
  const carried = sum.carriedOver;
  const ins = INS.filter((part) => sum[part] !== 0);
  const outs = OUTS.filter((part) => ALWAYS.has(part) || sum[part] !== 0);
  const left = carried + sum.received + sum.reopened + sum.movedIn;
  const right = OUTS.reduce((total, part) => total + sum[part], 0);
  return (
    <p className="sum">
      {carried !== 0 && (
        <span>
          {say('ledger.sum.carried', { n: countText(language, carried) })} <span className="sum-sign">+</span>
        </span>
      )}
      <span className="sum-whole">
        {month === undefined
          ? say('ledger.sum.received', { n })
          : say('ledger.sum.received-month', { n, month: monthText(language, month) })}
      </span>
      {ins.map((part) => (
        <span key={part}>
          <span className="sum-sign">+</span> {say(WORDS[part], { n: countText(language, sum[part]) })}
        </span>
      ))}
      {outs.map((part, index) => (
        <span key={part}>
          <span className="sum-sign">{index === 0 ? '=' : '+'}</span>{' '}
          {say(WORDS[part], { n: countText(language, sum[part]) })}
        </span>
      ))}
      {sum.addsUp ? (
        <span className="sum-ok">✓ {say('sum.adds-up')}</span>
      ) : (
        <span className="sum-bad">✗ {say('sum.differs', { n: Math.abs(left - right) })}</span>
      )}
    </p>
  );
}

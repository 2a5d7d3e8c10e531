import { Progress as Bar, Spin } from 'antd';
import { useEffect, useState } from 'react';
import { countText } from '#words/number-forms.ts';
import { useWords } from './words-context.tsx';

/** Says what is being done once it takes longer than a second; nothing before that. */
export function Waiting({ what }: { what?: string }) {
  const { say } = useWords();
  const [long, setLong] = useState(false);
  useEffect(() => {
    const timer = setTimeout(() => setLong(true), 1000);
    return () => clearTimeout(timer);
  }, []);
  return (
    <div className="waiting" role="status">
      <Spin size="small" />
      {long && <span>{what ?? say('wait.loading')}</span>}
    </div>
  );
}

/** Rows done of a long piece of work, which may be left. */
export function Progress({ done, total }: { done: number; total: number }) {
  const { say, language } = useWords();
  const facts = { done: countText(language, done), total: countText(language, total) };
  return (
    <div role="status" className="stack">
      <Bar percent={total === 0 ? 0 : Math.floor((done / total) * 100)} aria-label={say('wait.rows', facts)} />
      <p>{say('wait.rows', facts)}</p>
      <p className="muted">{say('wait.leave')}</p>
    </div>
  );
}

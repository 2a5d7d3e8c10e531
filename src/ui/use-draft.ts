import { useCallback, useEffect, useState } from 'react';

const PREFIX = 'shouwang.draft.';

/**
 * A form's values, saved on this machine as they are typed and restored when the form is opened again.
 * `restored` says that the values come from such a draft; `drop` forgets it, after submitting or to start afresh.
 */
export function useDraft<T extends object>(key: string, initial: T) {
  const [draft, setDraft] = useState(() => ({
    key,
    value: stored<T>(key) ?? initial,
    restored: stored<T>(key) !== undefined,
  }));
  const current =
    draft.key === key ? draft : { key, value: stored<T>(key) ?? initial, restored: stored<T>(key) !== undefined };
  useEffect(() => {
    if (draft.key !== key) setDraft(current);
  });
  const set = useCallback(
    (change: Partial<T> | ((value: T) => Partial<T>)) =>
      setDraft((before) => {
        const base = before.key === key ? before.value : (stored<T>(key) ?? initial);
        const value = { ...base, ...(typeof change === 'function' ? change(base) : change) };
        sessionStorage.setItem(PREFIX + key, JSON.stringify(value));
        return { key, value, restored: false };
      }),
    [key, initial],
  );
  const drop = useCallback(() => {
    sessionStorage.removeItem(PREFIX + key);
    setDraft({ key, value: initial, restored: false });
  }, [key, initial]);
  return { value: current.value, set, drop, restored: current.restored };
}

/** Forms begun on this machine and not sent yet. */
export function countDrafts(): number {
  return Object.keys(sessionStorage).filter((key) => key.startsWith(PREFIX)).length;
}

/** Forgets every draft on this machine: the next person at it must not see them. */
export function dropAllDrafts(): void {
  for (const key of Object.keys(sessionStorage)) if (key.startsWith(PREFIX)) sessionStorage.removeItem(key);
}

function stored<T>(key: string): T | undefined {
  const text = sessionStorage.getItem(PREFIX + key);
  return text === null ? undefined : (JSON.parse(text) as T);
}

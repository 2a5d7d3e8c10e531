import { useState } from 'react';

const PREFIX = 'shouwang.';

/** A preference kept on this machine: shown columns, saved views. Never data about people. */
export function useStored<T>(name: string, initial: T): [T, (value: T) => void] {
  const [value, setValue] = useState<T>(() => {
    const text = localStorage.getItem(PREFIX + name);
    return text === null ? initial : (JSON.parse(text) as T);
  });
  return [
    value,
    (next) => {
      localStorage.setItem(PREFIX + name, JSON.stringify(next));
      setValue(next);
    },
  ];
}

import { isSentence, type Say } from '#words/sentences.ts';

/** 分户, or 撤回：分户. A kind nobody knows is said as it is. */
export function changeKindText(say: Say, kind: string): string {
  const undone = kind.startsWith('undo-');
  const key = `change.kind.${undone ? kind.slice(5) : kind}`;
  const named = isSentence(key) ? say(key as 'change.kind.split') : kind;
  return undone ? say('change.undone-of', { kind: named }) : named;
}

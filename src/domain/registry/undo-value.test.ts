import { describe, expect, it } from 'vitest';
import { type KeptChange, undoneValue } from './undo-value.ts';

const change = (batch: string | null, old: string | null, value: string | null): KeptChange<string> => ({
  batch,
  old,
  value,
});
const nothing = new Set<string>();

describe('undoing a batch, for one field', () => {
  it('says nothing where the batch said nothing', () => {
    expect(undoneValue([change('A', null, 'a')], 'B', nothing)).toBeUndefined();
  });
  it('goes back to what was said before, or to nothing', () => {
    const before = change('A', null, 'a');
    const own = change('B', 'a', 'b');
    expect(undoneValue([before, own], 'B', nothing)).toEqual({ kind: 'back', from: own, to: 'a', said: before });
    expect(undoneValue([change('B', null, 'b')], 'B', nothing)).toMatchObject({ to: null, said: undefined });
  });
  it('goes back to the value a subject came with, which has no change of its own', () => {
    expect(undoneValue([change('B', 'came', 'b')], 'B', nothing)).toMatchObject({ to: 'came', said: undefined });
  });
  it('leaves what a later file, a visit or an act has changed, and names the last', () => {
    const visit = change(null, 'c', 'd');
    const history = [change('B', 'a', 'b'), change('C', 'b', 'c'), visit];
    expect(undoneValue(history, 'B', nothing)).toEqual({ kind: 'stays', since: visit });
  });
  it('takes no notice of a later batch that was undone itself', () => {
    const history = [change('A', null, 'a'), change('B', 'a', 'b'), change('C', 'b', 'c'), change('undo C', 'c', 'b')];
    expect(undoneValue(history, 'B', new Set(['C', 'undo C']))).toMatchObject({ kind: 'back', to: 'a' });
  });
  it('goes back past an earlier batch whose undoing had to leave the field', () => {
    const history = [change('A', null, 'a'), change('B', 'a', 'b'), change('C', 'b', 'c')];
    expect(undoneValue(history, 'C', new Set(['B', 'undo B']))).toMatchObject({ kind: 'back', to: 'a' });
    expect(undoneValue(history.slice(1), 'C', new Set(['B', 'undo B']))).toMatchObject({ to: 'a', said: undefined });
  });
});

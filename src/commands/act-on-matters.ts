import { publishes } from '#domain/procedures/notice-findings.ts';
import { findTask } from '#domain/procedures/step-graph.ts';
import { actOnMatter, type MatterActInput } from './act-on-matter.ts';
import type { CommandContext } from './command-context.ts';
import { loadMatter } from './matter-file.ts';

/** One act for many matters: `matters` with the sequence each was seen at. */
export interface ManyInput extends Omit<MatterActInput, 'id' | 'seq'> {
  readonly matters: readonly { readonly id: string; readonly seq: number }[];
  /** What the batch is known by, such as the number of its document. */
  readonly batch: string;
}

/**
 * The same act on each matter, all or none. A step that is put up for people to read is one paper for many households and
 * no batch; every other says that it is one, and a procedure that decides household by household refuses it.
 * Errors: `refused` with the matter, `sequence-conflict`, those of `actOnMatter`.
 * @source FJ#8-h YY#2-b
 */
export async function actOnMatters(context: CommandContext, input: ManyInput): Promise<{ done: string[] }> {
  const { matters, batch, ...act } = input;
  const done: string[] = [];
  for (const { id, seq } of matters) {
    const { state } = await loadMatter(context, id, seq);
    const step = findTask(state.setting.procedure, act.do)?.step;
    const isPaper = step !== undefined && publishes(step);
    const values = { ...act.values, ...(isPaper || matters.length === 1 ? {} : { batch }) };
    await actOnMatter(context, { ...act, id, seq, values });
    done.push(id);
  }
  return { done };
}

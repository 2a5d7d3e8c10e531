import { AppError } from '#domain/values/app-error.ts';
import { findAreaByCode, insertArea, listAreaChain } from '#store/areas.ts';
import type { CommandContext } from './command-context.ts';

/**
 * Adds a township or village of the own county by hand: 功能区, 安置区 and others without official code. Returns its number.
 * Errors: `bad-request` (parent not of the level above or of another county), `already-exists` (code taken).
 */
export async function addArea(
  context: CommandContext,
  input: { level: 'township' | 'village'; parent: number; name: string; code?: string | undefined },
): Promise<{ area: number }> {
  const [parent] = await listAreaChain(context.tx, input.parent, context.now.today);
  const above = input.level === 'township' ? 'county' : 'township';
  if (parent?.level !== above || parent.county !== context.keys.county) {
    throw new AppError('bad-request', { field: 'parent', why: 'level', expected: above });
  }
  if (input.code !== undefined && (await findAreaByCode(context.tx, input.code, context.now.today))) {
    throw new AppError('already-exists', { what: 'area-code', code: input.code });
  }
  const area = await insertArea(context.tx, {
    county: context.keys.county,
    level: input.level,
    code: input.code ?? null,
    name: input.name,
    parent: input.parent,
  });
  return { area };
}

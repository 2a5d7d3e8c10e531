import { AppError } from '#domain/values/app-error.ts';
import type { SheetLimits } from './sheet-limits.ts';

/** Why a file cannot be read at all; `words` has a sentence for each, told by the fact `reason`. */
export type UnreadableReason =
  | 'empty'
  | 'wrong-type'
  | 'truncated'
  | 'damaged'
  | 'password'
  | 'encoding'
  | 'unclosed-quote'
  | 'no-rows'
  | 'forbidden-xml';

/** The refusal of a file nobody can read. `facts` say what was found (`detected`), where (`part`, `row`). */
export function unreadable(reason: UnreadableReason, facts: Readonly<Record<string, unknown>> = {}): AppError {
  return new AppError('file-unreadable', { reason, ...facts });
}

/** The refusal of a file over one of its limits: which, what it allows and, where known, what the file has. */
export function tooLarge(limit: keyof SheetLimits, allowed: number, found?: number): AppError {
  return new AppError('file-too-large', found === undefined ? { limit, allowed } : { limit, allowed, found });
}

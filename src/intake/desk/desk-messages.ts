import type { HolidayNotice } from '#domain/calendar/calendar.ts';
import { AppError, type ErrorFacts } from '#domain/values/app-error.ts';
import type { ErrorCode } from '#domain/values/error-codes.ts';
import type { DeskOrder } from './desk-orders.ts';

/** To the thread: an order under a number, with the calendar's notices as they stand; or that it is no longer wanted. */
export type ToDesk =
  | { readonly no: number; readonly asked: DeskOrder; readonly notices: readonly HolidayNotice[] }
  | { readonly no: number; readonly cancel: true };

/** From the thread: how far it is with a file, what came of the order, or why nothing did. */
export type FromDesk =
  | { readonly no: number; readonly file: string; readonly rows: number }
  | { readonly no: number; readonly reply: unknown }
  | { readonly no: number; readonly failed: ToldError };

/** An error as it crosses from one thread to another. */
export type ToldError =
  | { readonly code: ErrorCode; readonly facts: ErrorFacts }
  | { readonly message: string; readonly stack: string; readonly cause: string | null };

export function toldError(error: unknown): ToldError {
  if (error instanceof AppError) return { code: error.code, facts: error.facts };
  if (!(error instanceof Error)) return { message: String(error), stack: '', cause: null };
  const cause = 'code' in error ? String(error.code) : null;
  return { message: error.message, stack: error.stack ?? '', cause };
}

/** The error again; `code` of a database error stays, since a lost connection is known by it. */
export function heardError(told: ToldError): Error {
  if ('code' in told) return new AppError(told.code, told.facts);
  const error = new Error(told.message);
  error.stack = told.stack;
  return told.cause === null ? error : Object.assign(error, { code: told.cause });
}

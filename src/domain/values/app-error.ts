import type { ErrorCode } from './error-codes.ts';

/** Facts a sentence about the failure may name. Never personal data: this reaches logs and replies. */
export type ErrorFacts = Readonly<Record<string, unknown>>;

/** An expected failure at a border. `code` selects the sentence in `words`; `facts` fill it. Everything else thrown is a bug. */
export class AppError extends Error {
  readonly code: ErrorCode;
  readonly facts: ErrorFacts;
  constructor(code: ErrorCode, facts: ErrorFacts = {}) {
    super(code);
    this.name = 'AppError';
    this.code = code;
    this.facts = facts;
  }
}

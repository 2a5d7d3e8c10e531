/**
 * Every failure a border may answer with, and its HTTP status. One list: `contract` publishes it, `words` has a
 * sentence for each in zh-CN and en (test). Facts named in a sentence come from `AppError.facts`.
 */
export const errorCodes = {
  'bad-request': 400,
  'unknown-field': 400,
  'invalid-id-number': 400,
  'invalid-date': 400,
  'not-signed-in': 401,
  'wrong-login': 401,
  'account-locked': 401,
  'password-change-required': 403,
  'weak-password': 400,
  forbidden: 403,
  'other-actor-request': 403,
  'bad-origin': 403,
  'not-found': 404,
  'sequence-conflict': 409,
  ambiguous: 409,
  'already-exists': 409,
  refused: 409,
  'parameter-unset': 409,
  frozen: 409,
  'request-reused': 422,
  'file-unreadable': 422,
  'file-too-large': 413,
  'column-missing': 422,
  'too-many-requests': 429,
  'database-unavailable': 503,
  internal: 500,
} as const;

export type ErrorCode = keyof typeof errorCodes;

import { randomInt } from 'node:crypto';
import { hash, verify } from '@node-rs/argon2';
import { AppError } from '#domain/values/app-error.ts';

/** OWASP's parameters for argon2id (the library's default algorithm): 19 MiB, two passes, one lane. */
const ARGON2 = { memoryCost: 19_456, timeCost: 2, parallelism: 1 };
const MIN_LENGTH = 10;

/** The most used passwords here that would pass the composition rule; a longer list may be given by the administrator. */
const COMMON = ['qwer1234!@', 'abcd1234!@', 'passw0rd!@', 'admin@1234', 'admin@12345', 'aa123456!@', 'a123456789'];

export function hashPassword(password: string): Promise<string> {
  return hash(password, ARGON2);
}

export function passwordMatches(stored: string, password: string): Promise<boolean> {
  return verify(stored, password);
}

/** Refuses (`weak-password`, facts.rule) what is short, plain, common or contains the login. */
export function checkPassword(password: string, login: string): void {
  const kinds = [/[a-z]/, /[A-Z]/, /\d/, /[^A-Za-z0-9]/].filter((kind) => kind.test(password)).length;
  const lower = password.toLowerCase();
  if (password.length < MIN_LENGTH) throw new AppError('weak-password', { rule: 'length', least: MIN_LENGTH });
  if (kinds < 3) throw new AppError('weak-password', { rule: 'kinds', least: 3 });
  if (lower.includes(login.toLowerCase())) throw new AppError('weak-password', { rule: 'login' });
  if (COMMON.includes(lower) || /^(.)\1+$/.test(password)) throw new AppError('weak-password', { rule: 'common' });
}

/** A one-time password a person can copy from paper: 16 characters without those that look alike. */
export function oneTimePassword(): string {
  const letters = 'abcdefghjkmnpqrstuvwxyzABCDEFGHJKMNPQRSTUVWXYZ23456789';
  const body = Array.from({ length: 15 }, () => letters[randomInt(letters.length)]).join('');
  return `${body.slice(0, 5)}-${body.slice(5, 10)}-${body.slice(10)}`;
}

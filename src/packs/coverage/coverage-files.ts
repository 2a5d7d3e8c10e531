import { existsSync, mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { sha256 } from '#domain/policy/sha256.ts';
import type { LoadedPack } from '../load-packs.ts';
import type { ClauseProof } from './prove-clause.ts';

/** A test's word that a user sees what a clause asks for: where it was said, and on which screen. */
export interface Mark {
  readonly clause: string;
  readonly test: string;
  readonly file: string;
  readonly screen: string | null;
}

const FOLDER = 'test-results';

/** The proofs of the last `coverage --prove` over these very packs and cases; null when there is none. */
export function readProof(root: string, loaded: readonly LoadedPack[]): readonly ClauseProof[] | null {
  const file = path.join(root, FOLDER, 'coverage-proof.json');
  if (!existsSync(file)) return null;
  const kept = JSON.parse(readFileSync(file, 'utf8')) as {
    readonly of: string;
    readonly proofs: readonly ClauseProof[];
  };
  return kept.of === stateOf(loaded) ? kept.proofs : null;
}

/** Keeps the proofs for those who ask later without proving. */
export function keepProof(root: string, loaded: readonly LoadedPack[], proofs: readonly ClauseProof[]): void {
  mkdirSync(path.join(root, FOLDER), { recursive: true });
  const file = path.join(root, FOLDER, 'coverage-proof.json');
  writeFileSync(file, JSON.stringify({ of: stateOf(loaded), proofs }));
}

/** Packs and cases as one hash: a proof is no longer one when either has changed. */
function stateOf(loaded: readonly LoadedPack[]): string {
  return sha256(JSON.stringify(loaded.map(({ pack, cases }) => [pack.head.id, pack.hash, cases])));
}

/** Marks of the last whole run of the tests (one line of JSON each, `test/shows.ts`); null before any run. */
export function readMarks(root: string): readonly Mark[] | null {
  const file = path.join(root, FOLDER, 'shown.jsonl');
  if (!existsSync(file)) return null;
  const lines = readFileSync(file, 'utf8')
    .split('\n')
    .filter((line) => line !== '');
  return lines.map((line) => JSON.parse(line) as Mark);
}

/** The file marks are copied to at the end of a whole run. */
export function marksFile(root: string): string {
  return path.join(root, FOLDER, 'shown.jsonl');
}

import { createContext, useContext } from 'react';
import type { Due } from '#contract/values.ts';

/** A clause to look up: pack and clause id or section. */
export type ClauseRef = { pack: string; clause: string };

/** What the 依据 drawer is asked to explain. */
export type BasisRequest = {
  title: string;
  sources: readonly ClauseRef[];
  due?: Due | undefined;
  /** The lead a chip of a list stands for: its counting day by day is fetched when somebody asks. */
  lead?: string | undefined;
  /** A sentence that was shown where it was opened, such as a refusal. */
  said?: string | undefined;
  inferred?: string | null | undefined;
};

const BasisContext = createContext<{ open: (request: BasisRequest) => void } | undefined>(undefined);

/** The client that knows the addresses provides how a basis is opened. */
export const BasisProvider = BasisContext.Provider;

/** Opens the 依据 drawer from anywhere. */
export function useBasis(): { open: (request: BasisRequest) => void } {
  const basis = useContext(BasisContext);
  if (basis === undefined) throw new Error('useBasis outside BasisProvider');
  return basis;
}

/** A clause written `SD#2-f` as a reference, or undefined when it names no pack. */
export function clauseRef(text: string | null | undefined): ClauseRef | undefined {
  const [pack, clause] = (text ?? '').split('#');
  return pack && clause ? { pack, clause } : undefined;
}

/** How a member put a name to a paper: by hand, by thumb with somebody who filled in, through a guardian, through another. */
export type SignedHow = 'self' | 'thumbprint' | 'guardian' | 'proxy';

export interface Signature {
  readonly member: string;
  readonly how: SignedHow;
  /** Who filled in, or signed in the member's place. */
  readonly name?: string | undefined;
}

/** A member as far as signing goes. `minor`: younger than 18; null: age unknown. */
export interface Signer {
  readonly id: string;
  readonly minor: boolean | null;
}

export type SignatureFault = {
  readonly member: string;
  readonly why: 'unknown-member' | 'twice' | 'name-missing' | 'minor-signs' | 'guardian-of-adult';
};

/**
 * What is wrong with signatures, in their order; empty: nothing. A thumbprint, a guardian and a proxy are named; somebody
 * younger than 18 does not sign alone; a guardian signs for nobody known to be grown up.
 * @source YY#F1-11
 */
export function signatureFaults(members: readonly Signer[], signatures: readonly Signature[]): SignatureFault[] {
  const seen = new Set<string>();
  return signatures.flatMap((signature): SignatureFault[] => {
    const { member, how, name } = signature;
    const known = members.find(({ id }) => id === member);
    if (known === undefined) return [{ member, why: 'unknown-member' }];
    if (seen.has(member)) return [{ member, why: 'twice' }];
    seen.add(member);
    if (how !== 'self' && (name ?? '').trim() === '') return [{ member, why: 'name-missing' }];
    if (known.minor === true && how !== 'guardian') return [{ member, why: 'minor-signs' }];
    return known.minor === false && how === 'guardian' ? [{ member, why: 'guardian-of-adult' }] : [];
  });
}

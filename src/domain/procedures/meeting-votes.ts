/** How a meeting voted on one household. Whoever is related leaves the room and is no voter there. */
export interface HouseholdVote {
  readonly agree: number;
  readonly against: number;
  readonly abstain: number;
  readonly recused: number;
}

export type VoteFault = 'nobody-there' | 'more-than-there' | 'more-than-invited' | 'all-recused' | 'votes-differ';

/** Those who may vote on the household: present and not related. */
export function votersOf(present: number, { recused }: Pick<HouseholdVote, 'recused'>): number {
  return present - recused;
}

/**
 * What does not add up; empty: nothing. `invited` 0: not said. Agree, against and abstentions must be exactly those who
 * were there and not recused.
 */
export function voteFaults(present: number, invited: number, vote: HouseholdVote): VoteFault[] {
  if (present < 1) return ['nobody-there'];
  const voters = votersOf(present, vote);
  const cast = vote.agree + vote.against + vote.abstain;
  return [
    ...(invited > 0 && present > invited ? ['more-than-invited' as const] : []),
    ...(voters < 1 ? ['all-recused' as const] : []),
    ...(voters >= 1 && cast > voters ? ['more-than-there' as const] : []),
    ...(voters >= 1 && cast < voters ? ['votes-differ' as const] : []),
  ];
}

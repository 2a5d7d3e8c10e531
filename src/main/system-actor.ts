import type { Actor } from '#domain/access/actor.ts';

/** A job as an actor: `system:<job>`, exactly one county, all its townships. */
export function systemActor(job: string, county: number, towns: readonly number[]): Actor {
  return {
    kind: 'system',
    account: `system:${job}`,
    person: `system:${job}`,
    name: job,
    role: 'system',
    policy: false,
    office: 'county-bureau',
    county,
    area: null,
    towns,
    villages: [],
    department: null,
  };
}

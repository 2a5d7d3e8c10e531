import type { Actor } from '#domain/access/actor.ts';

/** The actor a job is: nobody's person, exactly one county with its townships. */
export function jobActor(job: string, county: number, towns: readonly number[]): Actor {
  return {
    kind: 'system',
    account: job,
    person: `system:${job}`,
    name: job,
    role: 'system',
    policy: false,
    office: '',
    county,
    area: null,
    towns,
    villages: [],
    department: null,
  };
}

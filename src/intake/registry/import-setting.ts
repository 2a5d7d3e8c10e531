import type { KeyRing } from '#crypto/key-ring.ts';
import type { Actor, Now } from '#domain/access/actor.ts';
import { listCountyAreas } from '#store/areas.ts';
import { asActor } from '#store/as-actor.ts';
import { type FieldKeys, fieldKeys } from '#store/data-keys.ts';
import type { Db } from '#store/database.ts';
import type { Reader } from '../reading/reading-order.ts';

/** What imports work with. `folder`: where uploaded originals are kept, encrypted. */
export interface ImportSetting {
  readonly db: Db;
  readonly ring: KeyRing;
  readonly folder: string;
  /** Who reads the files; this process itself when nobody else does. */
  readonly read?: Reader;
  /** Who goes on with a batch; this thread itself when nobody else does. */
  readonly run?: (county: number, batch: string) => Promise<void>;
  now(): Promise<Now>;
}

/** The name under which imports go on without a person; as an account it is the nil UUID. */
export const IMPORT_JOB = 'system:import';
export const JOB_ACCOUNT = '00000000-0000-0000-0000-000000000000';

/** The job that reads and applies files of one county: it sees the whole county and nothing else. */
export async function importJob(db: Db, county: number, now: Now): Promise<Actor> {
  const areas = await listCountyAreas(db, county, now.today);
  const towns = areas.filter(({ level }) => level === 'township' || level === 'unplaced').map(({ area }) => area);
  return {
    kind: 'system',
    account: JOB_ACCOUNT,
    person: JOB_ACCOUNT,
    name: IMPORT_JOB,
    role: 'system',
    policy: false,
    office: IMPORT_JOB,
    county,
    area: areas.find(({ level }) => level === 'county')?.area ?? null,
    towns,
    villages: [],
    department: null,
  };
}

/** Runs `work` in one transaction of the actor's county with its field keys. */
export async function inCounty<T>(
  setting: ImportSetting,
  actor: Actor & { readonly county: number },
  now: Now,
  work: (tx: Db, keys: FieldKeys) => Promise<T>,
): Promise<T> {
  return asActor(setting.db, actor, async (tx) =>
    work(tx, await fieldKeys(tx, setting.ring, actor.county, Number(now.today.slice(0, 4)), now.at)),
  );
}

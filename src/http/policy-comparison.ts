import type { comparePolicies, PolicyChangeReply } from '#contract/policy.ts';
import type { Reply } from '#contract/route.ts';
import { diffPolicies } from '#domain/policy/comparison/diff-policies.ts';
import type { PolicyChange } from '#domain/policy/comparison/policy-change.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { Policy } from '#domain/policy/resolved-policy.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type PlainDate, parsePlainDate } from '#domain/values/plain-date.ts';
import { asActor } from '#store/as-actor.ts';
import { countRunningSince } from '#store/running-clocks.ts';
import type { SignedInCaller } from './handler.ts';
import type { Services } from './services.ts';

/** The caller's own rules on a day, settings included. */
type OwnPolicy = (caller: SignedInCaller, on: PlainDate) => Promise<Policy>;

/** One side of a comparison as asked for: `own@DAY`, `AREA@DAY` or the id of a document. */
type Side = { readonly policy: Policy; readonly own: boolean };

/**
 * 规定对比. Settings of offices are read for the caller's own area only: what another area has set is its own business, so
 * there the documents alone speak. Errors: `invalid-date`, `not-found` naming the side.
 */
export function comparison(services: Services, ownPolicy: OwnPolicy) {
  return async (
    query: { readonly before: string; readonly after: string },
    caller: SignedInCaller,
  ): Promise<Reply<typeof comparePolicies>> => {
    const sideOf = async (written: string): Promise<Side> => {
      const [what = '', day] = written.split('@');
      const on = day === undefined ? caller.now.today : parsePlainDate(day);
      if (on === undefined) throw new AppError('invalid-date', { field: 'on', value: day ?? '' });
      if (what === 'own') return { policy: await ownPolicy(caller, on), own: true };
      const { packs } = services;
      const document = packs.find(({ head }) => head.id === what);
      const policy = document
        ? resolvePolicy({ packs, area: document.head.area, day: document.head.from })
        : resolvePolicy({ packs, area: what, day: on });
      if (policy.packs.length === 0) throw new AppError('not-found', { what: 'policy', side: written });
      return { policy, own: false };
    };
    const [before, after] = [await sideOf(query.before), await sideOf(query.after)];
    const changes = diffPolicies(before.policy, after.policy);
    const own = before.own && after.own;
    return {
      before: presentSide(before.policy),
      after: presentSide(after.policy),
      changes: await Promise.all(changes.map((change) => present(services, caller, change, own))),
      documents: services.packs
        .filter(({ head }) => head.number !== undefined)
        .map(({ head }) => ({ pack: head.id, title: head.title, number: head.number ?? '', from: head.from })),
    };
  };
}

function presentSide(policy: Policy) {
  return {
    on: policy.on,
    area: policy.area,
    areaName: null,
    documents: policy.packs.map(({ head }) => ({ pack: head.id, title: head.title, number: head.number ?? '' })),
  };
}

async function present(
  services: Services,
  caller: SignedInCaller,
  change: PolicyChange,
  own: boolean,
): Promise<PolicyChangeReply> {
  return { ...change, still: own ? await stillEarlier(services, caller, change) : null };
}

/** Running matters whose clock began before the change and so keeps the earlier value. */
async function stillEarlier(
  services: Services,
  caller: SignedInCaller,
  { versionBy, clocks, from }: PolicyChange,
): Promise<number | null> {
  if (versionBy === null || versionBy === 'act-day' || from === null || clocks.length === 0) return null;
  return asActor(services.runner.db, caller.actor, (tx) => countRunningSince(tx, { clocks, versionBy, before: from }));
}

import { countyOfCode } from '#commands/paper-issue.ts';
import { readAs } from '#commands/run-command.ts';
import type { Actor } from '#domain/access/actor.ts';
import { AppError } from '#domain/values/app-error.ts';
import { allTowns } from '#identity/scopes.ts';
import { findPaperByCode, listPapers } from '#store/papers.ts';
import type { Handlers } from './handler.ts';
import type { Services } from './services.ts';

/** So many looks an hour from one address; a person holding papers needs a few. */
const TRIES = 60;
const HOUR_MS = 3_600_000;

/** 核验: what a code on a paper confirms, to anybody; nothing about people. */
export function paperCheckHandlers(services: Services): Pick<Handlers, 'checkPaper'> {
  const tries = new Map<string, { since: number; count: number }>();
  return {
    async checkPaper({ params }, caller) {
      countTry(tries, caller.address, caller.now.at);
      const code = params.code.toUpperCase();
      const county = countyOfCode(code);
      if (county === null) throw new AppError('not-found', { what: 'paper' });
      const towns = await allTowns(services.runner.db, county);
      if (towns.length === 0) throw new AppError('not-found', { what: 'paper' });
      return readAs(services.runner, checker(county, towns), caller.now, async (context) => {
        const paper = await findPaperByCode(context.tx, context.keys, code);
        if (!paper) throw new AppError('not-found', { what: 'paper' });
        const next = paper.replacedBy === null ? [] : [paper.replacedBy];
        const [replacing] = next.length === 0 ? [] : await listPapers(context.tx, context.keys, { ids: next });
        return {
          number: paper.number,
          title: paper.title,
          on: paper.on,
          issuer: paper.issuer,
          pages: paper.pages,
          hash: paper.hash,
          replacedBy: replacing?.number ?? null,
        };
      });
    },
  };
}

/** Errors: `too-many-requests`. Addresses not heard of for an hour are forgotten. */
function countTry(tries: Map<string, { since: number; count: number }>, address: string, at: number): void {
  for (const [known, { since }] of tries) if (at - since > HOUR_MS) tries.delete(known);
  const own = tries.get(address) ?? { since: at, count: 0 };
  own.count += 1;
  tries.set(address, own);
  if (own.count > TRIES) throw new AppError('too-many-requests');
}

function checker(county: number, towns: readonly number[]): Actor {
  return {
    kind: 'system',
    account: 'system:paper-check',
    person: 'system:paper-check',
    name: 'paper-check',
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

import type { CommandContext } from '#commands/command-context.ts';
import { countyPolicy, officeOf } from '#commands/feed-batch.ts';
import { readAs, runCommand } from '#commands/run-command.ts';
import { type TrialAnswer, type TrialQuestion, tryValue } from '#commands/try-value.ts';
import type { WhatIf } from '#contract/what-ifs.ts';
import { AppError } from '#domain/values/app-error.ts';
import { type AreaRow, findCountyAreas, listCountyAreas } from '#store/areas.ts';
import { asActor } from '#store/as-actor.ts';
import type { Db } from '#store/database.ts';
import { type KeptTrial, listWhatIfs } from '#store/what-ifs.ts';
import { labelOf, officeLabel } from './feed-presenter.ts';
import type { Handlers, SignedInCaller } from './handler.ts';
import { areaRefOf } from './lead-presenter.ts';
import { parametersOfFeed, valueText } from './rule-thresholds.ts';
import type { Services } from './services.ts';

type Trial = KeptTrial<TrialQuestion, TrialAnswer>;
type Rules = Awaited<ReturnType<Handlers['listWhatIfs']>>['rules'];

/** Fewer than these would point at households: above the county they stand together. */
const FEW = 3;

/** 试算 for the county; city and province read what was tried. */
export function whatIfHandlers({ runner }: Services): Pick<Handlers, 'listWhatIfs' | 'tryValue'> {
  return {
    async listWhatIfs(_call, caller) {
      const { today } = caller.now;
      const above = caller.actor.county === null;
      const rules = above ? [] : await readAs(runner, caller.actor, caller.now, rulesOf);
      const trials = await asActor(runner.db, caller.actor, async (tx) => {
        const kept = await listWhatIfs<TrialQuestion, TrialAnswer>(tx);
        const shown: WhatIf[] = [];
        for (const trial of kept) shown.push(await present(runner, tx, caller, trial));
        return shown;
      });
      return { rules, trials, today };
    },
    async tryValue({ body }, caller) {
      const { requestId, ...question } = body;
      if (question.from > question.to) throw new AppError('invalid-date', { field: 'from', why: 'after-to' });
      const call = { kind: 'try-value', requestId, input: question };
      const { id } = await runCommand(runner, caller.actor, caller.now, call, tryValue);
      const trial = await asActor(runner.db, caller.actor, async (tx) => {
        const found = (await listWhatIfs<TrialQuestion, TrialAnswer>(tx)).find((each) => each.id === id);
        if (found === undefined) throw new AppError('not-found', { what: 'what-if' });
        return present(runner, tx, caller, found);
      });
      return { trial };
    },
  };
}

async function rulesOf(context: CommandContext): Promise<Rules> {
  const { policy } = await countyPolicy(context);
  return policy.feeds.flatMap((feed) => {
    const names = parametersOfFeed(policy, feed.id);
    if (names.length === 0) return [];
    return [
      {
        feed: feed.id,
        label: `${officeLabel(policy, officeOf(feed))} · ${feed.label ?? feed.id}`,
        rule: feed.raise?.when ?? '',
        parameters: names.map((name) => {
          const value = valueText(policy, name, context.now.today);
          return { name, value: value === '—' ? null : value, unit: policy.parameters[name]?.unit ?? null };
        }),
      },
    ];
  });
}

async function present(
  runner: Services['runner'],
  tx: Db,
  caller: SignedInCaller,
  { county, id, question, answer, madeBy, madeOn }: Trial,
): Promise<WhatIf> {
  const { today } = caller.now;
  const own = (await findCountyAreas(tx, [county], today)).get(county);
  const above = caller.actor.county === null;
  const areas = new Map((await listCountyAreas(tx, county, today)).map((row) => [row.area, row]));
  const policy = own === undefined ? undefined : (await runner.policy.inForce(tx, own.area, today)).policy;
  return {
    id,
    county: areaRefOf(own),
    feed: question.feed,
    feedLabel: policy === undefined ? question.feed : labelOf(policy, question.feed),
    parameter: question.parameter,
    unit: policy?.parameters[question.parameter]?.unit ?? null,
    from: question.from,
    to: question.to,
    rows: answer.rows,
    madeBy: above ? '' : madeBy,
    madeOn,
    trials: answer.trials.map(({ value, result, towns }) => ({ value, result, towns: townsOf(areas, towns, above) })),
  };
}

function townsOf(
  areas: ReadonlyMap<number, AreaRow>,
  towns: TrialAnswer['trials'][number]['towns'],
  above: boolean,
): WhatIf['trials'][number]['towns'] {
  const shown = above ? towns.filter((each) => Math.min(each.in || FEW, each.out || FEW) >= FEW) : towns;
  const hidden = towns.filter((each) => !shown.includes(each));
  const sum = (side: 'in' | 'out') => hidden.reduce((all, each) => all + each[side], 0);
  const merged = hidden.length === 0 ? [] : [{ town: null, in: sum('in'), out: sum('out') }];
  return [...shown.map((each) => ({ ...each, town: areaRefOf(areas.get(each.town)) })), ...merged];
}

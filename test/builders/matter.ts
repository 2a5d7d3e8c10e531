import { buildCalendar } from '#domain/calendar/calendar.ts';
import type { Pack } from '#domain/policy/pack-shape.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { Setting } from '#domain/policy/resolved-policy.ts';
import type { Act } from '#domain/procedures/act.ts';
import type { FactHistory, Facts } from '#domain/procedures/fact-history.ts';
import { foldActs } from '#domain/procedures/fold-acts.ts';
import type { MatterSetting } from '#domain/procedures/matter-setting.ts';
import type { MatterState } from '#domain/procedures/matter-state.ts';
import { policyRules } from '#domain/procedures/policy-rules.ts';
import { plainDate } from '#domain/values/plain-date.ts';
import { parsePack } from '#packs/parse-pack.ts';

const HEAD = `
pack: { id: TT, title: 试验, issuers: [县], area: '99', level: province, from: 2022-01-01 }
clauses:
  - { id: a, section: 一, summary: 甲, strength: must, status: implemented }
  - { id: b, section: 二, summary: 乙, strength: principle, status: implemented }
terms:
  offices:
    village: { level: village, labels: [村], source: TT#a }
    township: { level: township, labels: [乡镇], source: TT#a }
    county-bureau: { level: county, labels: [县局], source: TT#a }
`;

/** An invented pack: `body` gives what stands after head, clauses a and b, and the offices village, township, county-bureau. */
export function inventedPack(body: string): Pack {
  const { pack, problems } = parsePack([{ path: 'TT/pack.yaml', text: HEAD + body }], 'TT');
  if (pack === undefined) throw new Error(`the invented pack is broken: ${JSON.stringify(problems)}`);
  return pack;
}

export interface MatterOptions {
  readonly opened?: string;
  readonly events?: Readonly<Record<string, string>>;
  readonly facts?: Facts;
  readonly changes?: readonly { on: string; set: Facts }[];
  readonly settings?: readonly Setting[];
}

/** The setting of a matter of the procedure `p` of an invented pack, opened 2022-03-01 unless told otherwise. */
export function matterSetting(body: string, options: MatterOptions = {}): MatterSetting {
  const openedOn = plainDate(options.opened ?? '2022-03-01');
  const settings = options.settings ?? [];
  const policy = resolvePolicy({ packs: [inventedPack(body)], area: '990101', day: openedOn, settings });
  const procedure = policy.procedures['p'];
  if (procedure === undefined) throw new Error('the invented pack has no procedure p');
  const facts: FactHistory = {
    start: options.facts ?? {},
    changes: (options.changes ?? []).map(({ on, set }) => ({ on: plainDate(on), set })),
  };
  const events = Object.fromEntries(Object.entries(options.events ?? {}).map(([name, on]) => [name, plainDate(on)]));
  return {
    procedure,
    policy,
    rules: policyRules(policy, procedure),
    calendar: buildCalendar([]),
    openedOn,
    events,
    facts,
  };
}

/** An act; `by` one office or several acting together, none when left out. */
export function act(
  on: string,
  kind: string,
  more: Partial<Omit<Act, 'on' | 'kind' | 'by'>> & { by?: string } = {},
): Act {
  const { by, ...rest } = more;
  const offices = by === undefined ? [] : by.split('+');
  return {
    seq: 0,
    on: plainDate(on),
    kind,
    by: offices.map((office) => ({ office })),
    signers: [],
    values: {},
    ...rest,
  };
}

/** The state after `acts`, numbered in the order given. */
export function folded(setting: MatterSetting, ...acts: readonly Act[]): MatterState {
  return foldActs(
    setting,
    acts.map((each, index) => ({ ...each, seq: index + 1 })),
  );
}

import type { PlainDate } from '../values/plain-date.ts';
import { areaDigits, covers, grouped, originOf, packsOfArea, repealOf, winner } from './area-packs.ts';
import { withOfficeIds } from './office-ids.ts';
import type { FactTerm, Item, Pack, Statistic, Terms } from './pack-shape.ts';
import { resolveParameters } from './resolve-parameters.ts';
import { isRemoved, resolveProcedures } from './resolve-procedures.ts';
import type { Origin, PackChange, Policy, Setting } from './resolved-policy.ts';
import { settleCadences } from './settled-cadences.ts';
import { settleItems } from './settled-items.ts';
import { sha256 } from './sha256.ts';

export interface PolicyQuestion {
  /** Packs without problems of their own, in any order. */
  readonly packs: readonly Pack[];
  /** Division code of 2, 4, 6, 9 or 12 digits. */
  readonly area: string;
  readonly day: PlainDate;
  /** Digits of the areas the area lies in, outermost first. Absent: derived from the code's digits. */
  readonly chain?: readonly string[];
  /** What offices of the chain set or chose. */
  readonly settings?: readonly Setting[];
  /** Packs whose parameters are read: those around the packs that say the steps, when documents came later. Absent: `packs`. */
  readonly values?: readonly Pack[];
  /** Published figures beside those the packs carry; a figure of the same name takes the pack's place. */
  readonly statistics?: readonly Statistic[];
}

/**
 * The rules of an area as in force on a day (§6.1). Packs of the area's chain count when they are in force, or when they
 * tell an earlier rule that was. Rules nobody gives are absent; parameters keep the values of all days, also those of
 * packs no longer in force, because running matters read them.
 */
export function resolvePolicy(question: PolicyQuestion): Policy {
  const { area, day, settings = [] } = question;
  const digits = question.chain ?? areaDigits(area);
  const known = packsOfArea(question.packs, digits);
  const packs = known.filter((pack) => counts(pack, day) && repealOf(pack.head, known, day) === undefined);
  const origins: Record<string, Origin> = {};
  const removed: Record<string, PackChange> = {};
  const rewired: Record<string, PackChange> = {};
  const layout = { packs, day, origins, removed, rewired };
  const list = <T extends Item>(section: string, items: readonly T[]): readonly T[] => overlay(section, items, layout);
  const terms = resolveTerms(packs, list);
  const laid: Policy = {
    area,
    on: day,
    packs: packs.map(({ head, hash, clauses }) => ({ head, hash, clauses })),
    hash: sha256(packs.map((pack) => pack.hash).join('\n')),
    terms,
    parameters: resolveParameters(packsOfArea(question.values ?? question.packs, digits), settings),
    statistics: byName([...packs.flatMap((pack) => pack.statistics), ...(question.statistics ?? [])]),
    procedures: withOffices(resolveProcedures(layout), terms.offices),
    feeds: list(
      'feeds',
      packs.flatMap((pack) => pack.feeds),
    ),
    duties: list(
      'duties',
      packs.flatMap((pack) => pack.duties),
    ),
    grading: list(
      'grading',
      packs.flatMap((pack) => pack.grading),
    ),
    forms: list(
      'forms',
      packs.flatMap((pack) => pack.forms),
    ),
    origins,
    removed,
    rewired,
    settings,
  };
  return settleCadences(settleItems(laid));
}

function withOffices(procedures: Policy['procedures'], offices: Terms['offices']): Policy['procedures'] {
  return Object.fromEntries(Object.entries(procedures).map(([id, each]) => [id, withOfficeIds(each, offices)]));
}

/** In force, or not yet issued but telling a rule that already held on the day. */
function counts(pack: Pack, day: PlainDate): boolean {
  if (pack.head.to !== undefined && pack.head.to <= day) return false;
  if (pack.head.from <= day) return true;
  const items = [...pack.procedures, ...pack.duties, ...pack.feeds, ...pack.parameters.flatMap((each) => each.values)];
  return items.some((item) => covers(item.valid, day));
}

interface Layout {
  readonly packs: readonly Pack[];
  readonly day: PlainDate;
  readonly origins: Record<string, Origin>;
  readonly removed: Record<string, PackChange>;
}

function overlay<T extends Item>(section: string, items: readonly T[], layout: Layout): readonly T[] {
  const inForce = items.filter((item) => covers(item.valid, layout.day));
  return [...grouped(inForce, (item) => item.id)].flatMap(([id, candidates]) => {
    const won = winner(candidates);
    if (won === undefined || isRemoved(layout, `${section}/${id}`, won.pack)) return [];
    layout.origins[`${section}/${id}`] = originOf(won, candidates);
    return [won];
  });
}

function resolveTerms(
  packs: readonly Pack[],
  list: <T extends Item>(section: string, items: readonly T[]) => readonly T[],
): Terms {
  const terms = packs.map((pack) => pack.terms);
  const names = [...new Set(terms.flatMap((each) => Object.keys(each.lists)))];
  const innermost = (name: string): Terms['lists'][string] =>
    terms.findLast((each) => each.lists[name] !== undefined)?.lists[name] ?? [];
  return {
    offices: list(
      'terms/offices',
      terms.flatMap((each) => each.offices),
    ),
    channels: list(
      'terms/channels',
      terms.flatMap((each) => each.channels),
    ),
    classes: list(
      'terms/classes',
      terms.flatMap((each) => each.classes),
    ),
    risks: list(
      'terms/risks',
      terms.flatMap((each) => each.risks),
    ),
    groups: list(
      'terms/groups',
      terms.flatMap((each) => each.groups),
    ),
    lists: Object.fromEntries(names.map((name) => [name, list(`terms/lists/${name}`, innermost(name))])),
    areas: list(
      'terms/areas',
      terms.flatMap((each) => each.areas),
    ),
    facts: [
      ...grouped(
        terms.flatMap((each) => each.facts),
        (fact) => `${fact.of}.${fact.name}`,
      ).values(),
    ].flatMap(innermostFact),
  };
}

/** A pack that declares a fact again need not repeat whose office it tells. */
function innermostFact(versions: readonly FactTerm[]): readonly FactTerm[] {
  const officeOf = versions.findLast((each) => each.officeOf !== undefined)?.officeOf;
  return versions.slice(-1).map((each) => (officeOf === undefined ? each : { ...each, officeOf }));
}

function byName(statistics: readonly Statistic[]): Record<string, Statistic> {
  return Object.fromEntries(statistics.map((statistic) => [statistic.name, statistic]));
}

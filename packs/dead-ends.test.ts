import { resolve } from 'node:path';
import { describe, expect, it } from 'vitest';
import type { Dictionary } from '#domain/dictionary/dictionary.ts';
import { findEntry } from '#domain/dictionary/dictionary.ts';
import type { Amount, Pack } from '#domain/policy/pack-shape.ts';
import { resolvePolicy } from '#domain/policy/resolve-policy.ts';
import type { Policy, ResolvedProcedure, Setting } from '#domain/policy/resolved-policy.ts';
import type { Act } from '#domain/procedures/act.ts';
import { askMatter, type MatterAnswer, type OpenStep } from '#domain/procedures/ask-matter.ts';
import { foldActs } from '#domain/procedures/fold-acts.ts';
import type { MatterSetting } from '#domain/procedures/matter-setting.ts';
import type { MatterState } from '#domain/procedures/matter-state.ts';
import { namesFor, policyRules } from '#domain/procedures/policy-rules.ts';
import type { OpensWhen, Refusal } from '#domain/procedures/refusal.ts';
import { tryAct } from '#domain/procedures/try-act.ts';
import { addDays, type PlainDate, plainDate } from '#domain/values/plain-date.ts';
import { loadCalendar } from '#packs/load-calendar.ts';
import { loadPacks } from '#packs/load-packs.ts';

const root = resolve(import.meta.dirname, '..');
const calendar = await loadCalendar(root);
/** Sequences over all packs together: a sample of the 10,000, all of them with SHOUWANG_FULL=1. */
const SEQUENCES = process.env['SHOUWANG_FULL'] === undefined ? 1_200 : 10_000;
const ACTS = 9;

/** Numbers from a seed, so that a sequence that fails fails again. */
function randomFrom(seed: number): (below: number) => number {
  let state = seed >>> 0 || 1;
  return (below) => {
    state ^= state << 13;
    state >>>= 0;
    state ^= state >>> 17;
    state ^= state << 5;
    state >>>= 0;
    return state % below;
  };
}

type Pick = ReturnType<typeof randomFrom>;

interface Ground {
  readonly policy: Policy;
  readonly procedure: ResolvedProcedure;
  readonly rules: MatterSetting['rules'];
  readonly dictionary: Dictionary;
  readonly names: readonly string[];
  readonly words: readonly string[];
}

/** Every procedure of every pack, as its own area has it a month after the document. */
function grounds(packs: readonly Pack[], settings: (policy: Policy) => readonly Setting[]): readonly Ground[] {
  return packs.flatMap(({ head }) => {
    const question = { packs, area: head.area === 'CN' ? '990101' : head.area, day: addDays(head.from, 30) };
    const policy = resolvePolicy({ ...question, settings: settings(resolvePolicy(question)) });
    return Object.values(policy.procedures).map((procedure): Ground => {
      const text = JSON.stringify(procedure, (_key, value) => (typeof value === 'bigint' ? String(value) : value));
      const words = [...text.matchAll(/\\"([^"\\]+)\\"/g)].flatMap((match) => match[1] ?? []);
      const { dictionary } = namesFor(policy, procedure);
      const all = [...dictionary.values()].flatMap((entries) => [...entries.keys()]);
      const names = [...new Set(all)].filter((name) => text.includes(name));
      return { policy, procedure, rules: policyRules(policy, procedure), dictionary, names, words };
    });
  });
}

/** What offices would set: something for half of what is open, nothing for the rest. */
function someSettings(policy: Policy): readonly Setting[] {
  return Object.values(policy.parameters).flatMap((each, index): readonly Setting[] => {
    if (each.setAt === undefined && each.choices.length === 0) return [];
    if (index % 2 === 1) return [];
    const value: Amount | undefined =
      each.choices[0]?.value ??
      (each.type === 'term' ? { amount: 3, unit: 'day' } : each.unit?.startsWith('CNY') ? undefined : undefined);
    const setters = each.setBy.length === 0 ? ['office'] : each.setBy;
    return value === undefined
      ? []
      : setters.map((by) => ({ name: each.name, value, from: plainDate('2000-01-01'), by }));
  });
}

function randomFacts({ dictionary, names, words }: Ground, pick: Pick): Record<string, unknown> {
  const of = (subject: 'household' | 'member' | 'matter' | 'lead'): Record<string, unknown> =>
    Object.fromEntries(
      names.flatMap((name) => {
        const type = findEntry(dictionary, subject, name)?.type.kind;
        if (type === undefined || pick(4) === 0) return [];
        if (type === 'boolean') return [[name, pick(2) === 0]];
        if (type === 'number') return [[name, pick(80)]];
        if (type === 'money') return [[name, BigInt(pick(2_000_000))]];
        if (type === 'text' && words.length > 0) return [[name, words[pick(words.length)]]];
        return type === 'date' ? [[name, `2022-0${pick(9) + 1}-11`]] : [];
      }),
    );
  const members = Array.from({ length: pick(3) }, (_, index) => ({ ...of('member'), 名: `成员${index}` }));
  return { ...of('matter'), ...of('lead'), 户: of('household'), ...(pick(5) === 0 ? {} : { 成员: members }) };
}

/** The act an office would record on an open step, with everything it needs. */
function actFor(ground: Ground, { step, moment, by, needs }: OpenStep, on: PlainDate, pick: Pick): Act {
  const { procedure } = ground;
  const tasks = [...procedure.steps, ...procedure.routes.flatMap((route) => route.gates)];
  const rule = tasks.find((each) => each.id === step);
  const booked = procedure.steps.find((each) => each.id === (rule && 'satisfies' in rule ? rule.satisfies : step));
  const outcomes = Object.keys(rule?.outcomes ?? {});
  const words = outcomes.length > 0 ? outcomes : Object.keys(booked?.outcomes ?? {});
  const together = rule?.by?.mode === 'together';
  const results: Record<string, Record<string, string>> = {};
  for (const [, key = '', item = ''] of needs.flatMap((need) => [...need.matchAll(/^results\.([^.]+)(?:\.(.+))?$/g)])) {
    results[key] = { ...results[key], ...(item === '' ? {} : { [item]: '无' }) };
  }
  return {
    seq: 0,
    on,
    kind: moment === 'begin' ? `${step}.begin` : step,
    by: (together ? by : by.slice(0, 1)).map((office) => ({ office, person: `p-${step}` })),
    ...(moment === 'finish' && words.length > 0 ? { outcome: words[pick(words.length)] ?? '' } : {}),
    ...(needs.includes('reason') ? { reason: '理由' } : {}),
    ...(rule?.seal === undefined ? {} : { seal: rule.seal }),
    signers: (rule?.signers ?? []).map(({ role }) => ({ role, person: `s-${role}` })),
    results,
    values: {},
  };
}

/** Something nobody may have asked for: an objection, a hold, a route, a draw, a return … */
function wildAct({ procedure }: Ground, on: PlainDate, pick: Pick): Act {
  const any = (items: readonly { readonly id: string }[]): string => items[pick(Math.max(1, items.length))]?.id ?? '';
  const kinds = ['object', 'settle', 'hold', 'lift', 'route', 'choose', 'return', 'draw', 'event'] as const;
  const kind = kinds[pick(kinds.length)] ?? 'object';
  const of = { hold: procedure.holds, lift: procedure.holds, route: procedure.routes };
  const target = kind === 'event' ? 'lead.received' : any(kind in of ? of[kind as keyof typeof of] : procedure.steps);
  const holder = [...procedure.holds, ...procedure.routes].find((each) => each.id === target);
  const who = kind === 'lift' && holder && 'liftedBy' in holder ? holder.liftedBy : holder?.by;
  const office = who?.choices[0]?.office;
  return {
    seq: 0,
    on,
    kind: kind === 'draw' ? 'choose' : kind,
    target,
    by: office === undefined ? [] : [{ office }],
    ...(kind === 'settle' ? { outcome: pick(2) === 0 ? 'upheld' : 'rejected' } : {}),
    ...(kind === 'return' || kind === 'hold' ? { reason: '理由' } : {}),
    signers: [],
    values: kind === 'draw' ? { drawn: pick(2) === 0, method: '抽签', seed: 1 } : {},
  };
}

const says = (opens: OpensWhen): boolean =>
  opens.day !== undefined ||
  opens.parameter !== undefined ||
  opens.event !== undefined ||
  opens.lift !== undefined ||
  opens.route !== undefined ||
  opens.reason === true ||
  [opens.steps, opens.facts, opens.offices].some((list) => (list ?? []).length > 0);

/** What nobody could do anything about: neither something that opens it nor anything named that is missing. */
function unexplained({ opensWhen, missing, code }: Refusal): boolean {
  // A draw is an act of its own, recorded on the step the refusal names.
  return !says(opensWhen) && missing.length === 0 && code !== 'draw-missing';
}

function isDeadEnd(state: MatterState, answer: MatterAnswer): boolean {
  if (answer.ended !== null || answer.open.length > 0) return false;
  const decisions = Object.values(state.steps).flatMap(({ objections, appeals }) => [...objections, ...appeals]);
  if (decisions.some((each) => each.settledOn === null)) return false;
  if (answer.refused.some((each) => !unexplained(each))) return false;
  // Waiting for a step only counts where that step itself waits for something else than a step.
  return !answer.waiting.some(({ for: waits }) => says({ ...waits, steps: [] }) || drawOwed(state, answer));
}

/** A sampled step waits for its draw: `choose` is open. */
function drawOwed({ setting }: MatterState, answer: MatterAnswer): boolean {
  return setting.procedure.steps.some(
    ({ id, sample }) => sample !== undefined && answer.steps[id]?.state !== 'not-drawn',
  );
}

describe('never a dead end', { timeout: 900_000 }, () => {
  const folders = [import.meta.dirname, resolve(root, 'test/fixtures/packs/language')];
  const all = folders.flatMap((folder) => {
    const packs = loadPacks([folder]).loaded.map(({ pack }) => pack);
    return [...grounds(packs, () => []), ...grounds(packs, someSettings)];
  });

  it('leaves in every state that has not ended an open act, a wait, or the name of what is missing', () => {
    const told: string[] = [];
    let states = 0;
    let ended = 0;
    for (let sequence = 0; sequence < SEQUENCES; sequence += 1) {
      const ground = all[sequence % all.length];
      if (ground === undefined) break;
      const pick = randomFrom(sequence * 7919 + 13);
      const openedOn = addDays(ground.policy.on, pick(20));
      const events =
        pick(3) === 0
          ? {}
          : { 'lead.found': openedOn, 'lead.received-by-township': openedOn, 'period.start': openedOn };
      const setting: MatterSetting = {
        ...ground,
        calendar,
        openedOn,
        events,
        facts: { start: randomFacts(ground, pick), changes: [] },
      };
      const acts: Act[] = [];
      let [state, day] = [foldActs(setting, acts), openedOn];
      for (let turn = 0; turn < ACTS; turn += 1) {
        const answer = askMatter(state, day);
        states += 1;
        ended += answer.ended === null ? 0 : 1;
        const where = `sequence ${sequence} ${ground.procedure.pack}/${ground.procedure.id} on ${day} after ${acts.map((act) => act.kind).join(' ')}`;
        if (isDeadEnd(state, answer))
          told.push(
            `${where}: ${JSON.stringify({ waiting: answer.waiting, refused: answer.refused.map((each) => each.code) })}`,
          );
        for (const each of answer.refused.filter(unexplained))
          told.push(`${where}: ${each.step} ${each.code} says nothing`);
        if (answer.ended !== null && answer.ended.stillDue.length === 0) break;
        const open = answer.open[pick(Math.max(1, answer.open.length))];
        const act = open === undefined || pick(4) === 0 ? wildAct(ground, day, pick) : actFor(ground, open, day, pick);
        if (tryAct(state, { ...act, seq: acts.length + 1 }).allowed) {
          acts.push({ ...act, seq: acts.length + 1 });
          state = foldActs(setting, acts);
        }
        day = addDays(day, pick(5));
      }
    }
    expect(told.slice(0, 5)).toEqual([]);
    expect(states).toBeGreaterThan(SEQUENCES * 2);
    expect(ended).toBeGreaterThan(SEQUENCES / 50);
  });
});

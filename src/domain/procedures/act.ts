import type { TermValue } from '#domain/policy/pack-shape.ts';
import type { PlainDate } from '#domain/values/plain-date.ts';

/** Acts the language itself knows; every other `kind` is a step, `<step>.begin`, a help or a route's gate of the pack. */
export const engineActs = [
  'event',
  'route',
  'object',
  'settle',
  'hold',
  'lift',
  'return',
  'withdraw',
  'choose',
  'correct',
  'annul',
  'policy-moved',
] as const;
export type EngineAct = (typeof engineActs)[number];

/** Who acted: the office's id in the pack, and a reference to the person (account id, role name; never a name). */
export interface ActBy {
  readonly office: string;
  readonly person?: string;
}

export interface Signer {
  readonly role: string;
  readonly person?: string;
}

/**
 * One entry of a matter's list. Holds no personal values: `reason` is a text without them or a reference to one kept
 * beside the chain (the engine only asks whether there is one), members are named by their key.
 */
export interface Act {
  /** Place in the matter's list, from 1. Among acts of one day the lower came first. */
  readonly seq: number;
  readonly kind: string;
  readonly on: PlainDate;
  /** Several only where offices act together. Empty: not said, which only replays and golden cases may do. */
  readonly by: readonly ActBy[];
  /**
   * What an engine act is about: `event` the event's name · `route` `hold` `lift` their id · `object` `settle` `return`
   * the step · `choose` the step whose waiver is taken or whose sample is drawn · `withdraw` absent for the whole matter.
   */
  readonly target?: string;
  /** Act that `annul`, `correct` or `withdraw` is about. */
  readonly targetSeq?: number;
  readonly outcome?: string;
  readonly reason?: string;
  readonly signers: readonly Signer[];
  readonly seal?: string;
  /** By member key (or item, question), then by item. */
  readonly results?: Readonly<Record<string, unknown>>;
  /** Duration chosen at the beginning of a step that `lasts`, where the policy leaves room. */
  readonly lasts?: TermValue;
  /** Facts put right by `correct`, or the value of a `choose`. */
  readonly set?: Readonly<Record<string, unknown>>;
  /** Plain facts the act brings, read by checks as `act.<name>`. */
  readonly values: Readonly<Record<string, unknown>>;
}

/** Where a paper was posted or a thing done, as the act says (`at`); null when it does not. */
export function placeOf(act: Act): string | null {
  const place = act.values['at'] ?? act.values['地点'];
  return typeof place === 'string' && place !== '' ? place : null;
}

/** The step a `kind` speaks of and whether it is its beginning; `<step>.begin` and `<step>` are told apart by the ending. */
export function stepOfKind(kind: string): { readonly step: string; readonly moment: 'begin' | 'finish' } {
  return kind.endsWith('.begin')
    ? { step: kind.slice(0, -'.begin'.length), moment: 'begin' }
    : { step: kind, moment: 'finish' };
}

export function isEngineAct(kind: string): kind is EngineAct {
  return engineActs.some((name) => name === kind);
}

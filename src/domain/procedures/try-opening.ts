import { judge, viewOn } from './day-view.ts';
import type { MatterSetting } from './matter-setting.ts';
import { emptyState } from './matter-state.ts';
import { type Refusal, type RefusalCode, refusal } from './refusal.ts';

/** How the subject stands when somebody wants to open a matter. */
export interface OpeningGround {
  /** On the register (`monitored`), once on it and cleared, or never (`none`). */
  readonly status: 'none' | 'monitored' | 'cleared';
  /** True while another matter of the same procedure runs for the subject. */
  readonly running: boolean;
}

/**
 * Every reason against opening the matter on its opening day: a channel the procedure does not take, the wrong status,
 * a condition not met or unknown, a day outside its window, a matter already running. Empty: it may be opened.
 */
export function tryOpening(setting: MatterSetting, ground: OpeningGround): readonly Refusal[] {
  const { procedure, openedOn } = setting;
  const { channels, fromState, require, window, exclusive } = procedure.opens;
  const view = viewOn(emptyState(setting), openedOn);
  const channel = view.facts['渠道'];
  const found: Refusal[] = [];
  const against = (code: RefusalCode, more: Parameters<typeof refusal>[3] = {}): void => {
    found.push(refusal(procedure.id, code, procedure, more));
  };
  if (exclusive && ground.running) against('already-running');
  if (channels !== undefined && typeof channel !== 'string') {
    against('condition-unknown', { missing: ['渠道'], opensWhen: { facts: ['渠道'] } });
  } else if (channels !== undefined && !channels.some((each) => each === channel)) {
    against('channel-not-taken', { missing: channels });
  }
  if (fromState !== 'any' && fromState !== ground.status) against('wrong-status', { missing: [fromState] });
  const { value, missing } = judge(view, require);
  if (value === 'no') against('check-failed');
  if (value === 'unknown') against('check-unknown', { missing, opensWhen: { facts: missing } });
  const inside =
    window === undefined || (window.from <= openedOn && (window.to === undefined || openedOn <= window.to));
  if (!inside) against('outside-window', { opensWhen: { ...(openedOn < window.from ? { day: window.from } : {}) } });
  return found;
}

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
  /** Who applies, where somebody does: 本人, a member, or a proxy's word; absent: nobody has to. */
  readonly applicant?: string;
  /** How the applicant consents: thumbprint, sign, online. */
  readonly signature?: string;
  /** True when several households are to be opened by one paper. */
  readonly batch?: boolean;
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
  if (ground.batch === true && procedure.batch === 'forbidden') against('batch-forbidden');
  found.push(...applicantRefusals(setting, ground));
  const repealing = setting.repealed?.(openedOn);
  if (repealing !== undefined) {
    found.push(refusal(procedure.id, 'document-repealed', { source: repealing }, {}));
  }
  return found;
}

/** Words for a member of the household who applies in person. */
const ownWords: readonly string[] = ['member', '本人', '户主', '家庭成员', '成员'];

/** Who may apply and how the consent is given; a channel nobody applies through asks neither. */
function applicantRefusals(setting: MatterSetting, ground: OpeningGround): Refusal[] {
  const { procedure } = setting;
  const rules = procedure.opens.applicant;
  if (rules === undefined || (ground.applicant === undefined && ground.signature === undefined)) return [];
  const found: Refusal[] = [];
  const head = ground.applicant === '户主';
  const own = ground.applicant !== undefined && ownWords.includes(ground.applicant) && (rules.anyMember || head);
  if (ground.applicant !== undefined && !own && !rules.proxies.includes(ground.applicant)) {
    const missing = [...(rules.anyMember ? ['成员'] : ['户主']), ...rules.proxies];
    found.push(refusal(procedure.id, 'applicant-refused', procedure, { missing }));
  }
  const signed = rules.signature.some((kind) => kind === ground.signature);
  if (rules.signature.length > 0 && !signed) {
    found.push(refusal(procedure.id, 'signature-missing', procedure, { missing: rules.signature }));
  }
  return found;
}

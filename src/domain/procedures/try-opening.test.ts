import { describe, expect, it } from 'vitest';
import { matterSetting } from '#test/builders/matter.ts';
import { type OpeningGround, tryOpening } from './try-opening.ts';

const SWEEP = `
procedures:
  p:
    kind: sweep
    subject: household
    source: TT#a
    opens: { channels: [干部排查], from-state: none, require: '户.脱贫 = true', window: { from: 2022-03-01, to: 2022-04-01 }, exclusive: true }
    steps:
      - { id: visit, source: TT#a }
`;
const facts = { 渠道: '干部排查', 户: { 脱贫: true } };

function codes(options: Parameters<typeof matterSetting>[1], ground: Partial<OpeningGround> = {}): string[] {
  const setting = matterSetting(SWEEP, { facts, ...options });
  return tryOpening(setting, { status: 'none', running: false, ...ground }).map((each) => each.code);
}

describe('opening a matter', () => {
  it('is allowed on the first and the last day of the window, not before and not after', () => {
    expect(codes({ opened: '2022-03-01' })).toEqual([]);
    expect(codes({ opened: '2022-04-01' })).toEqual([]);
    expect(codes({ opened: '2022-04-02' })).toEqual(['outside-window']);
    expect(codes({ opened: '2022-02-28' })).toEqual(['outside-window']);
  });
  it('tells every reason at once', () => {
    const answer = codes({ facts: { 渠道: '信访信息', 户: { 脱贫: false } } }, { status: 'monitored', running: true });
    expect(answer).toEqual(['already-running', 'channel-not-taken', 'wrong-status', 'check-failed']);
  });
  it('is refused while channel or condition are unknown', () => {
    expect(codes({ facts: {} })).toEqual(['condition-unknown', 'check-unknown']);
  });
});

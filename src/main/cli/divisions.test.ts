import { describe, expect, it } from 'vitest';
import { runCli } from '#main/cli.ts';
import { readConfig } from '#main/config.ts';
import { divisionsCommand } from './divisions.ts';

async function run(...argv: string[]): Promise<{ code: number; out: string }> {
  const out: string[] = [];
  const streams = { out: (text: string) => out.push(text), err: () => undefined };
  return { code: await runCli(['divisions', ...argv], streams, readConfig({}), [divisionsCommand]), out: out.join('') };
}

describe('the divisions command', () => {
  it('shows an area with everything above it', async () => {
    const { code, out } = await run('show', '110101001001', '--json');
    const shown = JSON.parse(out) as { path: { name: string }[] };
    expect(code).toBe(0);
    expect(shown.path.map(({ name }) => name)).toEqual([
      '北京市',
      '市辖区',
      '东城区',
      '东华门街道',
      '多福巷社区居委会',
    ]);
    expect(JSON.parse((await run('show', '110101', '--json')).out)).toMatchObject({ townships: 17 });
  });
  it('lists what lies below', async () => {
    const { out } = await run('list', '1101', '--json');
    expect(JSON.parse(out)).toHaveLength(16);
    expect((await run('list')).out).toContain('110000000000');
  });
  it('refuses what is no area', async () => {
    expect(await run('show', '12', '--json')).toMatchObject({ code: 0 });
    expect(await run('show', '1', '--json')).toEqual({ code: 1, out: '{"error":"not-found","area":"1"}\n' });
    expect(await run('list', '999999', '--json')).toEqual({ code: 1, out: '{"error":"not-found","area":"999999"}\n' });
  });
});

import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { roleNames, roles } from '#domain/access/roles.ts';
import { areaCode, areaLevel, isWithinArea, parseAreaCode } from '#domain/values/area-code.ts';
import { readDemoSettings } from './demo-settings.ts';
import { loadDemo } from './load-demo.ts';

const demo = fileURLToPath(new URL('../../demo/', import.meta.url));
const counties = readdirSync(demo).filter((name) => /^\d{6}$/.test(name));

describe('the settings of a demonstration', () => {
  it.each(counties)('%s has an account for every role, at the level of the role', (county) => {
    const { settings } = loadDemo(demo + county);
    expect(settings.county).toBe(county);
    expect(new Set(settings.accounts.map(({ role }) => role))).toEqual(new Set(roleNames));
    expect(new Set(settings.accounts.map(({ login }) => login)).size).toBe(settings.accounts.length);
    const own = areaCode(settings.county);
    for (const { role, area, department, login } of settings.accounts) {
      const code = parseAreaCode(area);
      if (code === undefined) throw new Error(`${login}: no area ${area}`);
      const { level } = roles[role];
      expect(areaLevel(code), login).toBe(level === 'none' ? 'county' : level);
      expect(isWithinArea(code, own) || isWithinArea(own, code), login).toBe(true);
      expect(department !== undefined, login).toBe(role.endsWith('-department'));
    }
  });
  it.each(counties)('%s gives the policy permission to bureau accounts only', (county) => {
    const { accounts } = loadDemo(demo + county).settings;
    const policy = accounts.filter((account) => account.policy);
    expect(policy.length).toBeGreaterThan(0);
    expect(policy.filter(({ role }) => !['county-officer', 'county-chief', 'city-officer', 'province-officer'].includes(role))).toEqual([]); // biome-ignore format: one line
  });
  it.each(counties)('%s says of every target where it comes from', (county) => {
    for (const { source, basis } of loadDemo(demo + county).settings.targets) {
      expect(source).not.toBe('');
      if (basis === 'published') expect(source).not.toContain('推定');
    }
  });
  it('refuses what it does not know', () => {
    expect(() => readDemoSettings({ county: '990101' })).toThrow();
  });
});

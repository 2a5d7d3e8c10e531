import { readdirSync } from 'node:fs';
import { fileURLToPath } from 'node:url';
import { describe, expect, it } from 'vitest';
import { idNumberParts, readIdNumber } from '#domain/values/id-number.ts';
import { buildWorld } from './build-world.ts';
import { checkDistributions } from './distributions.ts';
import { loadDemo } from './load-demo.ts';
import type { DemoHousehold, DemoPerson, DemoPlace } from './world.ts';

const demo = fileURLToPath(new URL('../../demo/', import.meta.url));
const [county = ''] = readdirSync(demo);
const { settings, names } = loadDemo(demo + county);
const area = (code: string, name: string) => ({ code, name });
const place: DemoPlace = {
  province: area('990000000000', '某省'),
  city: area('990100000000', '某市'),
  county: area('990101000000', '某县'),
  town: area('990101100000', '某镇'),
  villages: Array.from({ length: 44 }, (_, at) =>
    area(`990101100${201 + at}`, at === 0 ? '侯家峪村委会' : `${at}号村委会`),
  ),
  otherTowns: [],
};
const world = buildWorld({ place, settings, names, seed: settings.seed });
const people = world.households.flatMap(({ members }) => members);
const male = /^之(子|女婿|孙子|外孙子|父|岳父|公公|祖父|外祖父|侄儿|叔伯)$/;
const female = /^之(女|儿媳|孙女|外孙女|母|岳母|婆婆|祖母|外祖母|侄女)$/;

describe('the demonstration population', () => {
  it('is the same for the same seed and another for another', () => {
    const small = { ...settings, population: { ...settings.population, households: 400 } };
    const built = (seed: number) => JSON.stringify(buildWorld({ place, settings: small, names, seed }).households);
    const [once, again, other] = [built(4), built(4), built(5)];
    expect(again === once).toBe(true);
    expect(other === once).toBe(false);
  });
  it('has ID numbers that are right, its own, and belong to nobody', () => {
    expect(new Set(people.map(({ id }) => id)).size).toBe(people.length);
    expect(people.filter(({ id }) => !readIdNumber(id, world.on).ok)).toEqual([]);
    const contradicting = people.filter(({ id, born, sex }) => {
      const parts = idNumberParts(id);
      return parts.born !== born || parts.sex !== sex;
    });
    expect(contradicting).toEqual([]);
    // Codes 81–99 of a prefecture are county-level cities of the province: none has ever had 90.
    expect(people.filter(({ id }) => id.slice(4, 6) !== '90')).toEqual([]);
  });
  it('has one head a household, first, and at most one spouse of the other sex', () => {
    const wrong = world.households.filter(({ members: [head, ...others] }) => {
      const spouses = others.filter(({ relation }) => relation === '配偶');
      const heads = others.filter(({ relation }) => relation === '户主');
      return (
        head?.relation !== '户主' ||
        heads.length > 0 ||
        spouses.length > 1 ||
        spouses.some(({ sex }) => sex === head.sex)
      );
    });
    expect(wrong).toEqual([]);
  });
  it('has relations that fit the sex', () => {
    const men = people.filter(({ relation }) => male.test(relation));
    const women = people.filter(({ relation }) => female.test(relation));
    expect(men.length).toBeGreaterThan(3000);
    expect(women.length).toBeGreaterThan(3000);
    expect([...men.filter(({ sex }) => sex !== 'male'), ...women.filter(({ sex }) => sex !== 'female')]).toEqual([]);
  });
  it('has parents at least seventeen years older than their children, mothers at most fifty', () => {
    const pairs = world.households.flatMap(parentsAndChildren);
    expect(pairs.length).toBeGreaterThan(9000);
    const wrong = pairs.filter(([parent, child]) => {
      const years = parent.age - child.age;
      return years < 17 || (parent.sex === 'female' && years > 50);
    });
    expect(wrong).toEqual([]);
  });
  it('lets nobody work who cannot or is at school, and gives everybody either schooling or education', () => {
    const able = ['普通劳动力', '技能劳动力'];
    const wrong = people.filter(
      ({ labour, workMonths, schooling, education, age }) =>
        (workMonths > 0 && ![...able, '弱劳动力或半劳动力'].includes(labour)) ||
        (age < 16 && labour !== '无劳动力') ||
        (age >= 60 && able.includes(labour)) ||
        (schooling === null) === (education === null),
    );
    expect(wrong).toEqual([]);
  });
  it('has certificates where health says disabled, and healthy excludes everything else', () => {
    const wrong = people.filter(
      ({ health, disability }) =>
        health.includes('残疾') !== (disability !== null) || (health.includes('健康') && health.length > 1),
    );
    expect(wrong).toEqual([]);
  });
  it('has names with rare characters and with a dot, and the village of a family bears many of its name', () => {
    expect(people.some(({ name }) => /[喆堃]/u.test(name))).toBe(true);
    expect(people.some(({ name }) => name.includes('𬱖'))).toBe(true);
    expect(people.some(({ name }) => name.includes('䶮'))).toBe(true);
    expect(people.some(({ name, nation }) => name.includes('·') && nation !== '汉族')).toBe(true);
    const heads = world.households
      .filter(({ village }) => village.name.startsWith('侯'))
      .map(({ members }) => members[0]);
    const share = heads.filter((head) => head?.name.startsWith('侯')).length / heads.length;
    expect(share).toBeGreaterThan(0.2);
  });
  it('looks as its targets say', () => {
    const outside = checkDistributions(world, settings.targets).filter(({ within }) => !within);
    expect(outside).toEqual([]);
    const unmeasured = { measure: 'nothing', target: 1, tolerance: 0, basis: 'inferred', source: '–' } as const;
    expect(() => checkDistributions(world, [unmeasured])).toThrow(RangeError);
  });
});

function parentsAndChildren({ members }: DemoHousehold): [DemoPerson, DemoPerson][] {
  const [head] = members;
  const named = (relation: string) => members.find((member) => member.relation === relation);
  const all = (pattern: RegExp) => members.filter(({ relation }) => pattern.test(relation));
  const pairs: [DemoPerson | undefined, DemoPerson][] = [];
  for (const child of all(/^之[子女]$/)) pairs.push([head, child], [named('配偶'), child]);
  for (const child of all(/^之孙/)) pairs.push([named('之儿媳'), child], [named('之子'), child]);
  for (const child of all(/^之外孙/)) pairs.push([named('之女'), child]);
  for (const parent of all(/^之[父母]$/)) if (head) pairs.push([parent, head]);
  return pairs.flatMap(([parent, child]) => (parent ? [[parent, child] as [DemoPerson, DemoPerson]] : []));
}

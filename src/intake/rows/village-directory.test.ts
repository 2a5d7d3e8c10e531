import { describe, expect, it } from 'vitest';
import { areaCode } from '#domain/values/area-code.ts';
import { villageDirectory } from './village-directory.ts';

const village = (code: string, name: string, township: string) => ({ code: areaCode(code), name, township });
const directory = villageDirectory([
  village('990001101201', '甲村村民委员会', '东镇'),
  village('990001101202', '乙家庄村民委员会', '东镇'),
  village('990001101203', '丙村民委员会', '东镇'),
  village('990001102201', '乙家庄村委会', '西里街道办事处'),
  village('990001102202', '丁社区居民委员会', '西里街道办事处'),
  village('990001102203', '丁村民委员会', '西里街道办事处'),
]);
const found = (code: string) => ({ kind: 'found', code });

describe('the village of a row', () => {
  it('is found by its official name, its everyday name, its stem and its code', () => {
    for (const name of ['甲村村民委员会', '甲村委会', '甲村', '甲', ' 甲 村 ', '990001101201']) {
      expect(directory.find(name, undefined), name).toEqual(found('990001101201'));
    }
    expect(directory.find('丙', '东镇')).toEqual(found('990001101203'));
  });
  it('needs the township when the name stands twice', () => {
    expect(directory.find('乙家庄', undefined)).toEqual({ kind: 'ambiguous' });
    expect(directory.find('乙家庄村', '东镇')).toEqual(found('990001101202'));
    expect(directory.find('乙家庄', '西里')).toEqual(found('990001102201'));
    expect(directory.find('某县西里街道乙家庄村', undefined)).toEqual(found('990001102201'));
  });
  it('tells a village from the community of the same name', () => {
    expect(directory.find('丁村', '西里街道')).toEqual(found('990001102203'));
    expect(directory.find('丁社区居委会', '西里街道')).toEqual(found('990001102202'));
    expect(directory.find('丁', '西里街道')).toEqual({ kind: 'ambiguous' });
  });
  it('is missing, unknown, or known elsewhere', () => {
    expect(directory.find(undefined, '东镇')).toEqual({ kind: 'missing' });
    expect(directory.find(' - ', '东镇')).toEqual({ kind: 'missing' });
    expect(directory.find('戊村', '东镇')).toEqual({ kind: 'unknown' });
    expect(directory.find('990001101299', undefined)).toEqual({ kind: 'unknown' });
    expect(directory.find('甲村', '西里街道')).toEqual({ kind: 'elsewhere', code: '990001101201' });
  });
});

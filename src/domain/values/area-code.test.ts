import { describe, expect, it } from 'vitest';
import {
  areaAt,
  areaChain,
  areaCode,
  areaLevel,
  areaPrefix,
  everydayVillageName,
  isWithinArea,
  parentArea,
  parseAreaCode,
} from './area-code.ts';

const village = areaCode('370323105201');

describe('division codes', () => {
  it('fill up short codes and refuse every other length', () => {
    expect(parseAreaCode('370323')).toBe('370323000000');
    expect(parseAreaCode('370323105')).toBe('370323105000');
    for (const text of ['', '3', '37032', '3703231', '37032310520a', '000000', '3703231052011']) {
      expect(parseAreaCode(text), text).toBeUndefined();
    }
    expect(() => areaCode('37032')).toThrow(RangeError);
  });
  it('know their level from the digits', () => {
    const levels = ['37', '3703', '370323', '370323105', '370323105201'].map((text) => areaLevel(areaCode(text)));
    expect(levels).toEqual(['province', 'city', 'county', 'township', 'village']);
  });
  it('name the chain from the province down', () => {
    expect(areaChain(village)).toEqual(['370000000000', '370300000000', '370323000000', '370323105000', village]);
    expect(areaChain(areaCode('37'))).toEqual(['370000000000']);
    expect(parentArea(village)).toBe('370323105000');
    expect(parentArea(areaCode('37'))).toBeUndefined();
    expect(areaAt(village, 'county')).toBe('370323000000');
    expect(areaAt(areaCode('3703'), 'county')).toBeUndefined();
  });
  it('let a township directly under a city skip the county', () => {
    expect(areaChain(areaCode('441900003'))).toEqual(['440000000000', '441900000000', '441900003000']);
    expect(parentArea(areaCode('441900003'))).toBe('441900000000');
  });
  it('tell whether one lies in another', () => {
    expect(areaPrefix(areaCode('370323105'))).toBe('370323105');
    expect(isWithinArea(village, areaCode('370323'))).toBe(true);
    expect(isWithinArea(village, village)).toBe(true);
    expect(isWithinArea(areaCode('370323106200'), areaCode('370323105'))).toBe(false);
    expect(isWithinArea(areaCode('37'), areaCode('3703'))).toBe(false);
  });
  it('show a village by the name people use', () => {
    const names = {
      侯家峪村委会: '侯家峪村',
      黎明新村村委会: '黎明新村',
      于村村民委员会: '于村',
      红源新村: '红源新村',
      多福巷社区居委会: '多福巷社区',
      东关居委会: '东关居委会',
      村委会: '村委会',
    };
    for (const [official, everyday] of Object.entries(names)) expect(everydayVillageName(official)).toBe(everyday);
  });
});

import { describe, expect, it } from 'vitest';
import { areaCode, areaLevel, isWithinArea } from '#domain/values/area-code.ts';
import { divisionPath, listDivisions, loadCounty } from './load-divisions.ts';

describe('the divisions file', () => {
  it('holds a county with its townships and villages', async () => {
    const { province, city, county, townships, villages } = await loadCounty('370323');
    expect([province.name, city.name, county.name]).toEqual(['山东省', '淄博市', '沂源县']);
    expect([province.code, city.code, county.code]).toEqual(['370000000000', '370300000000', '370323000000']);
    expect(townships).toHaveLength(12);
    const town = townships.find(({ name }) => name === '西里镇');
    expect(town?.code).toBe('370323105000');
    expect(town?.villages).toHaveLength(44);
    expect(town?.villages.find(({ name }) => name === '侯家峪村委会')?.code).toBe('370323105218');
    expect(villages.every(({ code }) => areaLevel(code) === 'village' && isWithinArea(code, county.code))).toBe(true);
    expect(new Set(villages.map(({ code }) => code)).size).toBe(villages.length);
  });
  it('takes the long form of the code', async () => {
    expect((await loadCounty('370323000000')).county.name).toBe('沂源县');
  });
  it('lists what lies below an area', async () => {
    expect(await listDivisions()).toHaveLength(31);
    const cities = await listDivisions('37');
    expect(cities).toHaveLength(16);
    const counties: string[] = [];
    for (const { code } of cities) counties.push(...(await listDivisions(code.slice(0, 4))).map((area) => area.code));
    // 136 by the Ministry of Civil Affairs; development zones, which only the statistics office counts, are 71–79.
    expect(counties.filter((code) => code[4] !== '7')).toHaveLength(136);
  });
  it('finds counties at both ends of a province and cities without counties', async () => {
    expect((await loadCounty('370102')).county.name).toBe('历下区');
    expect((await loadCounty('659012')).province.name).toBe('新疆维吾尔自治区');
    const dongguan = await loadCounty('441900');
    expect(dongguan.townships.length).toBeGreaterThan(30);
    expect(dongguan.city.name).toBe('东莞市');
  });
  it('keeps names that begin with digits apart from the code', async () => {
    const villages = await listDivisions('110108010');
    expect(villages.find(({ code }) => code === '110108010026')?.name).toBe('768厂社区居委会');
  });
  it('names the way down to a village', async () => {
    const path = await divisionPath(areaCode('370323105218'));
    expect(path.map(({ name }) => name)).toEqual(['山东省', '淄博市', '沂源县', '西里镇', '侯家峪村委会']);
    expect(await listDivisions('370323105218')).toEqual([]);
  });
  it('says so when an area is unknown', async () => {
    for (const code of ['370399', '990101', '37032', '3703']) {
      await expect(loadCounty(code), code).rejects.toMatchObject({ code: 'not-found' });
    }
    await expect(listDivisions('370323199')).rejects.toMatchObject({ code: 'not-found' });
    await expect(divisionPath(areaCode('370323105999'))).rejects.toMatchObject({ code: 'not-found' });
  });
});

const VILLAGE_COMMITTEE = /村民委员会$|村委会$/;
const RESIDENTS_COMMITTEE = /(社区)?居民委员会$|(社区)?居委会$/;

/** An area as people and forms write it: 前沟村委会 → 前沟村, 南关社区居委会 → 南关社区. Other names stay as they are. */
export function areaLabel(name: string): string {
  return name.replace(VILLAGE_COMMITTEE, '村').replace(RESIDENTS_COMMITTEE, '社区').replace(/村村$/, '村');
}

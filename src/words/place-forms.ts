import { areaLabel } from '#domain/values/area-label.ts';

/** A village as people say it: 前沟村委会 → 前沟村. Names without that ending stay as they are. */
export function villageText(name: string): string {
  return areaLabel(name);
}

const COMMITTEE = /(?:村民委员会|村委会)$/;

/** A village as people say it: 前沟村委会 → 前沟村. Names without that ending stay as they are. */
export function villageText(name: string): string {
  return name.replace(COMMITTEE, '村').replace(/村村$/, '村');
}

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { cpuUsage, memoryUsage, pid, platform, resourceUsage } from 'node:process';

const MICROSECONDS = 1e6;
/** Linux tells times of processes in hundredths of a second, on every machine Node runs on. */
const TICKS = 100;

/** Makes the peak of this process count from here on, where the system can (Linux). */
export function beginPeak(): void {
  if (platform === 'linux') writeFileSync('/proc/self/clear_refs', '5');
}

/** Most memory (MiB) this process held since `beginPeak`; elsewhere than on Linux since it began. */
export function peakMiB(): number {
  const kib =
    platform === 'linux'
      ? Number(/^VmHWM:\s+(\d+)/m.exec(readFileSync(`/proc/${pid}/status`, 'utf8'))?.[1] ?? memoryUsage().rss / 1024)
      : resourceUsage().maxRSS;
  return Math.round(kib / 1024);
}

/** Processor seconds this process has used. */
export function ownCpu(): number {
  const { user, system } = cpuUsage();
  return (user + system) / MICROSECONDS;
}

/** Processor seconds a server and its children have used, those that ended included; null elsewhere than on Linux. */
export function serverCpu(server: number): number | null {
  if (platform !== 'linux') return null;
  let ticks = 0;
  for (const name of readdirSync('/proc').filter((each) => /^\d+$/.test(each))) {
    const fields = statOf(name);
    if (fields === undefined) continue;
    // After the name: state, parent, … the 12th and 13th are own times, the next two those of children that ended.
    const [own, children] = [sum(fields, 11), sum(fields, 13)];
    if (Number(name) === server) ticks += own + children;
    else if (Number(fields[1]) === server) ticks += own;
  }
  return ticks / TICKS;
}

function sum(fields: readonly string[], from: number): number {
  return Number(fields[from]) + Number(fields[from + 1]);
}

function statOf(process: string): string[] | undefined {
  try {
    const stat = readFileSync(`/proc/${process}/stat`, 'utf8');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  } catch {
    return undefined;
  }
}

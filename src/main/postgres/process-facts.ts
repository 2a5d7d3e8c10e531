import { spawnSync } from 'node:child_process';
import { readFileSync, readlinkSync } from 'node:fs';
import type { Account } from './account.ts';

/**
 * A number that, with the pid, names one process for ever (its start, in ticks since boot); undefined when no such
 * process runs. A zombie does not run.
 */
export function processStart(pid: number): string | undefined {
  if (process.platform !== 'linux') return startByPs(pid);
  let stat: string;
  try {
    stat = readFileSync(`/proc/${pid}/stat`, 'utf8');
  } catch {
    return undefined;
  }
  // The second field is the name in parentheses and may hold spaces: count from after it.
  const fields = stat.slice(stat.lastIndexOf(')') + 2).split(' ');
  return fields[0] === 'Z' || fields[0] === 'X' ? undefined : fields[19];
}

/** True while the pid is in the process table, running or zombie. */
export function pidExists(pid: number): boolean {
  try {
    process.kill(pid, 0);
    return true;
  } catch (cause) {
    return (cause as NodeJS.ErrnoException).code === 'EPERM';
  }
}

/** Sends the signal; a process that ended meanwhile needs none. Only for processes seen to be ours. */
export function sendSignal(pid: number, signal: NodeJS.Signals): void {
  try {
    process.kill(pid, signal);
  } catch (cause) {
    if ((cause as NodeJS.ErrnoException).code !== 'ESRCH') throw cause;
  }
}

/** The program a process runs and the folder it works in, as the kernel knows them; undefined when it cannot be told. */
export interface ProcessPlace {
  readonly program: string;
  readonly folder: string;
  /** The program file was replaced or removed since the process began. */
  readonly programReplaced: boolean;
}

/**
 * Where a process stands. Asked as `account`, because in a container even root may not look at another account's
 * process.
 */
export function processPlace(pid: number, account: Account): ProcessPlace | undefined {
  if (process.platform !== 'linux') return placeByPs(pid);
  const links = linksOf(pid) ?? linksAs(pid, account);
  if (links === undefined) return undefined;
  const program = links.exe.replace(/ \(deleted\)$/, '');
  return { program, folder: links.cwd, programReplaced: program !== links.exe };
}

/** Pids of all processes of `account` that work in `folder`. */
export function processesIn(folder: string, account: Account): number[] {
  if (process.platform !== 'linux') return [];
  const script = 'cd /proc && for p in [0-9]*; do echo "$p $(readlink "$p/cwd" 2>/dev/null)"; done';
  const { stdout } = spawnSync('/bin/sh', ['-c', script], { ...account.ids, cwd: '/', encoding: 'utf8' });
  return stdout.split('\n').flatMap((line) => {
    const [, pid, cwd] = /^(\d+) (.*)$/.exec(line) ?? [];
    return cwd === folder ? [Number(pid)] : [];
  });
}

function linksOf(pid: number): { exe: string; cwd: string } | undefined {
  try {
    return { exe: readlinkSync(`/proc/${pid}/exe`), cwd: readlinkSync(`/proc/${pid}/cwd`) };
  } catch {
    return undefined;
  }
}

function linksAs(pid: number, account: Account): { exe: string; cwd: string } | undefined {
  const asked = [`/proc/${pid}/exe`, `/proc/${pid}/cwd`];
  const { stdout, status } = spawnSync('readlink', asked, { ...account.ids, cwd: '/', encoding: 'utf8' });
  const [exe, cwd] = stdout?.split('\n') ?? [];
  return status === 0 && exe && cwd ? { exe, cwd } : undefined;
}

function startByPs(pid: number): string | undefined {
  const { stdout, status } = spawnSync('ps', ['-o', 'stat=,lstart=', '-p', String(pid)], { encoding: 'utf8' });
  const text = status === 0 ? stdout.trim() : '';
  return text === '' || text.startsWith('Z') ? undefined : text.replace(/^\S+\s+/, '');
}

function placeByPs(pid: number): ProcessPlace | undefined {
  const { stdout, status } = spawnSync('ps', ['-o', 'args=', '-p', String(pid)], { encoding: 'utf8' });
  const [, program, folder] = /^(.*?\/postgres) -D (.*?) -c /.exec(status === 0 ? stdout.trim() : '') ?? [];
  return program && folder ? { program, folder, programReplaced: false } : undefined;
}

import { readdirSync, readFileSync } from 'node:fs';

/** A variable with a random value, by which the descendants of one child are known even outside its process group. */
export const markVariable = 'DEEP_REVIEW_PROCESS';

/**
 * Kills processes that left their group (`setsid`, a daemon) but still carry one of our marks in the environment they were
 * started with. Linux only, and no boundary: a process may clean its environment; a sandbox has no such hole.
 * @returns how many there were.
 */
export function killMarked(marks: ReadonlySet<string>): number {
  if (marks.size === 0) return 0;
  const found = runningProcesses().filter((pid) => marks.has(markOf(pid) ?? ''));
  for (const pid of found) kill(pid);
  return found.length;
}

/**
 * Whether all that is left of a process group are zombies: they do nothing, and the first process of many containers never
 * reaps them (fields 3 and 5 of `/proc/PID/stat`, proc_pid_stat(5)). False where there is no `/proc`.
 */
export function isOnlyZombies(group: number): boolean {
  const states = runningProcesses().flatMap((pid) => {
    const [state, , memberOf] = statOf(pid);
    return Number(memberOf) === group ? [state] : [];
  });
  return states.length > 0 && states.every((state) => state === 'Z');
}

/** State, parent and group; the name before them may hold anything. */
function statOf(pid: number): string[] {
  try {
    const stat = readFileSync(`/proc/${pid}/stat`, 'latin1');
    return stat.slice(stat.lastIndexOf(')') + 2).split(' ', 3);
  } catch {
    return [];
  }
}

function runningProcesses(): number[] {
  try {
    return readdirSync('/proc').map(Number).filter(Number.isInteger);
  } catch {
    return [];
  }
}

function markOf(pid: number): string | null {
  if (pid === process.pid) return null;
  try {
    const environment = readFileSync(`/proc/${pid}/environ`, 'latin1');
    return new RegExp(`(?:^|\\0)${markVariable}=([^\\0]*)`).exec(environment)?.[1] ?? null;
  } catch {
    // Another user's, or gone meanwhile.
    return null;
  }
}

function kill(pid: number): void {
  try {
    process.kill(pid, 'SIGKILL');
  } catch {
    // Gone meanwhile.
  }
}

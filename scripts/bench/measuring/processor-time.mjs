// Processor time of programs that we start, which other work on the machine hardly stretches.
import { spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** Linux counts in hundredths of a second, whatever the clock of the processor. */
const msPerTick = 10;

/**
 * Runs a program and all that it starts to their end.
 * @param exitCodes those that it may end with.
 * @returns what it took of processors' time and of ours in milliseconds; the former is null where no /proc tells it.
 */
export function runTimed(program, args, options = {}, exitCodes = [0]) {
  const before = childrenMs();
  const start = performance.now();
  const { status, error, stderr } = spawnSync(program, args, { encoding: 'utf8', ...options });
  const wallMs = performance.now() - start;
  if (!exitCodes.includes(status)) throw error ?? new Error(`${program} ${args.join(' ')} failed: ${stderr}`);
  return { wallMs, processorMs: before === null ? null : childrenMs() - before };
}

/**
 * What so many runs take of processors' time on the mean, with all that they start: milliseconds, or null where no /proc tells it.
 * @param run asynchronous.
 */
export async function meanProcessorMs(count, run) {
  const before = childrenMs();
  const own = process.cpuUsage();
  for (let round = 0; round < count; round++) await run();
  if (before === null) return null;
  const { user, system } = process.cpuUsage(own);
  return (childrenMs() - before + (user + system) / 1000) / count;
}

/** User and system time of the children that have ended, in milliseconds (fields 16 and 17 of proc_pid_stat(5)); null without /proc. */
export function childrenMs() {
  try {
    const fields = readFileSync('/proc/self/stat', 'utf8').split(') ')[1].split(' ');
    return (Number(fields[13]) + Number(fields[14])) * msPerTick;
  } catch {
    return null;
  }
}

import { setTimeout as sleep } from 'node:timers/promises';
import { writeRepairBrief } from '../../brief/repair-brief.ts';
import type { Brief } from '../../model/brief.ts';
import type { Ports } from '../../model/ports.ts';
import type { Attempt } from './attempt.ts';

/** How often and how long may be tried. */
export interface Patience {
  /** Milliseconds since the epoch. */
  readonly deadline: number;
  /** Before the second, third, … try after a transient failure, in milliseconds. */
  readonly pausesMs: readonly number[];
  /** Until when the service asked not to be called again, in milliseconds since the epoch. */
  readonly notBefore: () => number;
}

/** Less time than this is not worth another attempt. */
const shortestAttemptMs = 1_000;
/** A CLI that failed after so long has had tries of its own (reference: agent CLIs, faults: up to 220 s). */
const longestFailureMs = 120_000;

/**
 * Attempts again after transient failures, as often as there are pauses that fit into the time left, and once more with
 * a request to repair an answer that cannot be read.
 * @returns every attempt, the last one last.
 */
export async function attemptUntilDone(
  brief: Brief,
  attempt: (brief: Brief, number: number) => Promise<Attempt>,
  { deadline, pausesMs, notBefore }: Patience,
  { clock, signal }: Pick<Ports, 'clock' | 'signal'>,
): Promise<Attempt[]> {
  const attempts: Attempt[] = [];
  const pauses = [...pausesMs];
  let asked = brief;
  do {
    const begunAt = clock.now();
    const last = await attempt(asked, attempts.length + 1);
    attempts.push(last);
    const { outcome, reason, transient, repair } = last.judgement;
    const left = deadline - clock.now() - shortestAttemptMs;
    if ((outcome === 'malformed' || repair !== undefined) && asked === brief && left > 0) {
      asked = writeRepairBrief(brief, last.answer.text ?? '', repair ?? reason ?? '');
      continue;
    }
    const isWorthwhile = transient && outcome !== 'completed' && clock.now() - begunAt < longestFailureMs;
    const shortest = isWorthwhile ? pauses.shift() : undefined;
    if (shortest === undefined) break;
    const pause = Math.max(shortest, notBefore() - clock.now());
    if (left < pause) break;
    await sleep(pause, undefined, { signal }).catch(() => undefined);
  } while (!signal.aborted);
  return attempts;
}

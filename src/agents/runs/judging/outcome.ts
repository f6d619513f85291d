import type { Outcome } from '../../../model/run.ts';
import type { Answer, Ended } from '../../adapter/agent.ts';
import type { ProcessEnd } from '../../processes/process.ts';
import { describeEnd } from './describe-end.ts';

/** Whether a text could be read as what its role has to answer; `whole` when nothing can be missing at its end. */
export type Readability =
  | { readonly readable: 'whole' | 'partly' }
  /** It is read, but speaks of findings that could not be read from it. */
  | { readonly readable: 'incomplete'; readonly reason: string }
  | { readonly readable: 'not'; readonly reason: string };

/** What came of one attempt. */
export interface Judgement {
  readonly outcome: Outcome;
  readonly reason: string | null;
  /** Worth another try. */
  readonly transient: boolean;
  /** Why a completed answer is to be asked for once more, in a form that can be read whole. */
  readonly repair?: string;
}

const duration = (ms: number): string =>
  ms < 120_000 ? `${Math.round(ms / 100) / 10} s` : `${Math.round(ms / 6_000) / 10} minutes`;

/**
 * Decides the outcome of one attempt. Exit codes mean little: a whole answer counts whatever the exit code, even when the
 * process had to be stopped afterwards (CLIs are known that never end after their answer). One that may have been cut counts
 * only after a clean exit with room left on the disk, or where its CLI shows that nothing was cut; otherwise its findings are kept, and it
 * is no review.
 */
export function judgeAttempt(
  end: ProcessEnd,
  ended: Ended,
  answer: Answer,
  readability: Readability | null,
  limits: { readonly timeoutMs: number; readonly outputLimitBytes: number; readonly isDiskFull: boolean },
): Judgement {
  const fail = (outcome: Outcome, reason: string, transient = false) => ({ outcome, reason, transient });
  const completed = { outcome: 'completed', reason: null, transient: false } as const;
  if (end.startError !== null) {
    const outcome = end.cause === 'missing' ? 'missing' : 'crashed';
    return fail(outcome, `Its program could not be started: ${end.startError}.`);
  }
  const mayBeCut =
    readability?.readable !== 'whole' && (answer.text !== null || answer.outcome === 'vacuous');
  if (limits.isDiskFull && mayBeCut && end.cause !== 'cancelled')
    return fail(
      'crashed',
      'The disk was full when it ended, so its answer is cut or missing: make room where temporary files lie (RUNNER_TEMP, TMPDIR).',
    );
  if (end.cause !== 'exited') {
    if (readability?.readable === 'whole') return completed;
    if (end.cause === 'cancelled') return fail('cancelled', 'The review was stopped before it answered.');
    if (end.cause === 'timed-out') {
      const advice = 'raise "timeout-minutes" or choose a faster model';
      return fail('timed-out', `It gave no answer within ${duration(limits.timeoutMs)}: ${advice}.`);
    }
    return fail('crashed', `It printed more than ${limits.outputLimitBytes} bytes and was stopped.`);
  }
  if (answer.outcome !== 'completed' || readability === null) {
    const outcome = answer.outcome === 'completed' ? 'crashed' : answer.outcome;
    return fail(outcome, answer.reason ?? `It gave no answer; ${describeEnd(ended)}`, answer.transient);
  }
  if (readability.readable === 'not')
    return end.exitCode === 0
      ? fail('malformed', readability.reason)
      : fail('crashed', `It gave no review; ${describeEnd(ended)}`, answer.transient);
  const isWhole = readability.readable === 'whole' || answer.isFinished || end.exitCode === 0;
  if (isWhole)
    return readability.readable === 'incomplete' ? { ...completed, repair: readability.reason } : completed;
  return fail('crashed', `It died before its answer was whole; ${describeEnd(ended)}`, answer.transient);
}

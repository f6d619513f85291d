import type { Brief } from '../../model/brief.ts';
import type { AgentRun } from '../../model/run.ts';
import type { Job } from '../plan-reviews.ts';

/** Stops runs that were begun in spare time, when there is none left. */
export interface SpareRuns {
  /** Stops a run if it is one of them. */
  stop(job: Job): void;
  /** Why a run is to stop, in one sentence; null where it is not. */
  stops(brief: Brief): string | null;
  /** The run as it ended, whatever it says of its end: one that was stopped did not fail. */
  judge(run: AgentRun, brief: Brief): AgentRun;
}

const reason = 'All reviewers had ended, and nothing hung on its answer.';

/** Keeps the list of one review. */
export function createSpareRuns(): SpareRuns {
  const stopped = new Set<Brief>();
  return {
    stop({ brief, isSpare }) {
      if (isSpare === true) stopped.add(brief);
    },
    stops: (brief) => (stopped.has(brief) ? reason : null),
    judge: (run, brief) =>
      run.outcome === 'cancelled' && stopped.has(brief) ? { ...run, isSetAside: true } : run,
  };
}

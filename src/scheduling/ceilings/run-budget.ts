import type { ReviewEvent } from '../../model/events.ts';
import type { Clock } from '../../model/ports.ts';
import { formatDuration } from '../../model/report/wording.ts';

/** Ceilings of one review. */
export interface RunCeilings {
  readonly maxRuns: number;
  readonly maxParallel: number;
  /** For everything, from the start of the review. */
  readonly totalMs: number;
}

/** What may still begin. */
export interface RunBudget {
  /** Runs that may begin now; none once a ceiling is reached. `reserve` runs are left for later. */
  freeRuns(running: number, reserve?: number): number;
  /** Whether so many of the runs are left that something merely useful may begin. */
  hasPlenty(): boolean;
  /** Milliseconds until everything must end. */
  remainingMs(): number;
  began(): void;
  /** One sentence for each ceiling that was reached. */
  readonly notes: readonly string[];
}

/** With less time than this nothing begins. */
const leastMs = 10_000;

/**
 * Counts runs and time against their ceilings, and tells once when one is reached.
 * @param exhausted says in one sentence that the money is spent; see {@link ./spending.ts}.
 */
export function createRunBudget(
  ceilings: RunCeilings,
  startedAt: number,
  { clock, emit }: { readonly clock: Clock; readonly emit: (event: ReviewEvent) => void },
  exhausted: () => string | null = () => null,
): RunBudget {
  const { maxRuns, maxParallel, totalMs } = ceilings;
  const reached = new Map<'time' | 'cost' | 'runs', string>();
  let runs = 0;
  const remainingMs = () => startedAt + totalMs - clock.now();
  const report = (limit: 'time' | 'cost' | 'runs', reason: string) => {
    if (reached.has(limit)) return;
    reached.set(limit, reason);
    emit({ type: 'limit-reached', at: clock.now(), limit, reason });
  };
  return {
    freeRuns(running, reserve = 0) {
      if (remainingMs() < Math.min(leastMs, totalMs / 10))
        report(
          'time',
          `The time limit of ${formatDuration(totalMs)} was reached; no further agent run began.`,
        );
      const spent = exhausted();
      if (spent !== null) report('cost', spent);
      if (runs >= maxRuns)
        report('runs', `The limit of ${maxRuns} agent runs was reached; no further one began.`);
      if (reached.size > 0) return 0;
      return Math.max(0, Math.min(maxParallel - running, maxRuns - runs - reserve));
    },
    hasPlenty: () => runs < maxRuns / 2,
    remainingMs,
    began: () => {
      runs += 1;
    },
    get notes() {
      return [...reached.values()];
    },
  };
}

import { setTimeout as sleep } from 'node:timers/promises';
import { lastRoundKey } from '../../consolidation/rounds/carry-findings.ts';
import { readReviews } from '../../findings/read-reviews.ts';
import { severityRank } from '../../model/answers/review-schema.ts';
import type { Ports } from '../../model/ports.ts';
import type { Proof } from '../../model/proof.ts';
import type { Report } from '../../model/report/report-schema.ts';
import type { AgentRun } from '../../model/run.ts';
import type { Prover } from '../../proof/create-prover.ts';
import { notRun } from '../../proof/not-run.ts';
import type { ProofRequest } from '../../proof/prove.ts';

/** Runs findings' scripts while agents still work. */
export interface ProofDesk {
  /** Begins with the scripts of the last round: they say what is fixed. */
  recall(previous: Report | null): void;
  /** Begins with the scripts of a reviewer's findings. */
  receive(run: AgentRun): void;
  /** Begins with a script that was written for a finding. */
  begin(request: ProofRequest): void;
  /** Whether the script of any of these findings has not ended. */
  isPending(keys: readonly string[]): boolean;
  /** What has been shown so far; a finding may have several scripts. */
  shown(): readonly Proof[];
  /** Ends when the next script has, or when there has been waiting enough since the last reviewer ended; null: nothing to wait for. */
  next(isReviewing: boolean): Promise<void> | null;
  /** Everything that was begun; what has not ended is told so. */
  results(): Proof[];
}

/** So many scripts run in one review; blockers come first. */
const mostScripts = 40;
/** How long a review waits for scripts when its reviewers have ended: a tenth of what it took, or this. */
const patience = { share: 0.1, leastMs: 20_000 };
const unfinished = 'The review did not wait for it: it had not ended when the agents had.';

/** A desk for one review. `mode` says whose scripts run: those of findings that would block, or all. */
export function createProofDesk(
  prover: Prover,
  mode: 'blocking' | 'all',
  { clock, emit }: Pick<Ports, 'clock' | 'emit'>,
  startedAt: number,
): ProofDesk {
  const going = new Set<{ readonly request: ProofRequest; readonly ended: Promise<void> }>();
  const shown: Proof[] = [];
  let begun = 0;
  let quietSince: number | null = null;
  const begin = (request: ProofRequest) => {
    if (begun === mostScripts) {
      shown.push(notRun(request, `Only ${mostScripts} scripts run in one review.`));
      return;
    }
    begun += 1;
    const ended = prover.prove(request).then((proof) => {
      going.delete(one);
      shown.push(proof);
      const { finding, status, durationMs } = proof;
      emit({ type: 'proof-finished', at: clock.now(), finding, status, durationMs });
    });
    const one = { request, ended };
    going.add(one);
  };
  return {
    recall(previous) {
      for (const request of previousScripts(previous)) begin(request);
    },
    receive(run) {
      for (const request of requestsOf(run, mode)) begin(request);
    },
    begin,
    isPending: (keys) => [...going].some(({ request }) => keys.includes(request.finding)),
    shown: () => shown,
    next(isReviewing) {
      if (going.size === 0) return null;
      const any = Promise.race([...going].map(({ ended }) => ended));
      if (isReviewing) {
        quietSince = null;
        return any;
      }
      quietSince ??= clock.now();
      const most = Math.max(patience.leastMs, (quietSince - startedAt) * patience.share);
      const left = quietSince + most - clock.now();
      if (left <= 0) return null;
      const timer = new AbortController();
      const wait = sleep(left, undefined, { signal: timer.signal }).catch(() => undefined);
      return Promise.race([any, wait]).finally(() => timer.abort());
    },
    results() {
      const all = [...shown, ...[...going].map(({ request }) => notRun(request, unfinished))];
      return all.sort((a, b) => (nameOf(a) < nameOf(b) ? -1 : 1));
    },
  };
}

const nameOf = ({ finding, author, script }: Proof): string => [finding, author, script].join('\0');

/** Scripts in a reviewer's answer, of the worst findings first. */
function requestsOf(run: AgentRun, mode: 'blocking' | 'all'): ProofRequest[] {
  if (run.role !== 'reviewer') return [];
  return readReviews([run])
    .flatMap(({ reading }) => (reading.form === 'unreadable' ? [] : reading.review.findings))
    .map((finding, index) => ({ finding, key: `${run.id}/${index + 1}` }))
    .filter(({ finding }) => mode === 'all' || finding.severity !== 'suggestion')
    .sort((a, b) => severityRank(a.finding.severity) - severityRank(b.finding.severity))
    .flatMap(({ finding: { repro, patch, mutation }, key }): ProofRequest[] =>
      repro === null
        ? []
        : [
            {
              finding: key,
              author: run.agent,
              script: repro.script,
              needs: repro.needs,
              shows: repro.shows,
              patch,
              mutation,
            },
          ],
    );
}

/** Scripts of the last round that were confirmed to show a finding, by the keys that these have now. */
function previousScripts(previous: Report | null): ProofRequest[] {
  return (previous?.findings ?? []).flatMap(({ id, proof, fix }): ProofRequest[] => {
    if (proof?.review !== 'confirmed' || proof.status === 'proven-untested') return [];
    const { author, script, needs, shows, mutation } = proof;
    return [{ finding: lastRoundKey(id), author, script, needs, shows, patch: fix?.patch ?? null, mutation }];
  });
}

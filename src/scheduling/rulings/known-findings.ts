import { anchorFindings } from '../../consolidation/anchor-findings.ts';
import { type Cluster, clusterFindings } from '../../consolidation/clustering/cluster.ts';
import { carryFindings } from '../../consolidation/rounds/carry-findings.ts';
import { readReviews } from '../../findings/read-reviews.ts';
import type { RecordedSources } from '../../model/change/sources.ts';
import type { Finding } from '../../model/finding.ts';
import type { AgentRun } from '../../model/run.ts';
import { citedPaths } from '../cited-paths.ts';
import type { ConductRequest } from '../conduct-request.ts';

/** What was found so far in one review, with what an earlier round left. */
export class KnownFindings {
  readonly #request: Pick<ConductRequest, 'change' | 'previous' | 'scope'>;
  readonly #cited: Set<string>;
  /** Anchored once, when the review came in: what other runs cite moves nothing. */
  readonly #raised: Finding[] = [];
  #carried: readonly Finding[] | null = null;
  #sources: RecordedSources = { resolved: {}, texts: {} };
  #findings: readonly Finding[] = [];
  #clusters: Cluster[] = [];

  constructor(request: Pick<ConductRequest, 'change' | 'previous' | 'scope'>) {
    this.#request = request;
    this.#cited = new Set(citedPaths([], request.previous, request.scope));
  }

  get sources(): RecordedSources {
    return this.#sources;
  }

  get findings(): readonly Finding[] {
    return this.#findings;
  }

  get clusters(): Cluster[] {
    return this.#clusters;
  }

  /** Every path that was cited so far, those of a run that ended among them, in order. */
  cite(run: AgentRun): string[] {
    for (const path of citedPaths([run], null, this.#request.scope)) this.#cited.add(path);
    return [...this.#cited].sort();
  }

  /** Takes in the findings of a run, and what stands at the paths that were cited. */
  take(run: AgentRun, sources: RecordedSources, finished: readonly AgentRun[]): void {
    const { change, previous } = this.#request;
    this.#sources = sources;
    this.#carried ??= carryFindings({ previous, change, sources });
    if (run.role !== 'adjudicator')
      this.#raised.push(...anchorFindings(readReviews([run]), { change, sources }));
    this.#findings = [...this.#raised, ...this.#carried];
    this.#clusters = clusterFindings(this.#findings, finished);
  }
}

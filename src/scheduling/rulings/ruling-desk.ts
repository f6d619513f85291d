import { writeAdjudicatorBrief } from '../../brief/adjudicator/adjudicator-brief.ts';
import { patchOf } from '../../brief/reviewer/patch.ts';
import { openSources } from '../../change/places/sources.ts';
import { doubtfulPairs } from '../../consolidation/clustering/cluster.ts';
import { applyRulings } from '../../consolidation/rulings/apply-rulings.ts';
import type { SettledFinding } from '../../consolidation/rulings/settled-finding.ts';
import type { RecordedSources } from '../../model/change/sources.ts';
import type { AgentRun } from '../../model/run.ts';
import type { ConductRequest } from '../conduct-request.ts';
import type { Job } from '../plan-reviews.ts';
import { AskedQuestions } from './asked-questions.ts';
import { createRulerList } from './choose-rulers.ts';
import { KnownFindings } from './known-findings.ts';
import { planRulings, type RulingBatch } from './plan-rulings.ts';
import { familiesOfScripts, isProofPending, type ScriptDesks, scriptToJudge } from './shown-scripts.ts';

/** The moment at which rulings are planned. */
export interface RulingMoment {
  readonly finished: readonly AgentRun[];
  /** Agent of each run that goes on. */
  readonly busy: readonly string[];
  readonly isReviewing: boolean;
  readonly freeRuns: number;
  readonly hasPlenty: boolean;
}

/** Keeps what has been found and asked so far, and writes the briefs of the next adjudicators. */
export interface RulingDesk {
  /** Takes a finished run in: a reviewer's findings, an adjudicator's answers. */
  receive(run: AgentRun, finished: readonly AgentRun[]): Promise<void>;
  /** What is found so far, with the rulings so far, and the sources that it cites. */
  settled(finished: readonly AgentRun[]): {
    readonly findings: readonly SettledFinding[];
    readonly sources: RecordedSources;
  };
  /** The adjudicator runs to begin now. */
  plan(moment: RulingMoment): Job[];
}

/** Makes the desk of one review; without members that may rule it never asks anybody. */
export function createRulingDesk(
  request: ConductRequest &
    Partial<ScriptDesks> & { readonly readCited: (cited: readonly string[]) => Promise<RecordedSources> },
): RulingDesk {
  const { change, team, proofs = null, provers = null } = request;
  const desks: ScriptDesks = { proofs, provers };
  const rulers = createRulerList(team, request.isWaiting ?? (() => false));
  const known = new KnownFindings(request);
  const questions = new AskedQuestions();
  const writeBrief = createBriefWriter(request, desks, known);

  const settle = (finished: readonly AgentRun[]) =>
    applyRulings(known.clusters, {
      change,
      sources: known.sources,
      rules: request.rules,
      previous: request.previous,
      team: rulers.facts(),
      runs: finished,
      review: { finishedAt: request.ports.clock.now(), round: request.round ?? 1, scope: request.scope },
    });

  const ask = (batch: RulingBatch): Job => {
    const member = rulers.members().find((one) => one.agent.name === batch.agent);
    if (member === undefined) throw new Error(`no agent ${batch.agent} may rule`);
    const brief = writeBrief(batch);
    questions.open(member, brief, batch.pairs);
    return { member, brief, isSpare: batch.isSpare };
  };

  return {
    settled: (finished) => ({ findings: settle(finished), sources: known.sources }),
    async receive(run, finished) {
      if ((!rulers.isAnybody && provers === null) || run.role === 'prover') return;
      const sources = await request.readCited(known.cite(run));
      known.take(run, sources, finished);
      if (run.role === 'adjudicator') questions.close(run);
    },
    plan({ finished, busy, isReviewing, freeRuns, hasPlenty }) {
      const members = rulers.members();
      if (members.length === 0 || freeRuns === 0 || known.clusters.length === 0) return [];
      const ready = rulers.ready(finished, busy);
      const families = ready.map(({ family }) => family);
      // Who rules sees what the script showed; when everybody waits, the ruling does not, and is asked for again where the script shows something.
      const isOpen = (finding: SettledFinding) => !isReviewing || !isProofPending(finding, desks);
      const batches = planRulings({
        settled: settle(finished).filter(isOpen),
        rulers: ready,
        families: members.map(({ agent }) => agent.family),
        asked: questions.candidates,
        scriptFamilies: (finding) => familiesOfScripts(finding, team, desks),
        scriptOf: (finding) => scriptToJudge(finding, desks),
        pairs: doubtfulPairs(known.findings, finished, families).filter((pair) => !questions.hasPair(pair)),
        isFollowUp: questions.followUps(known.clusters),
        freeRuns,
        isReviewing,
        mayRuleOnSuggestions: hasPlenty,
      });
      return batches.map(ask);
    },
  };
}

/** Writes and numbers the briefs of one review; they share the patch, which is made for the first. */
function createBriefWriter({ change }: ConductRequest, { proofs }: ScriptDesks, known: KnownFindings) {
  let written = 0;
  let patch: string | null = null;
  return ({ candidates, pairs }: RulingBatch) => {
    written += 1;
    patch ??= patchOf(change.files.filter((file) => file.class === 'reviewed'));
    return writeAdjudicatorBrief(
      { number: written, candidates, pairs },
      { proofs: proofs?.shown() ?? [], change, sources: openSources(known.sources, change), patch },
    );
  };
}

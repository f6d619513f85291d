import { writeAdjudicatorBrief } from '../../brief/adjudicator/adjudicator-brief.ts';
import { canBeJudged } from '../../brief/adjudicator/tell-proof.ts';
import { patchOf } from '../../brief/reviewer/patch.ts';
import { openSources } from '../../change/places/sources.ts';
import { anchorFindings } from '../../consolidation/anchor-findings.ts';
import { type Cluster, clusterFindings, doubtfulPairs } from '../../consolidation/clustering/cluster.ts';
import { mostTelling, nameOfScript } from '../../consolidation/proofs/most-telling.ts';
import { carryFindings } from '../../consolidation/rounds/carry-findings.ts';
import { applyRulings } from '../../consolidation/rulings/apply-rulings.ts';
import type { SettledFinding } from '../../consolidation/rulings/settled-finding.ts';
import { readReviews } from '../../findings/read-reviews.ts';
import { readRulings } from '../../findings/read-rulings.ts';
import { candidatesOf, scriptId } from '../../model/answers/ruling.ts';
import type { RecordedSources } from '../../model/change/sources.ts';
import type { Finding } from '../../model/finding.ts';
import type { AgentRun } from '../../model/run.ts';
import { citedPaths } from '../cited-paths.ts';
import type { ConductRequest } from '../conduct-request.ts';
import type { Job } from '../plan-reviews.ts';
import type { ProofDesk } from '../proofs/proof-desk.ts';
import type { ProverDesk } from '../proofs/prover-desk.ts';
import { createRulerList } from './choose-rulers.ts';
import { type AskedRuling, type DoubtfulPair, planRulings, type RulingBatch } from './plan-rulings.ts';

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

/** A candidate that was put to an agent. */
interface Question extends AskedRuling {
  readonly run: string;
  readonly candidate: string;
}

/** Makes the desk of one review; without members that may rule it never asks anybody. */
export function createRulingDesk(
  request: ConductRequest & {
    readonly readCited: (cited: readonly string[]) => Promise<RecordedSources>;
    readonly proofs?: ProofDesk | null;
    readonly provers?: ProverDesk | null;
  },
): RulingDesk {
  const { change, rules, previous, team, ports, proofs = null, provers = null } = request;
  const rulers = createRulerList(team, request.isWaiting ?? (() => false));
  /** Anchored once, when the review came in: what other runs cite moves nothing. */
  const raised: Finding[] = [];
  let carried: readonly Finding[] | null = null;
  const cited = new Set(citedPaths([], previous, request.scope));
  const questions: Question[] = [];
  const askedPairs = new Map<string, DoubtfulPair>();
  let sources: RecordedSources = { resolved: {}, texts: {} };
  let findings: Finding[] = [];
  let clusters: Cluster[] = [];
  let asked = 0;
  let patch: string | null = null;

  const ask = ({ agent, candidates, pairs, isSpare }: RulingBatch): Job => {
    const member = rulers.members().find((one) => one.agent.name === agent);
    if (member === undefined) throw new Error(`no agent ${agent} may rule`);
    asked += 1;
    patch ??= patchOf(change.files.filter((file) => file.class === 'reviewed'));
    const brief = writeAdjudicatorBrief(
      { number: asked, candidates, pairs },
      { proofs: proofs?.shown() ?? [], change, sources: openSources(sources, change), patch },
    );
    const run = `${agent}-${brief.suffix}`;
    for (const pair of pairs) askedPairs.set(pairKey(pair), pair);
    for (const [candidate, keys] of candidatesOf(brief.subjects)) {
      questions.push({
        run,
        candidate,
        agent,
        family: member.agent.family,
        keys,
        isOpen: true,
        isAnswered: false,
        script: brief.subjects[scriptId(candidate)]?.[0] ?? null,
      });
    }
    return { member, brief, isSpare };
  };

  const settle = (finished: readonly AgentRun[]) =>
    applyRulings(clusters, {
      change,
      sources,
      rules,
      previous,
      team: rulers.facts(),
      runs: finished,
      review: { finishedAt: ports.clock.now(), round: request.round ?? 1, scope: request.scope },
    });

  return {
    settled: (finished) => ({ findings: settle(finished), sources }),
    async receive(run, finished) {
      if ((!rulers.isAnybody && provers === null) || run.role === 'prover') return;
      for (const path of citedPaths([run], null, request.scope)) cited.add(path);
      sources = await request.readCited([...cited].sort());
      carried ??= carryFindings({ previous, change, sources });
      if (run.role === 'adjudicator') close(questions, run);
      else raised.push(...anchorFindings(readReviews([run]), { change, sources }));
      findings = [...raised, ...carried];
      clusters = clusterFindings(findings, finished);
    },
    plan(moment) {
      const members = rulers.members();
      if (members.length === 0 || moment.freeRuns === 0 || clusters.length === 0) return [];
      const settled = settle(moment.finished);
      const live = rulers.ready(moment.finished, moment.busy);
      const keysOf = ({ cluster }: SettledFinding) => cluster.findings.map((finding) => finding.key);
      const shownOf = (finding: SettledFinding) => {
        const keys = new Set(keysOf(finding));
        return (proofs?.shown() ?? []).filter((proof) => keys.has(proof.finding));
      };
      // Who rules sees what the script showed; when everybody waits, the ruling does not, and is asked for again where the script shows something.
      const isOpen = (finding: SettledFinding) =>
        !moment.isReviewing || !(proofs?.isPending(keysOf(finding)) || provers?.isPending(keysOf(finding)));
      const batches = planRulings({
        settled: settled.filter(isOpen),
        rulers: live,
        families: members.map(({ agent }) => agent.family),
        asked: questions,
        scriptFamilies: (finding) => {
          const families = shownOf(finding).map(
            ({ author }) => team.find(({ agent }) => agent.name === author)?.agent.family,
          );
          return new Set(families.filter((family) => family !== undefined));
        },
        scriptOf: (finding) => {
          const proof = mostTelling(shownOf(finding), new Set(keysOf(finding)));
          return proof !== null && canBeJudged(proof) ? nameOfScript(proof) : null;
        },
        pairs: doubtfulPairs(
          findings,
          moment.finished,
          live.map(({ family }) => family),
        ).filter((pair) => !askedPairs.has(pairKey(pair))),
        isFollowUp: isFollowUp(clusters, [...askedPairs.values()]),
        freeRuns: moment.freeRuns,
        isReviewing: moment.isReviewing,
        mayRuleOnSuggestions: moment.hasPlenty,
      });
      return batches.map(ask);
    },
  };
}

const pairKey = (pair: DoubtfulPair): string =>
  pair
    .map((finding) => finding.key)
    .sort()
    .join('+');

/** Tells pairs of two clusters of which another pair was asked about. */
function isFollowUp(clusters: readonly Cluster[], asked: readonly DoubtfulPair[]) {
  const clusterOf = new Map(
    clusters.flatMap(({ key, findings }) => findings.map((finding) => [finding.key, key] as const)),
  );
  const codeOf = (pair: DoubtfulPair) =>
    pair
      .map((finding) => clusterOf.get(finding.key) ?? '')
      .sort()
      .join(' ');
  const known = new Set(asked.map(codeOf));
  const isWithin = ([one, other]: DoubtfulPair) => clusterOf.get(one.key) === clusterOf.get(other.key);
  return (pair: DoubtfulPair) => !isWithin(pair) && known.has(codeOf(pair));
}

function close(questions: Question[], run: AgentRun): void {
  const read = run.outcome === 'completed' && run.answer !== null ? readRulings(run.answer) : null;
  const answered = new Set(read?.rulings.map((ruling) => ruling.candidate));
  for (const [index, question] of questions.entries()) {
    if (question.run !== run.id) continue;
    questions[index] = { ...question, isOpen: false, isAnswered: answered.has(question.candidate) };
  }
}

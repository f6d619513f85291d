import { lastRoundKey } from '../../consolidation/rounds/carry-findings.ts';
import type { SettledFinding } from '../../consolidation/rulings/settled-finding.ts';
import { severityRank } from '../../model/answers/review-schema.ts';
import type { Proof } from '../../model/proof.ts';

/** An agent that may write scripts, as the planner sees it; in the order in which their reviews came in. */
export interface ProverCandidate {
  readonly agent: string;
  readonly family: string;
  /** Whether it is writing one now. */
  readonly isBusy: boolean;
}

/** A finding for which an agent was asked to write a script; `isOpen` until its run has ended, `isDeclined` where it said that none can show it. */
export interface AskedScript {
  readonly agent: string;
  readonly family: string;
  readonly keys: readonly string[];
  readonly isOpen: boolean;
  readonly isDeclined: boolean;
}

/** What the planner knows at one moment. */
export interface ProvingSituation {
  readonly settled: readonly SettledFinding[];
  readonly candidates: readonly ProverCandidate[];
  readonly asked: readonly AskedScript[];
  /** What scripts showed so far, and which are still running. */
  readonly shown: readonly Proof[];
  readonly isPending: (keys: readonly string[]) => boolean;
  /** Runs that may begin now. */
  readonly freeRuns: number;
  /** While reviewers still work there is no hurry. */
  readonly isReviewing: boolean;
}

/** One script to be written. */
export interface ScriptToWrite {
  readonly agent: string;
  readonly finding: SettledFinding;
  /** The script that proved nothing, where there was one. */
  readonly tried: Proof | null;
}

/** Scripts of one finding, whoever wrote them: a first one that shows nothing is often just a poor one. Nobody waits for a second one. */
const mostTries = { early: 2, late: 1 };

/**
 * Decides who writes a missing script: for findings that would block and that nobody refuted, the worst first, the agent that raised it
 * first, then one of another family; where a third family is missing, which could judge that script, the first one again. While reviewers
 * work, an agent writes one at a time; when everybody waits, all that are missing.
 */
export function planProvers(situation: ProvingSituation): ScriptToWrite[] {
  const { settled, candidates, freeRuns, isReviewing } = situation;
  const taken = new Set(candidates.filter(({ isBusy }) => isBusy && isReviewing).map(({ agent }) => agent));
  const plan: ScriptToWrite[] = [];
  const open = settled
    .filter((finding) => needsScript(finding, situation))
    .sort((a, b) => severityRank(a.severity) - severityRank(b.severity));
  for (const finding of open) {
    if (plan.length >= freeRuns) break;
    const tries = triesOf(finding, situation);
    const chosen = chooseProver(finding, tries.authors, situation, taken);
    if (chosen === null) continue;
    if (isReviewing) taken.add(chosen.agent);
    plan.push({ agent: chosen.agent, finding, tried: tries.proofs.at(-1) ?? null });
  }
  return plan;
}

const keysOf = ({ cluster, previousIds }: SettledFinding): string[] => [
  ...cluster.findings.map(({ key }) => key),
  ...previousIds.map(lastRoundKey),
];

function needsScript(finding: SettledFinding, situation: ProvingSituation): boolean {
  const { severity, state, ruling, kind, cluster } = finding;
  if (severity === 'suggestion' || state === 'declined' || ruling.value === 'refuted') return false;
  if (kind === 'pre-existing' || cluster.findings.every(({ anchor }) => anchor.path === null)) return false;
  const keys = keysOf(finding);
  const { proofs, asks } = triesOf(finding, situation);
  const isShown = proofs.some(({ status }) => status.startsWith('proven-') || status === 'pre-existing');
  if (asks.some(({ isDeclined }) => isDeclined)) return false;
  const isWaiting = situation.isPending(keys) || asks.some(({ isOpen }) => isOpen);
  return (
    !isShown &&
    !isWaiting &&
    Math.max(proofs.length, asks.length) < mostTries[situation.isReviewing ? 'early' : 'late']
  );
}

function triesOf(finding: SettledFinding, { asked, shown }: ProvingSituation) {
  const keys = new Set(keysOf(finding));
  const asks = asked.filter((ask) => ask.keys.some((key) => keys.has(key)));
  const proofs = shown.filter((proof) => keys.has(proof.finding));
  const authors = new Set([...asks.map(({ agent }) => agent), ...proofs.map(({ author }) => author)]);
  return { asks, proofs, authors };
}

function chooseProver(
  { cluster }: SettledFinding,
  authors: ReadonlySet<string>,
  { candidates }: ProvingSituation,
  taken: ReadonlySet<string>,
): ProverCandidate | null {
  const raisers = new Set(cluster.findings.map(({ agent }) => agent));
  const families = new Set(candidates.filter(({ agent }) => authors.has(agent)).map(({ family }) => family));
  const raised = new Set(cluster.findings.map(({ family }) => family));
  // A script that nobody else could judge raises nothing.
  const judged = candidates.filter(({ family: author }) =>
    candidates.some(({ family }) => family !== author && !raised.has(family)),
  );
  const isFresh = ({ family }: ProverCandidate) => !families.has(family);
  const isRaiser = ({ agent }: ProverCandidate) => raisers.has(agent);
  const first =
    judged.find((one) => isFresh(one) && isRaiser(one)) ?? judged.find(isFresh) ?? judged.find(isRaiser);
  // Who knows the claim best is worth waiting for.
  return first === undefined || taken.has(first.agent) ? null : first;
}

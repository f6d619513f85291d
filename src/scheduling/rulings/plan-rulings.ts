import { type Cluster, voicesOf } from '../../consolidation/clustering/cluster.ts';
import type { SettledFinding } from '../../consolidation/rulings/settled-finding.ts';
import { type Severity, severityRank } from '../../model/answers/review-schema.ts';
import type { Finding } from '../../model/finding.ts';

/** An agent that may rule, as the planner sees it. */
export interface Ruler {
  readonly agent: string;
  readonly family: string;
  /** Runs of it that go on now. */
  readonly running: number;
  /** Whether its own review has come in: then it is known to answer. */
  readonly hasReviewed: boolean;
}

/** A candidate that an agent was asked to rule on; `isOpen` until its run has ended. */
export interface AskedRuling {
  readonly agent: string;
  readonly family: string;
  readonly keys: readonly string[];
  readonly isOpen: boolean;
  /** Whether it gave a ruling on it. */
  readonly isAnswered: boolean;
  /** The script that it was shown; null or absent where it was shown none. */
  readonly script?: string | null;
}

/** Two findings that may have one root cause, though their words do not say so clearly. */
export type DoubtfulPair = readonly [Finding, Finding];

/** What the planner knows at one moment. */
export interface RulingSituation {
  readonly settled: readonly SettledFinding[];
  readonly rulers: readonly Ruler[];
  /** Families of every agent of the team that may rule, whether or not it still can. */
  readonly families: readonly string[];
  readonly asked: readonly AskedRuling[];
  /** Families that wrote scripts for a finding: they cannot say what these show. */
  readonly scriptFamilies?: (finding: SettledFinding) => ReadonlySet<string>;
  /** The script that ran and shows something, of which somebody has to say whether it is the finding; null where there is none. */
  readonly scriptOf?: (finding: SettledFinding) => string | null;
  /** Pairs that nobody was asked about. */
  readonly pairs: readonly DoubtfulPair[];
  /** Whether somebody was asked about other wordings of the same two issues. */
  readonly isFollowUp?: (pair: DoubtfulPair) => boolean;
  /** Runs that may begin now. */
  readonly freeRuns: number;
  /** While reviewers still work there is no hurry, and time for suggestions. */
  readonly isReviewing: boolean;
  /** Whether there is money and room for rulings that nothing hangs on. */
  readonly mayRuleOnSuggestions: boolean;
}

/** What one adjudicator run is asked. */
export interface RulingBatch {
  readonly agent: string;
  readonly candidates: readonly Cluster[];
  readonly pairs: readonly DoubtfulPair[];
  /** Nothing hangs on its answer: nobody waits for it. */
  readonly isSpare: boolean;
}

/** Above this many an adjudicator gets careless (the verifier of the best measured system took at most eight at a time). */
const largestBatch = 8;
/** Runs that what is open is shared out over while reviewers still work, and the least of a batch: the last of them may end at any moment. */
const early = { runs: 4, leastBatch: 2 };
/** Runs of one agent at the same time: while reviewers work, once its own review is in, or before; and when everybody waits. */
const mostRuns = { early: 1, unknown: 2, late: 4 };
/** After so many runs in vain a cluster stays unverified. */
const mostVainAsks = 3;

/**
 * Decides which adjudicator runs to begin now. Each open cluster goes to an agent of a family that did not raise it, never twice to one
 * family unless a script was run since: a critical to two families where there are two, an important to one, a suggestion to one in spare
 * time and in a run of its own. While reviewers still work, few runs of several candidates are begun; afterwards as many as may be, each
 * with as little as may be, since now everybody waits.
 */
export function planRulings(situation: RulingSituation): RulingBatch[] {
  const lanes: Lane[] = [];
  const open = openFindings(situation).flatMap((finding) => {
    const wanted = missingRulings(finding, situation);
    return wanted > 0 ? [{ finding, wanted }] : [];
  });
  const batch = largestOf(open, situation);
  for (const { finding, wanted } of open) {
    for (let missing = wanted; missing > 0; missing--) {
      const eligible = eligibleRulers(finding, situation).filter(
        (ruler) =>
          !lanes.some(
            (lane) => lane.ruler.family === ruler.family && lane.candidates.includes(finding.cluster),
          ),
      );
      const isSpare = raisedSeverity(finding) === 'suggestion';
      const lane = chooseLane(eligible, lanes, { ...situation, batch, isSpare });
      if (lane === null) break;
      lane.candidates.push(finding.cluster);
      if (!lanes.includes(lane)) lanes.push(lane);
    }
  }
  for (const pair of situation.pairs) {
    const lane = chooseLaneForPair(pair, lanes, situation);
    if (lane === null) continue;
    lane.pairs.push(pair);
    if (!lanes.includes(lane)) lanes.push(lane);
    // Two families that agree settle it, which one alone does not; another run begins for nothing else.
    shortestOf(lanes.filter(({ ruler }) => ruler.family !== lane.ruler.family))?.pairs.push(pair);
  }
  return lanes.map(({ ruler, candidates, pairs, isSpare }) => ({
    agent: ruler.agent,
    candidates,
    pairs,
    isSpare,
  }));
}

/** How much one run is asked: a small part of what is open while reviewers work, whatever has to be when everybody waits. */
function largestOf(open: readonly object[], { isReviewing }: RulingSituation): number {
  if (!isReviewing) return largestBatch;
  return Math.min(largestBatch, Math.max(early.leastBatch, Math.ceil(open.length / early.runs)));
}

/** A run to begin. */
interface Lane {
  readonly ruler: Ruler;
  readonly candidates: Cluster[];
  readonly pairs: DoubtfulPair[];
  /** Of suggestions alone. */
  readonly isSpare: boolean;
}

const sizeOf = ({ candidates, pairs }: Lane): number => candidates.length + pairs.length;

/** The run with most room among some, or null where there is none with any. */
const shortestOf = (lanes: readonly Lane[]): Lane | null =>
  lanes.filter((lane) => sizeOf(lane) < largestBatch).sort((a, b) => sizeOf(a) - sizeOf(b))[0] ?? null;

/** A pair goes along with what is asked anyway, if that is waited for; a run of its own begins only where something hangs on it. */
function chooseLaneForPair(
  pair: DoubtfulPair,
  lanes: readonly Lane[],
  situation: RulingSituation,
): Lane | null {
  const isSpare = pair.every((finding) => finding.severity === 'suggestion');
  const shortest = shortestOf(lanes.filter((lane) => isSpare || !lane.isSpare));
  if (shortest !== null) return shortest;
  if (isSpare || (!situation.isReviewing && situation.isFollowUp?.(pair))) return null;
  const strangers = situation.rulers.filter((ruler) =>
    pair.every((finding) => finding.family !== ruler.family),
  );
  return chooseLane(strangers.length > 0 ? strangers : situation.rulers, lanes, {
    ...situation,
    batch: largestBatch,
    isSpare: false,
  });
}

function chooseLane(
  eligible: readonly Ruler[],
  lanes: readonly Lane[],
  {
    isReviewing,
    freeRuns,
    batch,
    isSpare,
  }: Pick<RulingSituation, 'isReviewing' | 'freeRuns'> & Pick<Lane, 'isSpare'> & { readonly batch: number },
): Lane | null {
  const load = (ruler: Ruler) => ruler.running + lanes.filter((lane) => lane.ruler === ruler).length;
  const most = ({ hasReviewed }: Ruler) =>
    !isReviewing ? mostRuns.late : hasReviewed ? mostRuns.early : mostRuns.unknown;
  const [shortest] = lanes
    .filter((lane) => eligible.includes(lane.ruler) && lane.isSpare === isSpare)
    .filter((lane) => lane.candidates.length < batch)
    .sort((a, b) => a.candidates.length - b.candidates.length);
  if (isReviewing && shortest !== undefined) return shortest;
  const [fresh] = eligible
    .filter((ruler) => load(ruler) < most(ruler))
    .sort((a, b) => load(a) - load(b) || Number(b.hasReviewed) - Number(a.hasReviewed));
  if (fresh !== undefined && lanes.length < freeRuns)
    return { ruler: fresh, candidates: [], pairs: [], isSpare };
  return shortest ?? null;
}

/** What may still need a ruling, the worst first, neighbours together. */
function openFindings({ settled, mayRuleOnSuggestions, isReviewing }: RulingSituation): SettledFinding[] {
  const weight = (finding: SettledFinding): number => severityRank(raisedSeverity(finding));
  const open = settled.filter(
    (finding) =>
      finding.state !== 'declined' &&
      finding.isAsBefore !== true &&
      (raisedSeverity(finding) !== 'suggestion' || (mayRuleOnSuggestions && isReviewing)),
  );
  return open.sort((a, b) => weight(a) - weight(b));
}

/** The worst that anybody called it: a ruling that lowered it does not make a second challenge needless. */
function raisedSeverity({ cluster, severity, severityBefore }: SettledFinding): Severity {
  return [severityBefore ?? severity, ...cluster.findings.map((finding) => finding.severity)].reduce(
    (worst, one) => (severityRank(one) < severityRank(worst) ? one : worst),
  );
}

function missingRulings(finding: SettledFinding, situation: RulingSituation): number {
  const asked = asksOf(finding, situation);
  const isInVain = (ask: AskedRuling) => !ask.isOpen && !ask.isAnswered;
  const inVain = asked.filter(isInVain).length;
  if (inVain >= mostVainAsks) return 0;
  const needed = raisedSeverity(finding) === 'critical' ? 2 : 1;
  const missing = Math.max(0, needed - (asked.length - inVain));
  return missing === 0 && isUnjudged(finding, asked, situation) ? 1 : missing;
}

/** Whether a script shows something since it was ruled on, and another family than who wrote it is there to say what. */
function isUnjudged(
  finding: SettledFinding,
  asked: readonly AskedRuling[],
  situation: RulingSituation,
): boolean {
  const script = situation.scriptOf?.(finding) ?? null;
  if (script === null) return false;
  const writers = situation.scriptFamilies?.(finding) ?? new Set();
  const told = asked.filter((ask) => ask.script === script);
  const isJudge = ({ family }: { readonly family: string }) => !writers.has(family);
  const isJudged = told.some((ask) => isJudge(ask) && (ask.isOpen || ask.isAnswered));
  return !isJudged && eligibleRulers(finding, situation).some(isJudge);
}

/**
 * What was asked about it and of nothing else: of one of its worst findings while reviewers still work, since it may grow yet, and of all
 * that something hangs on when they are done. So what was ruled on early is ruled on again when others joined it, and who came first decides
 * nothing.
 */
function asksOf(
  { cluster: { findings } }: SettledFinding,
  { asked, isReviewing }: RulingSituation,
): AskedRuling[] {
  const worst = Math.min(...findings.map(({ severity }) => severityRank(severity)));
  const keys = new Set(findings.map(({ key }) => key));
  const matters = findings.filter(
    ({ severity }) => severityRank(severity) === worst || severity !== 'suggestion',
  );
  return asked.filter((ask) => {
    const isAsked = ({ key }: Finding) => ask.keys.includes(key);
    if (!ask.keys.every((key) => keys.has(key))) return false;
    return isReviewing
      ? findings.some((finding) => severityRank(finding.severity) === worst && isAsked(finding))
      : matters.every(isAsked);
  });
}

/** Agents of families that neither raised it nor were asked; its own family only where the team has no other, and something hangs on it. */
function eligibleRulers(finding: SettledFinding, situation: RulingSituation): Ruler[] {
  const raised = voicesOf(finding.cluster.findings);
  const script = situation.scriptOf?.(finding) ?? null;
  const asked = new Set(
    asksOf(finding, situation)
      .filter((ask) => script === null || ask.script === script)
      .map((ask) => ask.family),
  );
  const isAlone = situation.families.every((family) => raised.has(family));
  if (isAlone && (raised.size > 1 || raisedSeverity(finding) === 'suggestion')) return [];
  const eligible = situation.rulers.filter(
    (ruler) => !asked.has(ruler.family) && (isAlone || !raised.has(ruler.family)),
  );
  const writers = situation.scriptFamilies?.(finding) ?? new Set();
  const others = eligible.filter(({ family }) => !writers.has(family));
  return others.length > 0 ? others : eligible;
}

import { type Cluster, voicesOf } from '../consolidation/clustering/cluster.ts';
import type { SettledFinding } from '../consolidation/rulings/settled-finding.ts';
import { type Severity, severityRank } from '../model/answers/review-schema.ts';
import type { Finding } from '../model/finding.ts';

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
  /** Pairs that nobody was asked about. */
  readonly pairs: readonly DoubtfulPair[];
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
}

/** Above this many an adjudicator gets careless (the verifier of the best measured system took at most eight at a time). */
const largestBatch = 8;
/** After so many runs in vain a cluster stays unverified. */
const mostVainAsks = 3;

/**
 * Decides which adjudicator runs to begin now. Each open cluster goes to an agent of a family that did not raise it, never twice to one
 * family: a critical to two families where there are two, an important to one, a suggestion to one in spare time. While reviewers
 * still work, few runs of several candidates are begun; afterwards as many as may be, since now everybody waits.
 */
export function planRulings(situation: RulingSituation): RulingBatch[] {
  const lanes: Lane[] = [];
  for (const finding of openFindings(situation)) {
    for (let wanted = missingRulings(finding, situation); wanted > 0; wanted--) {
      const eligible = eligibleRulers(finding, situation).filter(
        (ruler) =>
          !lanes.some(
            (lane) => lane.ruler.family === ruler.family && lane.candidates.includes(finding.cluster),
          ),
      );
      const lane = chooseLane(eligible, lanes, situation);
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
  return lanes.map(({ ruler, candidates, pairs }) => ({ agent: ruler.agent, candidates, pairs }));
}

/** A run to begin. */
interface Lane {
  readonly ruler: Ruler;
  readonly candidates: Cluster[];
  readonly pairs: DoubtfulPair[];
}

const sizeOf = ({ candidates, pairs }: Lane): number => candidates.length + pairs.length;

/** The run with most room among some, or null where there is none with any. */
const shortestOf = (lanes: readonly Lane[]): Lane | null =>
  lanes.filter((lane) => sizeOf(lane) < largestBatch).sort((a, b) => sizeOf(a) - sizeOf(b))[0] ?? null;

/** A pair goes along with what is asked anyway; a run of its own begins only where something hangs on it. */
function chooseLaneForPair(
  pair: DoubtfulPair,
  lanes: readonly Lane[],
  situation: RulingSituation,
): Lane | null {
  const shortest = shortestOf(lanes);
  if (shortest !== null) return shortest;
  if (pair.every((finding) => finding.severity === 'suggestion')) return null;
  const strangers = situation.rulers.filter((ruler) =>
    pair.every((finding) => finding.family !== ruler.family),
  );
  return chooseLane(strangers.length > 0 ? strangers : situation.rulers, lanes, situation);
}

function chooseLane(
  eligible: readonly Ruler[],
  lanes: readonly Lane[],
  situation: RulingSituation,
): Lane | null {
  const { isReviewing, freeRuns } = situation;
  const load = (ruler: Ruler) => ruler.running + lanes.filter((lane) => lane.ruler === ruler).length;
  const most = (ruler: Ruler) => (isReviewing && ruler.hasReviewed ? 1 : 2);
  const [shortest] = lanes
    .filter((lane) => eligible.includes(lane.ruler) && lane.candidates.length < largestBatch)
    .sort((a, b) => a.candidates.length - b.candidates.length);
  if (isReviewing && shortest !== undefined && shortest.candidates.length < largestBatch / 2) return shortest;
  const [fresh] = eligible
    .filter((ruler) => load(ruler) < most(ruler))
    .sort((a, b) => load(a) - load(b) || Number(b.hasReviewed) - Number(a.hasReviewed));
  if (fresh !== undefined && lanes.length < freeRuns) return { ruler: fresh, candidates: [], pairs: [] };
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
  const inVain = asked.filter((ask) => !ask.isOpen && !ask.isAnswered).length;
  if (inVain >= mostVainAsks) return 0;
  const needed = raisedSeverity(finding) === 'critical' ? 2 : 1;
  return Math.max(0, needed - (asked.length - inVain));
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
  const asked = new Set(asksOf(finding, situation).map((ask) => ask.family));
  const isAlone = situation.families.every((family) => raised.has(family));
  if (isAlone && (raised.size > 1 || raisedSeverity(finding) === 'suggestion')) return [];
  const eligible = situation.rulers.filter(
    (ruler) => !asked.has(ruler.family) && (isAlone || !raised.has(ruler.family)),
  );
  const writers = situation.scriptFamilies?.(finding) ?? new Set();
  const others = eligible.filter(({ family }) => !writers.has(family));
  return others.length > 0 ? others : eligible;
}

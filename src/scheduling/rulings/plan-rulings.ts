import type { Cluster } from '../../consolidation/clustering/cluster.ts';
import { eligibleRulers, missingRulings, openFindings, raisedSeverity } from './needed-rulings.ts';
import type { DoubtfulPair, Ruler, RulingSituation } from './ruling-situation.ts';

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
/**
 * Decides which adjudicator runs to begin now. Each open cluster goes to an agent of a family that did not raise it, never twice to one
 * family unless a script was run since: a critical to two families where there are two, an important to one, a suggestion to one in spare
 * time and in a run of its own. While reviewers still work, few runs of several candidates are begun; afterwards as many as may be, each
 * with as little as may be, since now everybody waits.
 */
export function planRulings(situation: RulingSituation): RulingBatch[] {
  const lanes: Lane[] = [];
  shareOutFindings(lanes, situation);
  shareOutPairs(lanes, situation);
  return lanes.map(({ ruler, candidates, pairs, isSpare }) => ({
    agent: ruler.agent,
    candidates,
    pairs,
    isSpare,
  }));
}

function shareOutFindings(lanes: Lane[], situation: RulingSituation): void {
  const open = openFindings(situation).flatMap((finding) => {
    const wanted = missingRulings(finding, situation);
    return wanted > 0 ? [{ finding, wanted }] : [];
  });
  const batch = largestOf(open, situation);
  for (const { finding, wanted } of open) {
    const { cluster } = finding;
    const isSpare = raisedSeverity(finding) === 'suggestion';
    for (let missing = wanted; missing > 0; missing--) {
      const isAsked = ({ family }: Ruler) =>
        lanes.some(({ ruler, candidates }) => ruler.family === family && candidates.includes(cluster));
      const eligible = eligibleRulers(finding, situation).filter((ruler) => !isAsked(ruler));
      const lane = chooseLane(eligible, lanes, { ...situation, batch, isSpare });
      if (lane === null) break;
      lane.candidates.push(cluster);
      if (!lanes.includes(lane)) lanes.push(lane);
    }
  }
}

function shareOutPairs(lanes: Lane[], situation: RulingSituation): void {
  for (const pair of situation.pairs) {
    const lane = chooseLaneForPair(pair, lanes, situation);
    if (lane === null) continue;
    lane.pairs.push(pair);
    if (!lanes.includes(lane)) lanes.push(lane);
    // Two families that agree settle it, which one alone does not; another run begins for nothing else.
    shortestOf(lanes.filter(({ ruler }) => ruler.family !== lane.ruler.family))?.pairs.push(pair);
  }
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

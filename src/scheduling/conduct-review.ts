import type { TeamMember } from '../agents/team/team.ts';
import { readSources } from '../change/places/sources.ts';
import { createPrices } from '../config/prices.ts';
import type { AgentRun } from '../model/run.ts';
import { isUnbegunReview } from './ceilings/not-begun.ts';
import { createRunBudget } from './ceilings/run-budget.ts';
import { createSpending } from './ceilings/spending.ts';
import { timeLimitOf } from './ceilings/time-limit.ts';
import { chooseReaders, describeSpared } from './choose-readers.ts';
import { citedPaths } from './cited-paths.ts';
import type { ConductedReview, ConductRequest } from './conduct-request.ts';
import { createEditorDesk, shortestEditMs } from './early/editor-desk.ts';
import { createSpareRuns } from './early/spare-runs.ts';
import { describeLeftOut, describePlan, type Job, planReviews } from './plan-reviews.ts';
import { createProofDesk } from './proofs/proof-desk.ts';
import { createProverDesk } from './proofs/prover-desk.ts';
import { reviewId } from './review-id.ts';
import { createRulingDesk } from './rulings/ruling-desk.ts';
import { createRunPool, type EndedRun } from './run-pool.ts';
import { createStandIns } from './stand-ins.ts';

/**
 * Runs all reviewers side by side, and adjudicators as soon as there are findings and a run is free, while slower reviewers go on.
 * Ceilings of time, cost and runs stop what has not begun; an abort stops everything. Nothing an agent does makes it throw.
 */
export async function conductReview(request: ConductRequest): Promise<ConductedReview> {
  const floor = openFloor(request);
  for (const run of request.given ?? []) await takeIn(floor, run);
  for (;;) {
    if (!request.ports.signal.aborted) await beginNext(floor);
    const proved = floor.proofs?.next(isReviewing(floor)) ?? null;
    if (floor.pool.open().length === 0 && proved === null) break;
    const ended = await floor.pool.next(proved);
    if (ended !== null) await receive(floor, ended);
  }
  if (floor.finished.some(({ role }) => role === 'editor')) await planEditor(floor, false);
  return conducted(floor, floor.editors?.judge(floor.finished) ?? floor.finished);
}

/** Everybody who has a part in one review, and how far it has come. */
type Floor = ReturnType<typeof openFloor>;

function openFloor(request: ConductRequest) {
  const { briefs, team, change, configuration, ports, startedAt } = request;
  const ceilings = ceilingsOf(request);
  const spending = createSpending(ceilings, createPrices(configuration.prices));
  const budget = createRunBudget(ceilings, startedAt, ports, spending.exhausted);
  const readers = chooseReaders(
    planReviews(team, briefs, request.shard),
    team,
    change,
    request.rules,
    configuration.readers,
  );
  const waiting = [...readers.jobs];
  const leftOut = describeLeftOut(change, briefs, request.scope);
  ports.log.info(describePlan(waiting, ceilings));
  if (leftOut !== null) ports.log.warning(leftOut);

  const { mode } = configuration.proof;
  const proofs =
    request.prover && mode !== 'off' ? createProofDesk(request.prover, mode, ports, startedAt) : null;
  proofs?.recall(request.previous);
  const provers = proofs && createProverDesk(request, proofs);
  const standIns = createStandIns(team);
  const readCited = request.readCited ?? ((cited) => readSources(change, cited, request.revisions, ports));
  const rulings = createRulingDesk({ ...request, readCited, proofs, provers, isWaiting: standIns.isWaiting });
  const editors = request.editing ? createEditorDesk(request, request.editing) : null;
  const spare = createSpareRuns();
  const finished: AgentRun[] = [];
  const pool = createRunPool({
    ...{ runner: request.runner, change, budget, spending, ports },
    limitOf: (member, brief) => timeLimitOf(member, brief, finished, isReviewing({ waiting, pool })),
    stops: (brief) => spare.stops(brief) ?? editors?.stops(brief) ?? null,
  });
  return {
    ...{ request, spending, budget, readers, standIns, spare, proofs, provers, rulings, editors, pool },
    /** Reviews that have not begun. */
    waiting,
    /** Rulings and scripts that were asked for, and wait for what others leave of the ceiling. */
    asked: [] as Job[],
    /** Runs that have ended, in that order. */
    finished,
  };
}

const ceilingsOf = ({ configuration: { limits }, inputs }: ConductRequest) => ({
  maxRuns: limits['max-runs'],
  maxParallel: limits['max-parallel'],
  maxCostUsd: inputs['max-cost-usd'],
  maxTokens: inputs['max-tokens'],
  totalMs: inputs['total-timeout-minutes'] * 60_000,
});

const isReviewing = ({ waiting, pool }: Pick<Floor, 'waiting' | 'pool'>): boolean =>
  waiting.length > 0 || pool.open().some(({ brief }) => brief.role === 'reviewer');

/** Begins what may begin now: reviews before anything else, and prose when nothing else is left to begin. */
async function beginNext(floor: Floor): Promise<void> {
  const { waiting, asked, pool, budget, spare } = floor;
  if (waiting.length > 0) pool.beginSome(waiting, budget.freeRuns(pool.open().length));
  if (waiting.length > 0) return;
  if (isReviewing(floor)) {
    // A script is written before its finding is ruled on, since who rules sees what it shows.
    beginProvers(floor);
    beginRulings(floor);
    return;
  }
  for (const job of pool.open()) spare.stop(job);
  asked.splice(0, asked.length, ...asked.filter((job) => job.isSpare !== true));
  beginRulings(floor);
  beginProvers(floor);
  if (asked.length === 0 || pool.open().length === 0) await planEditor(floor, true);
}

/** One run is left for later: there may be something to settle that only then is known. */
const freeRunsOf = ({ budget, pool }: Floor): number => budget.freeRuns(pool.open().length, 1);

function beginRulings(floor: Floor): void {
  const { rulings, finished, pool, budget, spending, asked } = floor;
  const jobs = rulings.plan({
    finished,
    busy: pool.open().map(({ member }) => member.agent.name),
    isReviewing: isReviewing(floor),
    freeRuns: freeRunsOf(floor),
    hasPlenty: budget.hasPlenty() && spending.hasPlenty(),
  });
  asked.push(...jobs);
  pool.beginSome(asked, freeRunsOf(floor));
}

function beginProvers(floor: Floor): void {
  const { provers, rulings, finished, pool, budget, asked } = floor;
  if (provers === null || !budget.hasPlenty()) return;
  const freeRuns = freeRunsOf(floor);
  const { findings, sources } = rulings.settled(finished);
  asked.push(
    ...provers.plan({ finished, settled: findings, sources, freeRuns, isReviewing: isReviewing(floor) }),
  );
  pool.beginSome(asked, freeRuns);
}

async function planEditor(floor: Floor, mayBegin: boolean): Promise<void> {
  const { editors, finished, pool, budget } = floor;
  await editors?.plan({
    finished,
    conducted: (runs) => conducted(floor, runs),
    open: pool.open().filter(({ isSpare }) => isSpare !== true),
    begin: (job, limitMs) =>
      mayBegin &&
      budget.freeRuns(pool.open().length) > 0 &&
      budget.remainingMs() >= shortestEditMs &&
      pool.beginNow(job, limitMs),
  });
}

/** Takes a run in that has ended, and asks whoever is to read in its place. */
async function receive(floor: Floor, { run: ended, job }: EndedRun): Promise<void> {
  const run = floor.spare.judge(ended, job.brief);
  const instead = floor.standIns.replace(run, job) ?? floor.readers.replace(run, job);
  if (instead !== null) floor.waiting.push(instead);
  floor.proofs?.receive(run);
  floor.provers?.receive(run);
  await takeIn(floor, run);
}

async function takeIn({ rulings, finished }: Floor, run: AgentRun): Promise<void> {
  finished.push(run);
  await rulings.receive(run, finished);
}

/** What has come in with these runs. */
function conducted(floor: Floor, runs: readonly AgentRun[]): ConductedReview {
  const { request, budget, spending, standIns, readers, proofs, waiting, finished } = floor;
  const { team, change, ports, startedAt } = request;
  const spared = readers.spared(finished);
  return {
    runs: inOrder(runs, team),
    spared: spared.all,
    cited: citedPaths(runs, request.previous, request.scope),
    proofs: proofs?.results() ?? null,
    review: {
      id: reviewId(startedAt, change.branch, change.head),
      complete: !ports.signal.aborted && waiting.length === 0 && !finished.some(isUnbegunReview),
      notes: [
        ...budget.notes,
        ...spending.notes,
        ...standIns.notes,
        ...describeSpared(spared),
        ...unstarted(waiting),
      ],
    },
  };
}

function unstarted(waiting: readonly Job[]): string[] {
  if (waiting.length === 0) return [];
  const names = waiting.map(({ member, brief }) =>
    [member.agent.name, brief.suffix].filter((part) => part !== '').join(' '),
  );
  return [`Not begun: ${names.join(', ')}.`];
}

function inOrder(runs: readonly AgentRun[], team: readonly TeamMember[]): AgentRun[] {
  const places = new Map(team.map(({ agent }, index) => [agent.name, index]));
  const place = (run: AgentRun) => (run.role === 'reviewer' ? (places.get(run.agent) ?? 0) : places.size);
  const number = (run: AgentRun) => Number(/\d+$/.exec(run.id)?.[0] ?? 0);
  return [...runs].sort((a, b) => place(a) - place(b) || number(a) - number(b) || (a.id < b.id ? -1 : 1));
}

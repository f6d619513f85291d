import type { TeamMember } from '../agents/team/team.ts';
import { readSources } from '../change/places/sources.ts';
import { createPrices } from '../config/prices.ts';
import type { Brief } from '../model/brief.ts';
import type { AgentRun } from '../model/run.ts';
import { isUnbegunReview, notBegun } from './ceilings/not-begun.ts';
import { createRunBudget } from './ceilings/run-budget.ts';
import { type Admission, createSpending, type Share } from './ceilings/spending.ts';
import { withEffort } from './choose-effort.ts';
import { chooseReaders, describeSpared } from './choose-readers.ts';
import { citedPaths } from './cited-paths.ts';
import type { ConductedReview, ConductRequest } from './conduct-request.ts';
import { createEditorDesk, shortestEditMs } from './early/editor-desk.ts';
import { createSpareRuns } from './early/spare-runs.ts';
import { describeLeftOut, describePlan, type Job, planReviews } from './plan-reviews.ts';
import { createProofDesk } from './proof-desk.ts';
import { createProverDesk } from './prover-desk.ts';
import { reviewId } from './review-id.ts';
import { createRulingDesk } from './ruling-desk.ts';
import { createStandIns } from './stand-ins.ts';

const nothing: Share = { costUsd: null, tokens: null };
const wait: Admission = { type: 'wait' };

/** A ruling looks at some claims, not at a whole change: it may take half of the slowest review so far, or this long if that is more. */
const rulingMs = { base: 180_000, each: 30_000 };
/** A script that is written while everybody waits for it may take a tenth of the slowest review, or this long. */
const provingMs = { least: 60_000, share: 0.1 };

/**
 * Runs all reviewers side by side, and adjudicators as soon as there are findings and a run is free, while slower reviewers go on.
 * Ceilings of time, cost and runs stop what has not begun; an abort stops everything. Nothing an agent does makes it throw.
 */
export async function conductReview(request: ConductRequest): Promise<ConductedReview> {
  const { briefs, team, change, configuration, inputs, ports, runner, startedAt } = request;
  const ceilings = {
    maxRuns: configuration.limits['max-runs'],
    maxParallel: configuration.limits['max-parallel'],
    maxCostUsd: inputs['max-cost-usd'],
    maxTokens: inputs['max-tokens'],
    totalMs: inputs['total-timeout-minutes'] * 60_000,
  };
  const spending = createSpending(ceilings, createPrices(configuration.prices));
  const budget = createRunBudget(ceilings, startedAt, ports, spending.exhausted);
  const readCited = request.readCited ?? ((cited) => readSources(change, cited, request.revisions, ports));
  const { mode } = configuration.proof;
  const proofs =
    request.prover && mode !== 'off' ? createProofDesk(request.prover, mode, ports, startedAt) : null;
  proofs?.recall(request.previous);
  const standIns = createStandIns(team);
  const provers = proofs && createProverDesk(request, proofs);
  const desk = createRulingDesk({ ...request, readCited, proofs, provers, isWaiting: standIns.isWaiting });
  const spare = createSpareRuns();
  const editors = request.editing ? createEditorDesk(request, request.editing) : null;
  const plan = planReviews(team, briefs, request.shard);
  const readers = chooseReaders(plan, team, change, request.rules, configuration.readers);
  const waiting = [...readers.jobs];
  const leftOut = describeLeftOut(change, briefs, request.scope);
  ports.log.info(describePlan(waiting, ceilings));
  if (leftOut !== null) ports.log.warning(leftOut);
  /** Rulings and scripts that were asked for, and wait for what others leave of the ceiling. */
  const asked: Job[] = [];
  const running = new Map<Promise<AgentRun>, Job & { readonly share: Share }>();
  const finished: AgentRun[] = [];
  for (const run of request.given ?? []) {
    finished.push(run);
    await desk.receive(run, finished);
  }
  const isReviewing = () =>
    waiting.length > 0 || [...running.values()].some(({ brief }) => brief.role === 'reviewer');

  /** Begins those that may, keeps those that may later, and ends those that never may. */
  const beginSome = (jobs: Job[], free: number) => {
    for (const job of jobs.splice(0)) {
      const admission = free > 0 ? spending.admit(job.member, job.brief, running.size > 0) : wait;
      if (admission.type === 'wait') jobs.push(job);
      if (admission.type === 'refuse') {
        ports.log.warning(admission.reason);
        const run = notBegun(job, admission.reason, ports.clock.now());
        running.set(Promise.resolve(run), { ...job, share: nothing });
      }
      if (admission.type !== 'begin') continue;
      free -= 1;
      begin(job, admission);
    }
  };
  const begin = (
    job: Job,
    { share, stopsAt }: Extract<Admission, { type: 'begin' }>,
    limit = limitOf(job.member, job.brief, finished, isReviewing()),
  ) => {
    const { member, brief } = job;
    budget.began();
    const timeoutMs = Math.max(1, Math.min(limit, budget.remainingMs()));
    const limited: TeamMember = {
      ...withEffort(member, brief, change),
      timeoutMs,
      stopsAt: (spent) => spare.stops(brief) ?? editors?.stops(brief) ?? stopsAt(spent),
    };
    running.set(runner.run(limited, brief), { ...job, share });
  };
  const beginReviewers = () => {
    beginSome(waiting, budget.freeRuns(running.size));
  };
  const beginRulings = () => {
    const busy = [...running.values()].map(({ member }) => member.agent.name);
    const jobs = desk.plan({
      finished,
      busy,
      isReviewing: isReviewing(),
      freeRuns: budget.freeRuns(running.size, 1),
      hasPlenty: budget.hasPlenty() && spending.hasPlenty(),
    });
    asked.push(...jobs);
    beginSome(asked, budget.freeRuns(running.size, 1));
  };

  const beginProvers = () => {
    if (provers === null || !budget.hasPlenty()) return;
    const freeRuns = budget.freeRuns(running.size, 1);
    const { findings, sources } = desk.settled(finished);
    asked.push(
      ...provers.plan({ finished, settled: findings, sources, freeRuns, isReviewing: isReviewing() }),
    );
    beginSome(asked, freeRuns);
  };

  const conducted = (runs: readonly AgentRun[]): ConductedReview => {
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
  };
  const planEditor = async (mayBegin: boolean) => {
    await editors?.plan({
      finished,
      conducted,
      open: [...running.values()].filter(({ isSpare }) => isSpare !== true),
      begin(job, limitMs) {
        if (!mayBegin) return false;
        if (budget.freeRuns(running.size) === 0 || budget.remainingMs() < shortestEditMs) return false;
        const admission = spending.admit(job.member, job.brief, running.size > 0);
        if (admission.type === 'begin') begin(job, admission, limitMs);
        return admission.type === 'begin';
      },
    });
  };

  for (;;) {
    if (!ports.signal.aborted) {
      if (waiting.length > 0) beginReviewers();
      if (waiting.length === 0 && isReviewing()) {
        // A script is written before its finding is ruled on, since who rules sees what it shows.
        beginProvers();
        beginRulings();
      } else if (waiting.length === 0) {
        for (const job of running.values()) spare.stop(job);
        asked.splice(0, asked.length, ...asked.filter((job) => job.isSpare !== true));
        beginRulings();
        beginProvers();
        if (asked.length === 0 || running.size === 0) await planEditor(true);
      }
    }
    const proved = proofs?.next(isReviewing()) ?? null;
    if (running.size === 0 && proved === null) break;
    const ended = await Promise.race([
      ...[...running.keys()].map(async (promise) => ({ promise, run: await promise })),
      ...(proved === null ? [] : [proved.then(() => null)]),
    ]);
    if (ended === null) continue;
    const { promise } = ended;
    const job = running.get(promise);
    running.delete(promise);
    const judged = job === undefined ? ended.run : spare.judge(ended.run, job.brief);
    const run = spending.ended(judged, job?.share ?? nothing);
    finished.push(run);
    const instead = job === undefined ? null : (standIns.replace(run, job) ?? readers.replace(run, job));
    if (instead !== null) waiting.push(instead);
    proofs?.receive(run);
    provers?.receive(run);
    await desk.receive(run, finished);
  }
  if (finished.some(({ role }) => role === 'editor')) await planEditor(false);
  return conducted(editors?.judge(finished) ?? finished);
}

function limitOf(
  member: TeamMember,
  brief: Brief,
  finished: readonly AgentRun[],
  isReviewing: boolean,
): number {
  if (brief.role === 'reviewer') return member.timeoutMs;
  const reviews = finished.filter((run) => run.role === 'reviewer').map((run) => run.durationMs);
  if (brief.role === 'prover' && !isReviewing)
    return Math.min(member.timeoutMs, Math.max(provingMs.least, Math.max(0, ...reviews) * provingMs.share));
  const needed = rulingMs.base + rulingMs.each * Object.keys(brief.subjects).length;
  return Math.min(member.timeoutMs, Math.max(needed, ...reviews.map((durationMs) => durationMs / 2)));
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

import { describe, expect, test } from 'vitest';
import type { ArmRun, Proof } from '../../src/model/proof.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import {
  buildCitation,
  buildRefutation,
  buildReview,
  buildReviewFinding,
  type LooseRuling,
} from '../helpers/agent-run.ts';
import { buildBrief } from '../helpers/brief.ts';
import {
  conductScripted,
  type Script,
  type ScriptedReview,
  scriptedAgent,
} from '../helpers/scripted-review.ts';
import { virtualTime } from '../helpers/virtual-time.ts';

type Loose = Parameters<typeof buildReviewFinding>[0];
const finding = (title: string, overrides: Loose = {}): Loose => ({
  title,
  explanation: `${title}, for reasons of its own.`,
  ...overrides,
});
const answer = (...findings: Loose[]) =>
  JSON.stringify(buildReview({ findings: findings.map(buildReviewFinding) }));
const minutes = (count: number) => count * 60_000;

const lostJob = finding('The job is lost when the worker stops');
const deadlock = finding('A mutex stays locked after an exception', {
  path: 'src/worker.ts',
  startLine: 1,
  endLine: 1,
});

/** `id start-end` of every run, in seconds. */
const timeline = (review: ScriptedReview) =>
  review.schedule.map(({ id, startMs, endMs }) => `${id} ${startMs / 1000}-${endMs / 1000}`).sort();
const asked = (review: ScriptedReview) =>
  review.schedule
    .flatMap(({ id, brief }) => Object.values(brief.subjects).map((keys) => `${id}: ${keys.join('+')}`))
    .sort();

describe('reviewers and rulings', () => {
  test('all reviewers begin at once; rulings begin while the slowest still works', async () => {
    const review = await conductScripted({
      claude: scriptedAgent(minutes(8), answer()),
      codex: scriptedAgent(minutes(4), answer(lostJob)),
      gemini: scriptedAgent(minutes(5), answer()),
    });
    expect(timeline(review)).toEqual([
      'claude 0-480',
      'claude-adjudicator-1 240-285',
      'codex 0-240',
      'gemini 0-300',
    ]);
    expect(review.wallClockMs).toBe(minutes(8));
    expect(review.review).toEqual({ id: '19700101-001640-topic', complete: true, notes: [] });
  });

  test('a finding is ruled on by a family that did not raise it, and again with what joined it since', async () => {
    const review = await conductScripted({
      claude: scriptedAgent(minutes(4), answer(lostJob)),
      codex: scriptedAgent(minutes(8), answer(lostJob)),
      gemini: scriptedAgent(minutes(2), answer()),
    });
    expect(asked(review)).toEqual([
      'gemini-adjudicator-1: claude/1',
      'gemini-adjudicator-2: claude/1+codex/1',
    ]);
  });

  test('a critical is challenged by two families', async () => {
    const review = await conductScripted({
      claude: scriptedAgent(minutes(1), answer({ ...lostJob, severity: 'critical' })),
      codex: scriptedAgent(minutes(1), answer()),
      gemini: scriptedAgent(minutes(1), answer()),
    });
    expect(asked(review)).toEqual(['codex-adjudicator-1: claude/1', 'gemini-adjudicator-2: claude/1']);
    expect(review.wallClockMs).toBe(minutes(1) + 45_000);
  });

  test('the run tells what its candidates stood for, and whoever raised them is not in the brief', async () => {
    const review = await conductScripted({
      'zzz-raiser': scriptedAgent(minutes(1), answer(lostJob)),
      judge: scriptedAgent(minutes(1), answer()),
    });
    const run = review.runs.find(({ role }) => role === 'adjudicator');
    expect(run?.subjects).toEqual({ F1: ['zzz-raiser/1'] });
    const brief = review.schedule.find(({ id }) => id === run?.id)?.brief;
    expect(brief?.text).toContain('The job is lost when the worker stops');
    expect(brief?.text).not.toContain('zzz-raiser');
  });

  test('nobody rules when rulings are off', async () => {
    const off = { rules: false };
    const review = await conductScripted(
      { claude: scriptedAgent(minutes(1), answer(lostJob)), codex: scriptedAgent(minutes(1), answer()) },
      { members: { claude: off, codex: off } },
    );
    expect(review.runs.map(({ id }) => id)).toEqual(['claude', 'codex']);
  });

  test('paths that findings and rulings cite are told, for their sources to be read', async () => {
    const citing = scriptedAgent(minutes(1), answer(), () => ({
      evidence: [buildCitation('src/worker.ts', 1, 'import')],
    }));
    const review = await conductScripted({
      claude: scriptedAgent(minutes(1), answer(lostJob)),
      codex: citing,
    });
    expect(review.cited).toEqual(['src/queue.ts', 'src/worker.ts']);
  });

  test('runs come in the order of the team, whoever was first', async () => {
    const review = await conductScripted({
      claude: scriptedAgent(minutes(3), answer(lostJob)),
      codex: scriptedAgent(minutes(1), answer(deadlock)),
    });
    expect(review.runs.map(({ id }) => id)).toEqual([
      'claude',
      'codex',
      'claude-adjudicator-1',
      'codex-adjudicator-2',
    ]);
  });
});

test('the plan is told beforehand, with the files that found no room in a brief', async () => {
  const { logged } = await conductScripted({ claude: scriptedAgent(minutes(1), answer()) });
  expect(logged).toEqual([
    'Plan: 1 review run (Claude), then rulings; at most 8 runs at a time and 24 in all, within 45 min, without a cost ceiling.',
    '1 of 2 files to review found no room in any brief: src/worker.ts. Raise `limits.max-runs` or `limits.shard-bytes`.',
  ]);
});

describe('a script that ends when everybody waits', () => {
  const repro = { script: 'node show.js', needs: null, shows: null };
  const run = (exitCode: number): ArmRun => ({
    ...{ outcome: exitCode === 0 ? 'passes' : 'fails', exitCode, limit: null, shown: null, output: '' },
    durationMs: 100,
  });
  const conductWith = (rule: () => LooseRuling, status: Proof['status']) => {
    const time = virtualTime();
    return conductScripted(
      {
        claude: scriptedAgent(minutes(1), answer({ ...lostJob, repro })),
        codex: scriptedAgent(minutes(1), answer(), rule),
      },
      {
        time,
        async prove(request) {
          await time.sleep(10_000);
          return {
            ...{ ...request, status, fix: null, reason: 'So it ran.', opened: null, durationMs: 10_000 },
            arms: [{ arm: 'head', script: 'repro', runs: [run(1)], trouble: null }],
          };
        },
      },
    );
  };

  test('holds up no ruling, and is ruled on as well where it shows something', async () => {
    const words: LooseRuling[] = [buildRefutation(), { repro: 'shows' }];
    const review = await conductWith(() => words.shift() ?? {}, 'proven-regression');
    expect(timeline(review)).toEqual([
      'claude 0-60',
      'codex 0-60',
      'codex-adjudicator-1 60-105',
      'codex-adjudicator-2 70-115',
    ]);
    const [report] = settleReviews(review.recording).findings;
    expect(report?.ruling.value).toBe('confirmed');
    expect(report?.proof?.review).toBe('confirmed');
  });

  test('is not ruled on where it shows nothing', async () => {
    const review = await conductWith(() => ({}), 'not-reproduced');
    expect(timeline(review)).toEqual(['claude 0-60', 'codex 0-60', 'codex-adjudicator-1 60-105']);
  });

  test('gives a family’s second word, which takes the place of its first', async () => {
    const words: LooseRuling[] = [{}, buildRefutation({ repro: 'does-not-show' })];
    const review = await conductWith(() => words.shift() ?? {}, 'proven-regression');
    const { findings, refuted } = settleReviews(review.recording);
    expect(findings).toEqual([]);
    expect(refuted.map(({ ruling }) => ruling.value)).toEqual(['refuted']);
  });
});

describe('an adjudicator that fails', () => {
  const dead =
    (outcome: 'crashed' | 'malformed'): Script =>
    (brief) =>
      brief.role === 'reviewer'
        ? { durationMs: minutes(1), answer: answer() }
        : { durationMs: 1_000, outcome, answer: null };
  const hanging: Script = (brief) => ({
    durationMs: brief.role === 'reviewer' ? minutes(1) : minutes(600),
    answer: answer(),
  });

  test('is replaced by another family once, and not asked again', async () => {
    const review = await conductScripted({
      claude: scriptedAgent(minutes(2), answer(lostJob, deadlock)),
      codex: dead('crashed'),
      gemini: scriptedAgent(minutes(2), answer()),
    });
    const runs = review.runs
      .filter(({ role }) => role === 'adjudicator')
      .map(({ id, outcome }) => `${id} ${outcome}`);
    expect(runs).toContain('codex-adjudicator-1 crashed');
    expect(runs.filter((run) => run.startsWith('codex'))).toHaveLength(1);
    const answered = review.runs
      .filter(({ agent, role }) => agent === 'gemini' && role === 'adjudicator')
      .flatMap(({ subjects }) => Object.values(subjects).flat());
    expect(answered.sort()).toEqual(['claude/1', 'claude/2']);
  });

  test('costs no more than its time limit, which is far below that of a review', async () => {
    const review = await conductScripted({
      claude: scriptedAgent(minutes(2), answer(lostJob)),
      codex: hanging,
    });
    expect(review.runs.find(({ role }) => role === 'adjudicator')?.outcome).toBe('timed-out');
    expect(review.wallClockMs).toBe(minutes(2 + 3.5));
  });

  test('that answers without ruling is replaced too', async () => {
    const silent: Script = (brief) => ({
      durationMs: minutes(1),
      answer: brief.role === 'reviewer' ? answer() : '{"rulings": [], "pairs": []}',
    });
    const review = await conductScripted({
      claude: scriptedAgent(minutes(1), answer(lostJob)),
      codex: silent,
      gemini: scriptedAgent(minutes(1), answer()),
    });
    expect(asked(review)).toEqual(['codex-adjudicator-1: claude/1', 'gemini-adjudicator-2: claude/1']);
  });
});

describe('findings that may be one', () => {
  const drops = finding('`take` drops the job', {
    explanation: 'A worker that stops after `take` loses the job, since the queue forgets it at once.',
  });
  const logs = finding('`take` logs before the job is known to exist', {
    severity: 'suggestion',
    explanation: 'When the queue is empty, `take` logs `undefined` as if it were a job.',
  });
  const settleWith = async (isSame: boolean) => {
    const judge = scriptedAgent(minutes(1), answer(), undefined, undefined, () => isSame);
    const review = await conductScripted({
      claude: scriptedAgent(minutes(1), answer(drops)),
      codex: scriptedAgent(minutes(1), answer(logs)),
      gemini: judge,
    });
    const { findings, ledger } = settleReviews(review.recording);
    expect(ledger).toHaveLength(2);
    const pairs = review.runs.flatMap(({ agent, subjects }) =>
      Object.entries(subjects).flatMap(([id, keys]) => (id.startsWith('P') ? [[agent, ...keys]] : [])),
    );
    expect(pairs).toEqual([['gemini', 'claude/1', 'codex/1']]);
    return findings.map(({ severity, raisedBy }) => [severity, raisedBy.map(({ agent }) => agent).sort()]);
  };

  test('are one when an adjudicator says so, with both wordings and the worse severity', async () => {
    expect(await settleWith(true)).toEqual([['important', ['claude', 'codex']]]);
  });

  test('are two when it tells them apart, each with its own severity', async () => {
    expect(await settleWith(false)).toEqual([
      ['important', ['claude']],
      ['suggestion', ['codex']],
    ]);
  });
});

describe('ceilings', () => {
  const agents = {
    claude: scriptedAgent(minutes(4), answer(lostJob)),
    codex: scriptedAgent(minutes(2), answer(deadlock)),
    gemini: scriptedAgent(minutes(1), answer()),
  };

  test('of parallel runs hold at every moment', async () => {
    const review = await conductScripted(agents, { limits: { 'max-parallel': 2 } });
    const moments = review.schedule.map(({ startMs }) => startMs);
    const parallel = moments.map(
      (at) => review.schedule.filter(({ startMs, endMs }) => startMs <= at && at < endMs).length,
    );
    expect(Math.max(...parallel)).toBe(2);
    expect(review.runs.filter(({ role }) => role === 'adjudicator').length).toBeGreaterThan(0);
  });

  test('of runs stop rulings, and leave one for the editor', async () => {
    const review = await conductScripted(agents, { limits: { 'max-runs': 4 } });
    expect(review.runs).toHaveLength(3);
    const none = await conductScripted(agents, { limits: { 'max-runs': 2 } });
    expect(none.runs).toHaveLength(2);
    expect(none.review.complete).toBe(false);
    expect(none.review.notes).toEqual([
      'The limit of 2 agent runs was reached; no further one began.',
      'Not begun: gemini.',
    ]);
    expect(none.events).toContainEqual(expect.objectContaining({ type: 'limit-reached', limit: 'runs' }));
  });

  test('of cost stop what has not begun', async () => {
    const dear: Script = (brief) => ({
      durationMs: minutes(1),
      costUsd: 2,
      answer: brief.role === 'reviewer' ? answer(lostJob) : '',
    });
    const review = await conductScripted(
      { claude: dear, codex: agents.gemini },
      { inputs: { 'max-cost-usd': '1.5' } },
    );
    expect(review.runs.map(({ id }) => id)).toEqual(['claude', 'codex']);
    expect(review.review.notes).toEqual([
      'The cost ceiling of $1.50 was reached ($2.00); no further agent run began.',
      expect.stringMatching(
        /^Of the ceiling of \$1.50, \$1.20 were set aside before runs began, and \$2.60 spent.* Not known: what codex \(tells no tokens\) cost/,
      ),
    ]);
    expect(review.review.complete).toBe(true);
  });

  test('of time cut what runs, and begin nothing more', async () => {
    const review = await conductScripted(
      { ...agents, qwen: scriptedAgent(minutes(90), answer()) },
      { inputs: { 'total-timeout-minutes': '10' } },
    );
    expect(review.wallClockMs).toBe(minutes(10));
    expect(review.runs.find(({ id }) => id === 'qwen')?.outcome).toBe('timed-out');
    expect(review.runs.filter(({ role }) => role === 'adjudicator')).toHaveLength(2);
  });
});

test('an abort begins nothing more and says that the review is partial', async () => {
  const abort = new AbortController();
  const aborting: Script = () => {
    abort.abort();
    return { durationMs: minutes(1), outcome: 'cancelled', answer: null };
  };
  const review = await conductScripted(
    { claude: scriptedAgent(minutes(1), answer(lostJob)), codex: aborting },
    { signal: abort.signal },
  );
  expect(review.runs.map(({ id }) => id)).toEqual(['claude', 'codex']);
  expect(review.review.complete).toBe(false);
});

test('shards of all agents wait their turn, every agent with its first one in front', async () => {
  const briefs = [1, 2, 3].map((number) => buildBrief({ suffix: `shard-${number}` }));
  const review = await conductScripted(
    { claude: scriptedAgent(minutes(2), answer()), codex: scriptedAgent(minutes(1), answer()) },
    { briefs, limits: { 'max-parallel': 2 } },
  );
  expect(timeline(review).map((run) => run.split(' ')[0])).toHaveLength(6);
  expect(
    review.schedule
      .filter(({ startMs }) => startMs === 0)
      .map(({ id }) => id)
      .sort(),
  ).toEqual(['claude-shard-1', 'codex-shard-1']);
});

test('agents of one family do not rule on each other', async () => {
  const review = await conductScripted(
    {
      claude: scriptedAgent(minutes(1), answer(lostJob)),
      fast: scriptedAgent(minutes(1), answer()),
      codex: scriptedAgent(minutes(1), answer()),
    },
    { families: { fast: 'claude' } },
  );
  expect(asked(review)).toEqual(['codex-adjudicator-1: claude/1']);
});

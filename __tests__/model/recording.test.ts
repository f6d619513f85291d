import { mkdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { UserError } from '../../src/model/errors.ts';
import type { Recording } from '../../src/model/recording.ts';
import { mergeRecordings } from '../../src/recording/merge-recordings.ts';
import { readRecording } from '../../src/recording/read-recording.ts';
import { writeRecording } from '../../src/recording/write-recording.ts';
import { buildReviewRun, buildRulingRun, buildRun } from '../helpers/agent-run.ts';
import { buildRecording } from '../helpers/recording.ts';
import { reportOf } from '../helpers/report.ts';
import { temporaryDirectory } from '../helpers/repository.ts';
import { settleForTest } from '../helpers/settle.ts';

const whole = buildRecording({
  runs: [
    buildReviewRun('claude', [{}], { costUsd: 0.1, tokens: { input: 1, output: 2, cached: null } }),
    buildRun({
      agent: 'gemini',
      outcome: 'timed-out',
      reason: 'Too slow.',
      answer: null,
      exitCode: null,
      signal: 'SIGKILL',
    }),
    buildRulingRun('codex', [{}], { F1: ['claude/1'] }),
  ],
  previous: reportOf(),
});

async function written(recording: Recording): Promise<string> {
  const directory = temporaryDirectory();
  await writeRecording(recording, directory);
  return directory;
}

const replay = (recording: Recording): string => JSON.stringify(settleForTest(recording.runs, recording));

describe('a recording', () => {
  test('comes back as it was written, and gives the same report to the byte', async () => {
    const back = await readRecording([await written(whole)]);
    expect(back).toEqual(whole);
    expect(replay(back)).toBe(replay(whole));
  });

  test('takes the place of an older one whole, and leaves what else is in raw/', async () => {
    const directory = await written(whole);
    writeFileSync(join(directory, 'raw/claude/stderr.txt'), 'kept');
    await writeRecording({ ...whole, runs: whole.runs.slice(0, 1) }, directory);
    expect((await readRecording([directory])).runs).toHaveLength(1);
    expect(readFileSync(join(directory, 'raw/claude/stderr.txt'), 'utf8')).toBe('kept');
    expect(readFileSync(join(directory, 'raw/claude/answer.txt'), 'utf8')).toBe(whole.runs[0]?.answer);
  });
});

describe('a recording of an older version', () => {
  test('is read, and a decline that says not what it covers covers no critical', async () => {
    const entry = { fingerprint: 'f', path: null, text: null, reason: 'known', expires: null };
    const directory = await written(whole);
    const edit = (name: string, change: (part: Record<string, unknown>) => void) => {
      const path = join(directory, 'raw', name);
      const part = JSON.parse(readFileSync(path, 'utf8'));
      change(part);
      writeFileSync(path, JSON.stringify(part));
    };
    edit('review.json', (part) => delete part.isLastRoundLost);
    edit('rules.json', (part) => {
      part.declined = [entry];
    });
    const back = await readRecording([directory]);
    expect(back.review.isLastRoundLost).toBe(false);
    expect(back.rules.declined).toEqual([{ ...entry, by: null, upTo: 'important' }]);
    expect(JSON.parse(replay({ ...back, rules: whole.rules }))).toEqual(JSON.parse(replay(whole)));
  });
});

describe('a directory that holds none', () => {
  const refusal = async (directory: string) => readRecording([directory]).catch((error: unknown) => error);

  test('is refused with what to do', async () => {
    const error = await refusal(temporaryDirectory());
    expect(error).toBeInstanceOf(UserError);
    expect(String(error)).toContain('review.json');
  });

  test.each([
    ['not JSON', 'raw/rules.json', '{', 'rules.json is not valid JSON'],
    [
      'not what is recorded',
      'raw/team.json',
      '[{"name": 1}]',
      'team.json is not what this version records: "0.name"',
    ],
    [
      'a run that leads out of raw/',
      'raw/review.json',
      JSON.stringify({ ...whole.review, runs: ['../../etc'] }),
      '"runs.0" must be a plain name',
    ],
    [
      'a run that is missing',
      'raw/review.json',
      JSON.stringify({ ...whole.review, runs: ['qwen'] }),
      'qwen/run.json',
    ],
  ])('is refused: %s', async (_, path, text, message) => {
    const directory = await written(whole);
    mkdirSync(join(directory, 'raw'), { recursive: true });
    writeFileSync(join(directory, path), text);
    expect(String(await refusal(directory))).toContain(message);
  });
});

describe('recordings of one change', () => {
  const claude = buildRecording({
    runs: [buildReviewRun('claude', [{}]), buildRulingRun('claude', [{}], { F1: ['x/1'] })],
  });
  const later = {
    ...claude.review,
    startedAt: claude.review.startedAt + 5_000,
    finishedAt: claude.review.finishedAt + 9_000,
    complete: false,
  };
  const codex = buildRecording({
    review: later,
    runs: [buildReviewRun('codex', [{ title: 'Another' }])],
    sources: { resolved: { 'queue.ts': 'src/queue.ts' }, texts: {} },
  });

  test('become one, whatever their order', () => {
    const merged = mergeRecordings([codex, claude]);
    expect(merged).toEqual(mergeRecordings([claude, codex]));
    expect(merged.runs.map(({ id }) => id)).toEqual(['claude', 'claude-adjudicator-1', 'codex']);
    expect(merged.team.map(({ name }) => name)).toEqual(['claude', 'codex']);
    expect(merged.review).toMatchObject({
      startedAt: claude.review.startedAt,
      finishedAt: later.finishedAt,
      complete: false,
    });
    expect(merged.sources.resolved).toEqual({ 'queue.ts': 'src/queue.ts' });
    expect(merged.sources.texts).toEqual(claude.sources.texts);
  });

  test('keep adjudicators of one name apart', () => {
    const again = { ...codex, runs: [...codex.runs, buildRulingRun('claude', [], {}, { startedAt: 1 })] };
    expect(mergeRecordings([claude, again]).runs.map(({ id }) => id)).toContain('claude-adjudicator-1-2');
  });

  test('hold the built-in reviewer once, and of one agent the run that ended well', () => {
    const checks = buildRun({ agent: 'checks' });
    const failed = buildRun({ agent: 'gemini', outcome: 'quota', answer: null });
    const merged = mergeRecordings([
      { ...claude, runs: [checks, failed] },
      { ...codex, runs: [checks, buildRun({ agent: 'gemini' })] },
    ]);
    expect(merged.runs.map(({ id, outcome }) => [id, outcome])).toEqual([
      ['checks', 'completed'],
      ['gemini', 'completed'],
    ]);
  });

  test('must be of one change and must not contradict each other', () => {
    const other = { ...codex, change: { ...codex.change, head: 'c'.repeat(40) } };
    expect(() => mergeRecordings([claude, other])).toThrow(
      'different changes: bbbbbbbbbbbb..aaaaaaaaaaaa and bbbbbbbbbbbb..cccccccccccc',
    );
    const twice = { ...codex, runs: [buildReviewRun('claude', [{ title: 'Other words' }])] };
    expect(() => mergeRecordings([claude, twice])).toThrow('a run "claude", with different answers');
    const [newest] = [claude, twice].toSorted((a, b) => b.review.startedAt - a.review.startedAt);
    const answers = mergeRecordings([claude, twice], 'newest').runs.filter(({ id }) => id === 'claude');
    expect(answers.map(({ answer }) => answer)).toEqual([
      newest?.runs.find(({ id }) => id === 'claude')?.answer,
    ]);
  });
});

import { describe, expect, test } from 'vitest';
import type { ReviewEvent } from '../../../src/model/events.ts';
import { describeEvent, renderProgress } from '../../../src/report/terminal/progress.ts';

const started = { at: 1_000, type: 'run-started', run: 'claude', agent: 'claude', role: 'reviewer' } as const;
const finished = {
  at: 61_000,
  type: 'run-finished',
  run: 'claude',
  agent: 'claude',
  role: 'reviewer',
  outcome: 'completed',
  reason: null,
  durationMs: 60_000,
  count: 3,
} as const;

describe('an event as a line', () => {
  const events: [ReviewEvent, string][] = [
    [{ at: 0, type: 'change-read', files: 1, additions: 2, deletions: 3 }, 'Reading 1 changed file, +2 −3'],
    [{ at: 0, type: 'agent-ready', agent: 'claude', version: '1.0' }, 'Claude is ready (1.0)'],
    [
      { at: 0, type: 'agent-unavailable', agent: 'codex', outcome: 'missing', reason: 'Install it.' },
      'Codex: not installed. Install it.',
    ],
    [started, 'claude started as reviewer'],
    [finished, 'claude completed with 3 findings after 1 min'],
    [{ ...finished, role: 'adjudicator', count: 1 }, 'claude completed with 1 ruling after 1 min'],
    [{ ...finished, role: 'editor' }, 'claude completed after 1 min'],
    [{ ...finished, outcome: 'crashed', reason: 'exit 1\nhere' }, 'claude crashed after 1 min: exit 1 here'],
    [
      { at: 0, type: 'limit-reached', limit: 'time', reason: '45 min are over.' },
      'Limit reached: 45 min are over.',
    ],
    [{ at: 0, type: 'verdict', level: 'merge', gate: 'pass' }, 'Verdict: Merge as-is, gate: pass'],
  ];
  test.each(events)('%j', (event, line) => {
    expect(describeEvent(event)).toBe(line);
  });

  test('shows nothing that a terminal would obey', () => {
    expect(describeEvent({ ...finished, outcome: 'crashed', reason: '\u001b[2Jgone\rover' })).toBe(
      'claude crashed after 1 min: gone over',
    );
  });
});

describe('live progress', () => {
  const view = { now: 31_000, width: 60, colour: false };

  test('says who runs for how long, and what came of the rest', () => {
    const events: ReviewEvent[] = [started, { ...started, run: 'codex-shard-2', agent: 'codex' }, finished];
    expect(renderProgress(events, view)).toEqual([
      '✓ claude          1:00  completed with 3 findings',
      '▸ codex-shard-2   0:30  reviewing',
    ]);
  });

  test('cuts lines to the terminal, whatever agents write', () => {
    const failed = { ...finished, outcome: 'crashed', reason: `\u001b[31m${'long '.repeat(100)}` } as const;
    const [line = ''] = renderProgress([started, failed], view);
    expect(line).toHaveLength(60);
    expect(line).toMatch(/^✗ claude {3}1:00 {2}crashed: long long/);
  });

  test('is empty before anybody runs', () => {
    expect(renderProgress([], view)).toEqual([]);
  });
});

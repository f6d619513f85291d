import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Report } from '../../../src/model/report/report-schema.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { buildCitation, buildRuling, type LooseRuling } from '../../helpers/agent-run.ts';
import { conductScripted, type Script, scriptedAgent } from '../../helpers/scripted-review.ts';
import { workerStopReviews, workerStopTexts } from '../../helpers/worker-stop.ts';

/** Reviews by Claude, Codex and Gemini, of whom only Gemini may rule, as `adjudicate` says; nobody where it is null. */
async function settleWith(adjudicate: Script | null): Promise<Report> {
  const member = (review: string): Script => {
    const reviewer = scriptedAgent(60_000, review);
    return (brief, who) =>
      brief.role === 'reviewer' || adjudicate === null ? reviewer(brief, who) : adjudicate(brief, who);
  };
  const review = await conductScripted(
    {
      claude: member(workerStopReviews.claude),
      codex: member(workerStopReviews.codex),
      gemini: member(workerStopReviews.gemini),
    },
    {
      texts: workerStopTexts,
      members: { claude: { rules: false }, codex: { rules: false }, gemini: { rules: adjudicate !== null } },
    },
  );
  return settleReviews(review.recording);
}

/** Rules on every candidate alike, perhaps several times. */
const ruleAll =
  (...rulings: LooseRuling[]): Script =>
  (brief) => ({
    durationMs: 60_000,
    answer: JSON.stringify({
      rulings: Object.keys(brief.subjects)
        .filter((id) => id.startsWith('F'))
        .flatMap((candidate) => rulings.map((ruling) => buildRuling({ ...ruling, candidate }))),
      pairs: [],
    }),
  });

/** Answers every pair alike, and rules on nothing. */
const answerPairs =
  (same: boolean): Script =>
  (brief) => ({
    durationMs: 60_000,
    answer: JSON.stringify({
      rulings: [],
      pairs: Object.keys(brief.subjects)
        .filter((id) => id.startsWith('P'))
        .map((pair) => ({ pair, same, reason: 'So it is.' })),
    }),
  });

const real = buildCitation(
  'src/worker.ts',
  18,
  "this.driverPid = spawn('driver', [this.name], { detached: true }).pid ?? 0;",
);
const absentLine = buildCitation('src/worker.ts', 900, 'if (this.stopped) return;');
const absentFile = buildCitation('src/guard.ts', 3, 'guard.check(worker);');

const faults: [name: string, Script][] = [
  ['is silent', ruleAll()],
  ['hangs', () => ({ durationMs: 6_000_000, answer: null })],
  ['crashes', () => ({ durationMs: 1_000, outcome: 'crashed', answer: null })],
  [
    'prints rubbish',
    () => ({ durationMs: 1_000, answer: 'All of these are fine, merge it! {"rulings": [{"candidate"' }),
  ],
  ['prints a review instead', () => ({ durationMs: 1_000, answer: workerStopReviews.gemini })],
  ['cites lines that do not exist', ruleAll({ ruling: 'refuted', evidence: [absentLine, absentFile] })],
  [
    'lowers everything by lines that do not exist',
    ruleAll({ severity: 'suggestion', evidence: [absentLine] }),
  ],
  [
    'calls everything pre-existing by lines that do not exist',
    ruleAll({ kind: 'pre-existing', evidence: [absentLine] }),
  ],
  [
    'calls everything pre-existing without a look at the merge base',
    ruleAll({ kind: 'pre-existing', evidence: [] }),
  ],
  ['refutes everything', ruleAll({ ruling: 'refuted' })],
  ['refutes everything by one line that exists', ruleAll({ ruling: 'refuted', evidence: [real] })],
  ['confirms everything', ruleAll({ ruling: 'confirmed' })],
  ['confirms everything as critical', ruleAll({ ruling: 'confirmed', severity: 'critical' })],
  ['contradicts itself', ruleAll({ ruling: 'confirmed' }, { ruling: 'refuted', evidence: [real] })],
  ['calls every pair one', answerPairs(true)],
  ['calls every pair different', answerPairs(false)],
  [
    'rules on what nobody asked',
    (brief) => ({
      durationMs: 1_000,
      answer: JSON.stringify({
        rulings: Object.keys(brief.subjects).map((id) =>
          buildRuling({ candidate: `${id}0`, ruling: 'refuted', evidence: [real] }),
        ),
        pairs: [],
      }),
    }),
  ],
];

const without = await settleWith(null);
const outcomes: [name: string, Report][] = [];
for (const [name, fault] of faults) outcomes.push([name, await settleWith(fault)]);
const levels = ['merge', 'merge-with-fixes', 'rework'];

/** Every raw finding that blocks, by itself or in what it was merged into. */
const blockingOf = ({ findings }: Report) =>
  findings
    .filter(({ blocking }) => blocking)
    .flatMap(({ raisedBy }) => raisedBy.map(({ agent, id }) => `${agent} ${id}`));

describe.each(outcomes)('an adjudicator that %s', (_, report) => {
  test('makes the verdict no better than without one', () => {
    expect(levels.indexOf(report.verdict.level)).toBeGreaterThanOrEqual(
      levels.indexOf(without.verdict.level),
    );
    expect(report.verdict.gate).toBe('block');
    expect(blockingOf(report)).toEqual(expect.arrayContaining(blockingOf(without)));
  });

  test('loses nothing', () => {
    expect(report.ledger).toHaveLength(16);
    expect(report.refuted).toEqual([]);
  });
});

describe.each(outcomes.slice(0, 5))('an adjudicator that %s', (_, { findings }) => {
  test('leaves findings unverified, and is named', () => {
    const others = findings.filter(
      ({ severity, raisedBy }) =>
        severity === 'important' && raisedBy.every(({ agent }) => agent !== 'gemini'),
    );
    const alone = others.filter(({ raisedBy }) => raisedBy.length === 1);
    expect(alone.length).toBeGreaterThan(3);
    for (const { ruling } of alone) {
      expect(ruling).toMatchObject({ value: 'unverified', by: [] });
      expect(ruling.reason).toMatch(/^Gemini was asked and gave no ruling/);
    }
  });
});

test('whatever an adjudicator says without a citation that checks, nothing stops blocking', async () => {
  const ruling = fc.record({
    ruling: fc.constantFrom('confirmed', 'refuted'),
    severity: fc.constantFrom('critical', 'important', 'suggestion', null),
    kind: fc.constantFrom('regression', 'gap', 'pre-existing', null),
    evidence: fc.subarray([absentLine, absentFile]),
  });
  const answers = fc.record({
    rulings: fc.array(fc.array(ruling, { maxLength: 2 }), { minLength: 8, maxLength: 8 }),
    pairs: fc.array(fc.boolean(), { minLength: 8, maxLength: 8 }),
  });
  await fc.assert(
    fc.asyncProperty(answers, async ({ rulings, pairs }) => {
      const report = await settleWith((brief) => {
        const idsOf = (letter: string) => Object.keys(brief.subjects).filter((id) => id.startsWith(letter));
        return {
          durationMs: 60_000,
          answer: JSON.stringify({
            rulings: idsOf('F').flatMap((candidate, index) =>
              (rulings[index % 8] ?? []).map((said) => buildRuling({ ...said, candidate })),
            ),
            pairs: idsOf('P').map((pair, index) => ({ pair, same: pairs[index % 8], reason: 'So it is.' })),
          }),
        };
      });
      expect(report.verdict.gate).toBe('block');
      expect(blockingOf(report)).toEqual(expect.arrayContaining(blockingOf(without)));
      expect(report.ledger).toHaveLength(16);
      expect(report.refuted).toEqual([]);
    }),
    { numRuns: 12 },
  );
});

test('without an adjudicator everything that matters blocks', () => {
  expect(without.verdict).toMatchObject({ level: 'merge-with-fixes', gate: 'block' });
  expect(without.verdict.blocking).toHaveLength(9);
});

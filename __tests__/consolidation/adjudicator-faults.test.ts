import { describe, expect, test } from 'vitest';
import type { Report } from '../../src/report/report-schema.ts';
import { settleReviews } from '../../src/review.ts';
import { buildCitation, buildRuling, type LooseRuling } from '../helpers/agent-run.ts';
import { conductScripted, type Script, scriptedAgent } from '../helpers/scripted-review.ts';
import { workerStopReviews, workerStopTexts } from '../helpers/worker-stop.ts';

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
const levels = ['merge', 'merge-with-fixes', 'rework'];

const titlesOfBlocking = ({ findings }: Report) =>
  findings.filter(({ blocking }) => blocking).map(({ title }) => title);

describe.each(faults)('an adjudicator that %s', async (_, fault) => {
  const report = await settleWith(fault);

  test('makes the verdict no better than without one', () => {
    expect(levels.indexOf(report.verdict.level)).toBeGreaterThanOrEqual(
      levels.indexOf(without.verdict.level),
    );
    expect(report.verdict.gate).toBe('block');
    expect(titlesOfBlocking(report)).toEqual(expect.arrayContaining(titlesOfBlocking(without)));
  });

  test('loses nothing', () => {
    expect(report.ledger).toHaveLength(16);
    expect(report.refuted).toEqual([]);
  });
});

describe.each(faults.slice(0, 5))('an adjudicator that %s', async (_, fault) => {
  const { findings } = await settleWith(fault);

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

test('without an adjudicator everything that matters blocks', () => {
  expect(without.verdict).toMatchObject({ level: 'merge-with-fixes', gate: 'block' });
  expect(without.verdict.blocking).toHaveLength(9);
});

import { expect, test } from 'vitest';
import type { ReviewFinding } from '../../src/model/answers/review-schema.ts';
import type { Report } from '../../src/model/report/report-schema.ts';
import { settleReviews } from '../../src/review/straight-line.ts';
import {
  buildCitation,
  buildReviewFinding,
  buildReviewRun,
  buildRulingRun,
  buildRun,
  type LooseRuling,
} from '../helpers/agent-run.ts';
import { defaultRules } from '../helpers/recording.ts';
import { conductScripted, scriptedAgent } from '../helpers/scripted-review.ts';
import {
  cited,
  injection,
  readsAll,
  refuteBy,
  settleStore,
  storeTeam,
  storeTexts,
} from '../helpers/store-review.ts';

/** A way to lose a blocker, from the answers to the report. */
interface Fault {
  readonly name: string;
  readonly review: () => Report | Promise<Report>;
  /** What must be so, besides that the gate is closed. */
  readonly holds?: (report: Report) => void;
}

const claudeFinds = (...findings: readonly Partial<ReviewFinding>[]) => buildReviewRun('claude', findings);
const codexFinds = (...findings: readonly Partial<ReviewFinding>[]) => buildReviewRun('codex', findings);
/** One finding of Claude's, and what Codex and then Gemini rule on it. */
const ruled = (finding: Partial<ReviewFinding>, ...rulings: LooseRuling[]): Report =>
  settleStore([
    claudeFinds(finding),
    ...rulings.map((said, index) => buildRulingRun(storeTeam[index + 1] ?? '', [said], { F1: ['claude/1'] })),
  ]);
const twice = (finding: Partial<ReviewFinding>, said: LooseRuling): Report => ruled(finding, said, said);
const says = (finding: Partial<ReviewFinding>): string =>
  buildReviewRun('x', [buildReviewFinding(finding)]).answer ?? '';
const blocking = ({ findings }: Report) => findings.filter((finding) => finding.blocking);
const severities = (report: Report) => blocking(report).map(({ severity }) => severity);
const critical = (report: Report) => expect(severities(report)).toEqual(['critical']);
const summary =
  'I read the whole of the store and of what calls it, line by line, and looked at the tests that there are.';
const answered = (answer: string) =>
  settleStore([buildRun({ agent: 'claude', answer }), buildRun({ id: 'codex', agent: 'codex', answer })]);
const noPass = (report: Report) =>
  expect(
    report.findings.some(({ severity }) => severity === 'critical') || report.verdict.level !== 'merge',
  ).toBe(true);

const relaunch = {
  ...readsAll,
  title: 'Relaunch survives a cancelled quit',
  explanation:
    'The relaunch flag is set before quit. When quit is cancelled the relaunch stays armed and fires at the next quit.',
} as const;
const clicks = {
  ...readsAll,
  title: 'Double clicks arm two relaunches',
  explanation:
    'The relaunch is armed on every click before quit. Two clicks arm two relaunches, and both fire at quit.',
} as const;
const before = {
  ...readsAll,
  title: 'The cache is written before the lock is taken',
  explanation:
    'The reader takes the lock after the writer wrote the cache, so the reader sees the cache half written.',
} as const;
const after = {
  ...readsAll,
  title: 'The lock is taken before the cache is written',
  explanation:
    'The writer takes the lock after the reader read the cache, so the writer sees the cache half read.',
} as const;

const faults: readonly Fault[] = [
  {
    name: '1: criticals in a numbered list',
    review: () =>
      answered(
        `## Summary\n\n${summary}\n\n## Critical Findings\n\n1. src/store.ts:11 - SQL injection: the id goes into the statement as it came.\n`,
      ),
    holds: noPass,
  },
  {
    name: '1: criticals in a table',
    review: () =>
      answered(
        `## Summary\n\n${summary}\n\n## Findings\n\n| Severity | Location | Issue |\n| --- | --- | --- |\n| Critical | src/store.ts:11 | SQL injection: the id goes into the statement |\n`,
      ),
    holds: noPass,
  },
  {
    name: '1: criticals as concerns',
    review: () =>
      answered(
        `## Summary\n\n${summary}\n\n## Concerns\n\n- **[Critical]** \`src/store.ts:11\` SQL injection: the id goes into the statement as it came.\n`,
      ),
    holds: noPass,
  },
  {
    name: '2: refuted by a licence',
    review: () => twice(injection, refuteBy([cited.license], 'LICENSE line 1 shows that this is fine.')),
    holds: critical,
  },
  {
    name: '2b: refuted by the very line',
    review: () => twice(injection, refuteBy([cited.injection], 'db.query in line 11 is harmless.')),
    holds: critical,
  },
  {
    name: '2c: refuted by two letters',
    review: () =>
      twice(injection, refuteBy([buildCitation('src/store.ts', 8, 'is')], 'The check in line 8 is enough.')),
    holds: critical,
  },
  {
    name: '3: lowered by a doubt with any true line',
    review: () =>
      ruled(injection, {
        ruling: 'plausible',
        severity: 'suggestion',
        reason: 'The table may be small.',
        missing: 'How large the table is.',
        evidence: [cited.guard],
      }),
    holds: critical,
  },
  {
    name: '3b: doubted with nothing',
    review: () => ruled(readsAll, { ruling: 'plausible', reason: '', missing: '', evidence: [] }),
    holds: (report) => expect(severities(report)).toEqual(['important']),
  },
  {
    name: '4: called older than the change by another file',
    review: () =>
      ruled(
        { ...readsAll, kind: 'regression' },
        {
          kind: 'pre-existing',
          evidence: [buildCitation('src/other.ts', 1, 'export const limits = { rows: 100 };', 'old')],
        },
      ),
    holds: (report) => expect(report.findings[0]?.kind).toBe('regression'),
  },
  ...[0, 1].map(
    (confirmed): Fault => ({
      name: `5: eight criticals refuted by one line, with ${confirmed} confirmed`,
      review: () => {
        const eight = Array.from({ length: 8 }, (_, index) => ({
          ...injection,
          title: `Fault number ${index}: ${'abcdefgh'[index]?.repeat(9)} is lost`,
          explanation: `${'abcdefgh'[index]?.repeat(7)} breaks in step${index + 2}.`,
          startLine: index + 2,
          endLine: index + 2,
        }));
        const subjects = Object.fromEntries(
          eight.map((_, index) => [`F${index + 1}`, [`claude/${index + 1}`]]),
        );
        const filter = buildCitation('src/store.ts', 21, 'return readAll(table).filter(matches);');
        const said = eight.map((_, index) => ({
          candidate: `F${index + 1}`,
          ...(index < confirmed ? {} : refuteBy([filter], 'Line 21 filters.')),
        }));
        return settleStore([
          claudeFinds(...eight),
          buildRulingRun('codex', said, subjects),
          buildRulingRun('gemini', said, subjects),
        ]);
      },
      holds: (report) => expect(report.verdict.blocking).toHaveLength(8),
    }),
  ),
  {
    name: '6: a critical without a place and a suggestion with one',
    review: () =>
      settleStore([
        claudeFinds({
          ...injection,
          path: 'src/stores.ts',
          startLine: 40,
          endLine: 40,
          quote: 'db.run("SELECT " + id)',
        }),
        codexFinds({ ...injection, severity: 'suggestion' }),
        buildRulingRun('gemini', [{ evidence: [cited.injection] }], { F1: ['claude/1', 'codex/1'] }),
      ]),
    holds: (report) => {
      critical(report);
      expect(report.ledger.find(({ agent }) => agent === 'codex')?.reason).toContain(
        'raised from suggestion to critical',
      );
    },
  },
  {
    name: '7: two defects of one line',
    review: () => settleStore([claudeFinds(relaunch), codexFinds(clicks)]),
    holds: ({ findings }) => expect(findings.map(({ ruling }) => ruling.value)).not.toContain('confirmed'),
  },
  {
    name: '8: an agent and itself',
    review: () =>
      settleStore([
        claudeFinds(injection, {
          ...injection,
          severity: 'suggestion',
          path: null,
          startLine: null,
          endLine: null,
        }),
      ]),
    holds: ({ findings }) =>
      expect(findings.map(({ severity }) => severity)).toEqual(['critical', 'suggestion']),
  },
  {
    name: '9: two texts alike with the order reversed',
    review: async () => {
      const { recording, schedule } = await conductScripted(
        {
          claude: scriptedAgent(60_000, says(before)),
          codex: scriptedAgent(60_000, says(after)),
          gemini: scriptedAgent(600_000, says({ ...injection, severity: 'suggestion' })),
        },
        { texts: storeTexts },
      );
      const briefs = schedule.filter(({ brief }) => brief.role === 'adjudicator').map(({ brief }) => brief);
      for (const [key, told] of [
        ['claude/1', before],
        ['codex/1', after],
      ] as const) {
        const asked = briefs.filter(({ subjects }) =>
          Object.entries(subjects).some(([id, keys]) => id.startsWith('F') && keys.includes(key)),
        );
        expect(asked).not.toEqual([]);
        for (const { text } of asked) expect(text).toContain(told.explanation);
      }
      return settleReviews(recording);
    },
  },
  {
    name: '10: bare confirmations',
    review: () => {
      const three = [1, 2, 3].map((number) => ({
        ...injection,
        title: `Fault ${'abc'[number - 1]?.repeat(9)} of its own`,
        explanation: `${'xyz'[number - 1]?.repeat(8)} breaks.`,
        startLine: number * 5,
        endLine: number * 5,
      }));
      const subjects = { F1: ['claude/1'], F2: ['claude/2'], F3: ['claude/3'] };
      const bare = ['F1', 'F2', 'F3'].map((candidate) => ({ candidate }));
      return settleStore([claudeFinds(...three), buildRulingRun('codex', bare, subjects)]);
    },
    holds: ({ verdict }) => expect(verdict.level).toBe('merge-with-fixes'),
  },
  {
    name: '11: a declined suggestion beside a critical',
    review: () => {
      const style = {
        ...injection,
        severity: 'suggestion',
        explanation: `${injection.explanation} As a matter of style.`,
      } as const;
      const declined = [
        {
          fingerprint: null,
          path: 'src/store.ts',
          text: 'as a matter of style',
          reason: 'No.',
          expires: null,
          by: null,
          upTo: 'critical' as const,
        },
      ];
      return settleStore([claudeFinds(style), codexFinds(injection)], {
        rules: { ...defaultRules, declined },
      });
    },
    holds: critical,
  },
  {
    name: '12: a blocker of the last round whose file was not recorded',
    review: () => {
      const previous = settleStore([claudeFinds(injection)]);
      return settleStore([], { previous, sources: { resolved: {}, texts: {} } });
    },
    holds: (report) => {
      critical(report);
      expect(report.findings[0]?.state).not.toBe('fixed');
    },
  },
  {
    name: '13: one refutation, and an adjudicator that crashed',
    review: () =>
      settleStore([
        claudeFinds(injection),
        buildRulingRun('codex', [refuteBy([cited.guard], 'assertNumeric in line 8 guards it.')], {
          F1: ['claude/1'],
        }),
        buildRulingRun('gemini', [], { F1: ['claude/1'] }, { outcome: 'crashed', answer: null }),
      ]),
    holds: critical,
  },
  {
    name: '14: another agent that finishes first',
    review: async () => {
      const judge = (keys: readonly string[]): LooseRuling =>
        keys.includes('codex/1')
          ? { evidence: [cited.injection] }
          : refuteBy([cited.guard], 'assertNumeric guards it.');
      const important = { ...injection, severity: 'important' } as const;
      const settled = async (claudeMs: number, codexMs: number) => {
        const { recording } = await conductScripted(
          {
            claude: scriptedAgent(claudeMs, says(important), judge),
            codex: scriptedAgent(
              codexMs,
              says({ ...important, explanation: `${important.explanation} Bind it.` }),
              judge,
            ),
            gemini: scriptedAgent(30_000, says({ ...readsAll, severity: 'suggestion' }), judge),
          },
          { texts: storeTexts },
        );
        return settleReviews(recording);
      };
      const tell = ({ findings, refuted, verdict }: Report) => ({
        level: verdict.level,
        findings: [...findings, ...refuted].map(({ severity, ruling, raisedBy }) => [
          severity,
          ruling.value,
          raisedBy.map(({ agent }) => agent).sort(),
        ]),
      });
      const claudeFirst = await settled(60_000, 600_000);
      expect(tell(await settled(600_000, 60_000))).toEqual(tell(claudeFirst));
      return claudeFirst;
    },
  },
  {
    name: '15: a label inside a critical',
    review: () =>
      answered(
        [
          `## Summary\n\n${summary}`,
          '## Critical Issues',
          '### C1. SQL injection: the id goes into the statement as it came\n\n`src/store.ts:11`\n\nWhoever sends the id sends SQL.',
          '**Recommendation**:\n\nBind the id.',
          '### C2. All rows are read to find one\n\n`src/store.ts:21`\n\nreadAll loads the whole table before it is filtered.',
        ].join('\n\n'),
      ),
    holds: (report) => expect(severities(report)).toEqual(['critical', 'critical']),
  },
];

test.each(faults.map((fault) => [fault.name, fault] as const))('row %s', async (_, { review, holds }) => {
  const report = await review();
  expect(report.verdict.gate).toBe('block');
  holds?.(report);
});

test('the same review without a fault passes', () => {
  const guard = refuteBy([cited.guard], 'assertNumeric in line 8 lets only numbers pass.');
  expect(twice(injection, guard).verdict).toMatchObject({ level: 'merge', gate: 'pass' });
});

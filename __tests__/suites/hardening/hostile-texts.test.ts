import { afterAll, describe, expect, test } from 'vitest';
import { annotationsOf } from '../../../src/github/publish/annotations.ts';
import type { ReviewEvidence } from '../../../src/model/answers/review-schema.ts';
import type { Recording } from '../../../src/model/recording.ts';
import { type Report, reportSchema } from '../../../src/model/report/report-schema.ts';
import { loadHighlighter } from '../../../src/report/html/findings/highlight.ts';
import { renderHtml } from '../../../src/report/html/html.ts';
import { renderJson } from '../../../src/report/json.ts';
import { sections } from '../../../src/report/markdown/document.ts';
import { renderFindingComment } from '../../../src/report/markdown/finding-comment.ts';
import { renderMarkdown } from '../../../src/report/markdown/markdown.ts';
import { renderSarif } from '../../../src/report/sarif/sarif.ts';
import { renderSummary } from '../../../src/report/summary/summary.ts';
import { renderTerminal } from '../../../src/report/terminal/terminal.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { neutraliseCommands } from '../../../src/safety/neutralise.ts';
import { buildRulingRun, buildRun } from '../../helpers/agent-run.ts';
import { buildChange } from '../../helpers/change.ts';
import { hostileTexts } from '../../helpers/hostile.ts';
import { buildRecording, queueTexts } from '../../helpers/recording.ts';
import { validateSarif } from '../../helpers/sarif-schema.ts';
import { expectSoundMarkdown, expectSoundPage, unseen } from '../../helpers/sound.ts';

await loadHighlighter();

/** Stands in {@link said} and {@link shown} for a text of the attacker. */
const hole = 'HOLE';

const evidence = (kind: ReviewEvidence['kind']): ReviewEvidence => ({
  ...{ kind, path: kind === 'citation' ? hole : null, line: kind === 'citation' ? 1 : null, side: null },
  ...{ quote: hole, command: kind === 'command' ? hole : null, output: hole, text: hole },
});

/** What agents say: a blocking finding, and all else that a review can hold. */
const said = {
  review: {
    summary: hole,
    findings: [
      {
        ...{
          severity: 'important',
          kind: 'regression',
          title: hole,
          path: 'src/queue.ts',
          startLine: 3,
          endLine: 3,
        },
        ...{ quote: hole, explanation: hole, fix: hole, patch: hole },
        evidence: (['citation', 'command', 'note'] as const).map(evidence),
      },
    ],
    design: {
      concerns: [
        { text: hole, scope: 'in-scope' },
        { text: hole, scope: 'future' },
      ],
      strengths: [hole],
    },
    testing: { assessment: hole, untested: [{ risk: 'high', scenario: hole }] },
    documentation: hole,
    commits: hole,
    limitations: [hole],
    coverage: [
      { path: 'src/queue.ts', status: 'read' },
      { path: hole, status: 'read' },
    ],
  },
  ruling: {
    candidate: 'F1',
    ruling: 'confirmed' as const,
    severity: null,
    kind: null,
    reason: hole,
    evidence: [evidence('note')],
  },
  run: { reason: hole, errorTail: hole, model: hole, version: hole, pathsRead: [hole], isolation: [hole] },
};

/** What a pull request brings. */
const shown = {
  branch: hole,
  notes: [hole],
  commits: [{ oid: 'c'.repeat(40), subject: hole, body: hole, author: hole, date: '2026-01-02T03:04:05Z' }],
  pullRequest: {
    number: 7,
    title: hole,
    body: hole,
    author: hole,
    url: 'https://github.com/acme/widgets/pull/7',
  },
};

function fill<T>(value: T, text: string): T {
  return JSON.parse(JSON.stringify(value), (_, each) => (each === hole ? text : each));
}
/** File names are one more. */
const fields = JSON.stringify([said, shown]).split(`"${hole}"`).length;

function recordingOf(text: string): Recording {
  const { review, ruling, run } = fill(said, text);
  const texts = { ...queueTexts, [text]: ['one\n', `${text}\n`] as const };
  return buildRecording(
    {
      change: buildChange(texts, fill(shown, text)),
      runs: [
        buildRun({
          ...run,
          agent: 'claude',
          answer: JSON.stringify(review),
          assigned: ['src/queue.ts', text],
        }),
        buildRulingRun('codex', [ruling], { F1: ['claude/1'] }, { ...run, family: 'openai' }),
      ],
      review: {
        id: text,
        startedAt: 1_000_000,
        finishedAt: 1_090_000,
        round: 1,
        complete: true,
        isLastRoundLost: false,
        notes: [text],
      },
    },
    texts,
  );
}

const titles = sections.map((section) => section.title);
const address = /^https:\/\/github\.com\/acme\/widgets(\/|$)/;
const isCommand = /^\s*::|##\[/m;

function expectOurSections(markdown: string): void {
  // What stands in a block of code is no heading.
  const prose = markdown.replaceAll(/^(`{3,}|~{3,})[\s\S]*?^\1.*$/gm, '');
  expectSoundMarkdown(
    markdown,
    titles.filter((title) => prose.includes(`\n## ${title}\n`)),
    address,
  );
  expect(markdown).toContain('canary');
}

const formats: Readonly<Record<string, (report: Report) => void | Promise<void>>> = {
  JSON: (report) => expect(JSON.parse(renderJson(report))).toEqual(JSON.parse(JSON.stringify(report))),
  HTML: (report) => void expectSoundPage(renderHtml(report), address),
  Markdown: (report) => expectOurSections(renderMarkdown(report)),
  summary: (report) => expectOurSections(renderSummary(report, 60_000)),
  SARIF: (report) => expect(validateSarif(JSON.parse(renderSarif(report)))).toEqual([]),
  terminal: async (report) => {
    const text = await renderTerminal(report, { width: 80, colour: false });
    expect(text).not.toMatch(unseen);
    expect(text).not.toMatch(isCommand);
  },
  comment: (report) => {
    for (const finding of report.findings)
      expectSoundMarkdown(`# x\n\n${renderFindingComment(report, finding)}`, [], address);
  },
  annotation: (report) => {
    for (const { title, message } of annotationsOf(report))
      expect(neutraliseCommands(`${title}\n${message}`)).not.toMatch(isCommand);
  },
};
afterAll(() => {
  const counts = [Object.keys(hostileTexts).length, fields, Object.keys(formats).length];
  console.log(
    `Hostile texts × fields × formats: ${counts.join(' × ')} = ${counts.reduce((a, b) => a * b)} held`,
  );
});

/** What is settled: nothing of it may depend on a text. */
const settledFacts = ({ verdict, findings, refuted, ledger }: Report) => ({
  ...{ level: verdict.level, gate: verdict.gate, rule: verdict.rule, blocking: verdict.blocking },
  findings: findings.map(({ id, severity, ruling }) => [id, severity, ruling.value]),
  ...{ refuted: refuted.length, ledger: ledger.map(({ finalId, outcome }) => [finalId, outcome]) },
});

describe.each(Object.entries(hostileTexts))('A text of the attacker (%s) in every field', (_, text) => {
  const report = settleReviews(recordingOf(text));

  test('changes nothing that is settled', () => {
    expect(() => reportSchema.parse(report)).not.toThrow();
    expect(report.verdict).toMatchObject({ gate: 'block', blocking: ['I1'] });
    expect(settledFacts(report)).toEqual(settledFacts(settleReviews(recordingOf('canary'))));
  });

  test('leaves every format its structure', async () => {
    for (const expectSound of Object.values(formats)) await expectSound(report);
  });
});

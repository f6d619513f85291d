import { existsSync, readFileSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import type { ReadFinding } from '../../../src/findings/finding.ts';
import { readReviews } from '../../../src/findings/read-reviews.ts';
import { formatClock } from '../../../src/report/wording.ts';
import { settleReviews } from '../../../src/review.ts';
import { buildCitation, buildRun, type LooseRuling } from '../../helpers/agent-run.ts';
import { conductScripted, scriptedAgent } from '../../helpers/scripted-review.ts';

/** Folder of real reports with their raw reviews, each as `json/NAME.json`. */
const corpus = process.env.DEEP_REVIEW_CORPUS ?? '';
const name = process.env.DEEP_REVIEW_CORPUS_CASE ?? '20260320-133532-msys2-ci';
const file = join(corpus, 'json', `${name}.json`);
const isHere = corpus !== '' && existsSync(file);
if (!isHere) {
  console.warn(`Skipped: set DEEP_REVIEW_CORPUS to a folder that holds json/${name}.json (now "${corpus}").`);
}

/** The part of a labelled report that this test reads. */
interface LabelledReport {
  readonly consolidated: readonly {
    readonly id: string;
    readonly severity: 'critical' | 'important' | 'suggestion';
    readonly agents: readonly string[];
  }[];
  readonly originals: Readonly<
    Record<
      string,
      {
        readonly raw: string;
        readonly findings: readonly { readonly ref: string; readonly consolidationNote?: string }[];
      }
    >
  >;
  readonly matches: Readonly<
    Record<string, Readonly<Record<string, { readonly ids: readonly string[] } | null>>>
  >;
  readonly originalOutcomes: Readonly<Record<string, Readonly<Record<string, string>>>>;
  readonly retroTable: Readonly<Record<string, Readonly<Record<string, string>>>>;
}

describe.skipIf(!isHere)('the seed case', async () => {
  if (!isHere) return;
  const labels: LabelledReport = JSON.parse(readFileSync(file, 'utf8'));
  const agents = Object.keys(labels.originals);
  const reviews = readReviews(
    agents.map((agent) => buildRun({ agent, answer: labels.originals[agent]?.raw ?? '' })),
  );
  const findings = new Map<string, { agent: string; finding: ReadFinding }>();
  for (const { run, reading } of reviews) {
    if (reading.form === 'unreadable') continue;
    for (const [index, finding] of reading.review.findings.entries()) {
      findings.set(`${run.id}/${index + 1}`, { agent: run.agent, finding });
    }
  }

  /** The head commit was never stored: its files are made of the code that the reviews quote, at the lines they give. */
  const paths = longestPaths(
    [...findings.values()].flatMap(({ finding }) => finding.places.map(({ path }) => path)),
  );
  const lines = new Map<string, string[]>();
  for (const { finding } of findings.values()) {
    const path = paths.find((known) => known === finding.path || known.endsWith(`/${finding.path}`));
    if (path === undefined || finding.startLine === null) continue;
    const text = lines.get(path) ?? Array.from({ length: 1_000 }, () => '');
    for (const [offset, line] of (finding.quote ?? '').split('\n').entries())
      text[finding.startLine - 1 + offset] ||= line;
    lines.set(path, text);
  }
  const texts = Object.fromEntries(
    [...lines].map(([path, text]) => [path, ['', `${text.join('\n')}\n`] as const]),
  );

  /** What the report's lead made of a raw finding. */
  const ruleAsReported = ([key]: readonly string[]): LooseRuling => {
    const raised = findings.get(key ?? '');
    if (raised === undefined) return {};
    const { agent, finding } = raised;
    const evidence = citationOf(finding, paths);
    const final = labels.consolidated.find(({ id }) => labels.matches[id]?.[agent]?.ids.includes(finding.id));
    if (final !== undefined) return { ruling: 'confirmed', severity: final.severity, evidence };
    const isFalse = labels.originalOutcomes[agent]?.[finding.id] === 'false-positive';
    return { ruling: isFalse ? 'refuted' : 'plausible', evidence };
  };
  const duration = (agent: string): number => {
    const [minutes = '0', seconds = '0'] = (labels.retroTable.Duration?.[agent] ?? '').split(':');
    return (Number(minutes) * 60 + Number(seconds)) * 1000;
  };
  const review = await conductScripted(
    Object.fromEntries(
      agents.map((agent) => [
        agent,
        scriptedAgent(duration(agent), labels.originals[agent]?.raw ?? '', ruleAsReported),
      ]),
    ),
    { texts },
  );
  const report = settleReviews(review.recording);
  const byRaw = (agent: string, id: string) =>
    [...report.findings, ...report.refuted].find(({ raisedBy }) =>
      raisedBy.some((source) => source.agent === agent && source.id === id),
    );

  test('has all raw findings in the ledger', () => {
    const raw = agents.flatMap(
      (agent) => labels.originals[agent]?.findings.map(({ ref }) => `${agent} ${ref}`) ?? [],
    );
    expect(report.ledger.map(({ agent, id }) => `${agent} ${id}`).sort()).toEqual(raw.sort());
    expect(report.ledger).toHaveLength(16);
  });

  test('makes one of what two agents raised, and of nothing else', () => {
    for (const { id, agents: credited } of labels.consolidated) {
      const finals = new Set(
        credited.flatMap((agent) =>
          (labels.matches[id]?.[agent]?.ids ?? []).map((raw) => byRaw(agent, raw)?.id),
        ),
      );
      expect([id, finals.size]).toEqual([id, 1]);
    }
    const shared = report.findings.filter(({ raisedBy }) => raisedBy.length > 1);
    expect(shared).toHaveLength(labels.consolidated.filter((final) => final.agents.length > 1).length);
  });

  test('refutes the false criticals with checked citations', () => {
    expect(report.refuted).toHaveLength(2);
    for (const finding of report.refuted) {
      expect(finding).toMatchObject({
        severity: 'critical',
        raisedBy: [{ agent: 'gemini' }],
        ruling: { value: 'refuted' },
      });
      expect(finding.ruling.evidence).toContainEqual(
        expect.objectContaining({ kind: 'citation', checked: true }),
      );
    }
  });

  test('confirms the two regressions, and puts them first in a verdict that names its rule', () => {
    const regressions = [byRaw('codex', 'I1'), byRaw('codex', 'I2')];
    for (const finding of regressions)
      expect(finding).toMatchObject({ kind: 'regression', ruling: { value: 'confirmed' } });
    expect(report.verdict).toMatchObject({
      level: 'merge-with-fixes',
      gate: 'block',
      rule: 'important-stands',
    });
    expect(report.verdict.blocking.slice(0, 2).sort()).toEqual(
      regressions.map((finding) => finding?.id).sort(),
    );
    expect(report.verdict.reason).toContain('(rule important-stands)');
  });

  test('gives every consolidated finding its severity', () => {
    for (const { id, severity } of labels.consolidated) {
      const [agent, match] = Object.entries(labels.matches[id] ?? {})[0] ?? [];
      expect([id, byRaw(agent ?? '', match?.ids[0] ?? '')?.severity]).toEqual([id, severity]);
    }
  });

  /**
   * Of the report's table, "Important" and "Suggestion" are what each agent raised, "Critical" what it raised without false positives,
   * and "False positives" what was refuted. "Unique insights" was counted by hand and disagrees with the report's own attributions
   * (its prose lists six of the first agent, its table says five), so ours is compared with those. "Design observations" was counted
   * by hand too; ours are the concerns of each review.
   */
  test('counts the retro as the report did, where its definitions are the same', () => {
    const number = (metric: string, agent: string) =>
      Number(/^\d+/.exec(labels.retroTable[metric]?.[agent] ?? '')?.[0]);
    for (const row of report.retro.rows) {
      const { agent, raised, refuted } = row;
      expect([agent, formatClock(row.durationMs)]).toEqual([agent, labels.retroTable.Duration?.[agent]]);
      expect([agent, raised.critical - refuted, raised.important, raised.suggestion, refuted]).toEqual([
        agent,
        ...['Critical', 'Important', 'Suggestion', 'False positives'].map((metric) => number(metric, agent)),
      ]);
      const alone = labels.consolidated.filter((final) => final.agents.join() === agent).length;
      const dropped = Object.values(labels.originalOutcomes[agent] ?? {}).filter(
        (outcome) => outcome === 'dropped',
      ).length;
      expect([agent, row.unique]).toEqual([agent, alone + dropped]);
    }
  });
});

function longestPaths(cited: readonly string[]): string[] {
  const distinct = [...new Set(cited)];
  return distinct.filter((path) => !distinct.some((other) => other !== path && other.endsWith(`/${path}`)));
}

/** The first telling line that a finding quotes. */
function citationOf(finding: ReadFinding, paths: readonly string[]): NonNullable<LooseRuling['evidence']> {
  const path = paths.find((known) => known === finding.path || known.endsWith(`/${finding.path}`)) ?? '';
  const quoted = (finding.quote ?? '').split('\n');
  const offset = quoted.findIndex((line) => /\w{3}/.test(line));
  return offset < 0 ? [] : [buildCitation(path, (finding.startLine ?? 1) + offset, quoted[offset] ?? '')];
}

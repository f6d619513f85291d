import { describe, expect, test } from 'vitest';
import { carryFindings } from '../../../src/consolidation/rounds/carry-findings.ts';
import { applyRulings } from '../../../src/consolidation/rulings/apply-rulings.ts';
import type { ReviewFinding } from '../../../src/model/answers/review-schema.ts';
import { type Report, reportSchema } from '../../../src/model/report/report-schema.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import { buildCitation, buildReviewRun, buildRulingRun } from '../../helpers/agent-run.ts';
import type { Texts } from '../../helpers/change.ts';
import { groupByTitle } from '../../helpers/cluster.ts';
import { buildRecording } from '../../helpers/recording.ts';
import { scopeOf } from '../../helpers/scope.ts';
import { settleForTest } from '../../helpers/settle.ts';

const reading = (code: string) => `export function read(dir) {\n  log(dir);\n${code}\n}\n`;
const writing = (code: string) => `export function write(dir) {\n${code}\n}\n`;
const [open, mendedOpen] = ['  return open(dir + name());', '  return open(join(dir, safe(name())));'];
const [save, mendedSave] = ['  return save(dir + name());', '  return save(join(dir, safe(name())));'];
const textsOf = (read: string, write: string): Texts => ({
  'src/read.ts': reading(read),
  'src/write.ts': writing(write),
});
const texts = textsOf(open, save);
const onlyReadMended = textsOf(mendedOpen, save);

const finding = (path: string, line: number, code: string | null, more: Partial<ReviewFinding> = {}) => ({
  title: 'Path traversal by the name of the request',
  path,
  startLine: line,
  endLine: line,
  quote: code?.trim() ?? null,
  ...more,
});
const atRead = finding('src/read.ts', 3, open);
const atWrite = finding('src/write.ts', 2, save);
const silent = [buildReviewRun('codex', [])];

function round(last: Report | null, runs: readonly AgentRun[], now: Texts): Report {
  // As a later run reads it.
  const previous = last && reportSchema.parse(JSON.parse(JSON.stringify(last)));
  const recording = buildRecording({ runs, previous }, now);
  return settleForTest(runs, {
    ...recording,
    review: { ...recording.review, round: (previous?.review.round ?? 0) + 1 },
  });
}
const raisedBy = (...findings: readonly Partial<ReviewFinding>[]) =>
  findings.map((one, index) => buildReviewRun(['claude', 'gemini', 'codex'][index] ?? '', [one]));
const first = round(null, raisedBy(atRead, atWrite), texts);

describe('a finding that was raised at two places', () => {
  test('stands at the one that is left, and says so', () => {
    const report = round(first, silent, onlyReadMended);
    expect(report.verdict.gate).toBe('block');
    expect(report.findings).toEqual([
      expect.objectContaining({
        state: 'open',
        anchor: expect.objectContaining({ path: 'src/write.ts', startLine: 2 }),
        evidence: [expect.objectContaining({ text: expect.stringContaining('src/read.ts:3 is gone') })],
      }),
    ]);
    expect(report.previous?.findings).toMatchObject([{ id: 'I1', state: 'open', finalId: 'I1' }]);
    expect(round(report, silent, onlyReadMended).verdict.gate).toBe('block');
  });

  test('is fixed when both are mended, at once or one after the other', () => {
    const both = textsOf(mendedOpen, mendedSave);
    for (const last of [
      first,
      round(first, silent, onlyReadMended),
      round(first, silent, textsOf(open, mendedSave)),
    ])
      expect(round(last, silent, both)).toMatchObject({
        verdict: { gate: 'pass' },
        previous: { findings: [{ state: 'fixed' }] },
      });
  });

  test('keeps the second place while only the first is raised again', () => {
    const again = round(first, raisedBy(atRead), texts);
    expect(round(again, silent, onlyReadMended).verdict.gate).toBe('block');
  });

  test('is put to an adjudicator of the place that is left, who may refute it', () => {
    const confirmed = round(
      null,
      [
        ...raisedBy(atRead, atWrite),
        buildRulingRun('codex', [{ reason: 'It is joined unchecked.' }], { F1: ['claude/1', 'gemini/1'] }),
      ],
      texts,
    );
    const scope = scopeOf({ 'src/read.ts': 'reviewed', 'src/write.ts': 'carried' }, ['src/read.ts']);
    const settle = (runs: readonly AgentRun[]) => {
      const recording = buildRecording({ runs, previous: confirmed }, onlyReadMended);
      const later = { ...recording, review: { ...recording.review, round: 2, scope } };
      return applyRulings(groupByTitle(carryFindings(later)), later);
    };
    expect(settle(silent)[0]).not.toHaveProperty('isAsBefore');
    const line = 'export function write(dir) {';
    const refuting = buildRulingRun(
      'codex',
      [
        {
          ruling: 'refuted',
          reason: 'The callers of `write` pass a fixed dir.',
          evidence: [buildCitation('src/write.ts', 1, line)],
        },
      ],
      { F1: ['last round/I1'] },
    );
    expect(settle([...silent, refuting])[0]?.ruling.value).toBe('refuted');
  });
});

describe('a place that only names its lines less exactly keeps nothing open', () => {
  test.each([
    ['the head of the function', finding('src/read.ts', 1, 'export function read(dir) {')],
    ['more lines around it', finding('src/read.ts', 2, null, { endLine: 3 })],
    ['its file', finding('src/read.ts', 1, null, { startLine: null, endLine: null })],
  ])('%s', (_, other) => {
    const last = round(null, raisedBy({ ...atRead, severity: 'critical' }, other), texts);
    expect(last.findings).toHaveLength(1);
    expect(round(last, silent, onlyReadMended).verdict.gate).toBe('pass');
  });

  test('nor does one of a wording that was refuted', () => {
    const refuting = buildRulingRun(
      'codex',
      [
        {
          ruling: 'refuted',
          reason: 'Callers of `write` check it.',
          evidence: [buildCitation('src/write.ts', 1, 'export function write(dir) {')],
        },
      ],
      { F1: ['gemini/1'] },
    );
    const last = round(null, [...raisedBy(atRead, atWrite), refuting], texts);
    expect(last.findings[0]?.alsoRaisedAt).toBeUndefined();
  });
});

describe('of places that a finding only names', () => {
  const naming = (line: number, code: string, path = 'src/write.ts') => ({
    ...atRead,
    evidence: [buildCitation(path, line, code.trim())],
  });

  test('one that reads like its own stays in doubt until somebody rules', () => {
    const last = round(null, raisedBy(naming(2, save)), texts);
    expect(last.findings[0]?.alsoRaisedAt).toMatchObject([
      { anchor: { path: 'src/write.ts' }, isCertain: false },
    ]);
    expect(round(last, silent, onlyReadMended).verdict.gate).toBe('block');
  });

  test('any other is a witness', () => {
    for (const witness of [
      naming(1, 'export function write(dir) {'),
      naming(2, '  log(dir);', 'src/read.ts'),
    ]) {
      const last = round(null, raisedBy(witness), texts);
      expect(round(last, silent, onlyReadMended).verdict.gate).toBe('pass');
    }
  });
});

import type { Log, Result } from 'sarif';
import { describe, expect, test } from 'vitest';
import type { Report, ReportFinding } from '../../../src/model/report/report-schema.ts';
import { renderSarif } from '../../../src/report/sarif/sarif.ts';
import { findingOf, reportOf } from '../../helpers/report.ts';
import { reportCases, sampleReport } from '../../helpers/report-cases.ts';
import { validateSarif } from '../../helpers/sarif-schema.ts';

const logOf = (report: Report): Log => JSON.parse(renderSarif(report));
const resultsOf = (findings: ReportFinding[]): Result[] =>
  logOf(reportOf({ findings })).runs[0]?.results ?? [];
const anchor = findingOf().anchor;

test.each(Object.entries(reportCases))('is valid: %s', (_, report) => {
  expect(validateSarif(logOf(report))).toEqual([]);
});

test('the schema of the tests refuses what is invalid', () => {
  expect(validateSarif({ version: '2.1.0', runs: [{}] })).not.toEqual([]);
});

test('a result has level, rule, region and fingerprints', () => {
  const [result] = resultsOf([findingOf()]);
  expect(result).toMatchObject({
    ruleId: 'regression',
    level: 'warning',
    locations: [
      {
        physicalLocation: {
          artifactLocation: { uri: 'src/queue.ts' },
          region: { startLine: 12, endLine: 14 },
        },
      },
    ],
    partialFingerprints: {
      primaryLocationLineHash: 'a1b2c3d4e5f60718:1',
      'deepReview/v1': 'a1b2c3d4e5f60718',
    },
  });
});

test('the kind of problem decides the rule, the severity the level', () => {
  const [run] = logOf(sampleReport).runs;
  for (const result of run?.results ?? []) {
    const rule = run?.tool.driver.rules?.[result.ruleIndex ?? -1];
    expect(rule?.id).toBe(result.ruleId);
    expect(result.ruleId).toBe(result.properties?.kind ?? 'finding');
  }
  expect(new Set(run?.results?.map((result) => result.level))).toEqual(new Set(['error', 'warning', 'note']));
});

test('a rule has a name of its own, which is not its id again, and says what it means and what to do', () => {
  const rules = logOf(sampleReport).runs[0]?.tool.driver.rules ?? [];
  expect(new Set(rules.map(({ name }) => name)).size).toBe(rules.length);
  for (const { id, name = '', help, fullDescription } of rules) {
    expect(name).toMatch(/^(?:[A-Z][a-z]+){2,}$/);
    expect(name.toLowerCase()).not.toBe(id.replace('-', ''));
    expect([help?.text.length, fullDescription?.text.length].every((length) => (length ?? 0) > 10)).toBe(
      true,
    );
  }
});

test('a message begins with the problem as a sentence, since lists show no more', () => {
  const [result] = resultsOf([findingOf({ title: 'The queue drops the job' })]);
  expect(result?.message.text).toMatch(/^The queue drops the job\.\n\n/);
});

test('what has no file at the head has no region, and what has no file at all is a notification', () => {
  const [old] = resultsOf([findingOf({ anchor: { ...anchor, side: 'old' } })]);
  expect(old?.locations?.[0]?.physicalLocation?.region).toBeUndefined();
  const unanchored = findingOf({
    anchor: { ...anchor, path: null, startLine: null, endLine: null, status: 'unanchored' },
  });
  const [run] = logOf(reportOf({ findings: [unanchored] })).runs;
  expect(run?.results).toEqual([]);
  expect(run?.invocations?.[0]?.toolExecutionNotifications?.[0]?.message.text).toContain('drops the job');
});

test('odd paths become addresses', () => {
  const [result] = resultsOf([findingOf({ anchor: { ...anchor, path: 'a b/ü#?.ts' } })]);
  expect(result?.locations?.[0]?.physicalLocation?.artifactLocation?.uri).toBe('a%20b/%C3%BC%23%3F.ts');
});

test('stays within what GitHub takes', () => {
  const findings = Array.from({ length: 25_001 }, () => findingOf());
  const [run] = logOf(reportOf({ findings })).runs;
  expect(run?.results).toHaveLength(25_000);
});

describe('fixes', () => {
  const lines = (findingOf().excerpt?.text ?? '').split('\n');
  const excerpt = { language: 'typescript', startLine: 10, text: lines.join('\n'), changed: [] };
  const patched = (patch: string) => {
    const [result] = resultsOf([findingOf({ excerpt, fix: { text: 'Put it back.', patch } })]);
    const replacements = result?.fixes?.[0]?.artifactChanges[0]?.replacements;
    if (replacements === undefined) return null;
    const file = [...Array(9).fill(''), ...lines];
    for (const { deletedRegion, insertedContent } of replacements.toReversed()) {
      const { startLine = 0, endLine = 0 } = deletedRegion;
      expect(deletedRegion).toMatchObject({ startColumn: 1, endColumn: 1 });
      const inserted = (insertedContent?.text ?? '').split('\n').slice(0, -1);
      file.splice(startLine - 1, endLine - startLine, ...inserted);
    }
    return file.slice(9);
  };
  const [head, take, guard, leave, close, run, end] = lines;

  test('replace lines, wherever a patch says they are', () => {
    const body = `${guard ? ` ${guard}` : ''}\n-${leave}\n+    return putBack(job);\n ${close}`;
    const expected = [head, take, guard, '    return putBack(job);', close, run, end];
    expect(patched(body)).toEqual(expected);
    expect(patched(`--- a/src/queue.ts\n+++ b/src/queue.ts\n@@ -99,3 +99,3 @@\n${body}\n`)).toEqual(expected);
  });

  test('insert and delete lines', () => {
    expect(patched(` ${take}\n+  log(lease);`)).toEqual([
      head,
      take,
      '  log(lease);',
      guard,
      leave,
      close,
      run,
      end,
    ]);
    expect(patched(`-${guard}\n-${leave}\n-${close}\n`)).toEqual([head, take, run, end]);
    expect(patched(`-${take}\n+  x();\n@@\n-${run}\n+  y();`)).toEqual([
      head,
      '  x();',
      guard,
      leave,
      close,
      '  y();',
      end,
    ]);
  });

  test.each([
    ['lines that are not there', '-  something();\n+  else();'],
    ['another file', `--- a/src/b.ts\n+++ b/src/b.ts\n@@ -1 +1 @@\n-${take}\n+  x();`],
    ['nothing', ''],
    ['only context', ` ${take}`],
    ['only additions', '+  x();'],
  ])('are left out for a patch of %s', (_, patch) => {
    expect(patched(patch)).toBeNull();
  });

  test('have the line ends of the file, and none where it has two kinds', () => {
    const fixOf = (ends: object) => {
      const fix = { text: null, patch: '-  await run(job);\n+  await start(job);' };
      const [result] = resultsOf([findingOf({ excerpt: { ...excerpt, ...ends }, fix })]);
      return result?.fixes?.[0]?.artifactChanges[0]?.replacements[0]?.insertedContent?.text;
    };
    expect(fixOf({})).toBe('  await start(job);\n');
    expect(fixOf({ lineEnd: 'crlf' })).toBe('  await start(job);\r\n');
    expect(fixOf({ lineEnd: 'mixed' })).toBeUndefined();
  });

  test('end where the file ends, if nothing ends its last line', () => {
    const open = { ...excerpt, text: 'a();\nb();', endsOpen: true as const };
    const [result] = resultsOf([findingOf({ excerpt: open, fix: { text: null, patch: '-b();\n+c();' } })]);
    expect(result?.fixes?.[0]?.artifactChanges[0]?.replacements[0]).toEqual({
      deletedRegion: { startLine: 11, startColumn: 1, endLine: 11, endColumn: 5 },
      insertedContent: { text: 'c();' },
    });
  });

  test('are left out where the lines stand twice', () => {
    const twice = { ...excerpt, text: 'a();\nb();\na();' };
    const [result] = resultsOf([findingOf({ excerpt: twice, fix: { text: null, patch: '-a();\n+c();' } })]);
    expect(result?.fixes).toBeUndefined();
  });
});

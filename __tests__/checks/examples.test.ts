import { describe, expect, test } from 'vitest';
import type { Sample } from '../../src/checks/check.ts';
import { registry } from '../../src/checks/registry.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { buildChange, buildReadText } from '../helpers/change.ts';

describe.each(registry.map((check) => ({ name: check.name, check })))('$name', ({ check }) => {
  const inspect = async (sample: Sample) => {
    const inspection = await runChecks([check], buildChange(sample), buildReadText(sample));
    expect(inspection.limitations).toEqual([]);
    return inspection.findings;
  };

  test.each(check.examples.reports)('reports $at', async ({ change, at, severity }) => {
    const findings = await inspect(change);
    expect(findings.map(({ path, line }) => (line === null ? path : `${path}:${line}`))).toEqual(at);
    expect(findings.map((finding) => finding.severity)).toEqual(at.map(() => severity));
  });

  test.each(check.examples.ignores.map((sample) => ({ paths: Object.keys(sample).join(' '), sample })))(
    'ignores $paths',
    async ({ sample }) => {
      expect(await inspect(sample)).toEqual([]);
    },
  );

  test('quotes the line it points at', async () => {
    for (const { change } of check.examples.reports) {
      for (const { path, line, quote } of await inspect(change)) {
        if (line === null || quote === null) continue;
        const head = await buildReadText(change)(path, 'new');
        expect(head?.split('\n')[line - 1]).toContain(quote);
      }
    }
  });
});

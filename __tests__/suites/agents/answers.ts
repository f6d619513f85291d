import { expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';
import { cases } from './cases.ts';
import type { StubServer } from './stub/server.ts';
import type { Subject } from './subjects.ts';
import { tryAgent } from './trial.ts';

/** Whatever the service does, a run has the right outcome, and in time. */
export function testAnswers(server: StubServer, subject: Subject): void {
  test.each(cases)(
    '$name: $outcome',
    async ({ scenario, outcome, unless, findings, timeoutMs, withinMs }) => {
      const expected = unless?.[subject.program] ?? outcome;
      const startedAt = performance.now();
      const { run } = await tryAgent(server, subject, scenario, timeoutMs ? { timeoutMs } : {});
      expect(performance.now() - startedAt).toBeLessThan(withinMs);
      expect(run, run.reason ?? '').toMatchObject({
        outcome: expected,
        version: subject.version,
      });
      expect(run.reason === null).toBe(expected === 'completed');
      expect(server.takeProxied(), 'hosts that were asked for').toEqual([]);
      if (findings === null) return;
      const reading = readReview(run.answer ?? '');
      expect(reading.form === 'unreadable' ? null : reading.review.findings.length).toBe(findings);
      if (scenario.usage) expect(run.tokens).toMatchObject(scenario.usage);
    },
  );
}

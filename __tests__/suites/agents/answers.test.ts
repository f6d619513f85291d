import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { readReview } from '../../../src/findings/read-review.ts';
import { cases } from './cases.ts';
import { type StubServer, startStub } from './stub/server.ts';
import { requireClis, subjects } from './subjects.ts';
import { tryAgent } from './trial.ts';

let server: StubServer;

beforeAll(async () => {
  requireClis();
  server = await startStub();
});
afterAll(() => server.close());

describe.each(subjects)('$program', (subject) => {
  test.each(cases)(
    '$name: $outcome',
    async ({ scenario, outcome, unless, findings, timeoutMs, withinMs }) => {
      const startedAt = performance.now();
      const { run, left } = await tryAgent(server, subject, scenario, timeoutMs ? { timeoutMs } : {});
      expect(performance.now() - startedAt).toBeLessThan(withinMs);
      expect(run, run.reason ?? '').toMatchObject({
        outcome: unless?.[subject.program] ?? outcome,
        version: subject.version,
      });
      expect(run.reason === null).toBe(outcome === 'completed');
      expect(left, 'processes').toEqual([]);
      expect(server.takeProxied(), 'hosts that were asked for').toEqual([]);
      if (findings === null) return;
      const reading = readReview(run.answer ?? '');
      expect(reading.form === 'unreadable' ? null : reading.review.findings.length).toBe(findings);
      if (scenario.usage) expect(run.tokens).toMatchObject(scenario.usage);
    },
  );
});

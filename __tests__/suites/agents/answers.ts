import { expect, test } from 'vitest';
import { answerSchemaOf } from '../../../src/brief/json-schema.ts';
import { readReproduction } from '../../../src/findings/read-reproduction.ts';
import { readReview } from '../../../src/findings/read-review.ts';
import { type Reproduction, reproductionSchema } from '../../../src/model/answers/reproduction.ts';
import { cases } from './cases.ts';
import { findingReview } from './reviews.ts';
import type { StubServer } from './stub/server.ts';
import type { Subject } from './subjects.ts';
import { tryAgent } from './trial.ts';

/** Whatever the service does, a run has the right outcome, and in time. */
export function testAnswers(server: StubServer, subject: Subject): void {
  const expected = cases.map((each) => ({
    ...each,
    outcome: each.unless?.[subject.program] ?? each.outcome,
  }));

  test.each(expected)(
    '$name: $outcome',
    async ({ name, scenario, outcome, findings, timeoutMs, withinMs, names }) => {
      const startedAt = performance.now();
      const { run } = await tryAgent(server, subject, scenario, timeoutMs ? { timeoutMs } : {});
      expect(performance.now() - startedAt).toBeLessThan(withinMs);
      expect(run, run.reason ?? '').toMatchObject({ outcome });
      expect(run.reason === null).toBe(outcome === 'completed');
      expect(run.reason ?? '').not.toMatch(/\u001b|\[31m/);
      if (names && subject.agent.keyRoute) expect(run.reason).toMatch(names);
      expect(server.takeProxied(), 'hosts that were asked for').toEqual([]);
      if (findings === null) return;
      const reading = readReview(run.answer ?? '');
      const read = reading.form === 'unreadable' ? null : reading.review.findings;
      expect(read?.length ?? null).toBe(findings);
      // A script comes through with its lines, quotes and dollar signs.
      if (name === 'a review with a finding')
        expect(read?.[0]?.repro).toEqual(findingReview.findings[0]?.repro);
      if (scenario.usage) expect(run.tokens).toMatchObject(scenario.usage);
    },
  );

  test('a model that asks for tools without end is stopped', async () => {
    const { run, stub } = await tryAgent(
      server,
      subject,
      (workspace) => ({
        forever: (made) => subject.tools.read(`${workspace}/not-there-${made}.ts`), // some see to the same call
        answer: '',
      }),
      { maxTurns: 6 },
    );
    expect(run).toMatchObject({ outcome: 'crashed', reason: expect.stringContaining('limits.max-turns') });
    expect(stub.calls.length).toBeLessThan(60);
  });

  test('a prover gives its script', async () => {
    const written: Reproduction = {
      repro: findingReview.findings[0]?.repro ?? null,
      patch: '--- a/a.ts\n+++ b/a.ts\n@@ -1 +1 @@\n-two\n+one\n',
      mutation: null,
      reason: 'It compares the text.',
    };
    const brief = { role: 'prover', suffix: 'prover-1', schema: answerSchemaOf(reproductionSchema) } as const;
    const { run } = await tryAgent(server, subject, { answer: written }, { brief });
    expect(run, run.reason ?? '').toMatchObject({ outcome: 'completed', role: 'prover' });
    expect(readReproduction(run.answer ?? '')).toEqual(written);
  });
}

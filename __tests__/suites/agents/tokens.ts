import { describe, expect, test } from 'vitest';
import type { Tokens } from '../../../src/model/run.ts';
import { cleanReview } from './reviews.ts';
import type { Usage } from './stub/dialect.ts';
import type { StubRun, StubServer } from './stub/server.ts';
import type { Subject } from './subjects.ts';
import { tryAgent } from './trial.ts';

/** A step sends all of the earlier ones again, most of it from a cache, so that no two cost the same. */
const usage = (callsMade: number): Usage => ({
  input: 21_345 + 3_210 * callsMade,
  cached: 15_000 + 2_500 * callsMade,
  written: 1_024,
  output: 1_432 + 111 * callsMade,
  reasoning: 600 + 50 * callsMade,
});

/** What their service tells them, and they do not tell. */
const untold: Readonly<Record<string, readonly (keyof Tokens)[]>> = { qwen: ['reasoning'] };
/** And before their end: Claude's events tell what an answer's beginning took, of which nothing is written yet. */
const untoldBefore: typeof untold = { ...untold, claude: ['output'] };

/** What a CLI says of its tokens is what its service bills. */
export function testTokens(server: StubServer, subject: Subject): void {
  const { program } = subject;
  const expectBilled = (tokens: Tokens | null, { billed }: StubRun, except = untold[program]) => {
    console.log(program, 'tells', JSON.stringify(tokens), 'of', JSON.stringify(billed));
    for (const kind of ['input', 'output', 'cached', 'reasoning'] as const) {
      if (except?.includes(kind)) continue;
      const told = tokens?.[kind] ?? Number.NaN;
      expect(Math.abs(told - billed[kind]), `${kind}: ${told} of ${billed[kind]}`).toBeLessThanOrEqual(
        billed[kind] / 100,
      );
    }
  };

  describe('a run', () => {
    test('reports the tokens that its service billed, with those of its tools', async () => {
      const { run, stub } = await tryAgent(server, subject, (workspace) => ({
        calls: [1, 2, 3].map((first) => subject.tools.show(`${workspace}/a.ts`, first, first)),
        answer: cleanReview,
        usage,
      }));
      expect(run.outcome, run.reason ?? '').toBe('completed');
      expect(stub.calls.length).toBeGreaterThanOrEqual(4);
      expectBilled(run.tokens, stub);
    });

    test('that is stopped has told what it took until then', async () => {
      let calls = 0;
      const stopsAt = () => (calls > 4 ? 'It has had enough.' : null);
      const { run, stub } = await tryAgent(
        server,
        subject,
        (workspace) => ({
          fault: { type: 'hang', times: 1, afterCalls: 4 },
          forever: () => subject.tools.read(`${workspace}/a.ts`),
          answer: '',
          usage,
        }),
        { stopsAt, watch: () => (calls += 1) },
      );
      expect(run).toMatchObject({ outcome: 'cancelled', reason: 'It has had enough.' });
      expectBilled(run.tokens, stub, untoldBefore[program]);
    });

    test('whose service bills nothing has an unknown price, not none', async () => {
      const bills = { input: 0, output: 0 };
      const { run } = await tryAgent(server, subject, { answer: cleanReview, usage: bills });
      expect(run).toMatchObject({ outcome: 'completed', tokens: null, costUsd: null });
    });
  });
}

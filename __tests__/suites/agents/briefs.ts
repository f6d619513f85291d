import { expect, test } from 'vitest';
import { cleanReview } from './reviews.ts';
import type { StubServer } from './stub/server.ts';
import type { Subject } from './subjects.ts';
import { tryAgent } from './trial.ts';

/** The request's body with its JSON escapes undone far enough to look for plain words in it. */
const wordsOf = (body: string): string => body.replaceAll('\\n', '\n');

/** What we tell a CLI arrives, whatever its size, and what it reads for it is known. */
export function testBriefs(server: StubServer, subject: Subject): void {
  test('A tool call reads a file of the workspace, is counted, and its path is known', async () => {
    const { run, stub } = await tryAgent(
      server,
      subject,
      (workspace) => ({
        calls: [
          subject.tools.read(`${workspace}/a.ts`),
          subject.tools.read(`${workspace}/.deep-review/change.diff`),
        ],
        answer: cleanReview,
      }),
      { brief: { files: { 'change.diff': 'the-diff-itself\n' } } },
    );
    expect(run.outcome).toBe('completed');
    expect(run.toolCalls).toBe(2);
    expect(run.pathsRead).toContain('a.ts');
    expect(wordsOf(stub.calls[1]?.body ?? '')).toContain('two');
    expect(stub.calls.at(-1)?.body).toContain('the-diff-itself');
  });

  test('A line of 131,072 bytes, the most that one argument may hold, arrives whole', async () => {
    const line = `begin-${'x'.repeat(131_072 - 10)}-end`;
    const { run, stub } = await tryAgent(
      server,
      subject,
      { answer: cleanReview },
      { brief: { text: `${line}\n` } },
    );
    expect(run.outcome).toBe('completed');
    expect(stub.calls[0]?.body.includes(line)).toBe(true);
  });

  test('A brief of 10 MB becomes a file, which the agent is told of and can read', async () => {
    const text = `begin-of-the-brief\n${'One of very many lines that say nothing.\n'.repeat(256_000)}end-of-the-brief\n`;
    expect(Buffer.byteLength(text)).toBeGreaterThan(10_000_000);
    const { run, stub } = await tryAgent(
      server,
      subject,
      (workspace) => ({
        calls: [subject.tools.read(`${workspace}/.deep-review/brief.md`)],
        answer: cleanReview,
      }),
      { brief: { text } },
    );
    expect(run.outcome).toBe('completed');
    expect(stub.calls[0]?.body).toContain('.deep-review/brief.md');
    expect(stub.calls[0]?.body).not.toContain('begin-of-the-brief');
    expect(stub.calls.at(-1)?.body).toContain('begin-of-the-brief');
  });

  test('Model and effort that the user set reach the service', async () => {
    const { run, stub } = await tryAgent(server, subject, { answer: cleanReview }, { effort: 'high' });
    expect(run.outcome).toBe('completed');
    const { body = '', asked } = stub.calls[0] ?? {};
    expect(asked?.model).toBe(subject.model?.split('/').at(-1) ?? run.model);
    if (subject.effortAs) expect(body).toMatch(subject.effortAs);
  });
}

import { expect, test } from 'vitest';
import { writeBriefs } from '../../../src/brief/reviewer/write-briefs.ts';
import { configurationSchema } from '../../../src/config/configuration.ts';
import { buildChange } from '../../helpers/change.ts';
import { makeChange } from '../../helpers/repository.ts';
import { cleanReview } from './reviews.ts';
import type { Scenario } from './stub/scenario.ts';
import type { StubServer } from './stub/server.ts';
import type { Subject } from './subjects.ts';
import { tryAgent } from './trial.ts';

const names = ['one.ts', 'two.ts', 'three.ts'];
const linesOf = (name: string) =>
  Array.from(
    { length: 1_500 },
    (_, index) => `export const ${name.slice(0, -3)}${index} = ${index}; // one of very many lines`,
  );
const files = Object.fromEntries(names.map((name) => [name, `${linesOf(name).join('\n')}\n`]));

/** A change that is too large for its brief, and the brief about it. */
function largeChange() {
  const change = buildChange(files);
  const configuration = configurationSchema.parse({ limits: { 'inline-bytes': 1_000 } });
  const [brief] = writeBriefs(change, configuration, { instructions: '', previous: null });
  return { change, brief, repository: makeChange({ 'a.ts': 'one\n' }, files) };
}

/** A call that failed, was cut or came too late has read nothing, or only what it showed. */
export function testReadings(server: StubServer, subject: Subject): void {
  const review = async (play: (diff: string, workspace: string) => Omit<Scenario, 'answer'>) => {
    const { change, brief, repository } = largeChange();
    const answer = { ...cleanReview, coverage: names.map((path) => ({ path, status: 'read' })) };
    const { run, stub } = await tryAgent(
      server,
      subject,
      (workspace) => ({ answer, ...play(`${workspace}/.deep-review/change.diff`, workspace) }),
      { repository, change, timeoutMs: 220_000, ...(brief ? { brief } : {}) },
    );
    const sent = stub.calls.map(({ body }) => body).join('\n');
    const seen = names.filter((name) => linesOf(name).every((line) => sent.includes(line.slice(0, -27))));
    const read = (run.readings ?? []).filter(({ shown }) => shown === 'whole').map(({ path }) => path);
    return { run, seen, read };
  };

  test('A large file read at one go is read as far as the model got it', async () => {
    const { seen, read } = await review((diff) => ({ calls: [subject.tools.show(diff)] }));
    expect(read).toEqual(seen);
    // The newest Claude Code shows a file of this size whole; the others cut it.
    if (subject.program !== 'claude') expect(seen.length).toBeLessThan(names.length);
  });

  test('A large file read in pieces is read whole', async () => {
    const pieces = Array.from({ length: 16 }, (_, index) => [index * 300 + 1, (index + 1) * 300] as const);
    const { run, seen, read } = await review((diff) => ({
      calls: pieces.map(([first, last]) => subject.tools.show(diff, first, Math.min(last, 4518))),
    }));
    expect(run).toMatchObject({ outcome: 'completed', reason: null });
    expect(seen).toEqual(names);
    expect(read).toEqual(names);
  });

  test('A missing file, a folder and a file outside are no reads, and a review without any is none', async () => {
    const { run } = await review((_, workspace) => ({
      calls: [`${workspace}/none.ts`, workspace, '/etc/shadow'].map((path) => subject.tools.show(path)),
    }));
    expect(run.readings).toEqual([]);
    expect(run.outcome).toBe('vacuous');
  });

  test('A read in the same answer as the review counts only where the model is asked again', async () => {
    const { run, seen } = await review((diff) => ({ callsWithAnswer: [subject.tools.show(diff, 1, 200)] }));
    const isLast = ['claude', 'qwen'].includes(subject.program);
    expect(seen).toEqual([]);
    expect(run.outcome).toBe('vacuous');
    expect(run.toolCalls).toBe(1);
    expect(isLast ? run.readings : []).toEqual([]);
  });

  test.each([
    ['an empty message', ''],
    ['no message at all', []],
  ])('A draft that was said before a tool call is no answer, where %s follows', async (_, answer) => {
    const { run } = await tryAgent(server, subject, (workspace) => ({
      calls: [{ says: JSON.stringify(cleanReview), together: [subject.tools.read(`${workspace}/a.ts`)] }],
      answer,
    }));
    expect(run.outcome).not.toBe('completed');
    expect(run.answer).toBeNull();
  });
}

import { mkdirSync, writeFileSync } from 'node:fs';
import { afterAll, beforeAll, describe, test } from 'vitest';
import { makeChange } from '../../helpers/repository.ts';
import { transcriptFile } from '../../helpers/transcript.ts';
import { cases } from './cases.ts';
import { cleanReview } from './reviews.ts';
import type { Scenario } from './stub/scenario.ts';
import { type StubServer, startStub } from './stub/server.ts';
import { requireClis, type Subject, subjects } from './subjects.ts';
import { tryInCheckout } from './trial.ts';

let server: StubServer;

beforeAll(async () => {
  requireClis();
  server = await startStub();
});
afterAll(() => server.close());

/** Too long, or nothing in it. */
const unkept = ['an answer of 5 MB', 'no answer'];

/**
 * Keeps what the real CLIs print as fixtures of the everyday tests; after a change of the pinned versions run
 * `RECORD_TRANSCRIPTS=1 npm run test:agents record`.
 */
describe.runIf(process.env.RECORD_TRANSCRIPTS).each(subjects)('$program', (subject) => {
  test.each(cases.filter(({ name }) => !unkept.includes(name)))('$name', ({ name, scenario }) =>
    record(subject, name, () => scenario),
  );

  test('tool calls', () =>
    record(subject, 'tool calls', (workspace) => ({
      calls: [subject.tools.read(`${workspace}/a.ts`), subject.tools.shell('true')],
      answer: cleanReview,
      usage: { input: 100, output: 10 },
    })));
});

/** A session may hold the prompt of its CLI, which nobody reads here. */
const isNoPrompt = (line: string): boolean => !/"role":"system"|<session_context>/.test(line);

async function record(subject: Subject, name: string, play: (workspace: string) => Scenario): Promise<void> {
  const repository = makeChange({ 'a.ts': 'one\n' }, { 'a.ts': 'two\n' });
  const { attempt } = await tryInCheckout(server, subject, play, { repository });
  const { exitCode, signal, stdout, stderr } = attempt.ended;
  const answerFile = attempt.ended.answerFile?.split('\n').filter(isNoPrompt).join('\n') ?? null;
  const file = transcriptFile(subject.program, name);
  const transcript = { version: subject.version, exitCode, signal, stdout, stderr, answerFile };
  const anonymous = JSON.stringify(transcript, null, 1)
    .replaceAll(repository.directory, '/workspace')
    .replaceAll(/\/tmp\/deep-review-test-\w+/g, '/temporary')
    .replaceAll(process.cwd(), '/project');
  mkdirSync(new URL('.', file), { recursive: true });
  writeFileSync(file, `${anonymous}\n`);
}

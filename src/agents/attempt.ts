import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Brief } from '../brief/brief.ts';
import { createRedactor, secretValues } from '../safety/redact.ts';
import type { Answer, CliAgent, Ended, Invocation, RunContext } from './agent.ts';
import { childEnvironment } from './environment.ts';
import { noAnswer } from './failure.ts';
import { type Judgement, judgeAttempt } from './outcome.ts';
import { type ProcessEnd, runProcess } from './process.ts';
import { readPart } from './read-part.ts';
import { checkReadability } from './readability.ts';

/** The most an agent may print; the longest real answers are a hundredth of it. */
const outputLimitBytes = 64 * 1024 * 1024;
/** The end of standard error is what tells why. */
const errorLimitBytes = 4 * 1024 * 1024;

/** Where and with what one attempt happens. */
export interface AttemptSetting {
  readonly agent: CliAgent;
  readonly context: RunContext;
  /** Gets the streams and the child's temporary files. */
  readonly directory: string;
  readonly signal: AbortSignal;
  /** The time of the whole run, for messages; `context.timeoutMs` is what is left of it. */
  readonly limitMs: number;
  readonly redact: (text: string) => string;
  /** Last changes to the command: the base revision's files, a sandbox around it. */
  readonly prepare: (invocation: Invocation) => Promise<Invocation>;
}

/** One start of a CLI, with everything it left; every text is redacted. */
export interface Attempt {
  readonly invocation: Invocation;
  /** Names of the variables it got. */
  readonly variables: readonly string[];
  readonly end: ProcessEnd;
  readonly ended: Ended;
  readonly answer: Answer;
  readonly judgement: Judgement;
}

/** Starts a CLI once with a brief, and judges what came of it. */
export async function attemptRun(brief: Brief, setting: AttemptSetting): Promise<Attempt> {
  const { agent, context, directory, signal } = setting;
  const temporary = join(directory, 'tmp');
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  const invocation = await setting.prepare(agent.invoke(brief, context));
  for (const [path, text] of Object.entries(invocation.homeFiles)) {
    await writePrivate(join(context.home, path), text);
  }
  const files = {
    stdin: join(directory, 'stdin'),
    stdout: join(directory, 'stdout'),
    stderr: join(directory, 'stderr'),
  };
  await writePrivate(files.stdin, invocation.stdin);
  const environment = childEnvironment(
    context.environment,
    { home: context.home, temporary },
    invocation.environment,
  );
  const end = await runProcess({
    command: invocation.command,
    workingDirectory: invocation.workingDirectory,
    environment,
    stdinFile: files.stdin,
    stdoutFile: files.stdout,
    stderrFile: files.stderr,
    timeoutMs: context.timeoutMs,
    outputLimitBytes,
    signal,
  });
  const redact = runRedactor(invocation, setting.redact);
  const ended: Ended = {
    exitCode: end.exitCode,
    signal: end.signal,
    timedOut: end.cause === 'timed-out',
    stdout: redact(await readPart(files.stdout, 'first', outputLimitBytes)),
    stderr: redact(await readPart(files.stderr, 'last', errorLimitBytes)),
    answerFile:
      invocation.answerFile === null
        ? null
        : redact(await readPart(invocation.answerFile, 'first', outputLimitBytes)),
  };
  const answer = readAnswer(agent, ended, context);
  const readability = answer.text === null ? null : checkReadability(brief.role, answer.text);
  const limits = { timeoutMs: setting.limitMs, outputLimitBytes };
  const judgement = judgeAttempt(end, ended, answer, readability, limits);
  return { invocation, variables: Object.keys(environment).sort(), end, ended, answer, judgement };
}

/** An adapter that stumbles over a CLI's output loses this attempt, not the review. */
function readAnswer(agent: CliAgent, ended: Ended, context: RunContext): Answer {
  try {
    return agent.read(ended, context);
  } catch (error) {
    const reason = `What it printed could not be understood: ${error instanceof Error ? error.message : error}`;
    return { ...noAnswer, outcome: 'crashed', reason };
  }
}

/** Knows, beside our own secrets, those that the adapter passed in: its key, and the tokens of a login's files. */
function runRedactor(invocation: Invocation, redact: (text: string) => string): (text: string) => string {
  const tokens = Object.values(invocation.homeFiles).flatMap((text) => text.match(/[\w+/=.~-]{24,}/g) ?? []);
  const redactOwn = createRedactor([...secretValues(invocation.environment), ...tokens]);
  return (text) => redactOwn(redact(text));
}

async function writePrivate(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, text, { mode: 0o600 });
}

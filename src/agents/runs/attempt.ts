import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { stripVTControlCharacters } from 'node:util';
import { restoreAtSigns } from '../../brief/at-signs.ts';
import type { Brief } from '../../model/brief.ts';
import type { Spent } from '../../model/run.ts';
import { createRedactor, secretValues } from '../../safety/redact.ts';
import type { Answer, CliAgent, Ended, Invocation, RunContext } from '../adapter/agent.ts';
import { noAnswer } from '../adapter/failure.ts';
import { childEnvironment } from '../processes/environment.ts';
import { hasRoom } from '../processes/has-room.ts';
import { type ProcessEnd, runProcess } from '../processes/process.ts';
import { watchSpending } from '../processes/watch-spending.ts';
import { hiddenPathIn } from '../sandbox/hidden-paths.ts';
import type { Refusal } from './base-command.ts';
import { type Judgement, judgeAttempt } from './judging/outcome.ts';
import { checkReadability } from './judging/readability.ts';
import { newestFile, readPart } from './read-part.ts';

/** The most an agent may print; the longest real answers are a twentieth of it. */
const outputLimitBytes = 16 * 1024 * 1024;
/** What is kept of one that printed more, to show what it was; it is no review, whatever it holds. */
const floodedPartBytes = 256 * 1024;
/** The end of standard error is what tells why. */
const errorLimitBytes = 4 * 1024 * 1024;

/** An invocation that may be started, or why none may. */
export type Preparation = Invocation | Refusal;

/** Where and with what one attempt happens. */
export interface AttemptSetting {
  readonly agent: CliAgent;
  readonly context: RunContext;
  /** Gets the streams and `tmp`, the child's TMPDIR. */
  readonly directory: string;
  readonly signal: AbortSignal;
  /** The time of the whole run, for messages; `context.timeoutMs` is what is left of it. */
  readonly limitMs: number;
  readonly redact: (text: string) => string;
  /** A sentence where what this try has spent until now is too much; null or absent where nobody counts. */
  readonly stopsAt?: ((spent: Spent) => string | null) | null;
  /** Last changes before the start; gets the child's TMPDIR. */
  readonly prepare: (invocation: Invocation, temporary: string) => Promise<Preparation>;
}

/** One start of a CLI, with everything it left; every text is redacted. */
export interface Attempt {
  readonly invocation: Invocation;
  /** Names of the variables it got. */
  readonly variables: readonly string[];
  /** Null where it was refused. */
  readonly end: ProcessEnd | null;
  readonly ended: Ended;
  readonly answer: Answer;
  readonly judgement: Judgement;
}

/** Starts a CLI once with a brief, and judges what came of it. */
export async function attemptRun(brief: Brief, setting: AttemptSetting): Promise<Attempt> {
  const { agent, context, directory } = setting;
  const temporary = join(directory, 'tmp');
  await mkdir(temporary, { recursive: true, mode: 0o700 });
  const asked = agent.invoke(brief, context);
  for (const [path, text] of Object.entries(asked.homeFiles)) {
    await writePrivate(join(context.home, path), text);
  }
  const invocation = await setting.prepare(asked, temporary);
  if ('refused' in invocation) return refusedAttempt(asked, invocation.refused);
  const environment = childEnvironment(
    context.environment,
    { home: context.home, temporary },
    invocation.environment,
  );
  const { end, excess } = await superviseProcess(invocation, environment, setting);
  const ended = await readStreams(invocation, end, setting);
  const answer = end.cause === 'flooded' ? noAnswer : readAnswer(agent, ended, context);
  const readability = answer.text === null ? null : checkReadability(brief.role, answer.text);
  const isDiskFull = !hasRoom(join(directory, 'room'));
  const limits = { timeoutMs: setting.limitMs, outputLimitBytes, isDiskFull };
  const judged = explainHidden(judgeAttempt(end, ended, answer, readability, limits), invocation, ended);
  const judgement =
    excess === null || judged.outcome === 'completed'
      ? judged
      : { outcome: 'cancelled' as const, reason: excess, transient: false };
  return { invocation, variables: Object.keys(environment).sort(), end, ended, answer, judgement };
}

/** Says of a run without an answer which path its sandbox hid from it, where its declaration can show it. */
function explainHidden(
  judgement: Judgement,
  { hiding, readable }: Invocation,
  { stdout, stderr }: Ended,
): Judgement {
  if (judgement.outcome === 'completed' || hiding === undefined || readable === undefined) return judgement;
  const path = hiddenPathIn(`${stdout}\n${stderr}`, hiding);
  if (path === null) return judgement;
  const advice = `Its sandbox hides ${path}, of which it speaks: if it needs that, name it in "readable" of its declaration.`;
  return { ...judgement, reason: [judgement.reason, advice].filter((part) => part !== null).join(' ') };
}

function refusedAttempt(invocation: Invocation, reason: string): Attempt {
  return {
    invocation,
    variables: [],
    end: null,
    ended: { exitCode: null, signal: null, timedOut: false, stdout: '', stderr: '', answerFile: null },
    answer: noAnswer,
    judgement: { outcome: 'missing', reason, transient: false },
  };
}

/** Runs the process, and stops it where it has spent too much; why is told then. */
async function superviseProcess(
  invocation: Invocation,
  environment: Readonly<Record<string, string>>,
  setting: AttemptSetting,
): Promise<{ readonly end: ProcessEnd; readonly excess: string | null }> {
  const { agent, context, stopsAt } = setting;
  if (!stopsAt) return { end: await startProcess(invocation, environment, setting), excess: null };
  const [over, stop] = [new AbortController(), new AbortController()];
  const unended = { cause: 'exited', exitCode: null, signal: null, startError: null, excess: null } as const;
  const watched = watchSpending(
    {
      look: async () => readAnswer(agent, await readStreams(invocation, unended, setting), context),
      stopsAt,
      stop: () => stop.abort(),
    },
    over.signal,
  );
  const signal = AbortSignal.any([setting.signal, stop.signal]);
  const end = await startProcess(invocation, environment, { ...setting, signal }).finally(() => over.abort());
  return { end, excess: await watched };
}

async function startProcess(
  invocation: Invocation,
  environment: Readonly<Record<string, string>>,
  { directory, context, signal }: AttemptSetting,
): Promise<ProcessEnd> {
  const stdinFile = join(directory, 'stdin');
  await writePrivate(stdinFile, invocation.stdin);
  return runProcess({
    command: invocation.command,
    workingDirectory: invocation.workingDirectory,
    environment,
    stdinFile,
    stdoutFile: join(directory, 'stdout'),
    stderrFile: join(directory, 'stderr'),
    timeoutMs: context.timeoutMs,
    outputLimitBytes,
    signal,
  });
}

async function readStreams(
  invocation: Invocation,
  end: ProcessEnd,
  { agent, directory, redact }: AttemptSetting,
): Promise<Ended> {
  const redactOwn = createRedactor(ownSecrets(invocation, agent));
  const answerBytes = end.cause === 'flooded' ? floodedPartBytes : outputLimitBytes;
  const read = async (file: string, part: 'first' | 'last', limitBytes: number) =>
    redactOwn(redact(await readPart(file, part, limitBytes)));
  return {
    exitCode: end.exitCode,
    signal: end.signal,
    timedOut: end.cause === 'timed-out',
    stdout: await read(join(directory, 'stdout'), 'first', answerBytes),
    stderr: await read(join(directory, 'stderr'), 'last', errorLimitBytes),
    answerFile:
      invocation.answerFile === null
        ? null
        : await read(await newestFile(invocation.answerFile), 'first', answerBytes),
  };
}

/** An adapter that stumbles over a CLI's output loses this attempt, not the review. */
function readAnswer(agent: CliAgent, ended: Ended, context: RunContext): Answer {
  try {
    const answer = agent.read(ended, context);
    // Colours and links of a terminal would hide headings and break JSON.
    const plain = (text: string) => restoreAtSigns(stripVTControlCharacters(text));
    return { ...answer, text: answer.text === null ? null : plain(answer.text) };
  } catch (error) {
    const reason = `What it printed could not be understood: ${error instanceof Error ? error.message : error}`;
    return { ...noAnswer, outcome: 'crashed', reason };
  }
}

/** In a login's files; behind a scheme's colon stands the rest of an address. */
const token = /(?<![\w+/=.~-])(?!(?<=:)\/\/)[\w+/=.~-]{24,}/g;

/** What the adapter passed in: its key, what is declared secret, and the tokens of a login's files. */
function ownSecrets(
  { environment, secrets = [], homeFiles }: Invocation,
  { loginFiles }: CliAgent,
): string[] {
  const tokens = loginFiles.flatMap((path) => homeFiles[path]?.match(token) ?? []);
  return [...secretValues(environment), ...secrets, ...tokens];
}

async function writePrivate(path: string, text: string): Promise<void> {
  await mkdir(dirname(path), { recursive: true, mode: 0o700 });
  await writeFile(path, text, { mode: 0o600 });
}

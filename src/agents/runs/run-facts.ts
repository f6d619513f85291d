import type { Brief } from '../../model/brief.ts';
import type { AgentRun } from '../../model/run.ts';
import type { Answer } from '../adapter/agent.ts';
import { add, sumTokens } from '../adapter/tokens.ts';
import type { Attempt } from './attempt.ts';
import { isNoMilder } from './judging/readability.ts';
import { readingsOf } from './readings.ts';

/** The part of an {@link AgentRun} that is known only once it has ended. */
export type RunFacts = Pick<
  AgentRun,
  | 'outcome'
  | 'reason'
  | 'answer'
  | 'model'
  | 'tokens'
  | 'costUsd'
  | 'turns'
  | 'toolCalls'
  | 'pathsRead'
  | 'readings'
  | 'exitCode'
  | 'signal'
  | 'errorTail'
  | 'attempts'
  | 'changedWorkspace'
  | 'isolation'
>;

/** The facts of a run that never began. */
export function unstarted(outcome: AgentRun['outcome'], reason: string | null): RunFacts {
  return {
    outcome,
    reason,
    answer: null,
    model: null,
    tokens: null,
    costUsd: null,
    turns: null,
    toolCalls: null,
    pathsRead: [],
    readings: null,
    exitCode: null,
    signal: null,
    errorTail: null,
    attempts: 0,
    changedWorkspace: false,
    isolation: [],
  };
}

/** Of standard error, in characters. */
const errorTailLength = 2_000;

/** Where the attempts of a run happened, and on what. */
export interface RunSetting {
  readonly brief: Brief;
  readonly workspace: string;
  /** Paths that the agent wrote. */
  readonly changes: readonly string[];
}

/** The last attempt decides, unless it was a repair that failed: then the answer that was to be repaired stands. */
function decidingOf(attempts: readonly Attempt[], last: Attempt): Attempt {
  const repaired = attempts.find(isToRepair);
  if (repaired === undefined || repaired === last) return last;
  if (last.judgement.outcome !== 'completed') return repaired;
  const isPartial = repaired.judgement.repair !== undefined;
  return isPartial && !isNoMilder(last.answer.text ?? '', repaired.answer.text ?? '') ? repaired : last;
}

const isToRepair = ({ judgement }: Attempt): boolean =>
  judgement.outcome === 'malformed' || judgement.repair !== undefined;

/** What a run was, by the attempt that decides. */
export function factsOf(attempts: readonly Attempt[], { brief, workspace, changes }: RunSetting): RunFacts {
  const last = attempts.at(-1);
  if (last === undefined) return unstarted('cancelled', 'The review was stopped before it began.');
  const deciding = decidingOf(attempts, last);
  const { answer, ended, judgement, invocation } = deciding;
  // what a repair repeats was read before it
  const repaired = attempts.find(isToRepair);
  const reading = repaired && deciding !== repaired ? [repaired, deciding] : [deciding];
  const uses = reading.map((attempt) => attempt.answer.uses);
  return {
    ...sumSpending(attempts.map((attempt) => attempt.answer)),
    outcome: judgement.outcome,
    reason: judgement.reason,
    answer: answer.text,
    model: answer.model,
    pathsRead: answer.pathsRead,
    readings: uses.includes(null)
      ? null
      : readingsOf(
          uses.flatMap((each) => each ?? []),
          brief,
          workspace,
        ),
    exitCode: ended.exitCode,
    signal: ended.signal,
    errorTail: ended.stderr === '' ? null : ended.stderr.slice(-errorTailLength),
    attempts: attempts.length,
    changedWorkspace: changes.length > 0,
    isolation: [
      'private workspace at the head commit',
      'private HOME',
      'allow-listed environment',
      ...invocation.isolation,
    ],
  };
}

/** No run takes no token: a service that says so counts none. */
const known = (tokens: Answer['tokens']): Answer['tokens'] =>
  tokens && tokens.input + tokens.output > 0 ? tokens : null;

/** What several attempts spent together; null where no attempt says. */
function sumSpending(
  answers: readonly Answer[],
): Pick<RunFacts, 'tokens' | 'costUsd' | 'turns' | 'toolCalls'> {
  return {
    tokens: sumTokens(answers.map(({ tokens }) => known(tokens))),
    // a CLI that was told no tokens reckons a price of 0
    costUsd: answers.map(({ costUsd }) => costUsd || null).reduce(add, null),
    turns: answers.map(({ turns }) => turns).reduce(add, null),
    toolCalls: answers.map(({ toolCalls }) => toolCalls).reduce(add, null),
  };
}

import type { Answer } from './agent.ts';
import type { AgentRun, Tokens } from './run.ts';

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
    exitCode: null,
    signal: null,
    errorTail: null,
    attempts: 0,
    changedWorkspace: false,
    isolation: [],
  };
}

/** What several attempts spent together; null where no attempt says. */
export function sumSpending(
  answers: readonly Answer[],
): Pick<RunFacts, 'tokens' | 'costUsd' | 'turns' | 'toolCalls'> {
  return {
    tokens: answers.map(({ tokens }) => tokens).reduce(addTokens, null),
    costUsd: answers.map(({ costUsd }) => costUsd).reduce(add, null),
    turns: answers.map(({ turns }) => turns).reduce(add, null),
    toolCalls: answers.map(({ toolCalls }) => toolCalls).reduce(add, null),
  };
}

const add = (one: number | null, other: number | null): number | null =>
  one === null || other === null ? (one ?? other) : one + other;

function addTokens(one: Tokens | null, other: Tokens | null): Tokens | null {
  if (one === null || other === null) return one ?? other;
  return {
    input: one.input + other.input,
    output: one.output + other.output,
    cached: add(one.cached, other.cached),
  };
}

import { joinAnswers } from '../../model/answers/several-answers.ts';
import type { Role } from '../../model/run.ts';
import type { Attempt } from './attempt.ts';
import { countAnswer } from './judging/readability.ts';
import type { RunFacts } from './run-facts.ts';

/**
 * Adds to a reviewer's answer what it said in tries that failed, where that holds findings: a later try says nothing of them, or knows
 * better by no evidence. The run stays what its deciding try made of it.
 */
export function addSaidBefore(facts: RunFacts, role: Role, attempts: readonly Attempt[]): RunFacts {
  if (role !== 'reviewer') return facts;
  const before = attempts.flatMap(({ answer: { text }, judgement }) => {
    const isTold = text === null || text === facts.answer || countAnswer(role, text) === 0;
    // What was malformed, or to be repaired, has been said anew by its repair.
    return isTold || judgement.outcome === 'completed' || judgement.outcome === 'malformed' ? [] : [text];
  });
  if (before.length === 0) return facts;
  return { ...facts, answer: joinAnswers([...(facts.answer === null ? [] : [facts.answer]), ...before]) };
}

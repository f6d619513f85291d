import type { Reading } from '../model/finding.ts';
import type { AgentRun } from '../model/run.ts';
import { readReview } from './read-review.ts';

/** A reviewer's run with its answer as it was read. */
export interface ReviewOfRun {
  readonly run: AgentRun;
  readonly reading: Reading;
}

/**
 * Reads the answers of all reviewers that gave one, in order. Ids are made unique per agent, since an agent with several
 * runs (shards) numbers its findings anew in each.
 */
export function readReviews(runs: readonly AgentRun[]): ReviewOfRun[] {
  const taken = new Map<string, Set<string>>();
  return runs.flatMap((run) => {
    if (run.role !== 'reviewer' || run.answer === null) return [];
    const ids = taken.get(run.agent) ?? new Set();
    taken.set(run.agent, ids);
    return [{ run, reading: renumber(readReview(run.answer), ids) }];
  });
}

function renumber(reading: Reading, taken: Set<string>): Reading {
  if (reading.form === 'unreadable') return reading;
  const findings = reading.review.findings.map((finding) => {
    let id = finding.id;
    for (let times = 2; taken.has(id); times++) id = `${finding.id}-${times}`;
    taken.add(id);
    return { ...finding, id };
  });
  return { ...reading, review: { ...reading.review, findings } };
}

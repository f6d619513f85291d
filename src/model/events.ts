import type { ProofStatus } from './report/proof-terms.ts';
import type { Outcome, Role } from './run.ts';

/** One step of a review as it happens; `at` is milliseconds since the epoch. Written to `events.jsonl`. */
export type ReviewEvent = { readonly at: number } & (
  | {
      readonly type: 'change-read';
      readonly files: number;
      readonly additions: number;
      readonly deletions: number;
    }
  | { readonly type: 'agent-ready'; readonly agent: string; readonly version: string | null }
  | {
      readonly type: 'agent-unavailable';
      readonly agent: string;
      readonly outcome: Outcome;
      readonly reason: string;
    }
  | { readonly type: 'run-started'; readonly run: string; readonly agent: string; readonly role: Role }
  | {
      readonly type: 'run-finished';
      readonly run: string;
      readonly agent: string;
      readonly role: Role;
      readonly outcome: Outcome;
      readonly reason: string | null;
      readonly durationMs: number;
      /** Findings of a reviewer, rulings of an adjudicator. */
      readonly count: number;
    }
  | { readonly type: 'limit-reached'; readonly limit: 'time' | 'cost' | 'runs'; readonly reason: string }
  | {
      readonly type: 'proof-finished';
      /** Key of the finding. */
      readonly finding: string;
      readonly status: ProofStatus;
      readonly durationMs: number;
    }
  | { readonly type: 'verdict'; readonly level: string; readonly gate: string }
);

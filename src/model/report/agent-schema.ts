import * as z from 'zod';
import { outcomes, roles } from '../run.ts';

const text = z.string();
const nullableText = z.string().nullable();
const count = z.int().min(0);
const costUsd = z.number().min(0).nullable();
const bySeverity = z.strictObject({ critical: count, important: count, suggestion: count });

const tokens = z.strictObject({
  input: count,
  output: count,
  cached: count.nullable(),
  reasoning: count.nullable().optional(),
});

/** An agent with how its review ended, what it took and cost. */
export const agentSchema = z.strictObject({
  name: text,
  family: text,
  model: nullableText,
  effort: nullableText,
  version: nullableText,
  /** Of its review: the worst of its shards. */
  outcome: z.enum(outcomes),
  reason: nullableText,
  /** Whether it was asked to review (false: it only ruled or edited). */
  reviewer: z.boolean(),
  /** It holds fixed rules against the change, and reads nothing. */
  byRules: z.literal(true).optional(),
  durationMs: count,
  tokens: tokens.nullable(),
  costUsd,
  turns: count.nullable(),
  toolCalls: count.nullable(),
  isolation: z.array(text),
  notes: z.array(text),
});

/** One run of an agent: a review or a part of one, rulings, or the editor's words. */
export const runSchema = z.strictObject({
  id: text,
  agent: text,
  role: z.enum(roles),
  outcome: z.enum(outcomes),
  reason: nullableText,
  /** Milliseconds after the start of the review. */
  startMs: count,
  durationMs: count,
  /** Findings read or rulings made. */
  count,
  /** It was begun early and is not needed, which is no failure; absent else. */
  isSetAside: z.literal(true).optional(),
});

/** How one agent's review did, counted by code. */
export const retroRowSchema = z.strictObject({
  agent: text,
  durationMs: count,
  raised: bySeverity,
  /** As they stand in the report, credited to every agent that raised them. */
  standing: bySeverity,
  confirmed: count,
  refuted: count,
  downgraded: count,
  upgraded: count,
  /** Shared with another agent. */
  merged: count,
  /** Standing findings that only this agent raised. */
  unique: count,
  designObservations: count,
  filesRead: count,
  /** Files it marked as read that hold another agent's standing finding it did not raise. */
  coverageMisses: count,
  tokens: tokens.nullable(),
  costUsd,
  toolCalls: count.nullable(),
  costPerConfirmedUsd: costUsd,
  /** Its scripts that were run, what they showed and what not; absent where none was to be run. */
  scripts: z.strictObject({ tried: count, shown: count, notShown: count }).optional(),
});

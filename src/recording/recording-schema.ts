import * as z from 'zod';
import type { Change } from '../model/change/change.ts';
import type { Feedback } from '../model/change/feedback.ts';
import type { RecordedSources } from '../model/change/sources.ts';
import { proofSchema } from '../model/proof.ts';
import type { Recording } from '../model/recording.ts';
import { scopeSchema } from '../model/report/scope-schema.ts';
import type { Rules } from '../model/rules.ts';
import { type AgentRun, outcomes, roles } from '../model/run.ts';
import type { TeamFacts } from '../model/team.ts';

const text = z.string();
const nullableText = z.string().nullable();
const count = z.int().min(0);
const nullableCount = count.nullable();
/** Also the name of a directory below `raw/`, so it must not lead out of it. */
const runId = z.string().regex(/^[A-Za-z0-9][A-Za-z0-9._-]{0,120}$/, 'must be a plain name');

/** `raw/proofs.json`. */
export const proofsSchema = z.array(proofSchema);

/** `raw/<run id>/run.json`. */
export const agentRunSchema: z.ZodType<AgentRun> = z.object({
  id: runId,
  agent: text,
  family: text,
  role: z.enum(roles),
  outcome: z.enum(outcomes),
  reason: nullableText,
  answer: nullableText,
  model: nullableText,
  effort: nullableText,
  version: nullableText,
  startedAt: count,
  durationMs: count,
  tokens: z
    .object({ input: count, output: count, cached: nullableCount, reasoning: nullableCount.optional() })
    .nullable(),
  costUsd: z.number().min(0).nullable(),
  turns: nullableCount,
  toolCalls: nullableCount,
  pathsRead: z.array(text),
  readings: z
    .array(z.object({ path: text, shown: z.enum(['whole', 'part', 'refused']) }))
    .nullable()
    .default(null), // recordings of older versions
  exitCode: z.int().nullable(),
  signal: nullableText,
  errorTail: nullableText,
  attempts: count,
  changedWorkspace: z.boolean(),
  isolation: z.array(text),
  assigned: z.array(text),
  inlined: z.boolean(),
  subjects: z.record(text, z.array(text)),
  isSetAside: z.boolean().optional(),
});

/** `raw/team.json`. */
export const teamSchema: z.ZodType<TeamFacts[]> = z.array(
  z.object({
    name: text,
    family: text,
    model: nullableText,
    effort: nullableText,
    version: nullableText,
    outcome: z.enum(['completed', 'missing', 'unauthenticated', 'quota', 'crashed']),
    reason: nullableText,
    warnings: z.array(text),
    reviews: z.boolean(),
    byRules: z.literal(true).optional(),
    optional: z.boolean().optional(),
    standsInFor: text.optional(),
    spared: z.boolean().optional(),
    rules: z.boolean().optional(),
  }),
);

const feedbackSchema: z.ZodType<Feedback> = z.object({
  remarks: z.array(
    z.object({
      kind: z.enum(['thread', 'review', 'answer']),
      url: nullableText,
      path: nullableText,
      startLine: z.int().nullable(),
      endLine: z.int().nullable(),
      side: z.enum(['old', 'new']),
      isResolved: z.boolean().nullable(),
      hasChanged: z.boolean().nullable(),
      asksForChanges: z.boolean(),
      about: nullableText,
      said: z.array(z.object({ by: text, isInsider: z.boolean(), at: nullableText, text })).min(1),
    }),
  ),
  left: count,
  ofBots: count,
});

/** `raw/change.json`. */
export const changeSchema: z.ZodType<Change> = z.object({
  repository: text,
  webUrl: nullableText,
  pullRequest: z
    .object({
      number: z.int(),
      title: text,
      body: text,
      author: text,
      url: text,
      issues: z.array(z.object({ number: z.int(), title: text, body: text, author: text })).exactOptional(),
      feedback: feedbackSchema.exactOptional(),
    })
    .nullable(),
  branch: nullableText,
  base: text,
  head: text,
  mergeBase: text,
  commits: z.array(z.object({ oid: text, subject: text, body: text, author: text, date: text })),
  files: z.array(
    z.object({
      path: text,
      oldPath: nullableText,
      status: z.enum(['added', 'deleted', 'modified', 'renamed', 'copied', 'type-changed']),
      similarity: z.number().nullable(),
      oldMode: text,
      newMode: text,
      oldOid: text,
      newOid: text,
      binary: z.boolean(),
      additions: count,
      deletions: count,
      class: z.enum(['reviewed', 'generated', 'vendored', 'lockfile', 'binary', 'ignored']),
      classReason: text,
      selfDeclared: z.literal(true).exactOptional(),
      risk: z.number(),
      riskReasons: z.array(text),
      hunks: z.array(
        z.object({
          oldStart: count,
          oldCount: count,
          newStart: count,
          newCount: count,
          heading: text,
          body: text,
        }),
      ),
    }),
  ),
  notes: z.array(text),
});

/** `raw/sources.json`. */
export const sourcesSchema: z.ZodType<RecordedSources> = z.object({
  resolved: z.record(text, nullableText),
  texts: z.record(text, text),
});

/** `raw/rules.json`. */
export const rulesSchema: z.ZodType<Rules> = z.object({
  failOn: z.enum(['merge-with-fixes', 'rework', 'never']),
  onInconclusive: z.enum(['fail', 'neutral']),
  minReviewers: z.union([count, z.literal('auto')]),
  adjudication: z.boolean(),
  reworkAt: z.object({ critical: count, important: count }),
  declined: z.array(
    z.object({
      fingerprint: nullableText,
      path: nullableText,
      text: nullableText,
      reason: text,
      expires: nullableText,
      // Recordings of older versions say neither: what nobody said to cover a critical covers none.
      by: nullableText.default(null),
      upTo: z.enum(['critical', 'important']).default('important'),
    }),
  ),
  checksCount: z.boolean(),
  late: z.enum(['confirmed', 'report', 'block']).optional(),
});

/** `raw/review.json`: the facts of the review, and the order of its runs. */
export const reviewFactsSchema: z.ZodType<Recording['review'] & { runs: string[] }> = z.object({
  id: text,
  startedAt: count,
  finishedAt: count,
  round: z.int().min(1),
  complete: z.boolean(),
  isLastRoundLost: z.boolean().default(false), // recordings of older versions
  notes: z.array(text),
  scope: scopeSchema.optional(),
  runs: z.array(runId),
});

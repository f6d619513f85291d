import * as z from 'zod';
import { severities } from '../answers/review-schema.ts';
import { agentSchema, retroRowSchema, runSchema } from './agent-schema.ts';
import { feedbackSchema } from './feedback-schema.ts';
import {
  type citedCodeSchema,
  type evidenceSchema,
  type excerptSchema,
  findingSchema,
  type raisedPlaceSchema,
} from './finding-schema.ts';
import { reportSchemaVersion } from './report-version.ts';
import { scopeSchema } from './scope-schema.ts';

const text = z.string();
const nullableText = z.string().nullable();
const count = z.int().min(0);
const severity = z.enum(severities);
const credited = z.strictObject({ text, agents: z.array(text) });

/** `merge` is shown as "Merge as-is". */
export const verdictLevels = ['merge', 'merge-with-fixes', 'rework', 'inconclusive'] as const;
/** See {@link verdictLevels}. */
export type VerdictLevel = (typeof verdictLevels)[number];
/** What the check does. */
export const gates = ['pass', 'block', 'inconclusive'] as const;
/** See {@link gates}. */
export type Gate = (typeof gates)[number];

/** The model behind every format: `report.json`. */
export const reportSchema = z.strictObject({
  schemaVersion: z.literal(reportSchemaVersion),
  review: z.strictObject({
    id: text,
    startedAt: text,
    finishedAt: text,
    wallClockMs: count,
    round: z.int().min(1),
    tool: z.strictObject({ name: text, version: text }),
    /** A partial report of a cancelled review says so. */
    complete: z.boolean(),
    /** Things that went less than well and did not fit elsewhere. */
    notes: z.array(text),
  }),
  change: z.strictObject({
    repository: text,
    webUrl: nullableText,
    pullRequest: z.strictObject({ number: z.int(), title: text, author: text, url: text }).nullable(),
    branch: nullableText,
    base: text,
    head: text,
    mergeBase: text,
    commits: z.array(z.strictObject({ oid: text, subject: text, author: text, date: text })),
    files: z.array(
      z.strictObject({
        path: text,
        oldPath: nullableText,
        status: z.enum(['added', 'deleted', 'modified', 'renamed', 'copied', 'type-changed']),
        additions: count,
        deletions: count,
        class: z.enum(['reviewed', 'generated', 'vendored', 'lockfile', 'binary', 'ignored']),
        classReason: text,
        risk: z.number(),
        riskReasons: z.array(text),
      }),
    ),
    additions: count,
    deletions: count,
  }),
  agents: z.array(agentSchema),
  runs: z.array(runSchema),
  verdict: z.strictObject({
    level: z.enum(verdictLevels),
    gate: z.enum(gates),
    /** Name of the rule that fired. */
    rule: text,
    /** One sentence. */
    reason: text,
    blocking: z.array(text),
  }),
  summary: text,
  findings: z.array(findingSchema),
  /** Refuted findings, and declined ones. */
  refuted: z.array(findingSchema),
  /** All patches that were shown to mend their finding, as one for `git apply`; absent where there is none. */
  fixes: z
    .strictObject({
      /** Empty where none could be put together. */
      patch: text,
      /** Of every such finding: why its patch is not in there, or null. */
      outcomes: z.array(z.strictObject({ id: text, trouble: nullableText })),
    })
    .optional(),
  design: z.strictObject({
    concerns: z.array(z.strictObject({ text, scope: z.enum(['in-scope', 'future']), agents: z.array(text) })),
    strengths: z.array(z.strictObject({ text, agents: z.array(text) })),
  }),
  testing: z.strictObject({
    assessment: text,
    untested: z.array(
      z.strictObject({ risk: z.enum(['high', 'medium', 'low']), scenario: text, agents: z.array(text) }),
    ),
    /** The same, sorted by what running scripts showed; absent where none was to be run. */
    sorted: z
      .strictObject({
        required: z.array(credited),
        covered: z.array(credited),
        optional: z.array(credited),
        /** What this review ran, one sentence each. */
        executed: z.array(text),
      })
      .optional(),
  }),
  documentation: text,
  commits: text,
  limitations: z.array(z.strictObject({ text, agents: z.array(text) })),
  coverage: z.strictObject({
    agents: z.array(text),
    files: z.array(
      z.strictObject({
        path: text,
        class: text,
        /** By agent name. */
        status: z.record(text, z.enum(['read', 'listed', 'skipped', 'failed'])),
        /** Risky and read by nobody. */
        uncovered: z.boolean(),
        /** The round whose reading of it holds, where it was not given to anybody in this one. */
        since: z.int().min(1).optional(),
      }),
    ),
  }),
  retro: z.strictObject({
    rows: z.array(retroRowSchema),
    prose: z.array(z.strictObject({ agent: text, text })),
    /** An editor's closing words over all agents, below the table. */
    closing: nullableText,
    /** One paragraph: how raw findings became final ones; counted by code. */
    reconciliation: text,
  }),
  ledger: z.array(
    z.strictObject({
      agent: text,
      id: text,
      severity,
      title: text,
      finalId: nullableText,
      outcome: z.enum(['kept', 'merged', 'refuted', 'declined', 'moved']),
      reason: text,
    }),
  ),
  recommendations: z.array(text),
  /** What became of the last round's findings; null in the first round. */
  previous: z
    .strictObject({
      round: z.int(),
      head: text,
      findings: z.array(
        z.strictObject({
          id: text,
          title: text,
          severity,
          state: z.enum(['open', 'fixed', 'declined', 'unknown']),
          finalId: nullableText,
        }),
      ),
      /** What blocked or was declined in any round before and whose code is gone: it counts again if its code comes back. */
      gone: z.array(findingSchema).default([]),
    })
    .nullable(),
  /** What people said in review; absent where nobody asked. */
  feedback: feedbackSchema.optional(),
  /** How much of the change this round had reviewed; absent where rounds are whole. */
  scope: scopeSchema.optional(),
  /** The raw reviews: agent, form they were read in, text. Shown in the appendix. */
  appendix: z.array(z.strictObject({ run: text, agent: text, model: nullableText, form: text, text })),
});

/** See {@link reportSchema}. */
export type Report = z.infer<typeof reportSchema>;
/** One finding of a {@link Report}. */
export type ReportFinding = Report['findings'][number];
/** Code as read from git, its first line numbered. */
export type Excerpt = z.infer<typeof excerptSchema>;
/** Evidence as a report holds it. */
export type ReportEvidence = z.infer<typeof evidenceSchema>;
/** The code that a finding points at, for later rounds. */
export type CitedCode = z.infer<typeof citedCodeSchema>;
/** A place where a finding was raised besides its own. */
export type RaisedPlace = z.infer<typeof raisedPlaceSchema>;

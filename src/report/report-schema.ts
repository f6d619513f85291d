import * as z from 'zod';
import { outcomes, roles } from '../agents/run.ts';
import { rulingValues } from '../consolidation/rulings/ruling.ts';
import { kinds, severities } from '../findings/review-schema.ts';

/** Version of `report.json`; the major number rises when a reader would break. */
export const reportSchemaVersion = '1.0';

const text = z.string();
const nullableText = z.string().nullable();
const count = z.int().min(0);
const side = z.enum(['old', 'new']);
const severity = z.enum(severities);
const kind = z.enum(kinds).nullable();

/** `merge` is shown as "Merge as-is". */
export const verdictLevels = ['merge', 'merge-with-fixes', 'rework', 'inconclusive'] as const;
/** See {@link verdictLevels}. */
export type VerdictLevel = (typeof verdictLevels)[number];
/** What the check does. */
export const gates = ['pass', 'block', 'inconclusive'] as const;
/** See {@link gates}. */
export type Gate = (typeof gates)[number];

const anchor = z.strictObject({
  path: nullableText,
  startLine: z.int().min(1).nullable(),
  endLine: z.int().min(1).nullable(),
  side,
  status: z.enum(['exact', 'moved', 'file', 'unanchored']),
  inDiff: z.enum(['changed', 'context', 'outside']),
});

const evidence = z.discriminatedUnion('kind', [
  z.strictObject({
    kind: z.literal('citation'),
    path: text,
    line: z.int().min(1).nullable(),
    side,
    quote: nullableText,
    /** Code found the quote at (or near) the place. */
    checked: z.boolean(),
    text: nullableText,
  }),
  z.strictObject({
    kind: z.literal('command'),
    command: text,
    output: nullableText,
    claimedBy: text,
    text: nullableText,
  }),
  z.strictObject({ kind: z.literal('note'), text }),
]);

const excerpt = z.strictObject({
  /** Name of the language for highlighting, as {@link ./language.ts} gives it. */
  language: nullableText,
  startLine: z.int().min(1),
  text,
});

const finding = z.strictObject({
  /** `C1…`, `I1…`, `S1…` in report order; refuted and declined ones are `R1…`. */
  id: text,
  severity,
  kind,
  title: text,
  anchor,
  /** Other places that the same finding names. */
  otherPlaces: z.array(
    z.strictObject({
      path: text,
      startLine: z.int().min(1).nullable(),
      endLine: z.int().min(1).nullable(),
      side,
      excerpt: excerpt.nullable(),
    }),
  ),
  excerpt: excerpt.nullable(),
  explanation: text,
  /** Wordings of the other agents that raised it, where they add something. */
  otherWordings: z.array(z.strictObject({ agent: text, title: text, explanation: text, fix: nullableText })),
  evidence: z.array(evidence),
  fix: z.strictObject({ text: nullableText, patch: nullableText }).nullable(),
  raisedBy: z.array(z.strictObject({ agent: text, id: text, severity, kind, title: text })),
  ruling: z.strictObject({
    value: z.enum(rulingValues),
    /** Agents that ruled; empty when nobody did. */
    by: z.array(text),
    reason: nullableText,
    evidence: z.array(evidence),
    /** Set where the ruling changed it. */
    severityBefore: severity.nullable(),
    kindBefore: kind,
  }),
  fingerprint: text,
  state: z.enum(['new', 'open', 'fixed', 'declined']),
  /** Why it was declined, or null. */
  declinedReason: nullableText,
  blocking: z.boolean(),
});

const tokens = z.strictObject({ input: count, output: count, cached: count.nullable() });

const agent = z.strictObject({
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
  durationMs: count,
  tokens: tokens.nullable(),
  costUsd: z.number().min(0).nullable(),
  turns: count.nullable(),
  toolCalls: count.nullable(),
  isolation: z.array(text),
  notes: z.array(text),
});

const run = z.strictObject({
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
});

const retroRow = z.strictObject({
  agent: text,
  durationMs: count,
  raised: z.strictObject({ critical: count, important: count, suggestion: count }),
  /** As they stand in the report, credited to every agent that raised them. */
  standing: z.strictObject({ critical: count, important: count, suggestion: count }),
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
  costUsd: z.number().min(0).nullable(),
  toolCalls: count.nullable(),
  costPerConfirmedUsd: z.number().min(0).nullable(),
});

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
  agents: z.array(agent),
  runs: z.array(run),
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
  findings: z.array(finding),
  /** Refuted findings, and declined ones. */
  refuted: z.array(finding),
  design: z.strictObject({
    concerns: z.array(z.strictObject({ text, scope: z.enum(['in-scope', 'future']), agents: z.array(text) })),
    strengths: z.array(z.strictObject({ text, agents: z.array(text) })),
  }),
  testing: z.strictObject({
    assessment: text,
    untested: z.array(
      z.strictObject({ risk: z.enum(['high', 'medium', 'low']), scenario: text, agents: z.array(text) }),
    ),
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
      }),
    ),
  }),
  retro: z.strictObject({
    rows: z.array(retroRow),
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
          state: z.enum(['open', 'fixed', 'declined']),
          finalId: nullableText,
        }),
      ),
    })
    .nullable(),
  /** The raw reviews: agent, form they were read in, text. Shown in the appendix. */
  appendix: z.array(z.strictObject({ run: text, agent: text, model: nullableText, form: text, text })),
});

/** See {@link reportSchema}. */
export type Report = z.infer<typeof reportSchema>;
/** One finding of a {@link Report}. */
export type ReportFinding = Report['findings'][number];
/** Code as read from git, its first line numbered. */
export type Excerpt = z.infer<typeof excerpt>;
/** Evidence as a report holds it. */
export type ReportEvidence = ReportFinding['evidence'][number];

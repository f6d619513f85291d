import * as z from 'zod';

/** From the worst down; compare with {@link severityRank}. */
export const severities = ['critical', 'important', 'suggestion'] as const;
/** How much a finding matters. */
export type Severity = (typeof severities)[number];

/** 0 is the worst. */
export const severityRank = (severity: Severity): number => severities.indexOf(severity);

/** `regression`: worked before this change; `gap`: missing in what the change adds; `pre-existing`: untouched by it. */
export const kinds = ['regression', 'gap', 'pre-existing'] as const;
/** How a finding came to be. */
export type Kind = (typeof kinds)[number];

const text = z.string();
const nullableText = z.string().nullable();
const lineNumber = z.int().min(1).nullable();

/** What supports a claim; unused properties are null, since one CLI demands that every property be required. */
export const evidenceSchema = z.strictObject({
  kind: z
    .enum(['citation', 'command', 'note'])
    .describe('citation: code at a place; command: what was run and what it printed; note: anything else'),
  path: nullableText,
  line: lineNumber,
  side: z.enum(['old', 'new']).nullable().describe('old: the merge base; new: the head'),
  quote: nullableText.describe('verbatim code at that line'),
  command: nullableText,
  output: nullableText,
  text: nullableText,
});

/** A script that shows a finding: our code runs it, never the agent. Absent in answers of earlier versions. */
export const reproSchema = z.strictObject({
  script: text.describe(
    'bash, started in the repository root: exit 1 and a line "REPRO: …" when the defect shows, exit 0 when it does not, anything else when it could not run',
  ),
  needs: nullableText.describe('what must be installed or built for it'),
  shows: nullableText.describe('in one sentence, what its failure shows'),
});

/** One problem that a reviewer claims. */
export const reviewFindingSchema = z.strictObject({
  severity: z.enum(severities),
  kind: z.enum(kinds).nullable(),
  title: text.describe('one line, what is wrong'),
  path: nullableText.describe('relative to the repository root'),
  startLine: lineNumber.describe('1-based line at the head; at the merge base for deleted code'),
  endLine: lineNumber,
  quote: nullableText.describe('the code at these lines, verbatim'),
  explanation: text,
  evidence: z.array(evidenceSchema),
  fix: nullableText.describe('what to do, in words'),
  patch: nullableText.describe('a unified diff that does it'),
  repro: reproSchema
    .nullable()
    .default(null)
    .describe('a script that shows it, where the brief asks for one'),
  mutation: nullableText
    .default(null)
    .describe('a unified diff that takes out a guard which no test covers; the repro then fails with it'),
});

/** How far a change does what an issue asks for. */
export const requestStates = ['done', 'partly', 'not', 'unclear'] as const;

/** Whether the change does what an issue asks for, in a reviewer's words, with the places that show it. */
export const requestAnswerSchema = z.strictObject({
  issue: z.int().min(1),
  state: z.enum(requestStates),
  explanation: text,
  evidence: z.array(
    z.strictObject({ path: text, line: lineNumber, quote: nullableText.describe('verbatim, at the head') }),
  ),
});

/** The review schema that validates every answer and is handed to the CLIs (design: every property required, nullable where optional). */
export const reviewSchema = z.strictObject({
  summary: text,
  findings: z.array(reviewFindingSchema),
  design: z.strictObject({
    concerns: z.array(z.strictObject({ text, scope: z.enum(['in-scope', 'future']) })),
    strengths: z.array(text),
  }),
  testing: z.strictObject({
    assessment: text,
    untested: z.array(z.strictObject({ risk: z.enum(['high', 'medium', 'low']), scenario: text })),
  }),
  documentation: text,
  commits: text,
  limitations: z.array(text).describe('limits that the author already acknowledges'),
  coverage: z.array(z.strictObject({ path: text, status: z.enum(['read', 'listed', 'skipped', 'failed']) })),
  /** Absent in answers of earlier versions. */
  requests: z
    .array(requestAnswerSchema)
    .default([])
    .describe('for each issue that the brief shows, whether the change does what it asks for'),
});

/** See {@link reviewSchema}. */
export type Review = z.infer<typeof reviewSchema>;
/** See {@link requestAnswerSchema}. */
export type RequestAnswer = z.infer<typeof requestAnswerSchema>;
/** See {@link reviewFindingSchema}. */
export type ReviewFinding = z.infer<typeof reviewFindingSchema>;
/** See {@link reproSchema}. */
export type Repro = z.infer<typeof reproSchema>;
/** See {@link evidenceSchema}. */
export type ReviewEvidence = z.infer<typeof evidenceSchema>;

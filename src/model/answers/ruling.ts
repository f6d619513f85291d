import * as z from 'zod';
import { evidenceSchema, kinds, severities } from './review-schema.ts';

/** What an adjudicator can say, and `unverified` where none could. */
export const rulingValues = ['confirmed', 'plausible', 'refuted', 'unverified'] as const;
/** See {@link rulingValues}. */
export type RulingValue = (typeof rulingValues)[number];

/** Ids in an adjudicator's brief: what it rules on, and what it compares. */
export const candidateId = (number: number): string => `F${number}`;
/** See {@link candidateId}. */
export const pairId = (number: number): string => `P${number}`;

/** Under this id a brief's subjects name the script that was shown with a candidate. */
export const scriptId = (candidate: string): string => `script of ${candidate}`;

/** What the candidates of a brief stood for, without its pairs. */
export function candidatesOf(
  subjects: Readonly<Record<string, readonly string[]>>,
): (readonly [id: string, keys: readonly string[]])[] {
  return Object.entries(subjects).filter(([id]) => id.startsWith('F'));
}

/** What an adjudicator prints: one ruling per candidate of its brief, and an answer per doubtful pair. */
export const rulingsSchema = z.strictObject({
  rulings: z.array(
    z.strictObject({
      candidate: z.string().describe('the candidate id in the brief'),
      ruling: z.enum(['confirmed', 'plausible', 'refuted']),
      severity: z.enum(severities).nullable().describe('the severity that the evidence supports'),
      kind: z.enum(kinds).nullable(),
      reason: z.string(),
      missing: z
        .string()
        .nullable()
        .describe('for plausible: the step that the repository does not show; else null'),
      evidence: z.array(evidenceSchema),
      repro: z
        .enum(['shows', 'does-not-show'])
        .nullable()
        .default(null)
        .describe('where a script was run: whether it shows this claim, and nothing else'),
    }),
  ),
  pairs: z.array(
    z.strictObject({
      pair: z.string().describe('the pair id in the brief'),
      same: z.boolean().describe('one root cause, one fix'),
      reason: z.string(),
    }),
  ),
});

/** See {@link rulingsSchema}. */
export type Rulings = z.infer<typeof rulingsSchema>;

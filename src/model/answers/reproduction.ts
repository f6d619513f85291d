import * as z from 'zod';
import { reproSchema } from './review-schema.ts';

const nullableText = z.string().nullable();

/** What a prover prints for the one finding that it is asked about. */
export const reproductionSchema = z.strictObject({
  repro: reproSchema.nullable().describe('the script, or null where running code cannot show the finding'),
  patch: nullableText.describe('a unified diff against the head that takes the defect away, or null'),
  mutation: nullableText.describe('a unified diff that takes out a guard which no test covers, or null'),
  reason: z.string().describe('what the script does, or why there is none, in one or two sentences'),
});

/** See {@link reproductionSchema}. */
export type Reproduction = z.infer<typeof reproductionSchema>;

import * as z from 'zod';

const nullableText = z.string().nullable();

/** What an editor prints: prose only. It settles nothing, and what contradicts the settled figures is left out. */
export const editionSchema = z.strictObject({
  summary: nullableText.describe('the executive summary: what the change does, what stands in its way'),
  reason: nullableText.describe('why the verdict is what it is, in one sentence'),
  testing: nullableText.describe('what the agents say of the tests, merged'),
  documentation: nullableText.describe('what the agents say of the documentation, merged'),
  retro: z
    .array(z.strictObject({ agent: z.string(), text: z.string() }))
    .describe('a paragraph per reviewer'),
  closing: nullableText.describe('what each agent was worth, in one or two sentences'),
});

/** See {@link editionSchema}. */
export type Edition = z.infer<typeof editionSchema>;

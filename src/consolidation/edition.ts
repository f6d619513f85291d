import * as z from 'zod';
import type { AgentRun } from '../agents/run.ts';
import { findJson } from '../findings/json.ts';

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

/** The last valid answer of an editor that ended well; null where there is none. */
export function readEdition(runs: readonly AgentRun[]): Edition | null {
  const answers = runs.flatMap((run) =>
    run.role === 'editor' && run.outcome === 'completed' && run.answer !== null ? [run.answer] : [],
  );
  for (const answer of answers.reverse()) {
    for (const { value } of findJson(answer).reverse()) {
      const parsed = editionSchema.safeParse(value);
      if (parsed.success) return parsed.data;
    }
  }
  return null;
}

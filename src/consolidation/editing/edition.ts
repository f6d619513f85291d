import * as z from 'zod';
import type { AgentRun } from '../../agents/run.ts';
import { readJson } from '../../findings/json.ts';

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

const nothing: Edition = {
  summary: null,
  reason: null,
  testing: null,
  documentation: null,
  retro: [],
  closing: null,
};
/** The last answer of an editor that ended well; null where none says anything. What it left out is nothing, what does not belong is passed over. */
export function readEdition(runs: readonly AgentRun[]): Edition | null {
  const answers = runs.flatMap((run) =>
    run.role === 'editor' && run.outcome === 'completed' && run.answer !== null ? [run.answer] : [],
  );
  return answers.flatMap((answer) => readJson(answer, ({ value }) => parseEdition(value))).at(-1) ?? null;
}

function parseEdition(value: unknown): Edition | null {
  if (typeof value !== 'object' || value === null) return null;
  if (!Object.keys(nothing).some((part) => part in value)) return null;
  const parsed = editionSchema.strip().safeParse({ ...nothing, ...value });
  return parsed.success ? parsed.data : null;
}

import { readJson } from '../../findings/json/text/json.ts';
import { type Edition, editionSchema } from '../../model/answers/edition.ts';
import type { AgentRun } from '../../model/run.ts';

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

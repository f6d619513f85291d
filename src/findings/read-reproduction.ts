import { type Reproduction, reproductionSchema } from '../model/answers/reproduction.ts';
import type { Repro } from '../model/answers/review-schema.ts';
import { type LenientObject, openObject } from './json/lenient-object.ts';
import { readJson } from './json/text/json.ts';
import { createNamedFences } from './markdown/bodies/named-fences.ts';

/**
 * Reads a prover's answer: strict JSON first, then JSON that can be salvaged, the last that holds a script or says that there is none;
 * then Markdown with the named code blocks. Null where there is nothing of it.
 */
export function readReproduction(answer: string): Reproduction | null {
  const found = readJson(answer, ({ value }) => {
    const strict = reproductionSchema.safeParse(value);
    return strict.success ? strict.data : coerceReproduction(value);
  });
  return found.at(-1) ?? readBlocks(answer);
}

function coerceReproduction(value: unknown, depth = 3): Reproduction | null {
  const fields = openObject(value);
  if (fields === null) return null;
  const isOne = ['repro', 'script'].some((name) => Object.hasOwn(Object(value), name));
  if (isOne)
    return {
      repro: reproOf(fields),
      patch: fields.text('patch', 'diff'),
      mutation: fields.text('mutation'),
      reason: fields.text('reason', 'explanation', 'rationale') ?? '',
    };
  const inner = fields.value('result', 'response', 'output', 'structured_output', 'answer', 'content');
  if (depth === 0 || inner === null) return null;
  return typeof inner === 'string' ? readReproduction(inner) : coerceReproduction(inner, depth - 1);
}

function reproOf(fields: LenientObject): Repro | null {
  const inner = openObject(fields.value('repro')) ?? fields;
  const script = inner.text('script') ?? fields.text('repro');
  if (script === null || script.trim() === '') return null;
  return { script, needs: inner.text('needs'), shows: inner.text('shows') };
}

function readBlocks(answer: string): Reproduction | null {
  const fences = createNamedFences();
  for (const [, language = '', meta = '', text = ''] of answer.matchAll(
    /^```(\S+)[ \t]*([^\n]*)\n([\s\S]*?)^```\s*$/gm,
  ))
    fences.take(language, meta, text);
  const repro = fences.repro();
  return repro && { repro, patch: fences.patch(), mutation: fences.mutation(), reason: '' };
}

import { note } from '../../model/answers/evidence.ts';
import type { Repro, ReviewEvidence } from '../../model/answers/review-schema.ts';
import { pathNames } from './json-place.ts';
import { openObject, textOf } from './lenient-object.ts';

/** A script alone, or an object with one. */
export function coerceRepro(value: unknown): Repro | null {
  const fields = openObject(value);
  const script = fields?.text('script', 'code', 'command', 'body') ?? textOf(value);
  if (!script) return null;
  return { script, needs: fields?.text('needs') ?? null, shows: fields?.text('shows') ?? null };
}

/** Reads evidence: text is a note; an object with a command, or with a path, is what it looks like. */
export function coerceEvidence(value: unknown): ReviewEvidence[] {
  const text = textOf(value);
  if (text !== null) return text === '' ? [] : [note(text)];
  const fields = openObject(value);
  if (fields === null) return [];
  const side = fields.text('side', 'revision');
  const evidence: Omit<ReviewEvidence, 'kind'> = {
    path: fields.text(...pathNames),
    line: fields.line('start_line', 'line', 'line_start', 'line_number', 'start', 'from_line'),
    side: side === 'old' || side === 'base' ? 'old' : side === 'new' || side === 'head' ? 'new' : null,
    quote: fields.text('quote', 'code', 'snippet'),
    command: fields.text('command', 'cmd'),
    output: fields.text('output', 'stdout', 'result'),
    text: fields.text('text', 'note', 'description', 'explanation'),
  };
  if (Object.values(evidence).every((part) => part === null)) return [];
  const kind = evidence.command !== null ? 'command' : evidence.path !== null ? 'citation' : 'note';
  return [{ kind, ...evidence }];
}

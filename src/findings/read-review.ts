import type { Reading } from '../model/finding.ts';
import { completeReview } from './complete-finding.ts';
import { openObject } from './json/lenient-object.ts';
import { readJsonReview, readStrictReview } from './json/read-json-review.ts';
import { readMarkdownReview } from './markdown/read-markdown.ts';
import { uniteReviews } from './unite-findings.ts';

/**
 * Reads one agent's answer as a review: strict JSON, else every JSON document and the Markdown around them as one. Nothing that says
 * how many findings there are is believed less than what was found: see {@link findMissing}.
 */
export function readReview(answer: string): Reading {
  const text = answer.replace(/^\uFEFF/, '').trim();
  if (text === '') return { form: 'unreadable', reason: 'The answer is empty.' };
  const strict = readStrictReview(text);
  if (strict !== null) return strict;
  const inner = openEnvelope(text);
  if (inner !== null) return readReview(inner);
  const json = readJsonReview(text);
  // Around JSON there is Markdown; what is inside of it is read already.
  const markdown = readMarkdownReview(json === null ? text : without(text, json.spans));
  const isQuotation = json !== null && !json.hasReview && (markdown?.review.findings.length ?? 0) > 0;
  if (json !== null && !isQuotation) {
    const reviews = markdown === null ? ([json.review] as const) : ([json.review, markdown.review] as const);
    const review = completeReview(uniteReviews(reviews));
    return { form: 'salvaged', review, notes: [...json.notes, ...(markdown?.notes ?? [])] };
  }
  if (markdown !== null)
    return { form: 'markdown', review: completeReview(markdown.review), notes: markdown.notes };
  const reason =
    'The answer is neither a JSON review nor a Markdown review with sections that could be recognised.';
  return { form: 'unreadable', reason };
}

/** A text without some of its parts; the fences around them stay, empty. */
function without(text: string, spans: readonly { readonly start: number; readonly end: number }[]): string {
  let left = '';
  let from = 0;
  for (const { start, end } of spans) {
    left += text.slice(from, start);
    from = Math.max(from, end);
  }
  return left + text.slice(from);
}

/** The text inside an envelope such as `{"type": "result", "result": "…"}`, which CLIs put around an answer. */
function openEnvelope(text: string): string | null {
  if (!text.startsWith('{')) return null;
  try {
    const fields = openObject(JSON.parse(text));
    if (fields === null || fields.value('findings') !== null) return null;
    const inner = fields.value('result', 'response', 'output', 'text', 'content', 'answer', 'review');
    return typeof inner === 'string' ? inner : null;
  } catch {
    return null;
  }
}

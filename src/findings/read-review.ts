import type { Reading } from '../model/finding.ts';
import { openObject } from './json/lenient-object.ts';
import { readSalvagedReview, readStrictReview } from './json/read-json-review.ts';
import { readMarkdownReview } from './markdown/read-markdown.ts';

/**
 * Reads one agent's answer as a review: strict JSON first, then JSON that can be salvaged, then Markdown. Where an answer
 * holds both, the one with more findings is the review and the other a quotation.
 */
export function readReview(answer: string): Reading {
  const text = answer.replace(/^\uFEFF/, '').trim();
  if (text === '') return { form: 'unreadable', reason: 'The answer is empty.' };
  const strict = readStrictReview(text);
  if (strict !== null) return strict;
  const inner = openEnvelope(text);
  if (inner !== null) return readReview(inner);
  const json = readSalvagedReview(text);
  if (json !== null && json.share > 0.9) return json.reading;
  const markdown = readMarkdownReview(text);
  if (json === null || markdown === null) {
    const reason =
      'The answer is neither a JSON review nor a Markdown review with sections that could be recognised.';
    return json?.reading ?? markdown ?? { form: 'unreadable', reason };
  }
  const difference = json.reading.review.findings.length - markdown.review.findings.length;
  return difference > 0 || (difference === 0 && json.share > 0.5) ? json.reading : markdown;
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

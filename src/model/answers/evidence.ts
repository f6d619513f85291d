import type { ReviewEvidence } from './review-schema.ts';

/** A note without words; every property of evidence is required. */
export const noEvidence: ReviewEvidence = {
  kind: 'note',
  path: null,
  line: null,
  side: null,
  quote: null,
  command: null,
  output: null,
  text: null,
};

/** A note that supports a finding. */
export const note = (text: string): ReviewEvidence => ({ ...noEvidence, text });

/** Code at a place that supports a finding. */
export const citation = (path: string, line: number, side: 'old' | 'new', quote: string): ReviewEvidence => ({
  ...noEvidence,
  kind: 'citation',
  path,
  line,
  side,
  quote,
});

/** A list names no more of its entries. */
const mostListed = 10;

/** A note of several things: `Files: a, b, ….` */
export const noteOfList = (label: string, entries: readonly string[]): ReviewEvidence =>
  note(`${label}: ${entries.slice(0, mostListed).join(', ')}${entries.length > mostListed ? ', …' : ''}.`);

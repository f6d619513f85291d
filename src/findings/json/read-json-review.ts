import { reviewSchema } from '../../model/answers/review-schema.ts';
import type { Reading } from '../../model/finding.ts';
import { completeReview, type LooseReview } from '../complete-finding.ts';
import { coerceReview, isLikeFinding } from './coerce-review.ts';
import { type FoundJson, readJson } from './json.ts';

/** A review read from JSON, with the share of the answer (0 to 1) that it takes up. */
export interface JsonReading {
  readonly reading: Exclude<Reading, { form: 'unreadable' }>;
  readonly share: number;
}

/** Reads an answer that is a review of the schema and nothing else. */
export function readStrictReview(answer: string): Reading | null {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return null;
  }
  const review = reviewSchema.safeParse(value);
  return review.success ? { form: 'strict', review: completeReview(review.data), notes: [] } : null;
}

/** A review as it was found, or a finding that stands alone. */
type Found =
  | { readonly json: FoundJson; readonly review: LooseReview; readonly notes: string[] }
  | { readonly json: FoundJson; readonly review: null };

/** Reads the JSON review in an answer that also holds something else, or is not quite of the schema. */
export function readSalvagedReview(answer: string): JsonReading | null {
  const found = readJson(answer, (json): Found | null => {
    const notes: string[] = [];
    const review = coerceReview(json.value, notes);
    if (review !== null) return { json, review, notes };
    return json.state !== 'cut' && isLikeFinding(json.value) ? { json, review: null } : null;
  });
  const reviews = found.filter((each) => each.review !== null);
  // The last one that finds something: agents write drafts and examples before the answer.
  const best = reviews.findLast(({ review }) => review.findings.length > 0) ?? reviews.at(-1);
  if (best !== undefined) return salvaged(best.review, [best.json], best.notes, answer);
  const series = found.map(({ json }) => json);
  const notes = ['the answer is a series of findings without a review around them'];
  const review = coerceReview(
    series.map(({ value }) => value),
    notes,
  );
  return review && salvaged(review, series, notes, answer);
}

function salvaged(
  review: LooseReview,
  spans: readonly FoundJson[],
  notes: string[],
  answer: string,
): JsonReading {
  const length = spans.reduce((sum, { start, end }) => sum + end - start, 0);
  if (spans.some(({ state }) => state === 'mended')) notes.push('the JSON was not valid and was mended');
  if (spans.some(({ state }) => state === 'cut')) {
    notes.push(`the JSON is broken or cut off; ${review.findings.length} whole findings were kept`);
  }
  return {
    reading: { form: 'salvaged', review: completeReview(review), notes },
    share: length / Math.max(1, answer.trim().length),
  };
}

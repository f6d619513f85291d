import { reviewSchema } from '../../model/answers/review-schema.ts';
import type { LooseFinding, LooseReview } from '../complete-finding.ts';
import { uniteReviews } from '../unite-findings.ts';
import { coerceFinding, isLikeFinding } from './coerce-finding.ts';
import { coerceReview, type JsonReview } from './coerce-review.ts';
import { isSettled } from './element-status.ts';
import { findJsonFindings } from './find-json-findings.ts';
import type { JsonFindings } from './json-collection.ts';
import { openObject } from './lenient-object.ts';
import { severityOf } from './level-of-object.ts';
import { type FoundJson, readJson } from './text/json.ts';
import { readOtherNotations } from './text/other-notations.ts';

/** What of a review stands in the JSON of an answer. */
export interface JsonReading {
  readonly review: LooseReview;
  readonly notes: readonly string[];
  /** Whether a document of it is a review, and not only a finding by itself, which may be a quotation. */
  readonly hasReview: boolean;
  /** Findings by themselves that name their level. */
  readonly alone: readonly LooseFinding[];
  readonly settled: number;
  /** What names a level where findings stand, and could not be read or was cut off. */
  readonly unread: JsonReview['unread'];
  /** What it says about its findings in words and numbers. */
  readonly lines: readonly string[];
  /** Where it stands in the answer. */
  readonly spans: readonly FoundJson[];
}

/** Reads an answer that is a review of the schema and nothing else. */
export function readStrictReview(answer: string): LooseReview | null {
  let value: unknown;
  try {
    value = JSON.parse(answer);
  } catch {
    return null;
  }
  const review = reviewSchema.safeParse(value);
  return review.success ? review.data : null;
}

/** A review as it was found, or a finding that stands alone, which may be dealt with. */
interface Found {
  readonly json: FoundJson;
  readonly review: JsonReview | null;
  readonly alone: JsonFindings | null;
  readonly notes: readonly string[];
}

/** Reads all JSON in an answer that also holds something else, or is not quite of the schema, as one review. */
export function readJsonReview(answer: string): JsonReading | null {
  const readDocument = (json: FoundJson): Found | null => {
    const notes: string[] = [];
    const isAlone = isLikeFinding(json.value) && json.state !== 'cut' && !isSettled(json.value);
    const review = isAlone ? null : coerceReview(json.value, notes);
    if (review !== null) return { json, review, alone: null, notes };
    return isAlone ? { json, review: null, alone: findJsonFindings([json.value], notes), notes } : null;
  };
  const inJson = readJson(answer, readDocument);
  const isApart = ({ start, end }: FoundJson) =>
    inJson.every(({ json }) => json.end <= start || json.start >= end);
  const inOthers = readOtherNotations(answer, isOfFindings).filter(isApart);
  const found = [...inJson, ...inOthers.flatMap((json) => readDocument(json) ?? [])].sort(
    (one, other) => one.json.start - other.json.start,
  );
  const [first, ...others] = found.map(
    ({ review, alone }) => review?.review ?? { ...emptyReview, findings: alone?.findings ?? [] },
  );
  if (first === undefined) return null;
  const united = uniteReviews([first, ...others]);
  const hasReview = found.some(({ review }) => review !== null);
  const states = new Set(found.map(({ json }) => json.state));
  const notes = [
    ...new Set(found.flatMap((each) => each.notes)),
    ...(hasReview ? [] : ['the answer is a series of findings without a review around them']),
    ...(states.has('mended') ? ['the JSON was not valid and was mended'] : []),
    ...(states.has('cut')
      ? [`the JSON is broken or cut off; ${united.findings.length} whole findings were kept`]
      : []),
  ];
  return {
    review: united,
    notes,
    hasReview,
    alone: found.flatMap(({ json, alone }) =>
      severityOf(json.value) === null ? [] : (alone?.findings ?? []),
    ),
    settled: found.reduce((sum, { review, alone }) => sum + ((review ?? alone)?.settled ?? 0), 0),
    unread: [
      ...found.flatMap(({ review }) => review?.unread ?? []),
      ...found
        .flatMap(({ json, review }) => (review === null ? [] : json.broken.flatMap(cutFinding)))
        // A draft that breaks off may be followed by the whole.
        .filter(({ words }) => !united.findings.some(({ title }) => title.startsWith(words))),
    ],
    lines: found.flatMap(({ review }) => review?.lines ?? []),
    spans: found.map(({ json }) => json),
  };
}

/** Whether a document that may be quoted configuration is a review: its findings have a level and a file, or it is a list without any. */
function isOfFindings(value: unknown): boolean {
  if (Array.isArray(openObject(value)?.value('findings')) && openObject(value)?.list('findings').length === 0)
    return true;
  const { findings, unnamed, settled, unread } = findJsonFindings(value, []);
  return (
    findings.length + settled + unread.length > 0 &&
    unnamed === 0 &&
    findings.every(({ path }) => path !== null)
  );
}

/** A finding that breaks off: it counts as one that could not be read where it names its level. */
function cutFinding(rest: object): JsonReview['unread'] {
  const severity = severityOf(rest);
  if (severity === null || severity === 'suggestion') return [];
  const words = coerceFinding(rest, 1, [])?.title ?? JSON.stringify(rest).slice(0, 400);
  return [{ severity, words }];
}

/** A review that says nothing. */
const emptyReview: LooseReview = {
  summary: '',
  findings: [],
  design: { concerns: [], strengths: [] },
  testing: { assessment: '', untested: [] },
  documentation: '',
  commits: '',
  limitations: [],
  coverage: [],
  requests: [],
};

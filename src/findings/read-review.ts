import { type Severity, severities } from '../model/answers/review-schema.ts';
import { partAnswers } from '../model/answers/several-answers.ts';
import type { Reading } from '../model/finding.ts';
import { completeReview, type LooseReview } from './complete-finding.ts';
import { openObject } from './json/lenient-object.ts';
import { readJsonReview, readStrictReview } from './json/read-json-review.ts';
import { openFencedReport } from './markdown/document/fenced-report.ts';
import { type MarkdownReading, readMarkdownReview } from './markdown/read-markdown.ts';
import { findMissing, noteMissing, type ReadingEvidence, standIns } from './missing/find-missing.ts';
import { withDataBeside } from './records/data-beside.ts';
import { isField, readRecords } from './records/read-records.ts';
import { rememberByText } from './remember-by-text.ts';
import { uniteReviews } from './unite-findings.ts';
import { defectsIn } from './words/defects-in-prose.ts';

const unknownForm =
  'The answer is neither a JSON review nor a Markdown review with sections that could be recognised.';

/**
 * Reads one agent's answer as a review: strict JSON, else every JSON document and the Markdown around them as one. Where the answer
 * speaks of more findings than came out, stand-ins count for those; where none came out, it is unreadable.
 */
export const readReview = rememberByText((text: string): Reading => {
  const [answer = '', ...others] = partAnswers(text);
  return others.length === 0 ? readAnswer(answer) : uniteReadings([answer, ...others].map(readAnswer));
});

/** One reading of several answers, as far as they can be read. */
function uniteReadings(readings: readonly Reading[]): Reading {
  const missing = readings.flatMap((reading) => reading.missing ?? []);
  const [first, ...further] = readings.filter((reading) => reading.form !== 'unreadable');
  if (first === undefined) {
    const reasons = readings.flatMap((reading) => (reading.form === 'unreadable' ? [reading.reason] : []));
    return { form: 'unreadable', reason: [...new Set(reasons)].join(' '), missing };
  }
  const unread = readings.flatMap(({ form, missing = [] }) => (form === 'unreadable' ? missing : []));
  const findings = standIns(
    unread.map((words) => {
      const severity = severities.find((each) => words.includes(` ${each} finding`)) ?? 'important';
      return { severity, count: 1, words };
    }),
  );
  const united = uniteReviews([first.review, ...further.map(({ review }) => review)]);
  return {
    form: first.form,
    review: completeReview({ ...united, findings: [...united.findings, ...findings] }),
    notes: [...new Set([first, ...further].flatMap(({ notes }) => notes))],
    missing,
  };
}

/** Reads an answer as it stands, and without the fence around its report where more comes out so. */
function readAnswer(answer: string): Reading {
  const text = answer.replace(/^\uFEFF/, '').trim();
  const reading = readWritten(text);
  const opened = openFencedReport(text);
  if (opened === null) return reading;
  const inside = readWritten(opened);
  if (inside.form === 'unreadable') return reading;
  const count = reading.form === 'unreadable' ? -1 : reading.review.findings.length;
  return inside.review.findings.length > count ? inside : reading;
}

function readWritten(text: string): Reading {
  if (text === '') return { form: 'unreadable', reason: 'The answer is empty.' };
  const strict = readStrictReview(text);
  if (strict !== null)
    return hold('strict', strict, [], {
      findings: strict.findings,
      settled: 0,
      lines: strict.summary.split('\n'),
      unread: [],
    });
  const inner = openEnvelope(text);
  if (inner !== null) return readAnswer(inner);
  const json = readJsonReview(text);
  // Around JSON there is Markdown; what is inside of it is read already.
  const plain = readMarkdownReview(json === null ? text : without(text, json.spans));
  const isQuotation = json !== null && !json.hasReview && plain.review.findings.length > 0;
  const document = isQuotation ? null : json;
  const markdown = document === null ? withDataBeside(withRecords(plain, text), json, text) : plain;
  const review = document === null ? markdown.review : uniteReviews([document.review, markdown.review]);
  const notes = [...(document?.notes ?? []), ...markdown.notes];
  const evidence = {
    findings: review.findings,
    settled: markdown.settled + (document?.settled ?? 0),
    lines: [...markdown.lines, ...(document?.lines ?? [])],
    unread: [...markdown.unread, ...(document?.unread ?? [])],
  };
  if (document !== null) return hold('salvaged', review, notes, evidence);
  const defects =
    evidence.findings.length + evidence.settled === 0 && !markdown.saysNone ? defectsIn(evidence.lines) : [];
  if (markdown.isReview && defects.length === 0) return hold('markdown', review, notes, evidence);
  const missing = findMissing(evidence);
  const reason =
    missing.length > 0 || defects.length === 0
      ? unknownForm
      : `The answer speaks of defects in a form without findings: ${JSON.stringify(defects[0]?.slice(0, 200))}.`;
  return { form: 'unreadable', reason, missing: noteMissing(missing) };
}

/** Reads the records of an answer where Markdown has no finding, or took a field of a record (`id: 1`) for one. */
function withRecords(markdown: MarkdownReading, text: string): MarkdownReading {
  const { review, settled, unread, notes } = markdown;
  const isMisread = review.findings.some(({ title }) => isField(title));
  if (review.findings.length + settled > 0 && !isMisread) return markdown;
  const records = readRecords(text, markdown.saysNone);
  const count = records.findings.length + records.unread.length + records.settled.length;
  const isBetter = !isMisread || records.findings.every(({ path }) => path !== null);
  if (!isBetter || count < Math.max(1, review.findings.length))
    return { ...markdown, notes: [...notes, ...(isMisread ? [] : records.notes)] };
  const has = (severity: Severity) => records.findings.some((each) => each.severity === severity);
  return {
    ...markdown,
    review: { ...review, findings: records.findings },
    isReview: true,
    // What Markdown notes is about findings that are none.
    notes: [...(isMisread ? [] : notes), ...records.notes],
    settled: settled + records.settled.length,
    unread: [...unread.filter(({ severity }) => !has(severity)), ...records.unread],
  };
}

/** Holds what was read against what the answer says that there is. */
function hold(
  form: 'strict' | 'salvaged' | 'markdown',
  review: LooseReview,
  notes: readonly string[],
  evidence: ReadingEvidence,
): Reading {
  const missing = findMissing(evidence);
  if (missing.length === 0) return { form, review: completeReview(review), notes };
  const told = noteMissing(missing);
  if (review.findings.length === 0) {
    return {
      form: 'unreadable',
      reason: `The answer speaks of findings that could not be read from it: ${told.join('; ')}.`,
      missing: told,
    };
  }
  const findings = [...review.findings, ...standIns(missing)];
  const partly = form === 'strict' ? 'salvaged' : form;
  return {
    form: partly,
    review: completeReview({ ...review, findings }),
    notes: [...notes, ...told],
    missing: told,
  };
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

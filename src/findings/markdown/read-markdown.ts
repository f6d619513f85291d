import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding, LooseReview } from '../complete-finding.ts';
import { sharedWords } from '../unite-findings.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import { saysNothing } from '../words/says-nothing.ts';
import type { Topic } from '../words/section-titles.ts';
import { type Block, parseBlocks } from './document/blocks.ts';
import { blocksOf, outline, sectionsIn } from './document/outline.ts';
import { prepare } from './document/prepare.ts';
import { findFindings } from './find-findings.ts';
import { pointsOf, proseOf, readConcerns, readCoverage, readTesting } from './observations.ts';

/** What of a review stands in the Markdown of an answer. */
export interface MarkdownReading {
  readonly review: LooseReview;
  readonly notes: readonly string[];
  /** Whether a section or a finding is there. */
  readonly isReview: boolean;
  readonly settled: number;
  /** Lines outside of code. */
  readonly lines: readonly string[];
  /** Sections that must hold findings and from which none came. */
  readonly unread: readonly { readonly severity: Severity; readonly words: string }[];
  /** Whether it says that there are none. */
  readonly saysNone: boolean;
}

/**
 * Reads a Markdown review by its syntax tree: sections by their headings, findings by the form of their first lines.
 * What an agent says before its first heading is narration and left out; several passes are one review.
 */
export function readMarkdownReview(answer: string): MarkdownReading {
  const text = prepare(answer);
  const root = outline(parseBlocks(text));
  const sections = sectionsIn(root);
  const lines = linesOutsideCode(text);
  const found = findFindings(root, text);
  const of = (...topics: readonly Topic[]): Block[] =>
    sections
      .filter(({ topic }) => topic !== null && topics.includes(topic.topic))
      .flatMap((section) => blocksOf(section, (part) => part.topic?.isSure === true));
  const direct = [
    ...found.findings,
    ...found.rows.filter((row) => !found.findings.some((finding) => repeats(row, finding))),
  ];
  // Advice mostly says once more what to do about the findings; with a place of its own it is one.
  const own = found.advice.filter(
    (point) => point.startLine !== null && !direct.some((finding) => repeats(point, finding)),
  );
  const findings = direct.length + found.settled.length > 0 ? [...direct, ...own] : found.advice;
  const isReview = findings.length > 0 || sections.some(({ topic }) => topic !== null);
  const review: LooseReview = {
    summary: proseOf(of('summary')),
    findings,
    design: {
      concerns: readConcerns(of('concerns', 'design'), text),
      strengths: pointsOf(of('strengths'), text),
    },
    testing: readTesting(of('testing'), text),
    documentation: proseOf(of('documentation')),
    commits: proseOf(of('commits')),
    limitations: pointsOf(of('limitations'), text),
    coverage: readCoverage(of('coverage'), text),
  };
  return {
    review,
    isReview,
    notes: [
      ...found.notes,
      ...notesOf('marked as dealt with', found.settled),
      ...notesOf('named again', found.repeated),
      ...(findings !== found.advice
        ? notesOf(
            'points of advice',
            found.advice.filter((point) => !own.includes(point)).map(({ title }) => title),
          )
        : []),
    ],
    settled: found.settled.length,
    lines,
    unread: found.expected.filter(
      ({ severity, count, words }) => severity !== 'suggestion' && count === 0 && !saysNothing(words),
    ),
    saysNone:
      found.expected.some(({ count, words }) => count === 0 && saysNothing(words)) ||
      lines.some(isNoneStatement),
  };
}

function linesOutsideCode(text: string): string[] {
  let open: string | null = null;
  return text.split('\n').filter((line) => {
    const mark = /^\s*(`{3,}|~{3,})/.exec(line)?.[1] ?? null;
    const isCode = open !== null || mark !== null;
    if (open === null) open = mark;
    else if (mark?.startsWith(open)) open = null;
    return !isCode;
  });
}

/** `No issues found.` */
const isNoneStatement = (line: string): boolean => {
  const { isNone, hasNoun } = readSeverityPhrase(line.split(/[.!。]/, 1)[0] ?? '');
  return line.length <= 300 && isNone && hasNoun;
};

const notesOf = (what: string, titles: readonly string[]): string[] =>
  titles.length === 0
    ? []
    : [`${titles.length} ${what} left out: ${titles.map((title) => JSON.stringify(title)).join(', ')}`];

/** Whether a row of a table tells of a finding that is told elsewhere: the same file and line, or much the same words. */
function repeats(row: LooseFinding, finding: LooseFinding): boolean {
  const isNear =
    row.startLine !== null &&
    finding.startLine !== null &&
    row.startLine <= (finding.endLine ?? finding.startLine) &&
    finding.startLine <= (row.endLine ?? row.startLine);
  const isSameFile =
    row.path !== null &&
    finding.path !== null &&
    (finding.path.endsWith(row.path) || row.path.endsWith(finding.path));
  if (isSameFile && isNear) return true;
  return sharedWords(row.title, `${finding.title} ${finding.explanation.slice(0, 400)}`) >= 0.6;
}

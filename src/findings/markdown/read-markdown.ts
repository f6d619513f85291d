import type { LooseFinding, LooseReview } from '../complete-finding.ts';
import { sharedWords } from '../unite-findings.ts';
import type { Topic } from '../words/section-titles.ts';
import { type Block, parseBlocks } from './blocks.ts';
import { findFindings } from './find-findings.ts';
import { pointsOf, proseOf, readConcerns, readCoverage, readTesting } from './observations.ts';
import { blocksOf, outline, sectionsIn } from './outline.ts';
import { prepare } from './prepare.ts';

/** What of a review stands in the Markdown of an answer. */
export interface MarkdownReading {
  readonly review: LooseReview;
  readonly notes: readonly string[];
}

/**
 * Reads a Markdown review by its syntax tree: sections by their headings, findings by the form of their first lines.
 * What an agent says before its first heading is narration and left out; several passes are one review. Null where no
 * section of a review is there.
 */
export function readMarkdownReview(answer: string): MarkdownReading | null {
  const text = prepare(answer);
  const root = outline(parseBlocks(text));
  const sections = sectionsIn(root);
  const found = findFindings(root, text);
  const of = (...topics: readonly Topic[]): Block[] =>
    sections
      .filter(({ topic }) => topic !== null && topics.includes(topic.topic))
      .flatMap((section) => blocksOf(section, (part) => part.topic?.isSure === true));
  const direct = [
    ...found.findings,
    ...found.rows.filter((row) => !found.findings.some((finding) => repeats(row, finding))),
  ];
  const findings = direct.length > 0 ? direct : found.advice;
  if (findings.length === 0 && sections.every(({ topic }) => topic === null)) return null;
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
  return { review, notes: [...found.notes, ...notesOf(found.settled)] };
}

const notesOf = (settled: readonly string[]): string[] =>
  settled.length === 0
    ? []
    : [
        `${settled.length} marked as dealt with and left out: ${settled.map((title) => JSON.stringify(title)).join(', ')}`,
      ];

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

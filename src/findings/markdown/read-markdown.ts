import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseReview } from '../complete-finding.ts';
import { splitAtFences } from '../records/code-fences.ts';
import { readSeverityPhrase } from '../words/read-severity.ts';
import { saysNothing } from '../words/says-nothing.ts';
import type { Topic } from '../words/section-titles.ts';
import { type Block, parseBlocks } from './document/blocks.ts';
import { withoutMark } from './document/comment-lines.ts';
import { outline } from './document/outline.ts';
import { prepare } from './document/prepare.ts';
import { blocksOf, sectionsIn } from './document/section.ts';
import { findFindings } from './find-findings.ts';
import type { FoundFindings } from './found-findings.ts';
import { pointsOf, proseOf, readConcerns, readCoverage, readTesting } from './observations.ts';
import { notesOf, weigh } from './weigh-findings.ts';

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
  const lines = splitAtFences(withoutMark(text)).outside;
  const found = findFindings(root, text);
  const of = (...topics: readonly Topic[]): Block[] =>
    sections
      .filter(({ topic }) => topic !== null && topics.includes(topic.topic))
      .flatMap((section) => blocksOf(section, (part) => part.topic?.isSure === true));
  const { findings, notes: dropped } = weigh(found);
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
    requests: [],
  };
  return {
    review,
    isReview,
    notes: [
      ...notesOf('marked as dealt with', found.settled),
      ...dropped,
      ...notesOf('points about code', unheardOf(found, findings.length)),
    ],
    settled: found.settled.length,
    lines,
    unread: found.expected.filter(
      ({ severity, count, words }) => severity !== 'suggestion' && count === 0 && !saysNothing(words),
    ),
    saysNone:
      found.expected.some(
        ({ count, words }) => count === 0 && saysNothing(words) && !impliesOne.test(words),
      ) || lines.some(isNoneStatement),
  };
}

/** Fewer points that nothing was read from are asides, and so are those beside as many findings. */
const leastUnheard = 5;
const unheardOf = ({ unheard }: FoundFindings, count: number): readonly string[] =>
  unheard.length >= leastUnheard && unheard.length > count ? unheard.map((words) => words.slice(0, 120)) : [];

/** `No other issues found` says that there is one. */
const impliesOne =
  /\b(?:no|none|any|zero|nothing)\s+(?:other|further|more|additional|else)\b|\b(?:keine?|nichts?) weiter\w*|\baucune? autres?|\bning[uú]n[ao]? otr[ao]|\b(?:no|sin) (?:hay )?otr[ao]s|\bnenhum[ao]? outr[ao]|\bnessun\w* altr\w+|其他|其它|他に|その他|다른|추가/iu;
/** `No issues found.` */
const isNoneStatement = (line: string): boolean => {
  const { isNone, hasNoun } = readSeverityPhrase(line.split(/[.!。]/, 1)[0] ?? '');
  return line.length <= 300 && isNone && hasNoun && !impliesOne.test(line);
};

import { severityRank } from '../model/answers/review-schema.ts';
import type { LooseFinding, LooseReview } from './complete-finding.ts';
import { sharedWords } from './restates.ts';

/**
 * The findings of several documents of one answer, each once: a draft that is followed by the final text of the same finding gives
 * way to it, but for its severity, of which the worse stays.
 */
function uniteFindings(documents: readonly (readonly LooseFinding[])[]): LooseFinding[] {
  const united: LooseFinding[] = [];
  for (const document of documents) {
    const earlier = united.length;
    for (const finding of document) {
      const index = united.slice(0, earlier).findIndex((other) => sayAgain(other, finding));
      const draft = united[index];
      if (draft === undefined) united.push(finding);
      else united[index] = { ...finding, severity: worse(draft, finding), path: finding.path ?? draft.path };
    }
  }
  return united;
}

/** One review of several: every part of the first that has it, and the findings of all. */
export function uniteReviews(reviews: readonly [LooseReview, ...LooseReview[]]): LooseReview {
  const first = <T>(of: (review: LooseReview) => T, isThere: (part: T) => boolean): T =>
    reviews.map(of).find(isThere) ?? of(reviews[0]);
  const words = (of: (review: LooseReview) => string) => first(of, (text) => text !== '');
  const all = <T>(of: (review: LooseReview) => readonly T[]): T[] => reviews.flatMap(of);
  return {
    summary: words(({ summary }) => summary),
    findings: uniteFindings(reviews.map(({ findings }) => findings)),
    design: {
      concerns: all(({ design }) => design.concerns),
      strengths: all(({ design }) => design.strengths),
    },
    testing: {
      assessment: words(({ testing }) => testing.assessment),
      untested: all(({ testing }) => testing.untested),
    },
    documentation: words(({ documentation }) => documentation),
    commits: words(({ commits }) => commits),
    limitations: all(({ limitations }) => limitations),
    coverage: all(({ coverage }) => coverage),
    requests: all(({ requests }) => requests),
  };
}

/** The worse severity of two findings. */
export const worse = (one: LooseFinding, other: LooseFinding) =>
  severityRank(one.severity) <= severityRank(other.severity) ? one.severity : other.severity;

/** The same title at the same file, or the same line and much the same words. */
export function sayAgain(one: LooseFinding, other: LooseFinding): boolean {
  const isOneFile = one.path === null || other.path === null || endsAlike(one.path, other.path);
  if (!isOneFile) return false;
  if (wordsOf(one.title).join(' ') === wordsOf(other.title).join(' '))
    return one.startLine === null || other.startLine === null || one.startLine === other.startLine;
  const isOneLine =
    one.path !== null && other.path !== null && one.startLine !== null && one.startLine === other.startLine;
  return isOneLine && sharedWords(one.title, `${other.title} ${other.explanation.slice(0, 400)}`) >= 0.6;
}

const endsAlike = (one: string, other: string): boolean =>
  one === other || one.endsWith(`/${other}`) || other.endsWith(`/${one}`);

const wordsOf = (text: string): string[] => text.toLowerCase().match(/[\p{L}\p{N}_]{3,}/gu) ?? [];

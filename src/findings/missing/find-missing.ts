import type { Severity } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { readPromises } from './promises.ts';

/** Findings that an answer speaks of and that could not be read. */
export interface Missing {
  readonly severity: Severity;
  readonly count: number;
  /** What the answer says. */
  readonly words: string;
}

/** What a reading has to be held against. */
export interface ReadingEvidence {
  readonly findings: readonly LooseFinding[];
  /** How many are marked as dealt with. */
  readonly settled: number;
  /** Lines in which an answer speaks about its findings; no code. */
  readonly lines: readonly string[];
  /** Sections that must hold findings and from which none came. */
  readonly unread: readonly { readonly severity: Severity; readonly words: string }[];
}

/** No answer is believed to miss more than this. */
const mostMissing = 20;
const posted = /\bactionable comments posted:\s*\**\s*(\d{1,3})/i;

/** What an answer says it found, less what was found in it. */
export function findMissing({ findings, settled, lines, unread }: ReadingEvidence): Missing[] {
  const missing: Missing[] = unread.map(({ severity, words }) => ({ severity, count: 1, words }));
  const has = (severity: Severity) =>
    findings.filter((finding) => finding.severity === severity).length +
    unread.filter((section) => section.severity === severity).length;
  let spare = settled;
  const add = (severity: Severity, wanted: number, read: number, words: string) => {
    const count = Math.min(mostMissing, wanted - read - spare);
    spare = Math.max(0, spare - Math.max(0, wanted - read));
    if (count > 0) missing.push({ severity, count, words });
    return Math.max(0, count);
  };
  const titles = findings.map(({ title }) => title).filter((title) => title.length > 12);
  const promises = readPromises(lines.filter((line) => !titles.some((title) => line.includes(title))));
  const wanted = (severity: Severity) =>
    promises.filter((promise) => promise.severity === severity).reduce((sum, { count }) => sum + count, 0);
  const wordsOf = (severity: Severity) =>
    promises
      .filter((promise) => promise.severity === severity)
      .map(({ line }) => line)
      .join('\n');
  const criticals = wanted('critical');
  const added = add('critical', criticals, has('critical'), wordsOf('critical'));
  // What is read as worse than it was counted is read.
  const extra = Math.max(0, has('critical') + added - criticals);
  add('important', wanted('important'), has('important') + extra, wordsOf('important'));
  const line = lines.find((each) => posted.test(each)) ?? '';
  const total = Number(posted.exec(line)?.[1] ?? 0);
  const sum = missing.reduce((all, { count }) => all + count, 0);
  add('important', total, findings.length + sum, line.trim());
  return missing;
}

/** Stands for findings that could not be read, so that they count as what they are said to be. */
export function standIns(missing: readonly Missing[]): LooseFinding[] {
  return missing.flatMap(({ severity, count, words }) =>
    Array.from({ length: count }, (_, index): LooseFinding => {
      const number = count === 1 ? '' : ` (${index + 1} of ${count})`;
      return {
        id: null,
        severity,
        kind: null,
        title: `A finding that could not be read${number}: ${firstLine(words)}`,
        path: null,
        startLine: null,
        endLine: null,
        quote: null,
        explanation: `The answer speaks of a ${severity} finding here, which could not be read from it:\n\n${quoted(words)}`,
        evidence: [],
        fix: null,
        patch: null,
      };
    }),
  );
}

/** What a person is told about what is missing. */
export const noteMissing = (missing: readonly Missing[]): string[] =>
  missing.map(
    ({ severity, count, words }) =>
      `${count} ${severity} finding${count === 1 ? '' : 's'} could not be read and count${count === 1 ? 's' : ''} as found: ${JSON.stringify(words.slice(0, 300))}`,
  );

const firstLine = (words: string): string => {
  const line = words.trim().split('\n', 1)[0] ?? '';
  return line.length <= 100 ? line : `${line.slice(0, 99)}…`;
};

const quoted = (words: string): string =>
  words
    .slice(0, 2_000)
    .split('\n')
    .map((line) => `> ${line}`)
    .join('\n');

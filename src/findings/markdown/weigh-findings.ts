import type { LooseFinding } from '../complete-finding.ts';
import { restates, sharedWords } from '../restates.ts';
import type { Context } from './context.ts';
import type { FoundFindings } from './found-findings.ts';

/** The findings of a review, and what is told about what was left out. */
export interface WeighedFindings {
  readonly findings: readonly LooseFinding[];
  readonly notes: readonly string[];
}

/** What no review has: beyond this many comparisons whatever is left counts as told for the first time. */
const mostComparisons = 40_000;

/**
 * Decides which of what was found is a finding. What a table, a conclusion, a list of advice or of tasks tells once more is none, but
 * a finding that a conclusion calls critical is; what they tell for the first time is one where it has a severity, a line or a
 * heading of its own, and is noted where it has not.
 */
export function weigh(found: FoundFindings): WeighedFindings {
  const told: LooseFinding[] = [...found.findings];
  const named: string[] = [...found.repeated];
  let left = mostComparisons;
  const isAgain: typeof restates = (finding, other) => left-- > 0 && restates(finding, other);
  for (const table of found.tables) {
    const earlier = [...told];
    const repeated = new Set(
      table.filter((row) =>
        earlier.some((other, index) => (index < found.findings.length ? isAgain : isSameRow)(row, other)),
      ),
    );
    for (const row of table) if (!repeated.has(row)) told.push(row);
    for (const { title } of repeated) named.push(title);
  }
  // Two of one part are two.
  const partOf = new Map<LooseFinding, Context>();
  for (const { finding, part } of found.again) {
    const index = told.findIndex((other) => partOf.get(other) !== part && isAgain(finding, other));
    const other = told[index];
    if (other === undefined) {
      told.push(finding);
      partOf.set(finding, part);
    } else {
      named.push(finding.title);
      if (finding.severity === 'critical') told[index] = { ...other, severity: 'critical' };
    }
  }
  const isTold = (finding: LooseFinding) =>
    told.some((other) => isAgain(finding, other)) ||
    found.settled.some((title) => left-- > 0 && sharedWords(finding.title, title) >= 0.8);
  const isAdviceAll = told.length + found.settled.length === 0;
  const advice = found.advice.filter(
    ({ finding, isHeading, isPlain }) =>
      isAdviceAll || (!isPlain && (isHeading || finding.startLine !== null) && !isTold(finding)),
  );
  for (const { finding } of advice) told.push(finding);
  const tasks = found.tasks.filter(({ finding }) => !isTold(finding));
  const own = tasks.filter(({ finding, hasSeverity }) => hasSeverity || finding.startLine !== null);
  const without = <T extends { readonly finding: LooseFinding }>(all: readonly T[], kept: readonly T[]) => {
    const isKept = new Set(kept);
    return all.filter((each) => !isKept.has(each)).map(({ finding }) => finding.title);
  };
  return {
    findings: [...told, ...own.map(({ finding }) => finding)],
    notes: [
      ...notesOf('named again', named),
      ...notesOf('points of advice', without(found.advice, advice)),
      ...notesOf('tasks', without(tasks, own)),
    ],
  };
}

/** Whether a row tells of the same lines as one of another table, with a word of it. */
const isSameRow = (row: LooseFinding, other: LooseFinding): boolean =>
  row.path !== null &&
  row.path === other.path &&
  row.startLine !== null &&
  row.startLine === other.startLine &&
  row.endLine === other.endLine &&
  sharedWords(row.title, other.title) > 0;

/** A note that names what was left out; none where nothing was. */
export const notesOf = (what: string, titles: readonly string[]): string[] =>
  titles.length === 0
    ? []
    : [`${titles.length} ${what} left out: ${titles.map((title) => JSON.stringify(title)).join(', ')}`];

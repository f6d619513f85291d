import { severityRank } from '../../model/answers/review-schema.ts';
import type { LooseFinding } from '../complete-finding.ts';
import { restates, sharedWords } from '../restates.ts';
import { complains } from '../words/tone.ts';
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
    for (const row of table) {
      const at = earlier.findIndex((other, index) =>
        (index < found.findings.length ? isAgain : isSameRow)(row, other),
      );
      if (at < 0) told.push(row);
      else {
        named.push(row.title);
        told[at] = levelled(told[at] as LooseFinding, row, found.unstated);
      }
    }
  }
  // Two points of one part are two.
  for (const points of pointsByPart(found.again)) {
    const before = [...told];
    const first = points.filter((point) => {
      const at = before.findIndex((other) => isAgain(point, other));
      if (at < 0) return true;
      const other = told[at] as LooseFinding;
      told[at] =
        point.severity === 'critical'
          ? { ...other, severity: 'critical' }
          : levelled(other, point, found.unstated);
      return false;
    });
    const isRecap = isListOf(before, points, points.length - first.length);
    const isFirst = new Set(first);
    for (const point of points) {
      // Lines of their own are told for the first time, and so is what is critical and complains: a recap says what to do.
      const isNew = point.startLine !== null || (point.severity === 'critical' && complains(point.title));
      if (isFirst.has(point) && (!isRecap || isNew)) told.push(point);
      else named.push(point.title);
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
  const findings = [...told, ...own.map(({ finding }) => finding)];
  const withoutLevel = told.filter((finding) => found.unstated.has(finding));
  return {
    findings,
    notes: [
      ...withoutLevel.map(
        ({ title }) => `${JSON.stringify(title)} has no severity and was taken as important`,
      ),
      ...notesOf('named again', named),
      ...notesOf('points of advice', without(found.advice, advice)),
      ...notesOf('tasks', without(tasks, own)),
    ],
  };
}

function pointsByPart(again: FoundFindings['again']): Iterable<LooseFinding[]> {
  const points = new Map<Context, LooseFinding[]>();
  for (const { finding, part } of again) {
    const known = points.get(part);
    if (known === undefined) points.set(part, [finding]);
    else known.push(finding);
  }
  return points.values();
}

/** A finding whose level nothing states, with that of a row or a point that tells of it again: a milder one where both say the same. */
function levelled(
  finding: LooseFinding,
  again: LooseFinding,
  unstated: ReadonlySet<LooseFinding>,
): LooseFinding {
  if (!unstated.has(finding) || unstated.has(again)) return finding;
  const isSure =
    again.severity === 'critical' ||
    (again.id !== null && again.id === finding.id) ||
    sharedWords(again.title, finding.title) >= 0.6;
  return isSure ? { ...finding, severity: again.severity } : finding;
}

/**
 * Whether points say again what is told: more than half of them do, and there are no more of them than findings at least as grave. So what is
 * left out with them makes no verdict milder.
 */
function isListOf(told: readonly LooseFinding[], points: readonly LooseFinding[], repeated: number): boolean {
  const gravest = Math.min(...points.map(({ severity }) => severityRank(severity)));
  const asGrave = told.filter(({ severity }) => severityRank(severity) <= gravest);
  return repeated * 2 > points.length && points.length <= asGrave.length;
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

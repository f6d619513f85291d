import type { BlockContent, RootContent } from 'mdast';
import type { Report } from '../../../model/report/report-schema.ts';
import { joinTitles } from '../../../model/report/wording.ts';
import { emphasis, heading, list, type Phrase, paragraph, strong } from '../mdast.ts';
import { readInline, readProse } from '../prose.ts';
import type { Scope } from './section.ts';

const riskRank = { high: 0, medium: 1, low: 2 };

/** The executive summary. */
export const composeSummary = (report: Report, { links }: Scope): RootContent[] | null =>
  orNothing(readProse(report.summary, links));

/** Concerns by scope, then strengths. */
export function composeDesign({ design }: Report, scope: Scope): RootContent[] | null {
  const concerns = design.concerns.map((concern) =>
    credited(concern.text, concern.agents, scope, concern.scope === 'future' ? 'future' : 'in scope'),
  );
  const strengths = design.strengths.map((strength) => credited(strength.text, strength.agents, scope));
  return orNothing([
    ...(concerns.length > 0 ? [heading(3, 'Concerns'), list(concerns)] : []),
    ...(strengths.length > 0 ? [heading(3, 'Strengths'), list(strengths)] : []),
  ]);
}

/** The assessment of the tests, then untested scenarios: the riskiest first, or sorted by what running scripts showed. */
export function composeTesting({ testing }: Report, scope: Scope): RootContent[] | null {
  if (testing.sorted !== undefined)
    return orNothing([...readProse(testing.assessment, scope.links), ...sortedTests(testing.sorted, scope)]);
  const untested = testing.untested
    .toSorted((a, b) => riskRank[a.risk] - riskRank[b.risk])
    .map(({ scenario, agents, risk }) => credited(scenario, agents, scope, `${risk} risk`));
  return orNothing([
    ...readProse(testing.assessment, scope.links),
    ...(untested.length > 0 ? [paragraph('Untested scenarios, ranked by risk:'), list(untested, true)] : []),
  ]);
}

function sortedTests(sorted: NonNullable<Report['testing']['sorted']>, scope: Scope): RootContent[] {
  const executed = sorted.executed.map((text) => ({ text, agents: [] }));
  return (
    [
      ['Required', sorted.required],
      ['Covered', sorted.covered],
      ['Optional', sorted.optional],
      ['Executed', executed],
    ] as const
  ).flatMap(([title, entries]) =>
    entries.length === 0
      ? []
      : [heading(3, title), list(entries.map(({ text, agents }) => credited(text, agents, scope)))],
  );
}

/** The assessment of the documentation. */
export const composeDocumentation = (report: Report, { links }: Scope): RootContent[] | null =>
  orNothing(readProse(report.documentation, links));

/** What is to be said of the commits. */
export const composeCommits = (report: Report, { links }: Scope): RootContent[] | null =>
  orNothing(readProse(report.commits, links));

/** Limits that the author already acknowledges. */
export function composeLimitations(report: Report, scope: Scope): RootContent[] | null {
  const limitations = report.limitations.map(({ text, agents }) => credited(text, agents, scope));
  return limitations.length > 0 ? [list(limitations)] : null;
}

/** Advice for the configuration and the prompts, and what went less than well in this run. */
export function composeRecommendations(report: Report, { links }: Scope): RootContent[] | null {
  const recommendations = report.recommendations.map((text) => [paragraph(...readInline(text, links))]);
  const notes = report.review.notes.map((text) => [paragraph(...readInline(text, links))]);
  return orNothing([
    ...(recommendations.length > 0 ? [list(recommendations)] : []),
    ...(notes.length > 0 ? [paragraph(strong('Notes on this run:')), list(notes)] : []),
  ]);
}

/** Prose with its tag in front and its agents behind. */
function credited(value: string, agents: readonly string[], { links }: Scope, tag?: string): BlockContent[] {
  const [first, ...rest] = readProse(value, links);
  const front: Phrase[] = tag === undefined ? [] : [`(${tag}) `];
  const behind: Phrase[] = agents.length > 0 ? [' — ', emphasis(joinTitles(agents))] : [];
  if (first === undefined) return [paragraph(...front, ...behind)];
  if (first.type !== 'paragraph') return [paragraph(...front, ...behind), first, ...rest];
  return [paragraph(...front, ...first.children, ...behind), ...rest];
}

const orNothing = (blocks: RootContent[]): RootContent[] | null => (blocks.length > 0 ? blocks : null);

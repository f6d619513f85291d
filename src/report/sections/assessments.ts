import type { BlockContent, RootContent } from 'mdast';
import { heading, list, type Phrase, paragraph, strong } from '../mdast.ts';
import { readInline, readProse } from '../prose.ts';
import type { Report } from '../report-schema.ts';
import { joinTitles } from '../wording.ts';
import type { Scope, Section } from './section.ts';

const none = [paragraph('None.')];

/** Executive Summary. */
export const summarySection = (report: Report, { links }: Scope): Section => ({
  name: 'summary',
  title: 'Executive Summary',
  content: orNone(readProse(report.summary, links)),
});

/** Design Observations: concerns by scope, strengths. */
export function designSection({ design }: Report, scope: Scope): Section {
  const concerns = design.concerns.map((concern) =>
    credited(concern.text, concern.agents, scope, concern.scope === 'future' ? 'future' : 'in scope'),
  );
  const strengths = design.strengths.map((strength) => credited(strength.text, strength.agents, scope));
  return {
    name: 'design',
    title: 'Design Observations',
    content: [
      heading(3, 'Concerns'),
      ...(concerns.length > 0 ? [list(concerns)] : none),
      heading(3, 'Strengths'),
      ...(strengths.length > 0 ? [list(strengths)] : none),
    ],
  };
}

/** Testing Assessment: the assessment, then untested scenarios, the riskiest first. */
export function testingSection({ testing }: Report, scope: Scope): Section {
  const rank = { high: 0, medium: 1, low: 2 };
  const untested = testing.untested
    .toSorted((a, b) => rank[a.risk] - rank[b.risk])
    .map(({ scenario, agents, risk }) => credited(scenario, agents, scope, `${risk} risk`));
  return {
    name: 'testing',
    title: 'Testing Assessment',
    content: [
      ...orNone(readProse(testing.assessment, scope.links)),
      ...(untested.length > 0
        ? [paragraph('Untested scenarios, ranked by risk:'), list(untested, true)]
        : []),
    ],
  };
}

/** Documentation Assessment. */
export const documentationSection = (report: Report, { links }: Scope): Section => ({
  name: 'documentation',
  title: 'Documentation Assessment',
  content: orNone(readProse(report.documentation, links)),
});

/** Commit Structure. */
export const commitsSection = (report: Report, { links }: Scope): Section => ({
  name: 'commits',
  title: 'Commit Structure',
  content: orNone(readProse(report.commits, links)),
});

/** Acknowledged Limitations. */
export function limitationsSection(report: Report, scope: Scope): Section {
  const limitations = report.limitations.map(({ text, agents }) => credited(text, agents, scope));
  return {
    name: 'limitations',
    title: 'Acknowledged Limitations',
    content: limitations.length > 0 ? [list(limitations)] : none,
  };
}

/** Recommendations for configuration and prompts, and what went less than well in this run. */
export function recommendationsSection(report: Report, { links }: Scope): Section {
  const recommendations = report.recommendations.map((text) => [paragraph(...readInline(text, links))]);
  const notes = report.review.notes.map((text) => [paragraph(...readInline(text, links))]);
  return {
    name: 'recommendations',
    title: 'Recommendations',
    content: [
      ...(recommendations.length > 0 ? [list(recommendations)] : none),
      ...(notes.length > 0 ? [paragraph(strong('Notes on this run:')), list(notes)] : []),
    ],
  };
}

/** Prose with its tag in front and its agents behind. */
function credited(value: string, agents: readonly string[], { links }: Scope, tag?: string): BlockContent[] {
  const [first, ...rest] = readProse(value, links);
  const front: Phrase[] = tag === undefined ? [] : [`(${tag}) `];
  const behind: Phrase[] = agents.length > 0 ? [` [${joinTitles(agents)}]`] : [];
  if (first?.type !== 'paragraph') {
    const label = [...front, ...behind];
    return [
      ...(label.length > 0 ? [paragraph(...label)] : []),
      ...(first === undefined ? [] : [first, ...rest]),
    ];
  }
  return [paragraph(...front, ...first.children, ...behind), ...rest];
}

const orNone = (blocks: BlockContent[]): RootContent[] => (blocks.length > 0 ? blocks : none);

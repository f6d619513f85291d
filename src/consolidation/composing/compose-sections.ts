import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import type { ReadReview } from '../../model/finding.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { joinTitles } from '../../model/report/wording.ts';
import { type AgentText, mergeTexts } from './merge-texts.ts';

/** The sections beside the findings: what the agents said, said once, attributed. */
export type Sections = Pick<Report, 'design' | 'testing' | 'documentation' | 'commits' | 'limitations'>;

const risks = ['high', 'medium', 'low'] as const;

/** Merges the other sections of all reviews; nearly identical texts become one with all its authors. */
export function composeSections(reviews: readonly ReviewOfRun[]): Sections {
  const spoken = <T>(pick: (review: ReadReview) => readonly T[]): (T & { agent: string })[] =>
    reviews.flatMap(({ run, reading }) =>
      reading.form === 'unreadable'
        ? []
        : pick(reading.review).map((entry) => ({ ...entry, agent: run.agent })),
    );
  const texts = (pick: (review: ReadReview) => readonly string[]): AgentText[] =>
    spoken((review) => pick(review).map((text) => ({ text })));
  return {
    design: {
      concerns: mergeTexts(spoken((review) => review.design.concerns)).map(({ text, agents, all }) => ({
        text,
        scope: all.some(({ scope }) => scope === 'in-scope') ? 'in-scope' : 'future',
        agents,
      })),
      strengths: mergeTexts(texts((review) => review.design.strengths)).map(attributed),
    },
    testing: {
      assessment: joinTexts(texts((review) => [review.testing.assessment])),
      untested: mergeTexts(
        spoken((review) => review.testing.untested.map(({ risk, scenario }) => ({ risk, text: scenario }))),
      )
        .map(({ text, agents, all }) => ({ risk: highestRisk(all), scenario: text, agents }))
        .sort((a, b) => risks.indexOf(a.risk) - risks.indexOf(b.risk)),
    },
    documentation: joinTexts(texts((review) => [review.documentation])),
    commits: joinTexts(texts((review) => [review.commits])),
    limitations: mergeTexts(texts((review) => review.limitations)).map(attributed),
  };
}

const attributed = ({ text, agents }: { text: string; agents: string[] }) => ({ text, agents });

const highestRisk = (entries: readonly { risk: (typeof risks)[number] }[]): (typeof risks)[number] =>
  risks.find((risk) => entries.some((entry) => entry.risk === risk)) ?? 'low';

/** One text as it is, several as paragraphs that begin with their authors; empty where nobody said anything. */
function joinTexts(texts: readonly AgentText[]): string {
  const merged = mergeTexts(texts);
  if (merged.length < 2) return merged[0]?.text ?? '';
  return merged.map(({ text, agents }) => `**${joinTitles(agents)}:** ${text}`).join('\n\n');
}

import type { Finding } from '../findings/finding.ts';

/** A finding as clustering sees it: whose it is, where it points, and what it says. */
export interface Candidate {
  readonly id: string;
  /** The agent or tool; one source seldom says a thing twice. */
  readonly source: string;
  readonly path: string | null;
  /** 1-based, inclusive. */
  readonly startLine: number | null;
  readonly endLine: number | null;
  /** Markdown: a title, a blank line, the rest; code in fences. */
  readonly text: string;
}

/** A finding of a review as a candidate. */
export function candidateOf(finding: Finding): Candidate {
  const { key, agent, anchor, places, title, explanation, fix, quote } = finding;
  const [main] = places;
  const parts = [
    title,
    explanation,
    fix === null ? '' : `Fix: ${fix}`,
    quote === null ? '' : `\`\`\`\n${quote}\n\`\`\``,
  ];
  return {
    id: key,
    source: agent,
    path: anchor.path ?? main?.path ?? null,
    startLine: anchor.startLine ?? main?.startLine ?? null,
    endLine: anchor.endLine ?? main?.endLine ?? null,
    text: parts.filter((part) => part !== '').join('\n\n'),
  };
}

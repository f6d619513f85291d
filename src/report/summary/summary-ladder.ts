import { type Detail, type FindingDetail, type Part, wholeReport } from '../markdown/sections/section.ts';

/** What a step leaves out, by topic and in words; a later step's words replace an earlier one's, null withdraws them. */
type Omissions = Readonly<
  Partial<Record<'suggestions' | 'others' | 'blocking' | 'ledger' | 'sections' | 'summary', string | null>>
>;

/** One step down. */
interface Rung {
  readonly omits: Omissions;
  readonly findings?: Partial<Record<keyof Detail['findings'], FindingDetail>>;
  readonly parts?: readonly Part[];
  readonly mostFindings?: number;
}

/** From what readers miss least to what they came for; each step keeps what the steps before it left out. */
const ladder: readonly Rung[] = [
  { omits: { suggestions: 'code excerpts of suggestions' }, findings: { suggestion: 'without-excerpt' } },
  { omits: { ledger: 'the ledger' }, parts: ['ledger'] },
  {
    omits: { suggestions: 'all but the titles of suggestions and refuted findings' },
    findings: { suggestion: 'line', refuted: 'line' },
  },
  {
    omits: { sections: 'coverage, the list of original reviews and the words of the retro' },
    parts: ['coverage', 'appendix', 'retro-prose'],
  },
  {
    omits: { others: 'code excerpts of findings that do not block' },
    findings: { important: 'without-excerpt', critical: 'without-excerpt' },
  },
  {
    omits: { suggestions: 'suggestions and refuted findings' },
    findings: { suggestion: 'none', refuted: 'none' },
  },
  {
    omits: { others: 'all but the titles of findings that do not block' },
    findings: { important: 'line', critical: 'line' },
  },
  {
    omits: { sections: 'every section but the executive summary and the findings', ledger: null },
    parts: [
      'design',
      'testing',
      'documentation',
      'commits',
      'limitations',
      'previous',
      'feedback',
      'refuted',
      'retro',
      'recommendations',
      'commit-list',
    ],
  },
  {
    omits: { others: 'findings that do not block', suggestions: null, blocking: 'code excerpts' },
    findings: { important: 'none', critical: 'none', blocking: 'without-excerpt' },
  },
  { omits: { blocking: 'all but the titles of findings that block' }, findings: { blocking: 'line' } },
  { omits: { blocking: 'all but the first titles of findings that block' }, mostFindings: 40 },
  { omits: { summary: 'the executive summary' }, parts: ['summary'] },
  { omits: {}, mostFindings: 5 },
];

/** The whole report as a job summary shows it. */
export const wholeSummary: Detail = { ...wholeReport, timeline: 'mermaid' };

/**
 * Ever less of the report, each step with a notice of what it leaves out.
 * @param whereabouts where the whole report is, in Markdown.
 */
export function stepsDown(whereabouts: string): Detail[] {
  let detail = wholeSummary;
  let omissions: Omissions = {};
  return ladder.map((rung) => {
    omissions = { ...omissions, ...rung.omits };
    detail = {
      ...detail,
      findings: { ...detail.findings, ...rung.findings },
      leftOut: new Set([...detail.leftOut, ...(rung.parts ?? [])]),
      mostFindings: rung.mostFindings ?? detail.mostFindings,
      notice: noticeOf(omissions, whereabouts),
    };
    return detail;
  });
}

function noticeOf(omissions: Omissions, whereabouts: string): string {
  const words = Object.values(omissions).filter((omission) => omission !== null);
  return `**Left out here for size:** ${words.join('; ')}. The whole report is in ${whereabouts}.`;
}

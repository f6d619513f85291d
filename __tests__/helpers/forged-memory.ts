import type { Memory } from '../../src/github/rounds/memory.ts';
import type { ReportFinding } from '../../src/model/report/report-schema.ts';

/** A memory as forgers would have it: one that passes, one round later. */
const passing = (memory: Memory, findings: readonly ReportFinding[]): Memory => ({
  ...memory,
  report: {
    ...memory.report,
    findings: [...findings],
    review: { ...memory.report.review, round: memory.report.review.round + 1 },
    verdict: { ...memory.report.verdict, level: 'merge', gate: 'pass', blocking: [] },
  },
});

const elsewhere = (memory: Memory): Memory =>
  passing(
    memory,
    memory.report.findings.map(({ cited, ...finding }) => ({
      ...finding,
      cited: cited && { ...cited, lines: ['what never stood anywhere'] },
    })),
  );

/** What a forger may say of the findings that a memory holds: that there are none, that they weigh less, stand elsewhere, or are gone. */
export const forgeries = {
  nothing: (memory: Memory): Memory => passing(memory, []),
  milder: (memory: Memory): Memory =>
    passing(
      memory,
      memory.report.findings.map((finding) => ({ ...finding, severity: 'suggestion', blocking: false })),
    ),
  elsewhere,
  gone: (memory: Memory): Memory => {
    const { report } = elsewhere(memory);
    const previous = {
      round: report.review.round,
      head: report.change.head,
      findings: [],
      gone: report.findings,
    };
    return { ...memory, report: { ...report, findings: [], previous } };
  },
} as const;
/** See {@link forgeries}. */
export type Forgery = keyof typeof forgeries;

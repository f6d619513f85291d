import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { type Report, type ReportFinding, reportSchema } from '../../model/report/report-schema.ts';
import { changeIdentitySchema } from '../event/change-identity.ts';

const stateSchema = z.strictObject({
  pullNumber: z.int(),
  /** What was reviewed: the same needs no second review. */
  identity: changeIdentitySchema,
  report: reportSchema,
});

/** What one round leaves for the next, hidden in our own comment. */
export type RoundState = z.infer<typeof stateSchema>;

/** What is unpacked at most; a comment holds 64 KiB, so more is a bomb. */
const largestState = 4_000_000;
const pattern = /<!-- deep-review-state ([0-9a-f]{64}) ([A-Za-z0-9+/=]+) -->/;

/**
 * The state as an HTML comment of at most `limit` characters: its report without what later rounds do not need, and,
 * where that is still too much, without explanations, then without findings that do not block. Null where nothing fits.
 */
export function writeState(state: RoundState, limit: number): string | null {
  for (const slim of [slimReport, withoutWords, blockingOnly]) {
    const packed = gzipSync(JSON.stringify({ ...state, report: slim(state.report) }), { level: 9 }).toString(
      'base64',
    );
    const text = `<!-- deep-review-state ${digestOf(packed)} ${packed} -->`;
    if (text.length <= limit) return text;
  }
  return null;
}

/** The state in a comment, or null where there is none, or it was cut, changed, or written by another version. */
export function readState(body: string): RoundState | null {
  const [, digest, packed] = pattern.exec(body) ?? [];
  if (packed === undefined || digestOf(packed) !== digest) return null;
  try {
    const text = gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: largestState }).toString(
      'utf8',
    );
    return stateSchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** What a later round compares with and tells its reviewers. */
export function slimReport(report: Report): Report {
  return {
    ...report,
    change: { ...report.change, commits: [], files: [] },
    runs: [],
    summary: '',
    findings: report.findings.map(slimFinding),
    refuted: report.refuted.filter((finding) => finding.state === 'declined').map(slimFinding),
    design: { concerns: [], strengths: [] },
    testing: { assessment: '', untested: [] },
    documentation: '',
    commits: '',
    limitations: [],
    coverage: { agents: [], files: [] },
    retro: { ...report.retro, rows: [], prose: [], closing: null, reconciliation: '' },
    ledger: [],
    recommendations: [],
    previous: null,
    appendix: [],
  };
}

const slimFinding = (finding: ReportFinding): ReportFinding => ({
  ...finding,
  explanation: finding.explanation.slice(0, 500),
  excerpt: null,
  otherPlaces: [],
  otherWordings: [],
  evidence: [],
  fix: null,
  raisedBy: [],
  ruling: { ...finding.ruling, reason: null, evidence: [] },
});

const withoutWords = (report: Report): Report => {
  const slim = slimReport(report);
  return { ...slim, findings: slim.findings.map((finding) => ({ ...finding, explanation: '' })) };
};

const blockingOnly = (report: Report): Report => {
  const slim = withoutWords(report);
  return { ...slim, findings: slim.findings.filter((finding) => finding.blocking) };
};

import { createHash } from 'node:crypto';
import { gunzipSync, gzipSync } from 'node:zlib';
import * as z from 'zod';
import { rememberedFindings } from '../../consolidation/rounds/carry-findings.ts';
import { isSettledDispute } from '../../consolidation/rounds/settled-disputes.ts';
import { type Report, type ReportFinding, reportSchema } from '../../model/report/report-schema.ts';
import { changeIdentitySchema } from '../event/change-identity.ts';

/** Rises when a memory of before cannot be read any more. */
const format = 1;

/** The last comment of each kind when a round's ids became known: what was said later speaks of those ids. */
const seenSchema = z.strictObject({ comment: z.int(), inline: z.int(), review: z.int() });
/** See {@link seenSchema}. */
export type Seen = z.infer<typeof seenSchema>;

const memorySchema = z.strictObject({
  format: z.literal(format),
  pullNumber: z.int(),
  /** Milliseconds since the epoch, by the clock of the machine. */
  storedAt: z.int(),
  /** The workflow run that made it; ids of runs count up. Null where it is not known. */
  runId: z.int().nullable().default(null),
  /** What was reviewed: the same needs no second review. */
  identity: changeIdentitySchema,
  report: reportSchema,
  /** Fingerprints of what was declined in comments then. */
  declined: z.array(z.string()),
  /** What each round called its findings, by fingerprint; the last round is the last. */
  rounds: z.array(
    z.strictObject({
      round: z.int(),
      /** Null where it could not be read: nobody can tell then what was said of this round. */
      seen: seenSchema.nullable(),
      ids: z.record(z.string(), z.string()),
    }),
  ),
});

/** What one round leaves for the next. */
export type Memory = z.infer<typeof memorySchema>;

/** Commands name ids of so many rounds back. */
const mostRounds = 40;

/** What a round leaves, of what it found and of what the rounds before it left. */
export function composeMemory(
  {
    report,
    identity,
    pullNumber,
    declined,
    storedAt,
    runId,
  }: Pick<Memory, 'report' | 'identity' | 'pullNumber' | 'declined' | 'storedAt' | 'runId'>,
  before: Memory | null,
  seen: Seen | null,
): Memory {
  const ids = Object.fromEntries(rememberedFindings(report).map(({ id, fingerprint }) => [id, fingerprint]));
  const rounds = [...(before?.rounds ?? []), { round: report.review.round, seen, ids }];
  return {
    format,
    pullNumber,
    storedAt,
    runId,
    identity,
    report,
    declined,
    rounds: rounds.slice(-mostRounds),
  };
}

/** Reads a memory as {@link composeMemory} made it; null where it was cut, or is another version's. */
export function parseMemory(text: string): Memory | null {
  try {
    return memorySchema.parse(JSON.parse(text));
  } catch {
    return null;
  }
}

/** What is unpacked at most; a comment holds 64 KiB, so more is a bomb. */
const largestMemory = 4_000_000;
const pattern = /<!-- deep-review-state ([0-9a-f]{64}) ([A-Za-z0-9+/=]+) -->/;

/**
 * A memory as an HTML comment of at most `limit` characters: its report without what later rounds do not need, and,
 * where that is still too much, without explanations, without findings that do not block, and with less of their code. Null where
 * nothing fits.
 */
export function packMemory(memory: Memory, limit: number): string | null {
  for (const slim of [slimReport, withoutWords, blockingOnly, withLittleCode]) {
    const report = slim(memory.report);
    const rounds = slim === slimReport ? memory.rounds : roundsOf(report, memory);
    const packed = gzipSync(JSON.stringify({ ...memory, rounds, report }), { level: 9 }).toString('base64');
    const text = `<!-- deep-review-state ${digestOf(packed)} ${packed} -->`;
    if (text.length <= limit) return text;
  }
  return null;
}

/** The last rounds, with the ids of what is remembered alone. */
function roundsOf(report: Report, { rounds }: Memory): Memory['rounds'] {
  const known = new Set(
    rememberedFindings(report).flatMap((finding) => [finding.fingerprint, ...finding.formerFingerprints]),
  );
  return rounds.slice(-10).map(({ ids, ...round }) => ({
    ...round,
    ids: Object.fromEntries(Object.entries(ids).filter(([, fingerprint]) => known.has(fingerprint))),
  }));
}

/** The memory in a comment, or null where there is none, or it was cut, changed, or written by another version. */
export function unpackMemory(body: string): Memory | null {
  const [, digest, packed] = pattern.exec(body) ?? [];
  if (packed === undefined || digestOf(packed) !== digest) return null;
  try {
    return parseMemory(
      gunzipSync(Buffer.from(packed, 'base64'), { maxOutputLength: largestMemory }).toString('utf8'),
    );
  } catch {
    return null;
  }
}

const digestOf = (text: string): string => createHash('sha256').update(text).digest('hex');

/** As much of a summary is shown again where the verdict is taken over. */
const longestSummary = 3000;

/**
 * What a later round compares with and tells its reviewers.
 * @param isRelied keeps what makes a verdict milder too, for a memory that nobody else can write: which files were read, and what was refuted
 *   and why.
 */
export function slimReport({ scope, feedback: _, ...report }: Report, isRelied = false): Report {
  const slim = isRelied ? slimRelied : slimFinding;
  return {
    ...report,
    change: { ...report.change, commits: [], files: [] },
    runs: [],
    summary: report.summary.slice(0, longestSummary),
    findings: report.findings.map(slim),
    refuted: report.refuted
      .filter((finding) => finding.state === 'declined' || (isRelied && isSettledDispute(finding)))
      .map(slim),
    design: { concerns: [], strengths: [] },
    testing: { assessment: '', untested: [] },
    documentation: '',
    commits: '',
    limitations: [],
    coverage: { agents: [], files: [] },
    retro: { ...report.retro, rows: [], prose: [], closing: null, reconciliation: '' },
    ledger: [],
    recommendations: [],
    previous: report.previous && {
      ...report.previous,
      findings: [],
      gone: report.previous.gone.map(slim),
    },
    ...(isRelied && scope !== undefined && { scope }),
    appendix: [],
  };
}

/** With the places that a ruling rests on. */
const slimRelied = (finding: ReportFinding): ReportFinding => ({
  ...slimFinding(finding),
  otherPlaces: finding.otherPlaces.map((place) => ({ ...place, excerpt: null })),
  evidence: finding.evidence.filter(({ kind }) => kind === 'citation'),
  ruling: { ...finding.ruling, reason: finding.ruling.reason?.slice(0, 1_000) ?? null },
});

const slimFinding = ({ people: _, ...finding }: ReportFinding): ReportFinding => ({
  ...finding,
  explanation: finding.explanation.slice(0, 500),
  excerpt: null,
  otherPlaces: [],
  otherWordings: [],
  evidence: [],
  fix: null,
  ruling: { ...finding.ruling, reason: finding.ruling.reason?.slice(0, 300) ?? null, evidence: [] },
});

const withoutWords = (report: Report): Report => {
  const slim = slimReport(report);
  const unsaid = (finding: ReportFinding) => ({
    ...finding,
    explanation: '',
    ruling: { ...finding.ruling, reason: null },
  });
  return { ...mapFindings(slim, unsaid), summary: '' };
};

const blockingOnly = (report: Report): Report => {
  const slim = withoutWords(report);
  return { ...slim, findings: slim.findings.filter((finding) => finding.blocking) };
};

const withLittleCode = (report: Report): Report => {
  const slim = blockingOnly(report);
  const shortenCode = (cited: ReportFinding['cited']) =>
    cited && {
      ...cited,
      before: cited.before.slice(-1),
      lines: cited.lines.slice(0, 3),
      after: cited.after.slice(0, 1),
    };
  const shorten = ({ alsoRaisedAt, ...finding }: ReportFinding): ReportFinding => ({
    ...finding,
    cited: shortenCode(finding.cited),
    ...(alsoRaisedAt && {
      alsoRaisedAt: alsoRaisedAt.map((place) => ({ ...place, cited: shortenCode(place.cited) })),
    }),
  });
  return mapFindings(slim, shorten);
};

/** A report with all that is remembered of it changed. */
const mapFindings = (report: Report, change: (finding: ReportFinding) => ReportFinding): Report => ({
  ...report,
  findings: report.findings.map(change),
  refuted: report.refuted.map(change),
  previous: report.previous && { ...report.previous, gone: report.previous.gone.map(change) },
});

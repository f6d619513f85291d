import { rememberedFindings } from '../../consolidation/rounds/carry-findings.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import { isNewer } from './comment-memory.ts';
import type { Copy } from './copies.ts';
import type { Memory } from './memory.ts';

/** What is known of the last round. */
export interface Recollection {
  /** Null in the first round, and where the last one cannot be known. */
  readonly memory: Memory | null;
  /** Whether it comes from where nobody but this workflow can write: only then a pass of it is as good as one of now. */
  readonly isVouched: boolean;
  /** The last round cannot be known: nothing may pass, and nothing of it may be overwritten. */
  readonly isLost: boolean;
  readonly notes: readonly string[];
}

/** Where the last round may be kept. */
export interface Copies {
  readonly artifact: Copy;
  readonly comment: Copy;
}

/** Before a pull request's first review, and where nothing is kept. */
export const noRecollection: Recollection = { memory: null, isVouched: false, isLost: false, notes: [] };

const whatToDo =
  'Start the workflow again once GitHub answers. If it is gone for good, somebody with write access can delete what is named here: then the next round is the first.';

/**
 * Makes one memory of the copies: the newest one that can be believed. What an older one in an artifact knows besides is kept, since
 * a comment can be written by others. Where no copy can be read, and one may be there, the last round is lost.
 * @param isKept whether rounds are kept in comments: then it does no harm that artifacts may not be read.
 */
export function recall({ artifact, comment }: Copies, isKept: boolean): Recollection {
  const troubles = [artifact, comment].flatMap((copy) => (copy.type === 'unreadable' ? [copy.reason] : []));
  if (artifact.type === 'memory') {
    const notes = troubles.map(
      (reason) => `${reason} It was not believed: the artifact of the last round was read instead.`,
    );
    if (comment.type !== 'memory' || !isNewer(comment.memory, artifact.memory))
      return { memory: artifact.memory, isVouched: true, isLost: false, notes };
    return { memory: withOlder(comment.memory, artifact.memory), isVouched: false, isLost: false, notes };
  }
  if (comment.type === 'memory') {
    const notes = troubles.map((reason) => `${reason} The last round was read from our comment.`);
    return { memory: comment.memory, isVouched: false, isLost: false, notes };
  }
  const closed = artifact.type === 'closed' ? [artifact.reason] : [];
  if (troubles.length > 0 || (closed.length > 0 && !isKept)) {
    const reasons = [...troubles, ...closed].join(' ');
    const remark = `The last round could not be read, so nothing can pass and nothing of it is overwritten. ${reasons} ${whatToDo}`;
    return { memory: null, isVouched: false, isLost: true, notes: [remark] };
  }
  return noRecollection;
}

/** A memory with what blocked in an older one and is not in it, under whatever id. */
function withOlder(newer: Memory, older: Memory): Memory {
  const known = new Set(
    rememberedFindings(newer.report).flatMap((finding) => [
      finding.fingerprint,
      ...finding.formerFingerprints,
    ]),
  );
  const missing = older.report.findings.filter(
    ({ blocking, fingerprint }) => blocking && !known.has(fingerprint),
  );
  const ids = new Set(newer.report.findings.map(({ id }) => id));
  const findings = missing.map((finding): ReportFinding => {
    const id = ids.has(finding.id) ? `${finding.id}-${older.report.review.round}` : finding.id;
    return { ...finding, id };
  });
  return { ...newer, report: { ...newer.report, findings: [...newer.report.findings, ...findings] } };
}

import { rememberedFindings } from '../../consolidation/rounds/carry-findings.ts';
import type { ReportFinding } from '../../model/report/report-schema.ts';
import { isNewer } from './comment-memory.ts';
import type { Copy } from './copies.ts';
import type { Memory } from './memory.ts';

/** What is known of the last round. */
export interface Recollection {
  /** Null in the first round, and where nothing of the last one can be known. */
  readonly memory: Memory | null;
  /** Whether it comes from where nobody but this workflow can write: only then a pass of it is as good as one of now. */
  readonly isVouched: boolean;
  /** The last round, or a part of it, cannot be known: nothing may pass, and nothing of it may be overwritten. */
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

const again = 'Start the workflow again once GitHub answers.';
const deletion =
  'Somebody with write access can delete what is named here: then the next round is the first.';
const lost = (why: string, whatToDo: string): string =>
  `The last round could not be read, so nothing can pass, and nothing of it is overwritten. ${why} ${whatToDo}`;

/**
 * Makes one memory of the copies: the newest one that can be believed. What an artifact knows besides is kept, since a comment can be
 * written by others. A copy that cannot be read now may be the newest one, and then the other is not all that there is.
 * @param isCommenting whether rounds are kept in comments: then it does no harm that artifacts may not be read.
 */
export function recall({ artifact, comment }: Copies, isCommenting: boolean): Recollection {
  const reasons = (type: 'unreadable' | 'spoilt' | 'closed') =>
    [artifact, comment].flatMap((copy) => (copy.type === type ? [copy.reason] : [])).join(' ');
  const known = newest(artifact, comment);
  const [unreadable, spoilt, closed] = [reasons('unreadable'), reasons('spoilt'), reasons('closed')];
  if (unreadable !== '') return { ...known, isLost: true, notes: [lost(unreadable, again)] };
  if (known.memory !== null)
    return spoilt === ''
      ? known
      : { ...known, notes: [`${spoilt} It was not believed; there is another copy of the last round.`] };
  if (spoilt !== '') return { ...known, isLost: true, notes: [lost(spoilt, deletion)] };
  if (artifact.type === 'closed' && !isCommenting)
    return {
      ...known,
      isLost: true,
      notes: [lost(closed, 'Or keep no rounds at all, with an empty `artifact-name`.')],
    };
  return known;
}

function newest(artifact: Copy, comment: Copy): Recollection {
  if (artifact.type !== 'memory')
    return comment.type === 'memory' ? { ...noRecollection, memory: comment.memory } : noRecollection;
  return comment.type === 'memory' && isNewer(comment.memory, artifact.memory)
    ? { ...noRecollection, memory: withOlder(comment.memory, artifact.memory) }
    : { ...noRecollection, memory: artifact.memory, isVouched: true };
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

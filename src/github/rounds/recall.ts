import { rememberedFindings } from '../../consolidation/rounds/carry-findings.ts';
import type { Report, ReportFinding } from '../../model/report/report-schema.ts';
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
    [...new Set([artifact, comment].flatMap((copy) => (copy.type === type ? [copy.reason] : [])))].join(' ');
  const known = newest(artifact, comment);
  const [unreadable, spoilt, closed] = [reasons('unreadable'), reasons('spoilt'), reasons('closed')];
  if (unreadable !== '') return { ...known, isLost: true, notes: [lost(unreadable, again)] };
  if (known.memory !== null && spoilt === '') return known;
  if (known.memory !== null && !isOfLaterRun(artifact, known.memory) && !isOfLaterRun(comment, known.memory))
    return { ...known, notes: [`${spoilt} It was not believed; there is another copy of the last round.`] };
  if (spoilt !== '') return { ...known, isLost: true, notes: [lost(spoilt, deletion)] };
  if (artifact.type === 'closed' && !isCommenting)
    return {
      ...known,
      isLost: true,
      notes: [lost(closed, 'Or keep no rounds at all, with an empty `artifact-name`.')],
    };
  return known;
}

/** Whether what is spoilt is what a later run left: then the other copy is not all that there is. */
const isOfLaterRun = (copy: Copy, { runId }: Memory): boolean =>
  copy.type === 'spoilt' && copy.runId !== null && runId !== null && copy.runId > runId;

function newest(artifact: Copy, comment: Copy): Recollection {
  if (artifact.type !== 'memory')
    return comment.type === 'memory' ? { ...noRecollection, memory: comment.memory } : noRecollection;
  return comment.type === 'memory' && isNewer(comment.memory, artifact.memory)
    ? { ...noRecollection, memory: withOlder(comment.memory, artifact.memory) }
    : { ...noRecollection, memory: artifact.memory, isVouched: true };
}

/**
 * A memory of a comment with all that an older one of an artifact knows: others may have written the comment, so what blocked then is as it
 * was then, whatever it says of it now, and what was called by which id then stays so. Neither undoes a verdict.
 */
function withOlder(newer: Memory, older: Memory): Memory {
  const [now, then] = [newer.report, older.report];
  const vouched = new Set(fingerprintsOf(rememberedFindings(then)));
  const blocking = then.findings.filter((finding) => finding.blocking);
  // What the comment has beside them stays, if it blocks: it may be another one that agents took for the same.
  const isTold = (finding: ReportFinding) =>
    finding.blocking
      ? blocking.some(({ fingerprint }) => fingerprint === finding.fingerprint)
      : sharesFingerprint(finding, blocking);
  const ids = new Set(now.findings.filter((finding) => !isTold(finding)).map(({ id }) => id));
  const restored = blocking.map((finding): ReportFinding => {
    const same = rememberedFindings(now).filter((one) => sharesFingerprint(one, [finding]));
    const names = fingerprintsOf(same);
    return {
      ...finding,
      id: ids.has(finding.id) ? `${finding.id}-${then.review.round}` : finding.id,
      // A name that is another finding's would have what was decided of that hold here.
      formerFingerprints: [...finding.formerFingerprints, ...names.filter((name) => !vouched.has(name))],
    };
  });
  const rest = (findings: readonly ReportFinding[]) => findings.filter((finding) => !isTold(finding));
  const gone = then.previous?.gone ?? [];
  const told = rest(now.previous?.gone ?? []).filter((finding) => !sharesFingerprint(finding, gone));
  const previous = now.previous ?? then.previous;
  const report: Report = {
    ...now,
    findings: [...rest(now.findings), ...restored],
    refuted: rest(now.refuted),
    previous: previous && { ...previous, gone: [...told, ...gone] },
  };
  const last = then.review.round;
  const rounds = [...older.rounds, ...newer.rounds.filter(({ round }) => round > last)];
  const decider = now.verdict.gate === 'pass' ? older : newer;
  return {
    ...newer,
    report: { ...report, verdict: decider.report.verdict },
    // Made of two, it is no verdict that could be taken over.
    identity: { ...decider.identity, terms: '' },
    rounds,
  };
}

const fingerprintsOf = (findings: readonly ReportFinding[]): string[] =>
  findings.flatMap(({ fingerprint, formerFingerprints }) => [fingerprint, ...formerFingerprints]);

function sharesFingerprint(finding: ReportFinding, others: readonly ReportFinding[]): boolean {
  const known = fingerprintsOf(others);
  return fingerprintsOf([finding]).some((fingerprint) => known.includes(fingerprint));
}

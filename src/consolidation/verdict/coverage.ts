import { riskyFrom } from '../../change/files/risk.ts';
import type { ReviewOfRun } from '../../findings/read-reviews.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Finding } from '../../model/finding.ts';
import type { Recording } from '../../model/recording.ts';
import type { Report } from '../../model/report/report-schema.ts';
import { builtIn, isReviewer } from '../../model/team.ts';
import {
  type CoverageStatus,
  citedFiles,
  readWitnesses,
  type Witness,
  worstOf,
} from './coverage-evidence.ts';
import { countReviewers } from './valid-reviewers.ts';

/**
 * Builds the matrix of file × reviewer. A file was read when every run that was given a part of it ended well and shows that
 * it read it: by a finding at one of its lines, or by its own list as far as the hunks were in its brief or its tools showed
 * them; where the list is silent, they alone decide. A file that its tools refused failed, whatever it says. What an agent says
 * of a file that it was not given proves nothing.
 *
 * A file is uncovered when it is risky and no valid reviewer read it. Risky is a reviewed file with a risk of at least
 * {@link riskyFrom}, and the riskiest one that this round reviews in any case, so that a change of small files cannot pass unread. Of a deleted file there is
 * nothing to read: it is enough that a reviewer was told of it. A file whose reading of an earlier round holds is covered by that.
 */
export function buildCoverage(
  recording: Recording,
  reviews: readonly ReviewOfRun[],
  findings: readonly Finding[],
): Report['coverage'] {
  const { change, team } = recording;
  const agents = team.filter(isReviewer).map((member) => member.name);
  const witnesses = readWitnesses(recording, reviews);
  const runsOf = agents.map((agent) => [agent, witnesses.filter((run) => run.agent === agent)] as const);
  const cited = citedFiles(change, findings);
  const { reviewers } = countReviewers(reviews, recording);
  const carried = new Map(
    recording.review.scope?.files.flatMap((file) => (file.state === 'carried' ? [[file.path, file]] : [])),
  );
  const riskiest = change.files.find((file) => file.class === 'reviewed' && !carried.has(file.path));
  const files = change.files.map((file) => {
    const given = countGiven(witnesses, file.path);
    const parts = Math.max(0, ...given.values());
    const judge = (agent: string, own: readonly Witness[]): CoverageStatus => {
      const isCited = cited.has(`${agent}:${file.path}`);
      const isReviewed = file.class === 'reviewed';
      if (!own.some((witness) => witness.isGiven(file.path))) {
        return judgeUngiven(own, file.path, isReviewed, isCited);
      }
      const status = judgeGiven(own, file, isCited);
      return (given.get(agent) ?? parts) < parts ? worstOf([status, 'skipped']) : status;
    };
    const status = Object.fromEntries(runsOf.map(([agent, own]) => [agent, judge(agent, own)]));
    const isRisky = file.class === 'reviewed' && (file.risk >= riskyFrom || file === riskiest);
    const isEnough = (reached: CoverageStatus | undefined) =>
      reached === 'read' || (file.status === 'deleted' && reached === 'listed');
    const kept = carried.get(file.path);
    if (kept !== undefined) {
      for (const agent of agents.filter((name) => kept.readers.includes(name))) status[agent] = 'read';
      const since = kept.since === null ? {} : { since: kept.since };
      return { path: file.path, class: file.class, status, uncovered: false, ...since };
    }
    const isRead = reviewers.some((agent) => isEnough(status[agent]));
    return { path: file.path, class: file.class, status, uncovered: isRisky && !isRead };
  });
  return { agents, files };
}

/** In how many runs each agent was given a file: one may have had a part of it that another's runs never came to. */
function countGiven(witnesses: readonly Witness[], path: string): Map<string, number> {
  const counts = new Map<string, number>();
  for (const { agent, isGiven } of witnesses) {
    if (agent !== builtIn && isGiven(path)) counts.set(agent, (counts.get(agent) ?? 0) + 1);
  }
  return counts;
}

function judgeGiven(
  runs: readonly Witness[],
  { path, binary }: Pick<ChangedFile, 'path' | 'binary'>,
  isCited: boolean,
): CoverageStatus {
  const given = runs.filter((witness) => witness.isGiven(path));
  return worstOf(
    given.map((witness) => {
      const { isValid, claims, inlined } = witness;
      const shown = witness.shownOf(path);
      if (!isValid || shown === 'refused') return 'failed';
      if (isCited && given.length === 1) return 'read';
      // The hunks of what git calls binary stand in no brief.
      const hasSeen =
        (inlined && !binary) || (shown === undefined ? witness.opened.has(path) : shown === 'whole');
      const claim = claims.get(path) ?? (hasSeen ? 'read' : 'listed');
      // where tools tell what was shown, saying more is no reading
      return shown !== undefined && !hasSeen ? worstOf([claim, 'listed']) : claim;
    }),
  );
}

/** A file that is not to be reviewed is listed in every brief; one that is, and was not given, found no room or no time. */
function judgeUngiven(
  runs: readonly Witness[],
  path: string,
  isReviewed: boolean,
  isCited: boolean,
): CoverageStatus {
  const valid = runs.filter((witness) => witness.isValid);
  if (valid.some((witness) => isCited || witness.opened.has(path))) return 'read';
  if (isReviewed) return 'skipped';
  return valid.length > 0 ? 'listed' : 'failed';
}

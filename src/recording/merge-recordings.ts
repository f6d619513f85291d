import { UserError } from '../model/errors.ts';
import type { Recording } from '../model/recording.ts';
import type { AgentRun } from '../model/run.ts';
import { isReviewer, type TeamFacts } from '../model/team.ts';

/** See {@link mergeRecordings}. */
export type Twice = 'refuse' | 'newest';

/**
 * Makes one recording of several reviews of the same change, whatever their order: runs and team are joined, time runs from the first
 * start to the last end. The rules are those of the earliest.
 * @param twice what is done about a run that two of them have, with different answers: parts of one review have it where a job was started
 *   again, and then it is one run, the newest.
 * @throws {UserError} when they are of different changes, or one run is in two of them with different answers.
 */
export function mergeRecordings(recordings: readonly Recording[], twice: Twice = 'refuse'): Recording {
  const sorted = [...recordings].sort(
    (a, b) => a.review.startedAt - b.review.startedAt || (namesOf(a) < namesOf(b) ? -1 : 1),
  );
  const [first, ...others] = sorted;
  if (first === undefined) throw new UserError('There is no recording to read: name one with --from.');
  if (others.length === 0) return first;
  for (const other of others) checkSameChange(first, other);
  return {
    review: {
      ...first.review,
      finishedAt: Math.max(...sorted.map(({ review }) => review.finishedAt)),
      round: Math.max(...sorted.map(({ review }) => review.round)),
      complete: sorted.every(({ review }) => review.complete),
      isLastRoundLost: sorted.some(({ review }) => review.isLastRoundLost),
      notes: unique(sorted.flatMap(({ review }) => review.notes)),
      scope: commonScope(sorted),
    },
    change: { ...first.change, notes: unique(sorted.flatMap(({ change }) => change.notes)) },
    team: joinTeams(sorted.map(({ team }) => team)),
    runs: joinRuns(
      sorted.map(({ runs }) => runs),
      twice,
    ),
    sources: {
      resolved: Object.assign({}, ...sorted.map(({ sources }) => sources.resolved)),
      texts: Object.assign({}, ...sorted.map(({ sources }) => sources.texts)),
    },
    rules: {
      ...first.rules,
      adjudication: sorted.some(({ rules }) => rules.adjudication),
      checksCount: sorted.every(({ rules }) => rules.checksCount),
    },
    ...joinProofs(sorted),
    previous: sorted.find(({ previous }) => previous !== null)?.previous ?? null,
  };
}

/** Reviews that were given different parts of a change rely on nothing of earlier rounds together. */
function commonScope(recordings: readonly Recording[]): Recording['review']['scope'] {
  const scopes = new Set(recordings.map(({ review }) => JSON.stringify(review.scope)));
  return scopes.size === 1 ? recordings[0]?.review.scope : undefined;
}

const unique = (notes: readonly string[]): string[] => [...new Set(notes)];
const namesOf = ({ runs }: Recording): string => runs.map((run) => run.id).join();

function checkSameChange({ change: one }: Recording, { change: other }: Recording): void {
  if (one.head === other.head && one.mergeBase === other.mergeBase) return;
  throw new UserError(
    `These are reviews of different changes: ${one.mergeBase.slice(0, 12)}..${one.head.slice(0, 12)} and ${other.mergeBase.slice(0, 12)}..${other.head.slice(0, 12)}. Name reports of one change only.`,
  );
}

/** Of an agent named twice, the one that was asked to review. */
function joinTeams(teams: readonly (readonly TeamFacts[])[]): TeamFacts[] {
  const byName = new Map<string, TeamFacts>();
  for (const facts of teams.flat()) {
    const known = byName.get(facts.name);
    if (known === undefined || (isReviewer(facts) && !isReviewer(known))) byName.set(facts.name, facts);
  }
  return [...byName.values()];
}

/** What each script showed, once. */
function joinProofs(recordings: readonly Recording[]): Pick<Recording, 'proofs'> {
  const proofs = recordings.flatMap((recording) => recording.proofs ?? []);
  if (recordings.every((recording) => recording.proofs === undefined)) return {};
  return {
    proofs: [
      ...new Map(
        proofs.map((proof) => [[proof.finding, proof.author, proof.script].join('\0'), proof]),
      ).values(),
    ],
  };
}

/** Adjudicators and editors of two reviews may have one name; reviewers must not, unless they say the same. */
function joinRuns(lists: readonly (readonly AgentRun[])[], twice: Twice): AgentRun[] {
  const byId = new Map<string, AgentRun>();
  for (const run of lists.flat()) {
    const known = byId.get(run.id);
    if (known === undefined) byId.set(run.id, run);
    else if (run.role !== 'reviewer') {
      let copy = 2;
      while (byId.has(`${run.id}-${copy}`)) copy += 1;
      byId.set(`${run.id}-${copy}`, { ...run, id: `${run.id}-${copy}` });
    } else if (known.outcome !== 'completed') byId.set(run.id, run);
    else if (run.outcome === 'completed' && run.answer !== known.answer) {
      if (twice === 'newest') {
        byId.set(run.id, run);
        continue;
      }
      throw new UserError(
        `Two of these reviews hold a run "${run.id}", with different answers: replay them one by one, or give every agent to one of them.`,
      );
    }
  }
  return [...byId.values()];
}

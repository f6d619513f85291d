import type { Report } from '../../model/report/report-schema.ts';
import { agentTitle, countOf, joinTitles } from '../../model/report/wording.ts';
import type { Rules } from '../../model/rules.ts';
import type { Outcome } from '../../model/run.ts';
import { isByRules } from '../../model/team.ts';
import { voicesOf } from '../clustering/cluster.ts';
import { wordList } from './wording.ts';

/** The settled report but for the recommendations themselves. */
export type RecommendationBasis = Omit<Report, 'recommendations'>;

/** What to do about an agent that gave no review. */
const advice: Readonly<Record<Exclude<Outcome, 'completed'>, string>> = {
  missing: 'install what it lacks on the runner, or leave it out of `agents`',
  unauthenticated: 'give its key to the step (see `deep-review doctor`), or leave it out of `agents`',
  quota: 'raise its quota, choose a smaller model with `models`, or schedule reviews when it has some left',
  'timed-out': 'raise `timeout-minutes`, or choose a faster model or a lower effort with `models`',
  crashed: 'run `deep-review doctor` on the machine; its last words are in `raw/`',
  malformed: 'its answer is in `raw/`; a model that follows the review schema more closely would count',
  vacuous: 'it answered without reading anything; check its permissions with `deep-review doctor --probe`',
  cancelled: 'raise `total-timeout-minutes`, or lower the number of agents',
};

/** Share of an agent's findings, and least number of them, that make a habit. */
const habit = { share: 0.5, least: 3 } as const;

/** One recommendation, or none, from one sort of fact of this run. */
type Adviser = (report: RecommendationBasis) => string[];

const advisers: readonly Adviser[] = [
  noReviewer,
  failedReviewers,
  failedAdjudicators,
  oneFamily,
  unverifiedFindings,
  refutedOften,
  loweredOften,
  unreadFiles,
  changedWorkspaces,
];

/** What to change in the configuration or prompts, each grounded in a fact of this run. */
export function recommend(report: RecommendationBasis, declined: Rules['declined']): string[] {
  return [...advisers.flatMap((adviser) => adviser(report)), ...offerDecisions(report, declined)];
}

/** Days that a decision holds which is offered: whoever takes it over looks at it again. */
const offeredDays = 180;

/** A decision of a comment holds for one pull request: the entry of the configuration that would hold for each is offered. */
function offerDecisions({ refuted, review }: RecommendationBasis, declined: Rules['declined']): string[] {
  const until = new Date(Date.parse(review.startedAt) + offeredDays * 86_400_000);
  return refuted.flatMap(({ id, state, fingerprint, formerFingerprints }) => {
    const names = [fingerprint, ...formerFingerprints];
    const decision = declined.find((one) => one.by !== null && names.includes(one.fingerprint ?? ''));
    if (state !== 'declined' || decision === undefined) return [];
    const { reason } = decision;
    const entry = JSON.stringify({ fingerprint, reason, expires: until.toISOString().slice(0, 10) });
    // A backtick would end the code that the entry stands in.
    return [
      `${id} was declined for this pull request alone. If the same comes up in others, add it to \`declined\` of the configuration: \`- ${entry.replaceAll('`', "'")}\`.`,
    ];
  });
}

function noReviewer({ agents, verdict }: RecommendationBasis): string[] {
  const asked = agents.some((agent) => agent.reviewer && !isByRules(agent));
  return verdict.level === 'inconclusive' && !asked
    ? [
        'No reviewer but the built-in checks was there: install an agent and give it its key (`deep-review doctor` says what each lacks). A pull request from a fork has no keys; a maintainer can review it from a trusted workflow.',
      ]
    : [];
}

function failedReviewers({ agents }: RecommendationBasis): string[] {
  // Why it failed stands beside its name.
  return agents.flatMap(({ name, reviewer, outcome }) =>
    reviewer && outcome !== 'completed'
      ? [`${agentTitle(name)} gave no full review (${outcome}): ${advice[outcome]}.`]
      : [],
  );
}

function failedAdjudicators({ runs }: RecommendationBasis): string[] {
  const ruling = runs.filter((run) => run.role === 'adjudicator' && run.isSetAside !== true);
  const failed = ruling.filter((run) => run.outcome !== 'completed');
  if (failed.length === 0) return [];
  const by = wordList([...new Set(failed.map((run) => `${agentTitle(run.agent)} (${run.outcome})`))]);
  return [
    `${failed.length} of ${countOf(ruling.length, 'adjudication run')} failed, of ${by}: what they were asked stayed unverified unless another agent ruled.`,
  ];
}

function oneFamily({ agents, findings }: RecommendationBasis): string[] {
  const families = voicesOf(agents.filter((agent) => agent.outcome === 'completed' && !isByRules(agent)));
  return families.size === 1 && findings.some((finding) => finding.severity !== 'suggestion')
    ? [
        `Only the family ${[...families][0]} took part, so nobody independent could rule: add an agent of another family.`,
      ]
    : [];
}

function unverifiedFindings({ findings, runs }: RecommendationBasis): string[] {
  const ids = findings
    .filter((finding) => finding.blocking && finding.ruling.value === 'unverified')
    .map(({ id }) => id);
  return ids.length > 0 && !runs.some((run) => run.role === 'adjudicator')
    ? [
        `${wordList(ids)} ${ids.length === 1 ? 'blocks without anybody having ruled on it' : 'block without anybody having ruled on them'}: with \`adjudication: auto\` and a second family ${ids.length === 1 ? 'it' : 'they'} would be checked.`,
      ]
    : [];
}

function refutedOften({ retro, refuted }: RecommendationBasis): string[] {
  return retro.rows.flatMap((row) => {
    const raised = row.raised.critical + row.raised.important + row.raised.suggestion;
    if (raised < habit.least || row.refuted / raised < habit.share) return [];
    const ids = refuted
      .filter(
        (one) => one.ruling.value === 'refuted' && one.raisedBy.some(({ agent }) => agent === row.agent),
      )
      .map(({ id }) => id);
    return [
      `${row.refuted} of the ${raised} findings of ${agentTitle(row.agent)} were refuted (${wordList(ids, 6)}): try another model or a higher effort with \`models\`.`,
    ];
  });
}

function loweredOften({ retro }: RecommendationBasis): string[] {
  return retro.rows.flatMap((row) => {
    const raised = row.raised.critical + row.raised.important;
    return raised >= habit.least && row.downgraded / raised >= habit.share
      ? [
          `${row.downgraded} of the ${raised} critical and important findings of ${agentTitle(row.agent)} stand at a lower severity: say in \`instructions\` what is critical in this repository.`,
        ]
      : [];
  });
}

function unreadFiles({ agents, coverage }: RecommendationBasis): string[] {
  // A smaller part helps nobody who gave no review at all; that is said of each already.
  if (!agents.some((agent) => agent.reviewer && agent.outcome === 'completed' && !isByRules(agent)))
    return [];
  const unread = coverage.files.filter(
    (file) => file.class === 'reviewed' && !Object.values(file.status).includes('read'),
  );
  if (unread.length === 0) return [];
  const byEnding = new Map<string, number>();
  for (const { path } of unread) {
    const ending = /\.[^./]+$/.exec(path)?.[0] ?? path.slice(path.lastIndexOf('/') + 1);
    byEnding.set(ending, (byEnding.get(ending) ?? 0) + 1);
  }
  const endings = [...byEnding]
    .sort((a, b) => b[1] - a[1] || (a[0] < b[0] ? -1 : 1))
    .map(([ending, count]) => `${ending} (${count})`);
  return [
    `No reviewer read ${countOf(unread.length, 'file')} of the change: ${wordList(endings, 5)}. Smaller \`limits.shard-bytes\` make agents read more; what needs no review belongs in \`ignore\`.`,
  ];
}

function changedWorkspaces({ agents }: RecommendationBasis): string[] {
  const names = agents
    .filter(({ notes }) => notes.some((note) => note.includes('changed its workspace')))
    .map(({ name }) => name);
  return names.length > 0
    ? [
        `${joinTitles(names)} wrote into the workspace although asked only to read: check what ${names.length === 1 ? 'its' : 'their'} command allows.`,
      ]
    : [];
}

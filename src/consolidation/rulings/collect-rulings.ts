import { readRulings } from '../../findings/read-rulings.ts';
import type { Kind, Severity } from '../../model/answers/review-schema.ts';
import type { Rulings } from '../../model/answers/ruling.ts';
import type { Sources } from '../../model/change/sources.ts';
import type { ReportEvidence } from '../../model/report/report-schema.ts';
import { agentTitle } from '../../model/report/wording.ts';
import type { AgentRun } from '../../model/run.ts';
import { checkEvidence, isProven } from './check-evidence.ts';

/** What one adjudicator said of one candidate, its citations checked. */
export interface Ruling {
  readonly run: string;
  readonly agent: string;
  readonly family: string;
  /** Keys of the findings that the candidate stood for. */
  readonly subjects: readonly string[];
  /** `contradictory` when the same answer rules twice on it, and differently. */
  readonly value: 'confirmed' | 'plausible' | 'refuted' | 'contradictory';
  readonly severity: Severity | null;
  readonly kind: Kind | null;
  readonly reason: string;
  readonly evidence: readonly ReportEvidence[];
  /** Whether it rests on a citation that code found. */
  readonly isProven: boolean;
}

/**
 * An adjudicator that refutes this many findings, of more than one family, and nothing else tells nothing of any of them. (In 209
 * real reports the worst agent had one raw finding in five called false: five in a row by chance is one in three thousand.)
 */
const indiscriminateFrom = 5;

/** Every ruling of every adjudicator that answered, in the order of the runs' ids; unknown candidates are passed over. */
export function collectRulings(runs: readonly AgentRun[], sources: Sources): Ruling[] {
  const answered = runs
    .filter((run) => run.role === 'adjudicator' && run.outcome === 'completed')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const rulings = answered.flatMap((run) => {
    const read = run.answer === null ? null : readRulings(run.answer);
    return read === null ? [] : rulingsOfRun(run, read, sources);
  });
  const familyOf = new Map(runs.map((run) => [run.id, run.family]));
  return rulings.map((ruling) =>
    isIndiscriminate(ruling.agent, rulings, familyOf) ? disbelieve(ruling) : ruling,
  );
}

function rulingsOfRun(run: AgentRun, read: Rulings, sources: Sources): Ruling[] {
  const byCandidate = new Map<string, Rulings['rulings']>();
  for (const ruling of read.rulings) {
    byCandidate.set(ruling.candidate, [...(byCandidate.get(ruling.candidate) ?? []), ruling]);
  }
  return [...byCandidate].flatMap(([candidate, said]): Ruling[] => {
    const [first] = said;
    const subjects = Object.hasOwn(run.subjects, candidate) ? run.subjects[candidate] : undefined;
    if (first === undefined || subjects === undefined) return [];
    const evidence = said.flatMap((ruling) => checkEvidence(ruling.evidence, run.agent, sources));
    return [
      {
        run: run.id,
        agent: run.agent,
        family: run.family,
        subjects,
        value: said.every((ruling) => ruling.ruling === first.ruling) ? first.ruling : 'contradictory',
        severity: first.severity,
        kind: first.kind,
        reason: first.reason.trim(),
        evidence,
        isProven: isProven(evidence),
      },
    ];
  });
}

function isIndiscriminate(
  agent: string,
  rulings: readonly Ruling[],
  familyOf: ReadonlyMap<string, string>,
): boolean {
  const own = rulings.filter((ruling) => ruling.agent === agent);
  const raisers = new Set(own.flatMap(({ subjects }) => subjects.map((key) => familyOf.get(runOfKey(key)))));
  return (
    own.length >= indiscriminateFrom && raisers.size > 1 && own.every((ruling) => ruling.value === 'refuted')
  );
}

/** The run in a finding's key. */
const runOfKey = (key: string): string => key.slice(0, key.indexOf('/'));

function disbelieve(ruling: Ruling): Ruling {
  return {
    ...ruling,
    isProven: false,
    reason: `${ruling.reason} (${agentTitle(ruling.agent)} refuted everything it was asked, which tells nothing of this finding.)`,
  };
}

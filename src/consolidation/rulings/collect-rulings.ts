import { type ReadRulings, readRulings } from '../../findings/read-rulings.ts';
import { type Kind, kinds, type Severity, severities } from '../../model/answers/review-schema.ts';
import { candidatesOf, type Rulings, scriptId } from '../../model/answers/ruling.ts';
import type { Finding } from '../../model/finding.ts';
import type { ReportEvidence } from '../../model/report/report-schema.ts';
import { agentTitle } from '../../model/report/wording.ts';
import type { AgentRun } from '../../model/run.ts';
import { decidesAgainst, isAboutClaims, isReasonFor, type Scene } from './citations/bearing.ts';
import { checkEvidence } from './citations/check-evidence.ts';
import { isIndiscriminate } from './indiscriminate.ts';
import { namesStep } from './names-step.ts';

/** What one adjudicator said of one candidate, its citations checked. */
export interface Ruling {
  readonly run: string;
  readonly agent: string;
  readonly family: string;
  /** Keys of the findings that the candidate stood for. */
  readonly subjects: readonly string[];
  /** Whether the candidate stood for findings that were taken for one and are several. */
  readonly isOfSeveral: boolean;
  /** `contradictory` when the same answer rules twice on it, and differently; `unread` when what it says of it is no ruling. */
  readonly value: 'confirmed' | 'plausible' | 'refuted' | 'contradictory' | 'unread';
  readonly severity: Severity | null;
  readonly kind: Kind | null;
  readonly reason: string;
  /** For `plausible`: which step the repository does not show; null where none is named. */
  readonly missing: string | null;
  readonly evidence: readonly ReportEvidence[];
  /** Whether the script that was run shows this claim; null where it does not say. */
  readonly repro: Rulings['rulings'][number]['repro'];
  /** The name of the script that was shown; null where there was none. */
  readonly script: string | null;
  /** Whether one of its citations has to do with the findings. */
  readonly hasEvidence: boolean;
  /** Whether its reason speaks of such a citation, or of what is claimed: only then it makes anything less grave. */
  readonly isReasoned: boolean;
  /** Whether one of its citations can decide against the findings: only then it makes anything milder. */
  readonly isProven: boolean;
}

/** Every ruling of every adjudicator that answered, in the order of the runs' ids; unknown candidates are passed over. */
export function collectRulings(
  runs: readonly AgentRun[],
  findings: readonly Finding[],
  scene: Scene,
): Ruling[] {
  const byKey = new Map(findings.map((finding) => [finding.key, finding]));
  const answered = runs
    .filter((run) => run.role === 'adjudicator' && run.outcome === 'completed')
    .sort((a, b) => (a.id < b.id ? -1 : 1));
  const rulings = answered.flatMap((run) => {
    const read = run.answer === null ? null : readRulings(run.answer);
    return read === null ? [] : rulingsOfRun(run, read, byKey, scene);
  });
  const blind = new Set(
    answered.map(({ family }) => family).filter((family) => isBlind(family, answered, rulings)),
  );
  return rulings.map((ruling) => (blind.has(ruling.family) ? disbelieve(ruling) : ruling));
}

/** Whether the agents of a family refute more of what they were asked, each thing once, than could be false. */
function isBlind(family: string, answered: readonly AgentRun[], rulings: readonly Ruling[]): boolean {
  const nameOf = (subjects: readonly string[]) => [...subjects].sort().join(' ');
  const asked = new Set(
    answered
      .filter((run) => run.family === family)
      .flatMap((run) => candidatesOf(run.subjects).map(([, subjects]) => nameOf(subjects))),
  );
  const said = rulings.filter((ruling) => ruling.family === family);
  const namesOf = (some: readonly Ruling[]) => new Set(some.map(({ subjects }) => nameOf(subjects)));
  const refuted = namesOf(said.filter(({ value }) => value === 'refuted' || value === 'unread'));
  const spared = [...namesOf(said)].filter((name) => !refuted.has(name)).length;
  return isIndiscriminate(asked.size, spared, refuted.size);
}

function rulingsOfRun(
  run: AgentRun,
  read: ReadRulings,
  byKey: ReadonlyMap<string, Finding>,
  scene: Scene,
): Ruling[] {
  const unread = unreadCandidates(run, read);
  return candidatesOf(run.subjects).flatMap(([candidate, subjects]): Ruling[] => {
    const said = read.rulings.filter((ruling) => ruling.candidate === candidate);
    const script = run.subjects[scriptId(candidate)]?.[0] ?? null;
    const own = { run: run.id, agent: run.agent, family: run.family, subjects, isOfSeveral: false, script };
    const claims = subjects.flatMap((key) => byKey.get(key) ?? []);
    const plain = said.length === 0 ? [] : [{ ...own, ...weigh(said, run.agent, claims, scene) }];
    return unread.has(candidate) ? [...plain, { ...own, ...nothing }] : plain;
  });
}

type Weighed = Omit<Ruling, 'run' | 'agent' | 'family' | 'subjects' | 'isOfSeveral' | 'script'>;

/** What is known of what cannot be read. */
const nothing: Weighed = {
  value: 'unread',
  severity: null,
  kind: null,
  reason: '',
  missing: null,
  evidence: [],
  repro: null,
  hasEvidence: false,
  isReasoned: false,
  isProven: false,
};

/** Weighs what one answer says of one candidate. */
function weigh(said: Rulings['rulings'], agent: string, claims: readonly Finding[], scene: Scene): Weighed {
  const [first] = said;
  if (first === undefined) return nothing;
  const isContradictory = said.some(({ ruling }) => ruling !== first.ruling);
  const evidence = said.flatMap((ruling) => checkEvidence(ruling.evidence, agent, scene.sources));
  const citations = evidence.flatMap((entry) => (entry.kind === 'citation' && entry.checked ? [entry] : []));
  const reason = [...new Set(said.map((ruling) => ruling.reason.trim()))]
    .filter((one) => one !== '')
    .join(' ');
  return {
    value: isContradictory ? 'contradictory' : first.ruling,
    severity: isContradictory ? null : gravest(said.map(({ severity }) => severity)),
    kind: isContradictory ? null : gravestKind(said.map(({ kind }) => kind)),
    reason,
    missing: said.every(({ missing }) => namesStep(missing)) ? (first.missing?.trim() ?? null) : null,
    evidence,
    repro: said.every(({ repro }) => repro === first.repro) ? first.repro : null,
    hasEvidence: citations.some((citation) => isAboutClaims(citation, reason, claims, scene)),
    isReasoned: citations.some((citation) => isReasonFor(citation, reason, claims, scene)),
    isProven: citations.some((citation) => decidesAgainst(citation, reason, claims, scene)),
  };
}

/** Of several severities the gravest; one that is not given is that of the claim, which only a critical is surely no milder than. */
const gravest = (said: readonly (Severity | null)[]): Severity | null =>
  severities.find((one) => said.includes(one) && (one === 'critical' || !said.includes(null))) ?? null;

/** The same of kinds: what is called pre-existing once and not again is not. */
const gravestKind = (said: readonly (Kind | null)[]): Kind | null =>
  kinds.find((one) => said.includes(one) && (one !== 'pre-existing' || !said.includes(null))) ?? null;

/**
 * Candidates of which an answer says something that is no ruling: those that it names so; and where it names one that nobody asked, none, or
 * one that it rules on elsewhere, all that it leaves out.
 */
function unreadCandidates({ subjects }: AgentRun, { rulings, unread }: ReadRulings): Set<string> {
  const ruledOn = new Set(rulings.map(({ candidate }) => candidate));
  const isLost =
    unread.some((id) => id === null || ruledOn.has(id)) ||
    [...unread, ...ruledOn].some((id) => id !== null && !Object.hasOwn(subjects, id));
  const leftOut = candidatesOf(subjects).flatMap(([id]) => (isLost && !ruledOn.has(id) ? [id] : []));
  return new Set([...unread.filter((id) => id !== null), ...leftOut]);
}

function disbelieve(ruling: Ruling): Ruling {
  if (ruling.value !== 'refuted') return ruling;
  return {
    ...ruling,
    isProven: false,
    reason:
      `${ruling.reason} (${agentTitle(ruling.agent)} refuted nearly all that it was asked, which tells nothing of this finding.)`.trim(),
  };
}

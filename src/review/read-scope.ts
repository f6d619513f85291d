import { createHash } from 'node:crypto';
import type { TeamMember } from '../agents/team/team.ts';
import type { Revisions } from '../change/ends/revisions.ts';
import { readFileWords } from '../change/files/file-words.ts';
import type { HouseRules } from '../change/files/house-rules.ts';
import type { Inputs } from '../config/inputs.ts';
import { decideScope } from '../consolidation/rounds/decide-scope.ts';
import type { Change } from '../model/change/change.ts';
import type { Report } from '../model/report/report-schema.ts';
import type { Scope } from '../model/report/scope-schema.ts';

/** What tells whether a reading of the last round holds, besides the code. */
export interface RoundTerms {
  /** Digest of inputs, configuration, instructions, base branch and our version. */
  readonly terms: string;
  /** Why nothing of the last round may be relied on, in one sentence; null where it may. */
  readonly distrust: string | null;
  /** Fingerprints of findings of the rounds before the last one. */
  readonly formerly: readonly string[];
}

/** As much of a review's request as its scope depends on. */
interface Asked {
  readonly rounds?: RoundTerms | null;
  readonly previous: Report | null;
  readonly shard?: number | null;
  readonly inputs: Pick<Inputs, 'rounds' | 'part'>;
}

/** What is known once the change is read. */
interface Gathered {
  readonly change: Change;
  readonly revisions: Pick<Revisions, 'git' | 'head' | 'told'>;
  readonly team: readonly TeamMember[];
  readonly houseRules: readonly HouseRules[];
}

/** Decides how much of the change this round has reviewed; undefined where rounds are whole. */
export async function readScope(
  { rounds, previous, shard, inputs }: Asked,
  { change, revisions, team, houseRules }: Gathered,
): Promise<Scope | undefined> {
  if (rounds === undefined || rounds === null || inputs.rounds === 'whole') return undefined;
  if (inputs.part !== 'whole' || (shard ?? null) !== null) return undefined;
  const { terms, distrust, formerly } = rounds;
  const told = revisions.told === null ? null : 'The repository could not be fetched, only its diff.';
  return decideScope({
    change,
    previous,
    distrust: distrust ?? told,
    terms: digest([terms, houseRules, change.pullRequest?.issues ?? []]),
    agents: digest(team.map(identityOf)),
    formerly,
    words: await readFileWords(
      change,
      revisions,
      previous?.scope?.files.map(({ path }) => path),
    ),
  });
}

/** Who an agent is: the same name with another version, model or effort reads differently. */
const identityOf = ({ agent, settings, detection, reviews }: TeamMember) => [
  agent.name,
  agent.family,
  detection.version,
  detection.outcome,
  settings.model,
  settings.effort,
  reviews,
];

const digest = (value: unknown): string =>
  createHash('sha256').update(JSON.stringify(value)).digest('hex').slice(0, 32);

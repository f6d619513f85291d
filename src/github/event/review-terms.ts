import { createHash } from 'node:crypto';
import { readFile, stat } from 'node:fs/promises';
import { posix } from 'node:path';
import { isCustom } from '../../agents/clis/custom.ts';
import { readCommandPart } from '../../agents/runs/base-command.ts';
import type { TeamMember } from '../../agents/team/team.ts';
import { digestTemplates } from '../../brief/templates.ts';
import type { Revisions } from '../../change/ends/revisions.ts';
import { listAttributeFiles } from '../../change/files/base/attributes.ts';
import { findHouseRules } from '../../change/files/house-rules.ts';
import type { Configuration } from '../../config/configuration.ts';
import type { Inputs } from '../../config/inputs.ts';
import { version } from '../../model/version.ts';

/** What a verdict depends on besides the change itself. */
export interface TermsBasis {
  readonly inputs: Inputs;
  readonly configuration: Configuration;
  readonly instructions: string;
  readonly revisions: Revisions;
  /** The branch that the change is to go to; null where the event has none. */
  readonly baseBranch: string | null;
  /** Who reviews and rules here and now; null where that is elsewhere, on other machines. */
  readonly team: readonly TeamMember[] | null;
  /** `YYYY-MM-DD`. */
  readonly today: string;
}

/** Inputs that say where a report goes and how we got here, not what it says. */
const beside = new Set<keyof Inputs>([
  'base',
  'head',
  'drafts',
  'skip-label',
  'force-label',
  'unchanged',
  'merge-group',
  'comment',
  'part',
  'shard',
  'recordings',
  'annotations',
  'artifact-name',
  'retention-days',
  'output-directory',
  'github-token',
]);

/**
 * A digest of what a verdict depends on: our version and prompts, inputs, configuration, instructions, the base branch with its
 * attributes and its house rules for the changed files, and the agents with their programs. An old verdict holds only where all of it is the same.
 */
export async function digestTerms(basis: TermsBasis): Promise<string> {
  const { inputs, configuration, instructions, revisions, baseBranch, team, today } = basis;
  const { declined, ...settings } = configuration;
  const terms = [
    version,
    digestTemplates(),
    Object.entries(inputs).filter(([name]) => !beside.has(name as keyof Inputs)),
    settings,
    // A decision that expired since makes another verdict.
    declined.filter(({ expires = today }) => expires >= today),
    instructions,
    baseBranch,
    await listAttributeFiles(revisions.git, revisions.base),
    await findHouseRules(configuration['house-rules'], revisions),
    team?.map(({ agent, detection, reviews, rules }) => [agent.name, detection.outcome, reviews, rules]),
    await digestPrograms(configuration, revisions),
  ];
  return createHash('sha256').update(JSON.stringify(terms)).digest('hex').slice(0, 32);
}

/** What the programs of custom agents are: of the repository those of its base, with what lies beside them; of the machine their bytes. */
async function digestPrograms(
  { agents }: Configuration,
  { git, base }: Pick<Revisions, 'git' | 'base'>,
): Promise<string[]> {
  const parts = Object.values(agents).flatMap((agent) =>
    isCustom(agent) ? [...agent.command, ...Object.values(agent.files)] : [],
  );
  return Promise.all(
    parts.map(async (part) => {
      const named = readCommandPart(part);
      if (named === null) return posix.isAbsolute(part) ? digestFile(part) : '';
      const folder = posix.dirname(named.path);
      const paths = folder === '.' ? [named.path] : [named.path, folder];
      return git.run(['ls-tree', '-z', '--full-tree', base, '--', ...paths]);
    }),
  );
}

/** Larger files are told by size and time. */
const largestRead = 4_000_000;

async function digestFile(path: string): Promise<string> {
  try {
    const { size, mtimeMs } = await stat(path);
    if (size > largestRead) return `${size} ${mtimeMs}`;
    return createHash('sha256')
      .update(await readFile(path))
      .digest('hex');
  } catch {
    return 'unreadable';
  }
}

import { mkdir, readdir, readFile, stat, writeFile } from 'node:fs/promises';
import { dirname, join, resolve } from 'node:path';
import type { Agent } from '../../agents/adapter/agent.ts';
import { detectAgent } from '../../agents/team/detect.ts';
import { knownAgents } from '../../agents/team/registry.ts';
import { openRepository } from '../../change/git/git.ts';
import { emptyConfiguration } from '../../config/empty-configuration.ts';
import { inputDefinitions, parseInputs } from '../../config/inputs.ts';
import { exitCodes, UserError } from '../../model/errors.ts';
import { type Ports, silentLogger } from '../../model/ports.ts';
import { withPorts } from '../../review/lifetime.ts';
import type { CommandLine } from '../line/parse-arguments.ts';
import { type InstalledAgent, surveyFiles } from './survey.ts';
import { writeConfiguration } from './write-configuration.ts';
import { writeWorkflow } from './write-workflow.ts';

/** A file that `init` would write. */
interface Draft {
  /** Relative to the repository. */
  readonly path: string;
  readonly text: string;
  /** The file that makes it needless, itself or another one. */
  readonly present: string | null;
}

const workflows = '.github/workflows';
/** A person waits. */
const detectionLimitMs = 4_500;

/** `deep-review init`: writes a workflow and a configuration for a repository; what exists is left as it is. */
export async function initCommand(line: CommandLine): Promise<number> {
  const root = await findWorkTree(resolve(line.values.repo ?? '.'));
  const { paths, agents } = await withPorts(
    { log: silentLogger, environment: process.env, outputDirectory: null },
    async (ports) => ({
      paths: await trackedPaths(root, ports),
      agents: await chosenAgents(line.values.agents, ports),
    }),
  );
  const workflow = `${workflows}/deep-review.yml`;
  const configuration = inputDefinitions.config.default;
  const drafts: readonly Draft[] = [
    { path: workflow, text: writeWorkflow(agents), present: await findOwnWorkflow(root, workflow) },
    {
      path: configuration,
      text: writeConfiguration(surveyFiles(paths)),
      present: (await exists(join(root, configuration))) ? configuration : null,
    },
  ];
  const deliver = line.flags.has('dry-run') ? show : write;
  for (const draft of drafts) {
    if (draft.present === null || line.flags.has('force')) await deliver(draft, root);
    else process.stderr.write(explainPresence(draft));
  }
  if (!line.flags.has('dry-run')) process.stdout.write(nextSteps(agents));
  return exitCodes.pass;
}

async function write({ path, text, present }: Draft, root: string): Promise<void> {
  const file = join(root, path);
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text, { flag: present === null ? 'wx' : 'w' });
  process.stdout.write(`Wrote ${path}.\n`);
}

async function show({ path, text }: Draft): Promise<void> {
  process.stdout.write(`# ---- ${path}\n${text}\n`);
}

const explainPresence = ({ path, present }: Draft): string =>
  present === path
    ? `${path} exists and is left as it is; --force writes it anew.\n`
    : `${present} runs Deep Review already, so ${path} is not written; --force writes it all the same.\n`;

function nextSteps(agents: readonly InstalledAgent[]): string {
  const secrets = [...new Set(agents.flatMap((agent) => agent.secrets))];
  const steps = [
    'Read both files: each line says why it is there.',
    ...(secrets.length > 0
      ? [`Give the repository its secrets: ${secrets.map((name) => `gh secret set ${name}`).join('; ')}.`]
      : ['Install agents (deep-review doctor says how) and run init again elsewhere for more than checks.']),
    'Commit and merge them. The configuration counts once it is on the base branch.',
    'In the rules of that branch, require the check "review".',
  ];
  return `\nNext:\n${steps.map((step, index) => `  ${index + 1}. ${step}\n`).join('')}`;
}

/** The closest folder above that has a `.git`. */
async function findWorkTree(directory: string): Promise<string> {
  for (let folder = directory; ; folder = dirname(folder)) {
    if (await exists(join(folder, '.git'))) return folder;
    if (folder === dirname(folder))
      throw new UserError(`${directory} is not in a git work tree: name one with --repo, or run "git init".`);
  }
}

/** None where nothing is committed yet. */
async function trackedPaths(root: string, ports: Ports): Promise<string[]> {
  const git = await openRepository(root, ports);
  const listed = await git.attempt(['ls-tree', '-r', '-z', '--name-only', '--full-tree', 'HEAD']);
  return listed.stdout
    .toString('utf8')
    .split('\0')
    .filter((path) => path !== '');
}

/** Agents that the user names, whether they are on this machine or not, otherwise those that are; `checks` is in every workflow. */
async function chosenAgents(list: string | undefined, ports: Ports): Promise<InstalledAgent[]> {
  const named = parseInputs({ agents: list ?? 'auto' }).agents;
  if (named === 'auto') return installedAgents(ports);
  const names = named.filter((name) => name !== 'checks');
  const agents = [...knownAgents(emptyConfiguration).values()].flatMap(asInstalled);
  return names.map((name) => {
    const agent = agents.find((one) => one.name === name);
    if (agent === undefined)
      throw new UserError(
        `init can set up no agent "${name}": name some of ${agents.map((one) => one.name).join(', ')} with --agents, or write its step by hand.`,
      );
    return agent;
  });
}

/** What a workflow needs of an agent; nothing where it can be given no key. */
function asInstalled(agent: Agent): InstalledAgent[] {
  if (agent.type !== 'cli' || !agent.facts || agent.facts.secrets.length === 0) return [];
  const { install, secrets } = agent.facts;
  return [{ name: agent.name, family: agent.family, install, secrets }];
}

/** Agents whose CLI is on this machine, signed in or not, and that a workflow can be given keys for. */
async function installedAgents(ports: Ports): Promise<InstalledAgent[]> {
  const settings = { model: null, effort: null };
  const found = await Promise.all(
    [...knownAgents(emptyConfiguration).values()].map(async (agent) => {
      const usable = asInstalled(agent);
      if (agent.type !== 'cli' || usable.length === 0) return [];
      const { program } = await detectAgent(agent, settings, ports, detectionLimitMs);
      return program === null ? [] : usable;
    }),
  );
  return found.flat();
}

/** A workflow that uses this action already, or the file that would be written. */
async function findOwnWorkflow(root: string, draft: string): Promise<string | null> {
  const names = await readdir(join(root, workflows)).catch(() => []);
  for (const name of names.filter((each) => /\.ya?ml$/.test(each)).sort()) {
    const text = await readFile(join(root, workflows, name), 'utf8').catch(() => '');
    if (/uses:\s*['"]?[\w.-]+\/deep-review(?:\/[\w./-]+)?@/.test(text)) return `${workflows}/${name}`;
  }
  return (await exists(join(root, draft))) ? draft : null;
}

const exists = (path: string): Promise<boolean> =>
  stat(path).then(
    () => true,
    () => false,
  );

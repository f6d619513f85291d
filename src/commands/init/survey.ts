import { posix } from 'node:path';
import { classOfName } from '../../change/files/well-known-names.ts';

/** An agent that is installed on this machine, and how a workflow sets it up. */
export interface InstalledAgent {
  readonly name: string;
  readonly family: string;
  /** The command that installs the tested version. */
  readonly install: string;
  /** Variables that it needs, from the repository's secrets. */
  readonly secrets: readonly string[];
}

/** A package manager that a repository uses, and the files that decide what it installs and runs. */
export interface PackageManager {
  readonly name: string;
  readonly manifests: readonly string[];
}

/** How a package manager is known. */
interface KnownManager extends PackageManager {
  /** One of these tells that it is used. */
  readonly signs: readonly string[];
  /** Managers that read some of the same files: where one of them is used, this one is not. */
  readonly unless?: readonly string[];
}

/** A glob for the configuration, with its reason. */
export interface Suggestion {
  readonly glob: string;
  /** Tracked files that it matches. */
  readonly files: number;
  /** Whether the name says it; otherwise the person decides. */
  readonly isSure: boolean;
}

/** What a repository's tracked files tell of it. */
export interface Survey {
  readonly packageManagers: readonly PackageManager[];
  /** Files that say how the repository is worked on; nothing where all of them are found without being named. */
  readonly houseRules: readonly string[];
  readonly generated: readonly Suggestion[];
  readonly vendored: readonly Suggestion[];
  readonly sensitive: readonly Suggestion[];
}

const packageManagers: readonly KnownManager[] = [
  {
    name: 'npm',
    signs: ['package-lock.json', 'npm-shrinkwrap.json'],
    manifests: ['package.json', '.npmrc'],
  },
  {
    name: 'pnpm',
    signs: ['pnpm-lock.yaml'],
    manifests: ['package.json', 'pnpm-workspace.yaml', '.npmrc', '.pnpmfile.cjs'],
  },
  { name: 'Yarn', signs: ['yarn.lock'], manifests: ['package.json', '.yarnrc.yml'] },
  { name: 'Bun', signs: ['bun.lock', 'bun.lockb'], manifests: ['package.json', 'bunfig.toml'] },
  { name: 'Deno', signs: ['deno.lock'], manifests: ['deno.json', 'deno.jsonc'] },
  { name: 'uv', signs: ['uv.lock'], manifests: ['pyproject.toml', 'setup.py'] },
  { name: 'Poetry', signs: ['poetry.lock'], manifests: ['pyproject.toml', 'poetry.toml'] },
  {
    name: 'pip',
    signs: ['requirements.txt', 'pyproject.toml', 'setup.py', 'setup.cfg'],
    manifests: ['requirements.txt', 'pyproject.toml', 'setup.py', 'setup.cfg', 'tox.ini', 'noxfile.py'],
    unless: ['uv', 'Poetry'],
  },
  { name: 'Cargo', signs: ['Cargo.lock', 'Cargo.toml'], manifests: ['Cargo.toml', 'build.rs'] },
  { name: 'Go', signs: ['go.mod'], manifests: ['go.mod', 'go.work'] },
  { name: 'Maven', signs: ['pom.xml'], manifests: ['pom.xml'] },
  { name: 'Bundler', signs: ['Gemfile.lock'], manifests: ['Gemfile'] },
  { name: 'Composer', signs: ['composer.lock'], manifests: ['composer.json'] },
  { name: 'Mix', signs: ['mix.lock'], manifests: ['mix.exs'] },
  { name: 'Gradle', signs: ['gradle.lockfile'], manifests: ['build.gradle', 'build.gradle.kts'] },
];

/** Files for people that say how a repository is worked on; those for agents are found without being named. */
const rulesForPeople =
  /^(?:\.github\/|docs\/)?(?:contributing|style-?guide|coding-?style|conventions|code-?style)\.md$|^\.(?:cursorrules|windsurfrules|clinerules)$|^\.cursor\/rules\/[^/]+\.mdc?$/i;
const rulesForAgents = /^(?:AGENTS|CLAUDE|GEMINI|REVIEW)\.md$|^\.github\/copilot-instructions\.md$/;

/** Folders by name: those that only tools fill, and those that may as well hold people's code. */
const folders = {
  generated: {
    sure: ['generated', '_generated', 'autogen', '.next', 'storybook-static'],
    unsure: ['build', 'dist', 'out', 'gen', 'coverage', '__snapshots__'],
  },
  vendored: {
    sure: [],
    unsure: ['extern', 'external', 'externals', 'deps', 'contrib', 'libs', 'subprojects'],
  },
  sensitive: {
    sure: ['migrations', 'migrate', 'terraform', 'k8s', 'kubernetes', 'helm'],
    unsure: ['infra', 'infrastructure', 'deploy', 'deployment', 'charts'],
  },
} as const;

/** From so many folders of one name on, one glob stands for all. */
const mostOfOneName = 3;

/** What stands for itself in a glob; a folder of any other name is not suggested. */
const plainPath = /^[\w.@+\- /]+$/;

/** Surveys a repository by the paths of its tracked files. */
export function surveyFiles(paths: readonly string[]): Survey {
  const names = new Set(paths.map((path) => posix.basename(path)));
  const used = packageManagers.filter(({ signs }) => signs.some((sign) => names.has(sign)));
  return {
    packageManagers: used
      .filter(({ unless = [] }) => !used.some(({ name }) => unless.includes(name)))
      .map(({ name, manifests }) => ({ name, manifests: manifests.filter((file) => names.has(file)) })),
    houseRules: paths.some((path) => rulesForPeople.test(path))
      ? paths.filter((path) => rulesForAgents.test(path) || rulesForPeople.test(path))
      : [],
    generated: suggest(paths, 'generated'),
    vendored: suggest(paths, 'vendored'),
    sensitive: suggest(paths, 'sensitive'),
  };
}

/** Globs for folders of telling names, with what every review leaves out anyway not counted. */
function suggest(paths: readonly string[], key: keyof typeof folders): Suggestion[] {
  const { sure, unsure }: { sure: readonly string[]; unsure: readonly string[] } = folders[key];
  const counts = new Map<string, number>();
  for (const path of paths) {
    if (classOfName(path) !== null || !plainPath.test(path)) continue;
    const parts = path.split('/').slice(0, -1);
    const index = parts.findIndex((part) => sure.includes(part) || unsure.includes(part));
    if (index < 0) continue;
    const folder = parts.slice(0, index + 1).join('/');
    counts.set(folder, (counts.get(folder) ?? 0) + 1);
  }
  const folderNames = [...new Set([...counts.keys()].map((folder) => posix.basename(folder)))];
  return folderNames.flatMap((name) => {
    const isSure = sure.includes(name);
    const found = [...counts].filter(([folder]) => posix.basename(folder) === name);
    if (found.length <= mostOfOneName)
      return found.map(([folder, files]) => ({ glob: `${folder}/**`, files, isSure }));
    const files = found.reduce((sum, [, count]) => sum + count, 0);
    return [{ glob: `**/${name}/**`, files, isSure }];
  });
}

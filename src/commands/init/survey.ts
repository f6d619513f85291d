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
  readonly lockFile: string;
  readonly manifests: readonly string[];
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
  readonly generated: readonly Suggestion[];
  readonly vendored: readonly Suggestion[];
  readonly sensitive: readonly Suggestion[];
}

const packageManagers: readonly PackageManager[] = [
  { name: 'npm', lockFile: 'package-lock.json', manifests: ['package.json', '.npmrc'] },
  { name: 'pnpm', lockFile: 'pnpm-lock.yaml', manifests: ['package.json', 'pnpm-workspace.yaml'] },
  { name: 'Yarn', lockFile: 'yarn.lock', manifests: ['package.json', '.yarnrc.yml'] },
  { name: 'Bun', lockFile: 'bun.lock', manifests: ['package.json', 'bunfig.toml'] },
  { name: 'Deno', lockFile: 'deno.lock', manifests: ['deno.json', 'deno.jsonc'] },
  { name: 'uv', lockFile: 'uv.lock', manifests: ['pyproject.toml'] },
  { name: 'Poetry', lockFile: 'poetry.lock', manifests: ['pyproject.toml'] },
  { name: 'Cargo', lockFile: 'Cargo.lock', manifests: ['Cargo.toml', 'build.rs'] },
  { name: 'Go', lockFile: 'go.sum', manifests: ['go.mod'] },
  { name: 'Maven', lockFile: 'pom.xml', manifests: ['pom.xml'] },
  { name: 'pip', lockFile: 'requirements.txt', manifests: ['requirements.txt'] },
  { name: 'Bundler', lockFile: 'Gemfile.lock', manifests: ['Gemfile'] },
  { name: 'Composer', lockFile: 'composer.lock', manifests: ['composer.json'] },
  { name: 'Mix', lockFile: 'mix.lock', manifests: ['mix.exs'] },
  { name: 'Gradle', lockFile: 'gradle.lockfile', manifests: ['build.gradle', 'build.gradle.kts'] },
];

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
  return {
    packageManagers: packageManagers
      .filter(({ lockFile }) => names.has(lockFile))
      .map((manager) => ({ ...manager, manifests: manager.manifests.filter((name) => names.has(name)) })),
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

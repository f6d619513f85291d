import { appendFile, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Revisions } from '../../change/ends/revisions.ts';
import { openBaseTree } from '../../change/files/base-tree.ts';
import {
  isGitIgnoreFile,
  isInstructionFile,
  isInstructionProse,
} from '../../change/files/instruction-files.ts';
import { briefFolder } from '../../model/brief.ts';
import { checkOutFiles } from './check-out.ts';
import { changedPaths, stampTree, type TreeStamp } from './tree-stamp.ts';
import { runWorkspaceGit } from './workspace-git.ts';

/** A checkout of one revision, as agents see it. */
export interface Workspace {
  readonly directory: string;
  /** Files whose text the user's repository lacks. */
  readonly unread: readonly string[];
}

/** A workspace that one run may write. */
export interface PrivateWorkspace extends Workspace {
  /** As it was handed out. */
  readonly stamp: TreeStamp;
}

/** A repository without files that workspaces are made from. */
export interface WorkspaceTemplate {
  readonly directory: string;
  /** The user's object store, which it borrows. */
  readonly objects: string;
  /** Files that stand in for the revision's own, of the base revision or ours, path → text. */
  readonly instructions: ReadonlyMap<string, string>;
  /** Files of the revision that a workspace does not hold. */
  readonly withheld: readonly string[];
}

/** Git's configuration of a workspace: nothing of the repository runs, and nothing reaches out. */
const configurationFor = (symlinks: boolean) => `
[core]
\tbare = false
\thooksPath = /dev/null
\tfsmonitor = false
\tattributesFile = /dev/null
\tautocrlf = false
\tsymlinks = ${symlinks}
\tlogAllRefUpdates = false
[checkout]
\tworkers = 0
[gc]
\tauto = 0
[maintenance]
\tauto = false
[protocol]
\tallow = never
[submodule]
\trecurse = false
`;

/**
 * By these ripgrep and fd overlook nothing but git's own folder: what is nearest to a file decides, so that no ignore file of a
 * folder above, which is not ours, hides anything. Names that begin with a dot are then searched too.
 */
const searchFiles = ['.ignore', '.rgignore', '.fdignore'];
const searchAll = '!*\n/.git/\n';

/** Highest precedence: no filter, textconv driver, line-end or encoding conversion of `.gitattributes` is in force. */
const attributes = '* -text -ident -filter !eol !working-tree-encoding !diff !merge\n';

/**
 * Builds the repository that the workspaces of one revision are copied from. It borrows the objects of the
 * user's repository, so that history is there for log and blame, and has no remote, credential, hook or filter.
 *
 * The base revision is trusted and comes as it is. Of any other, symbolic links become plain files that hold their target, so
 * that no agent is led out of its workspace, and what agents take instructions from or overlook files by is withheld; prose of
 * that kind and git's ignore files come from the base revision, and files of ours have searches overlook nothing.
 */
export async function prepareTemplate(
  revisions: Revisions,
  revision: string,
  directory: string,
): Promise<WorkspaceTemplate> {
  const isTrusted = revision === revisions.base;
  await mkdir(directory, { recursive: true });
  const source = await locateSource(revisions);
  await fetchMissingBlobs(revisions, revision);
  const git = (...parameters: string[]) => runWorkspaceGit(directory, parameters);
  await git('init', '--quiet', '--template=', `--object-format=${source.objectFormat}`);
  const inside = (path: string) => join(directory, '.git', path);
  await Promise.all(['objects/info', 'info'].map((folder) => mkdir(inside(folder), { recursive: true })));
  await Promise.all([
    writeFile(inside('objects/info/alternates'), `${source.objects}\n`),
    writeFile(inside('info/attributes'), attributes),
    writeFile(inside('info/exclude'), [briefFolder, ...searchFiles].map((name) => `/${name}\n`).join('')),
    appendFile(inside('config'), configurationFor(isTrusted)),
    cp(source.shallow, inside('shallow')).catch(() => undefined),
  ]);
  await git('update-ref', '--no-deref', 'HEAD', revision);
  await git('update-ref', 'refs/heads/base', revisions.base).catch(() => undefined);
  await git('read-tree', 'HEAD');
  if (isTrusted) return { directory, objects: source.objects, withheld: [], instructions: new Map() };
  const names = await git('ls-tree', '-r', '-z', '--name-only', '--full-tree', 'HEAD');
  const withheld = names
    .split('\0')
    .filter((path) => path !== '' && (isInstructionFile(path) || isGitIgnoreFile(path)));
  if (withheld.length > 0) {
    // So that `git status` does not show the missing files as deleted.
    const command = ['update-index', '-z', '--skip-worktree', '--stdin'];
    await runWorkspaceGit(directory, command, withheld.join('\0'));
  }
  const ours = searchFiles.map((name) => [name, searchAll] as const);
  const instructions = new Map([...(await readBaseInstructions(revisions)), ...ours]);
  return { directory, objects: source.objects, withheld, instructions };
}

/** Makes a workspace; a template serves any number of them, also at the same time. */
export async function createWorkspace(template: WorkspaceTemplate, directory: string): Promise<Workspace> {
  await cp(template.directory, directory, { recursive: true });
  const unread = await checkOutFiles(directory);
  for (const path of template.withheld) await rm(join(directory, path), { force: true });
  for (const [path, text] of template.instructions) {
    // A folder of the base may be a file at the head; its instructions are then left out.
    await writeInside(join(directory, path), text).catch(() => undefined);
  }
  return { directory, unread };
}

/** Makes a workspace of which can be told afterwards what was written into it. */
export async function createPrivateWorkspace(
  template: WorkspaceTemplate,
  directory: string,
): Promise<PrivateWorkspace> {
  const workspace = await createWorkspace(template, directory);
  return { ...workspace, stamp: await stampTree(directory) };
}

/** Paths that differ from what was handed out: what an agent wrote. */
export async function workspaceChanges(workspace: PrivateWorkspace): Promise<string[]> {
  return changedPaths(workspace.stamp, await stampTree(workspace.directory));
}

async function writeInside(file: string, text: string): Promise<void> {
  await mkdir(dirname(file), { recursive: true });
  await writeFile(file, text);
}

/** A partial clone lacks blobs, which a workspace could not fetch: a diff against nothing makes git get them all at once. */
export async function fetchMissingBlobs({ git }: Pick<Revisions, 'git'>, revision: string): Promise<void> {
  const promisors = await git.attempt(['config', '--get-regexp', String.raw`^remote\..*\.promisor$`]);
  if (promisors.exitCode === 0) await git.attempt(['diff', '--shortstat', git.emptyTree, revision]);
}

/** Where a repository keeps its objects. */
export interface ObjectSource {
  readonly objects: string;
  readonly shallow: string;
  readonly objectFormat: string;
}

/** Finds what a repository of ours may borrow from the user's. */
export async function locateSource({ git }: Pick<Revisions, 'git'>): Promise<ObjectSource> {
  const locate = async (...question: string[]) => (await git.run(['rev-parse', ...question])).trimEnd();
  return {
    objects: await locate('--path-format=absolute', '--git-path', 'objects'),
    shallow: await locate('--path-format=absolute', '--git-path', 'shallow'),
    objectFormat: await locate('--show-object-format'),
  };
}

async function readBaseInstructions({ git, base }: Revisions): Promise<Map<string, string>> {
  const tree = await openBaseTree(git, base);
  const texts = new Map<string, string>();
  for (const path of tree.paths) {
    const isProse = isInstructionFile(path) && isInstructionProse(path);
    const text = isProse || isGitIgnoreFile(path) ? await tree.read(path) : null;
    if (text !== null) texts.set(path, isProse ? withoutImports(text) : text);
  }
  return texts;
}

/** An `@path` would import a file of the head into the agent's instructions; as a mention it is only read when wanted. */
const withoutImports = (text: string): string => text.replace(/(^|[^\w@])@(?=[\w.~/-])/g, '$1@ ');

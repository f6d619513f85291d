import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import type { Revisions } from '../../change/ends/revisions.ts';
import type { Ports } from '../../model/ports.ts';
import type { Invocation, RunContext } from '../adapter/agent.ts';
import { enclose, sandboxFor, startsBubblewrap } from '../sandbox/sandbox-invocation.ts';
import type { WorkspacePlace } from '../workspaces/workspace-place.ts';
import type { WorkspacePool } from '../workspaces/workspace-pool.ts';
import type { Preparation } from './attempt.ts';
import { baseCommand, type Refusal } from './base-command.ts';

/** Where one invocation is to happen. */
export interface InvocationPlaces {
  readonly context: RunContext;
  readonly workspace: WorkspacePlace;
  /** The child's private TMPDIR. */
  readonly temporary: string;
  readonly revisions: Revisions;
  /** Checkouts of the base, for commands that name files of the repository; null where the agent's does not. */
  readonly bases: WorkspacePool | null;
}

/**
 * Makes an invocation safe to start: files of the repository that its command names become the base revision's, the strongest
 * sandbox that starts here goes around it, and its workspace is filled with a tree that no other run can change.
 */
export async function prepareInvocation(
  invocation: Invocation,
  { context, workspace, temporary, revisions, bases }: InvocationPlaces,
  ports: Ports,
): Promise<Preparation> {
  const base = bases && openBase(bases, ports);
  const based = base
    ? await baseCommand(invocation.command, revisions, base.checkOut)
    : { command: invocation.command, checkout: null };
  if ('refused' in based) return based;
  const absent = await writeBaseFiles(invocation.baseFiles ?? {}, context.home, revisions);
  if (absent !== null) return absent;
  const checkouts = based.checkout === null ? [] : [based.checkout];
  // Nobody knows what a custom command has to write.
  const mayWrite = bases !== null;
  const places = {
    home: context.home,
    temporary,
    readable: [workspace.directory, workspace.objects, ...checkouts],
    writable: mayWrite ? [workspace.directory] : [],
    gitDirectories: [revisions.git.gitDirectory, dirname(workspace.objects)],
    sharedTree: workspace.shareable(mayWrite),
  };
  const started = { ...invocation, command: based.command };
  const sandbox = await sandboxFor(started, context.detection, places, ports);
  if (sandbox === null) return started;
  await workspace.fill(sandbox.showsSharedTree ? 'shared' : 'private');
  if (!base?.isShared() || sandbox.hiding !== null) return enclose(started, sandbox);
  const own = await baseCommand(invocation.command, revisions, base.checkOutOwn);
  return 'refused' in own ? own : enclose({ ...started, command: own.command }, sandbox);
}

/**
 * Where commands find files of the base revision: in a tree that several runs see, if a sandbox is likely to keep them from writing it,
 * otherwise in one of their own. The tree is there before the sandbox, which is made for what the command names.
 */
function openBase(bases: WorkspacePool, ports: Ports) {
  let isShared = false;
  const checkOutOwn = async () => {
    const place = await bases.open({});
    await place.fill('private');
    return place.directory;
  };
  return {
    async checkOut() {
      isShared = await startsBubblewrap(ports);
      return isShared ? bases.shared() : checkOutOwn();
    },
    checkOutOwn,
    isShared: () => isShared,
  };
}

/** Writes files of the base revision into a private HOME: what a pull request says of them does not count. */
async function writeBaseFiles(
  files: Readonly<Record<string, string>>,
  home: string,
  { git, base }: Revisions,
): Promise<Refusal | null> {
  for (const [place, path] of Object.entries(files)) {
    const text = await git.readFile(base, path);
    if (text === null)
      return {
        refused: `Its declaration's "files" names ${path}, which is not in the base revision: merge it there first.`,
      };
    const target = join(home, place);
    await mkdir(dirname(target), { recursive: true, mode: 0o700 });
    await writeFile(target, text, { mode: 0o600 });
  }
  return null;
}

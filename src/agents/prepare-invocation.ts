import { dirname } from 'node:path';
import type { Revisions } from '../change/revisions.ts';
import type { Ports } from '../ports.ts';
import type { Invocation, RunContext } from './agent.ts';
import type { Preparation } from './attempt.ts';
import { baseCommand } from './base-command.ts';
import { confine } from './confinement.ts';
import { findProgram } from './find-program.ts';
import { probe } from './probe.ts';
import { chooseSandbox } from './sandbox.ts';
import type { Workspace } from './workspace.ts';
import type { WorkspacePool } from './workspace-pool.ts';

/** Where one invocation is to happen. */
export interface InvocationPlaces {
  readonly context: RunContext;
  readonly workspace: Workspace;
  /** The child's private TMPDIR. */
  readonly temporary: string;
  readonly revisions: Revisions;
  /** Checkouts of the base, for commands that name files of the repository; null where the agent's does not. */
  readonly bases: WorkspacePool | null;
}

const proofLimitMs = 5_000;

/**
 * Makes an invocation safe to start: files of the repository that its command names become the base revision's, and the
 * strongest sandbox that starts here goes around it.
 */
export async function prepareInvocation(
  invocation: Invocation,
  places: InvocationPlaces,
  ports: Ports,
): Promise<Preparation> {
  const { context, workspace, temporary, revisions, bases } = places;
  const based = bases
    ? await baseCommand(invocation.command, revisions, bases)
    : { command: invocation.command, checkout: null };
  if ('refused' in based) return based;
  const program = await findProgram(based.command[0] ?? '', ports.environment.PATH);
  if (program === null) return { ...invocation, command: based.command };
  const confinement = confine(
    {
      program,
      command: based.command,
      workingDirectory: invocation.workingDirectory,
      home: context.home,
      temporary,
      // Nobody knows what a custom command has to write, and its workspace is a private one.
      writable: bases === null ? [] : [workspace.directory],
      readable: [
        workspace.directory,
        workspace.objects,
        ...(based.checkout === null ? [] : [based.checkout]),
      ],
      gitDirectories: [revisions.git.gitDirectory, dirname(workspace.objects)],
    },
    ports,
  );
  const hasOwnSandbox = context.detection.sandbox !== null;
  const sandbox = await chooseSandbox(
    confinement,
    hasOwnSandbox,
    async (command) => (await probe(command, proofLimitMs, ports)).exitCode === 0,
  );
  return {
    ...invocation,
    command: [...sandbox.prefix, ...based.command],
    isolation: [...invocation.isolation, sandbox.claim],
  };
}

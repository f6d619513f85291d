import type { Ports } from '../../model/ports.ts';
import type { Detection, Invocation } from '../adapter/agent.ts';
import { findProgram } from '../processes/find-program.ts';
import { probe } from '../team/probe.ts';
import { confine, type SharedTree } from './confinement.ts';
import { chooseSandbox, type Sandbox } from './sandbox.ts';

/** The places of an invocation, beside its working directory. */
export interface SandboxPlaces {
  readonly home: string;
  /** The child's private TMPDIR. */
  readonly temporary: string;
  /** Further folders of ours to read and to write. */
  readonly readable: readonly string[];
  readonly writable: readonly string[];
  /** Of the repository under review. */
  readonly gitDirectories: readonly string[];
  /** A tree that others see too, for a sandbox that can show it. */
  readonly sharedTree?: SharedTree;
}

const proofLimitMs = 5_000;

/** Puts a sandbox around an invocation; a program that does not exist (null) stays as it is. */
export function enclose(invocation: Invocation, sandbox: Sandbox | null): Invocation {
  if (sandbox === null) return invocation;
  return {
    ...invocation,
    command: [...sandbox.prefix, ...invocation.command],
    ...(sandbox.hiding !== null && { hiding: sandbox.hiding }),
    isolation: [...invocation.isolation, sandbox.claim],
  };
}

/** The strongest sandbox that starts here for a command; null where there is no such program. */
export async function sandboxFor(
  { command, workingDirectory, readable = [] }: Pick<Invocation, 'command' | 'workingDirectory' | 'readable'>,
  detection: Detection,
  places: SandboxPlaces,
  ports: Ports,
): Promise<Sandbox | null> {
  const program = await findProgram(command[0] ?? '', ports.environment.PATH);
  if (program === null) return null;
  const words = command.slice(1).filter((part) => /^\w[\w.+-]*$/.test(part));
  const wrapped = await Promise.all(words.map((word) => findProgram(word, ports.environment.PATH)));
  const programs = [program, ...wrapped.filter((path) => path !== null)];
  const confinement = confine({ ...places, programs, command, workingDirectory, named: readable }, ports);
  const prove = async (command: readonly string[]) =>
    (await probe(command, proofLimitMs, ports)).exitCode === 0;
  return chooseSandbox(confinement, detection.sandbox !== null, prove, detection.sandboxTrial);
}

/** Whether a sandbox in which files cannot be changed is likely to start here. */
export async function startsBubblewrap(ports: Ports): Promise<boolean> {
  const { exitCode } = await probe(['bwrap', '--ro-bind', '/', '/', 'true'], proofLimitMs, ports);
  return exitCode === 0;
}

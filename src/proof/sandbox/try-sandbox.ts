import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../../agents/processes/find-program.ts';
import { removeTree } from '../../agents/processes/remove-tree.ts';
import { probe } from '../../agents/team/probe.ts';
import type { Ports } from '../../model/ports.ts';
import { inside, scriptSandbox } from './script-sandbox.ts';
import type { Toolchain } from './toolchain.ts';

const tryMs = 10_000;

/** Starts the sandbox once. Null where it works; otherwise what is missing and what to do, in one sentence. */
export async function trySandbox(toolchain: Toolchain, ports: Ports): Promise<string | null> {
  if (process.platform !== 'linux') return 'No script ran: bubblewrap needs Linux.';
  const bwrap = await findProgram('bwrap', ports.environment.PATH);
  if (bwrap === null) return 'No script ran: bubblewrap is not installed (apt-get install bubblewrap).';
  const directory = await mkdtemp(join(ports.temporaryDirectory, 'sandbox-'));
  try {
    const [tree, script] = [join(directory, 'tree'), join(directory, 'script')];
    await mkdir(tree);
    await writeFile(script, 'exit 0\n');
    const limits = { timeoutMs: tryMs, memoryMb: 512, processes: 64, outputBytes: 1024, diskMb: 16 };
    const places = { tree, script, home: null, reused: new Map(), network: false };
    const command = [bwrap, ...scriptSandbox(places, toolchain, limits), 'bash', inside.script];
    const { exitCode, stderr } = await probe(command, tryMs, ports);
    if (exitCode === 0) return null;
    const said = stderr.trim().split('\n').at(-1) ?? '';
    return `No script ran: bubblewrap does not start here (${said === '' ? `exit code ${exitCode}` : said}).`;
  } finally {
    await removeTree(directory);
  }
}

import { mkdir, mkdtemp, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { findProgram } from '../../agents/processes/find-program.ts';
import { removeTree } from '../../agents/processes/remove-tree.ts';
import { probe } from '../../agents/team/probe.ts';
import type { Ports } from '../../model/ports.ts';
import { inside, scriptSandbox } from './script-sandbox.ts';
import { giveTo, makeScriptUser, type ScriptUser } from './script-user.ts';
import type { Toolchain } from './toolchain.ts';

/** How scripts are confined on this machine. */
export interface Sandbox {
  /** Bubblewrap's program. */
  readonly bubblewrap: string;
  readonly user: ScriptUser | null;
}

const tryMs = 10_000;
/** Everything on the way to programs can be read by who runs it. */
const trial =
  'IFS=:; for folder in $PATH; do [ ! -d "$folder" ] || ls "$folder" >/dev/null || exit 1; done\n';

/**
 * Starts the sandbox: as a user of its own where that is needed and possible, otherwise as ourselves.
 * @param directory gets what the sandbox needs.
 * @returns what works; otherwise what is missing and what to do, in one sentence.
 */
export async function trySandbox(
  toolchain: Toolchain,
  directory: string,
  ports: Ports,
): Promise<Sandbox | { readonly trouble: string }> {
  if (process.platform !== 'linux') return { trouble: 'No script ran: bubblewrap needs Linux.' };
  const bubblewrap = await findProgram('bwrap', ports.environment.PATH);
  if (bubblewrap === null)
    return { trouble: 'No script ran: bubblewrap is not installed (apt-get install bubblewrap).' };
  const own = await makeScriptUser(directory);
  let said: string | null = null;
  for (const user of own === null ? [null] : [own, null]) {
    said = await start({ bubblewrap, user }, toolchain, ports);
    if (said === null) return { bubblewrap, user };
  }
  return { trouble: `No script ran: bubblewrap does not start here (${said}).` };
}

/** Null where it works, otherwise what was said. */
async function start(
  { bubblewrap, user }: Sandbox,
  toolchain: Toolchain,
  ports: Ports,
): Promise<string | null> {
  const directory = await mkdtemp(join(ports.temporaryDirectory, 'sandbox-'));
  try {
    const [tree, script] = [join(directory, 'tree'), join(directory, 'script')];
    await mkdir(tree);
    await writeFile(script, trial);
    for (const path of [tree, script]) giveTo(user, path);
    const limits = {
      timeoutMs: tryMs,
      memoryMb: 512,
      processes: 64,
      tasks: 64,
      outputBytes: 1024,
      diskMb: 16,
    };
    const places = { tree, script, home: null, reused: new Map(), network: false, user };
    const command = [bubblewrap, ...scriptSandbox(places, toolchain, limits), 'bash', inside.script];
    const { exitCode, stderr } = await probe(command, tryMs, ports);
    if (exitCode === 0) return null;
    const said = stderr.trim().split('\n').at(-1) ?? '';
    return said === '' ? `exit code ${exitCode}` : said;
  } finally {
    await removeTree(directory);
  }
}

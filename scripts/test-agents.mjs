// Installs the pinned agent CLIs where they are not yet, and runs the agents suite where nothing but loopback can be reached.
import { spawnSync } from 'node:child_process';
import { cpSync, existsSync, mkdirSync, readFileSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';

const root = fileURLToPath(new URL('..', import.meta.url));
const pins = join(root, '__tests__/suites/agents/clis');
const folder = join(root, '.cache/agent-clis');

/** These two bring their native program by an install script; no other package's script is run. */
const installScripts = [
  ['node_modules/@anthropic-ai/claude-code', 'install.cjs'],
  ['node_modules/opencode-ai', 'postinstall.mjs'],
];

function run(command, options = {}) {
  const { status, error } = spawnSync(command[0], command.slice(1), {
    stdio: 'inherit',
    cwd: root,
    ...options,
  });
  if (error) throw error;
  return status ?? 1;
}

const lock = join(pins, 'package-lock.json');
/** Written last: the lock file that was installed from. */
const finished = join(folder, 'finished');

function isInstalled() {
  return existsSync(finished) && readFileSync(finished, 'utf8') === readFileSync(lock, 'utf8');
}

/** By `npm install`, not `npm ci`: the lock file holds this platform's native packages, and npm adds those of another. */
function install() {
  rmSync(folder, { recursive: true, force: true });
  mkdirSync(folder, { recursive: true });
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(pins, name), join(folder, name));
  console.log(`Installing the agent CLIs into ${folder}`);
  const npm = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (run(npm, { cwd: folder }) !== 0) throw new Error('The agent CLIs could not be installed.');
  for (const [directory, script] of installScripts) {
    if (run([process.execPath, script], { cwd: join(folder, directory) }) !== 0) {
      throw new Error(`${directory}/${script} failed.`);
    }
  }
  cpSync(lock, finished);
}

/** A command prefix that gives a network with nothing but loopback; empty where the machine does not permit it. */
function loopbackOnly() {
  const up = 'ip link set lo up && exec "$@"';
  const prefixes = [
    ['unshare', '--net', 'sh', '-c', up, 'sh'],
    ['unshare', '--net', '--map-root-user', 'sh', '-c', up, 'sh'],
  ];
  const works = (prefix) =>
    spawnSync(prefix[0], [...prefix.slice(1), 'true'], { stdio: 'ignore' }).status === 0;
  const prefix = prefixes.find(works);
  if (!prefix)
    console.log(
      'No network namespace is permitted here: the CLIs are kept on loopback by their switches alone.',
    );
  return prefix ?? [];
}

if (!isInstalled()) install();
const vitest = [
  process.execPath,
  'node_modules/vitest/vitest.mjs',
  'run',
  '--project',
  'agents',
  ...process.argv.slice(2),
];
process.exitCode = run([...loopbackOnly(), ...vitest]);

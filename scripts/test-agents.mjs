// Installs the pinned agent CLIs where they are not yet, and runs the agents suite where nothing but loopback can be reached.
// With --newest, installs the newest releases beside them, tries those that are newer, and prints what held.
import { spawnSync } from 'node:child_process';
import { appendFileSync, cpSync, existsSync, mkdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
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

function installPinned() {
  begin(folder);
  for (const name of ['package.json', 'package-lock.json']) cpSync(join(pins, name), join(folder, name));
  install(folder);
  cpSync(lock, finished);
}

function begin(directory) {
  rmSync(directory, { recursive: true, force: true });
  mkdirSync(directory, { recursive: true });
}

/** By `npm install`, not `npm ci`: the lock file holds this platform's native packages, and npm adds those of another. */
function install(directory) {
  console.log(`Installing the agent CLIs into ${directory}`);
  const npm = ['npm', 'install', '--ignore-scripts', '--no-audit', '--no-fund', '--loglevel=error'];
  if (run(npm, { cwd: directory }) !== 0) throw new Error('The agent CLIs could not be installed.');
  for (const [name, script] of installScripts) {
    if (run([process.execPath, script], { cwd: join(directory, name) }) !== 0) {
      throw new Error(`${name}/${script} failed.`);
    }
  }
}

/** Installs the newest release of every pinned CLI. @returns package → pinned and newest version, where they differ. */
function installNewest(directory) {
  const { dependencies, ...others } = JSON.parse(readFileSync(join(pins, 'package.json'), 'utf8'));
  const newest = Object.entries(dependencies).map(([name, pinned]) => {
    const { stdout } = spawnSync('npm', ['view', name, 'version'], { encoding: 'utf8' });
    return [name, { pinned, newest: stdout.trim() || pinned }];
  });
  begin(directory);
  const wanted = Object.fromEntries(newest.map(([name, versions]) => [name, versions.newest]));
  writeFileSync(join(directory, 'package.json'), JSON.stringify({ ...others, dependencies: wanted }));
  install(directory);
  return new Map(newest.filter(([, { pinned, newest: other }]) => pinned !== other));
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

/** Runs the suite against an installation. @returns its exit code. */
function test(installation, parameters) {
  const vitest = [process.execPath, 'node_modules/vitest/vitest.mjs', 'run', '--project', 'agents'];
  const env = { ...process.env, AGENT_CLIS: installation };
  return run([...loopbackOnly(), ...vitest, ...parameters], { env });
}

/** The file of the suite that drives a package's program. */
const suiteOf = (installation, name) => {
  const { bin } = JSON.parse(readFileSync(join(installation, 'node_modules', name, 'package.json'), 'utf8'));
  return `__tests__/suites/agents/${Object.keys(bin)[0]}.test.ts`;
};

/** Tries the releases that are newer than their pins, and prints a table; nothing else comes of it. */
function tryNewest() {
  const installation = join(root, '.cache/agent-clis-newest');
  const report = join(installation, 'report.json');
  const newer = installNewest(installation);
  const files = [...newer.keys()].map((name) => suiteOf(installation, name));
  if (files.length > 0) test(installation, [...files, '--reporter=json', `--outputFile=${report}`]);
  const results = files.length > 0 ? JSON.parse(readFileSync(report, 'utf8')).testResults : [];
  const rows = [...newer].map(([name, { pinned, newest }]) => {
    const tests =
      results.find((each) => each.name.endsWith(suiteOf(installation, name)))?.assertionResults ?? [];
    const failed = tests.filter(({ status }) => status === 'failed').map(({ title }) => title);
    return `| ${name} | ${pinned} | ${newest} | ${tests.length - failed.length} of ${tests.length} | ${failed.join('; ')} |`;
  });
  const table = ['| package | pinned | newest | held | failed |', '| --- | --- | --- | --- | --- |', ...rows];
  const text = rows.length > 0 ? `${table.join('\n')}\n` : 'Every pin is the newest release.\n';
  console.log(text);
  if (process.env.GITHUB_STEP_SUMMARY) appendFileSync(process.env.GITHUB_STEP_SUMMARY, text);
}

if (process.argv.includes('--newest')) tryNewest();
else {
  if (!isInstalled()) installPinned();
  process.exitCode = test(folder, process.argv.slice(2));
}

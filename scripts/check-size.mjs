// Fails when an entry of dist/ loads more than its budget, or a runner downloads more: both is what a user waits for.
// Usage: node scripts/check-size.mjs
import { execFileSync, spawnSync } from 'node:child_process';
import { mkdirSync, mkdtempSync, readdirSync, readFileSync, rmSync, statSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { gzipSync } from 'node:zlib';

const dist = fileURLToPath(new URL('../dist', import.meta.url));
const work = mkdtempSync(join(tmpdir(), 'deep-review-size-'));
const repository = join(work, 'repository');

/** In bytes; some fifth above what it was when it was last raised on purpose. */
const budgets = {
  'deep-review --version': { most: 15_000, measure: () => loadedBytes('cli.js', ['--version']) },
  'a review with checks': {
    most: 1_400_000,
    measure: () => loadedBytes('cli.js', ['--agents', 'checks', '--out', join(work, 'report')]),
  },
  'the action, with checks and no upload': {
    most: 2_100_000,
    measure: () => loadedBytes('action.js', [], actionEnvironment()),
  },
  'all of dist/': { most: 4_300_000, measure: () => sumOf(filesOfDist()) },
  'the download of the last commit': { most: 2_200_000, measure: downloadBytes },
};

try {
  makeRepository();
  const rows = Object.entries(budgets).map(([name, { most, measure }]) => ({ name, bytes: measure(), most }));
  for (const { name, bytes, most } of rows) {
    const share = Math.round((bytes / most) * 100);
    console.log(`${name}: ${kilobytes(bytes)} of ${kilobytes(most)} (${share} %)`);
  }
  const over = rows.filter(({ bytes, most }) => bytes > most);
  if (over.length > 0) {
    console.error(
      `Over budget: ${over.map(({ name }) => name).join(', ')}. Load it lazily, or raise the budget.`,
    );
    process.exitCode = 1;
  }
} finally {
  rmSync(work, { recursive: true, force: true });
}

/** Bytes of the modules of dist/ that a run loads; V8's coverage names every script it saw. */
function loadedBytes(entry, parameters, environment = {}) {
  const coverage = mkdtempSync(join(work, 'coverage-'));
  const ended = spawnSync(process.execPath, [join(dist, entry), ...parameters], {
    cwd: repository,
    env: { PATH: '/usr/bin:/bin', HOME: work, NODE_V8_COVERAGE: coverage, ...environment },
    encoding: 'utf8',
  });
  if (ended.status !== 0)
    throw new Error(`${entry} ${parameters.join(' ')} failed:\n${ended.stdout}${ended.stderr}`);
  const scripts = readdirSync(coverage)
    .flatMap((file) => JSON.parse(readFileSync(join(coverage, file), 'utf8')).result)
    .filter(({ url }) => url.startsWith('file://'))
    .map(({ url }) => fileURLToPath(url));
  return sumOf([...new Set(scripts)].filter((path) => path.startsWith(dist)));
}

function makeRepository() {
  mkdirSync(repository);
  const git = (...parameters) =>
    execFileSync('git', ['-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', ...parameters], {
      cwd: repository,
    });
  git('init', '--quiet', '--initial-branch=main');
  for (const text of ['1', '2']) {
    writeFileSync(join(repository, 'file.js'), `export const one = ${text};\n`);
    git('add', '.');
    git('commit', '--quiet', '--message', text);
  }
}

function actionEnvironment() {
  const head = execFileSync('git', ['rev-parse', 'HEAD'], { cwd: repository, encoding: 'utf8' }).trim();
  const file = (name, text = '') => {
    writeFileSync(join(work, name), text);
    return join(work, name);
  };
  return {
    GITHUB_ACTIONS: 'true',
    GITHUB_EVENT_NAME: 'workflow_dispatch',
    GITHUB_EVENT_PATH: file('event.json', '{}'),
    GITHUB_OUTPUT: file('output'),
    GITHUB_SHA: head,
    GITHUB_STEP_SUMMARY: file('summary.md'),
    GITHUB_WORKSPACE: repository,
    INPUT_AGENTS: 'checks',
    'INPUT_ARTIFACT-NAME': '',
    INPUT_BASE: 'HEAD~1',
    INPUT_HEAD: head,
    RUNNER_TEMP: work,
  };
}

function filesOfDist() {
  return readdirSync(dist).map((name) => join(dist, name));
}

/** Bytes of the archive that a runner fetches for the action. */
function downloadBytes() {
  const archive = execFileSync('git', ['archive', 'HEAD'], { cwd: join(dist, '..'), maxBuffer: 1 << 30 });
  return gzipSync(archive, { level: 9 }).length;
}

function sumOf(paths) {
  return paths.reduce((sum, path) => sum + statSync(path).size, 0);
}

function kilobytes(bytes) {
  return `${Math.round(bytes / 1000)} kB`;
}

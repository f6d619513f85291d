#!/usr/bin/env node
// Measures the rules of `checks` on real history:
//   npm run checks:precision -- REPOSITORY… [--changes 200] [--seed 1] [--labels FILE] [--show new|all|blocks|RULE]
// From each clone it draws commits of the main line, commits of side branches, merges (merge base to second parent) and
// ranges of 5 to 20 commits, reads each as a review does, and runs the rules in this process. It prints findings by rule,
// and per 1,000 changes of each kind those that would block, and those that would end without a verdict.
// Labels are lines of JSON, { "fingerprint", "label": "true" | "false" | "debatable", "note" }, and outlive the rules: what
// has no label yet is shown with --show new, and a label without its finding is counted as gone. `--lib DIR` measures
// another build's rules, `--cache DIR` keeps what was read of a repository, `--limit N` leaves larger changes (files) out.
import { createHash } from 'node:crypto';
import {
  existsSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  readFileSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import { basename, dirname, join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { gunzipSync, gzipSync } from 'node:zlib';
import { openBlobs, readLines } from './checks-precision/git.mjs';
import { sampleChanges } from './checks-precision/sample.mjs';
import { printTables } from './checks-precision/tables.mjs';
import { quietPorts } from './quiet-ports.mjs';

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: {
    changes: { type: 'string', default: '200' },
    seed: { type: 'string', default: '1' },
    labels: { type: 'string' },
    show: { type: 'string' },
    lib: { type: 'string', default: resolve(import.meta.dirname, '../lib') },
    cache: { type: 'string' },
    limit: { type: 'string', default: '3000' },
  },
});
if (positionals.length === 0) {
  console.error(
    'usage: npm run checks:precision -- REPOSITORY… [--changes N] [--seed N] [--labels FILE] [--show new]',
  );
  process.exit(3);
}

const { registry } = await load('registry', 'checks');
const { runChecks } = await load('run-checks');
const { writeReview } = await load('write-review');
const { readChange } = await load('read-change');
const { openRepository } = await load('git');
const { listChangedEntries } = await load('read-diff');
const { emptyConfiguration } = await load('empty-configuration');
const { buildCoverage } = await load('coverage', 'verdict');
const { readReviews } = await load('read-reviews');

const temporaryDirectory = mkdtempSync(join(tmpdir(), 'checks-precision-'));
const ports = quietPorts(temporaryDirectory);
const labels = new Map(
  values.labels && existsSync(values.labels)
    ? readLines(values.labels).map((line) => [JSON.parse(line).fingerprint, JSON.parse(line)])
    : [],
);

const results = [];
for (const directory of positionals) {
  const name =
    basename(resolve(directory)).replace(/^(repo|\.git)$/, '') || basename(dirname(resolve(directory)));
  const repository = await openRepository(resolve(directory), ports);
  const blobs = openBlobs(repository.gitDirectory);
  try {
    for (const sampled of sampleChanges(directory, Number(values.changes), Number(values.seed))) {
      const change = await readCached(repository, name, sampled);
      if (change === null || change.files.length > Number(values.limit)) continue;
      results.push({ ...sampled, ...(await inspect(change, name, blobs)), repository: name });
    }
  } finally {
    blobs.close();
  }
  if (process.stderr.isTTY) process.stderr.write(`${name}: ${results.length} changes\n`);
}
rmSync(temporaryDirectory, { recursive: true });
printTables(results, labels, values.show ?? '');

/** A module of the measured build by the name of its file, wherever it lies. */
async function load(name, folder = '') {
  const path = readdirSync(values.lib, { recursive: true }).find((file) =>
    file.endsWith(join(folder, `/${name}.js`)),
  );
  return import(pathToFileURL(join(values.lib, path)).href);
}

async function readCached(git, name, { base, head }) {
  const file = values.cache && join(values.cache, name, `${base.slice(0, 16)}-${head.slice(0, 16)}.json.gz`);
  if (file && existsSync(file)) return JSON.parse(gunzipSync(readFileSync(file)).toString());
  const entries = await listChangedEntries(git, base, head);
  if (entries.length === 0 || entries.length > Number(values.limit)) return null;
  const request = {
    directory: git.directory,
    repository: name,
    pullRequest: null,
    webUrl: null,
    branch: null,
  };
  const revisions = {
    git,
    base,
    head,
    mergeBase: base,
    baseIsTree: false,
    // No rule asks for them.
    commits: [],
    entries,
    request,
    told: null,
    notes: [],
  };
  // A copy of a repository may lack objects.
  const change = await readChange(revisions, emptyConfiguration, ports).catch(() => null);
  if (change === null) return null;
  if (file) {
    mkdirSync(dirname(file), { recursive: true });
    writeFileSync(file, gzipSync(JSON.stringify(change)));
  }
  return change;
}

/** Runs each rule on its own, so that its findings bear its name, and judges what stays uncovered. */
async function inspect(change, name, blobs) {
  const readText = (path, side) => blobs.read(side === 'new' ? change.head : change.mergeBase, path);
  const findings = [];
  const limitations = new Set();
  const started = performance.now();
  for (const check of registry) {
    const inspection = await runChecks([check], change, readText);
    for (const limitation of inspection.limitations) limitations.add(limitation);
    for (const finding of inspection.findings) {
      const text = finding.line === null ? null : await readText(finding.path, 'new');
      const line = text?.split('\n')[finding.line - 1] ?? '';
      findings.push({
        ...finding,
        rule: check.name,
        fingerprint: fingerprint(name, check.name, finding.path, line),
      });
    }
  }
  const answer = JSON.stringify(writeReview(change, { findings, limitations: [] }));
  const run = {
    id: 'checks',
    agent: 'checks',
    role: 'reviewer',
    outcome: 'completed',
    answer,
    assigned: [],
    pathsRead: [],
    readings: null,
  };
  const recording = {
    change,
    team: [{ name: 'checks', reviews: true }],
    runs: [run],
    rules: { checksCount: true },
    review: {},
  };
  const uncovered = buildCoverage(recording, readReviews([run]), []).files.filter((file) => file.uncovered);
  return {
    findings,
    limitations: [...limitations],
    uncovered: uncovered.map((file) => file.path),
    deleted: change.files.filter((file) => file.status === 'deleted').map((file) => file.path),
    milliseconds: performance.now() - started,
  };
}

/** Neither words nor severities count, so that a label outlives both. */
function fingerprint(...parts) {
  return createHash('sha256').update(JSON.stringify(parts)).digest('hex').slice(0, 16);
}

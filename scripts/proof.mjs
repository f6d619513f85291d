// npm run proof -- FOLDER [--mirror DIR] [--only REGEX] [--runs 3]
// Proves the findings of a corpus of real regressions, gaps and unguarded code by execution, and says how many have the right
// status; the false claims' scripts, and scripts that deceive, must not be proven. Trees come from bare clones `DIR/owner+name/repo`.
import { execFileSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { openRepository } from '../lib/change/git/git.js';
import { silentLogger } from '../lib/model/ports.js';
import { isProven } from '../lib/model/proof.js';
import { createProver } from '../lib/proof/create-prover.js';
import { withPorts } from '../lib/review/lifetime.js';
import { deceptions } from './proof/deceptions.mjs';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: {
    mirror: { type: 'string', default: process.env.MIRROR ?? '../.mirror' },
    only: { type: 'string', default: '.' },
    runs: { type: 'string', default: '3' },
  },
});
const [folder] = positionals;
if (folder === undefined) throw new Error('usage: npm run proof -- FOLDER [--mirror DIR]');
const only = new RegExp(values.only);
const scratch = mkdtempSync(join(tmpdir(), 'deep-review-proof-'));
const wanted = { regression: 'proven-regression', gap: 'proven-defect', untested: 'proven-untested' };
const rows = [];

try {
  for (const name of readdirSync(folder).sort()) {
    if (only.test(name) && existsSync(join(folder, name, 'case.json'))) await proveCase(name);
  }
} finally {
  rmSync(scratch, { recursive: true, force: true });
}
const trueRows = rows.filter(({ expected }) => expected !== 'not proven');
const right = trueRows.filter(({ isRight }) => isRight).length;
const falseRows = rows.filter(({ expected }) => expected === 'not proven');
const proven = falseRows.filter(({ isRight }) => !isRight).length;
console.log(
  `\ntrue repros with the right status: ${right} of ${trueRows.length}; false or deceiving ones proven: ${proven} of ${falseRows.length}`,
);
process.exitCode = right >= trueRows.length * 0.95 && proven === 0 ? 0 : 1;

async function proveCase(name) {
  const read = (file) => readFileSync(join(folder, name, file), 'utf8');
  const facts = JSON.parse(read('case.json'));
  const directory = resolve(values.mirror, facts.repository.replace('/', '+'), 'repo');
  const git = (...words) =>
    execFileSync('git', [`--git-dir=${directory}`, ...words], { encoding: 'utf8', maxBuffer: 1 << 28 });
  const show = (path) => git('show', `${facts.headTreeOf}:${path}`);
  const settings = {
    mode: 'all',
    setup: null,
    build: null,
    check: null,
    test: facts.test?.command ?? null,
    reuse: [],
    timeoutMs: 30_000,
    memoryMb: 4096,
    network: 'none',
    sandbox: 'bubblewrap',
  };
  const environment = process.env;
  const output = { log: silentLogger, environment, outputDirectory: join(scratch, 'report') };
  await withPorts(output, async (ports) => {
    const repository = await openRepository(directory, ports);
    const prover = createProver({
      git: repository,
      head: facts.headTreeOf,
      base: facts.base ?? facts.headTreeOf,
      checkout: null,
      settings,
      ports,
    });
    const prove = async (label, script, patch, mutation, expected) => {
      const statuses = [];
      let proof = null;
      for (let run = 0; run < Number(values.runs); run++) {
        proof = await prover.prove({
          finding: label,
          author: 'corpus',
          script,
          needs: null,
          shows: null,
          patch,
          mutation,
        });
        statuses.push(`${proof.status}${proof.fix === null ? '' : `, fix ${proof.fix}`}`);
      }
      const isSame = new Set(statuses).size === 1;
      // Chance may fall differently each time; it must never be proof.
      const isRight =
        expected === 'not proven'
          ? !statuses.some((status) => isProven(status))
          : isSame && proof.status === expected && proof.fix !== 'not-proven';
      rows.push({ expected, isRight });
      const own = proof.arms.flatMap(({ runs }) => runs).reduce((sum, { durationMs }) => sum + durationMs, 0);
      const times = `${proof.durationMs} ms, ${proof.durationMs - own} ms of them ours`;
      console.log(
        `${isRight ? 'right' : 'WRONG'}  ${label.padEnd(58)} ${[...new Set(statuses)].join(' / ').padEnd(36)} ${times}`,
      );
      if (!isRight) console.log(`       expected ${expected}; ${proof.reason}`);
      if (!isRight)
        for (const { arm, script, runs, trouble } of proof.arms)
          console.log(
            `       ${arm} ${script}: ${runs.map((run) => `${run.outcome} ${run.shown ?? run.output.slice(-100)}`).join(' | ')} ${trouble ?? ''}`,
          );
    };
    if (facts.kind === 'untested') {
      const mutation = editsToPatch([facts.mutation], show);
      await prove(`${name}: claim`, read('spec.sh'), null, mutation, wanted.untested);
      if (facts.falseMutation)
        await prove(
          `${name}: false claim`,
          read('spec.sh'),
          null,
          editsToPatch([facts.falseMutation], show),
          'not proven',
        );
    } else {
      const patch = facts.fixEdits
        ? editsToPatch(facts.fixEdits, show)
        : git('diff', `${facts.fix}^`, facts.fix, '--', ...facts.fixPaths);
      await prove(`${name}: claim`, read('repro.sh'), patch, null, wanted[facts.kind]);
      if (existsSync(join(folder, name, 'false-repro.sh')))
        await prove(`${name}: false claim`, read('false-repro.sh'), patch, null, 'not proven');
      const path = facts.claim.path;
      const texts = { head: show(path), fixed: git('show', `${facts.fix}:${path}`) };
      for (const [what, script] of Object.entries(deceptions(path, texts)))
        await prove(`${name}: ${what}`, script, patch, null, 'not proven');
    }
    await prover.close();
  });
}

/** Line edits `{path, line, match, replace}` as one unified diff. */
function editsToPatch(edits, show) {
  const patches = [];
  for (const path of new Set(edits.map((edit) => edit.path))) {
    const list = edits.filter((edit) => edit.path === path);
    const before = show(path);
    const lines = before.split('\n');
    for (const { line, match, replace } of list)
      lines[line - 1] = lines[line - 1].replace(new RegExp(match), replace);
    const [a, b] = [join(scratch, 'a'), join(scratch, 'b')];
    writeFileSync(a, before);
    writeFileSync(b, lines.join('\n'));
    let printed = '';
    try {
      execFileSync('git', ['diff', '--no-index', '--no-color', a, b], { encoding: 'utf8' });
    } catch (error) {
      printed = error.stdout;
    }
    const hunks = printed.slice(printed.indexOf('\n@@') + 1);
    patches.push(`diff --git a/${path} b/${path}\n--- a/${path}\n+++ b/${path}\n${hunks}`);
  }
  return patches.join('');
}

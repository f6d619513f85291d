import { execFileSync } from 'node:child_process';
import { mkdirSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { openRepository } from '../../lib/change/git/git.js';
import { silentLogger } from '../../lib/model/ports.js';
import { createProver } from '../../lib/proof/create-prover.js';
import { withPorts } from '../../lib/review/lifetime.js';

const good = 'exports.sum = (a, b) => a + b;\n';
const bad = 'exports.sum = (a, b) => a - b;\n';
const settings = {
  ...{ mode: 'all', setup: null, build: null, check: null, test: null, reuse: [] },
  ...{ timeoutMs: 30_000, memoryMb: 4096, network: 'none', sandbox: 'bubblewrap' },
};

/** Proves a finding a few times in a repository of `files` files; milliseconds that are not the scripts' own, for each. */
export async function proveFindings(directory, files) {
  const git = (...words) => execFileSync('git', ['-C', directory, ...words], { encoding: 'utf8' }).trim();
  mkdirSync(directory);
  git('init', '--quiet', '--initial-branch=main');
  for (let file = 0; file < files; file++) {
    const folder = join(directory, `folder-${file % 100}`);
    mkdirSync(folder, { recursive: true });
    writeFileSync(join(folder, `file-${file}.js`), `${'x'.repeat(3000)}${file}\n`);
  }
  const commit = (text) => {
    writeFileSync(join(directory, 'sum.js'), text);
    git('add', '--all');
    git('-c', 'user.name=Ada', '-c', 'user.email=ada@example.com', 'commit', '--quiet', '--message', 'Sum');
    return git('rev-parse', 'HEAD');
  };
  const [base, head] = [commit(good), commit(bad)];
  const request = {
    ...{ finding: 'a/1', author: 'a', needs: null, shows: null, mutation: null },
    script: `node -e 'if (require("./sum.js").sum(2, 3) !== 5) { console.log("REPRO: wrong"); process.exit(1) }'`,
    patch: `--- a/sum.js\n+++ b/sum.js\n@@ -1 +1 @@\n-${bad}+${good}`,
  };
  const lifetime = { log: silentLogger, environment: process.env, outputDirectory: null };
  return withPorts(lifetime, async (ports) => {
    const repository = await openRepository(directory, ports);
    const prover = createProver({ git: repository, head, base, checkout: null, settings, ports });
    const figures = [];
    for (let finding = 0; finding < 3; finding++) {
      const proof = await prover.prove(request);
      const runs = proof.arms.flatMap((arm) => arm.runs);
      const own = runs.reduce((sum, { durationMs }) => sum + durationMs, 0);
      figures.push({
        status: proof.status,
        reason: proof.reason,
        runs: runs.length,
        oursMs: proof.durationMs - own,
      });
    }
    await prover.close();
    return figures;
  });
}

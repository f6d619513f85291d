// Clusters every pull request of a findings corpus and prints the table of its own scorer:
//   npm run corpus:cluster -- DIRECTORY   (holds score.mjs and dev/ or heldout/)
import { spawnSync } from 'node:child_process';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { clusterCandidates } from '../lib/consolidation/clustering/cluster-candidates.js';

const [directory] = process.argv.slice(2);
if (!directory || !existsSync(join(directory, 'score.mjs'))) {
  console.error('Name the corpus: npm run corpus:cluster -- DIRECTORY (it holds score.mjs).');
  process.exit(3);
}

const work = mkdtempSync(join(tmpdir(), 'deep-review-corpus-'));
try {
  for (const split of ['dev', 'heldout'].filter((name) => existsSync(join(directory, name)))) {
    const sources = readdirSync(join(directory, split)).sort();
    const predictions = Object.fromEntries(
      sources.flatMap((source) => predict(join(directory, split, source))),
    );
    const file = join(work, `${split}.json`);
    writeFileSync(file, JSON.stringify(predictions));
    for (const source of sources) {
      const score = [
        join(directory, 'score.mjs'),
        '--pred',
        file,
        '--split',
        split,
        '--source',
        source,
        '--root',
        directory,
      ];
      const { status } = spawnSync(process.execPath, score, { stdio: 'inherit' });
      process.exitCode ||= status ?? 1;
    }
  }
} finally {
  rmSync(work, { recursive: true });
}

/** Pairs of a pull request's id and its clusters. */
function predict(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const { pr, candidates } = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      const foreign = candidates.map(({ id, tool, path, line, endLine, text }) => ({
        id,
        tool,
        path,
        line: line === null || line === undefined ? null : [line, endLine ?? line],
        text,
      }));
      return [pr.id, clusterCandidates({ candidates: foreign }, name).clusters];
    });
}

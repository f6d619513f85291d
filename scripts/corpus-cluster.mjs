// Clusters every pull request of a findings corpus and prints the table of its own scorer:
//   npm run corpus:cluster -- DIRECTORY [--answers NOISE]   (DIRECTORY holds score.mjs and dev/ or heldout/)
// With --answers the pairs in doubt are asked of two families that know the labels and are wrong in so many cases of one (0.07).

import { spawnSync } from 'node:child_process';
import { createHash } from 'node:crypto';
import { existsSync, mkdtempSync, readdirSync, readFileSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { parseArgs } from 'node:util';
import { claimOfText } from '../lib/consolidation/clustering/claim.js';
import { groupClaims, linkInOrder, pairsInDoubt } from '../lib/consolidation/clustering/group-claims.js';
import { weigh } from '../lib/consolidation/clustering/pair-answers.js';

const { values, positionals } = parseArgs({
  allowPositionals: true,
  options: { answers: { type: 'string' } },
});
const [directory] = positionals;
const noise = values.answers === undefined ? null : Number(values.answers);
if (!directory || !existsSync(join(directory, 'score.mjs')) || Number.isNaN(noise)) {
  console.error(
    'Name the corpus: npm run corpus:cluster -- DIRECTORY [--answers 0.07] (it holds score.mjs).',
  );
  process.exit(3);
}
const { labelsOf, pairLabel } = await import(pathToFileURL(resolve(directory, 'score.mjs')).href);
/** As in a review: pairs asked about, and families that answer each. */
const mostDoubts = 24;
const families = ['one', 'other'];
let asked = 0;

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
  if (noise !== null) console.log(`${asked} pairs were asked about, of ${families.length} families each.`);
} finally {
  rmSync(work, { recursive: true });
}

/** Pairs of a pull request's id and its clusters. */
function predict(folder) {
  return readdirSync(folder)
    .filter((name) => name.endsWith('.json'))
    .map((name) => {
      const pr = JSON.parse(readFileSync(join(folder, name), 'utf8'));
      const candidates = pr.candidates.toSorted((a, b) => (a.id < b.id ? -1 : 1));
      const linked = linkInOrder(candidates.map(claimOf));
      const groups = groupClaims(linked, noise === null ? undefined : ask(pr, candidates, linked));
      return [pr.pr.id, groups.map((group) => group.map((index) => candidates[index].id))];
    });
}

function claimOf({ id, tool, path, line, endLine, text }) {
  const [startLine, last] = line === null || line === undefined ? [null, null] : [line, endLine ?? line];
  return claimOfText(id, tool, text, path ? { path, startLine, endLine: last } : null);
}

/** Asks about pairs in doubt until there are none or enough, as a review does while it goes on. */
function ask(pr, candidates, linked) {
  const labels = labelsOf(pr);
  const said = new Map();
  const codeOf = (one, other) => [one, other].sort().join(' ');
  const answers = {
    evidence: (one, other) => weigh(said.get(codeOf(one, other)) ?? []),
    isAnswered: (one, other) => said.has(codeOf(one, other)),
  };
  for (let pairs = [1]; pairs.length > 0; ) {
    pairs = pairsInDoubt(linked, answers).slice(0, mostDoubts - said.size);
    for (const pair of pairs) {
      const [one, other] = pair.map((index) => candidates[index]);
      const code = codeOf(one.id, other.id);
      const isSame = pairLabel(one, other, labels) === 'same';
      said.set(
        code,
        families.map((family) => isSame !== chance(`${pr.pr.id} ${code} ${family}`) < noise),
      );
    }
  }
  asked += said.size;
  return answers;
}

/** A number from 0 to 1 that only depends on the text. */
function chance(text) {
  return createHash('sha256').update(text).digest().readUInt32BE(0) / 2 ** 32;
}

// Fits the weights of src/consolidation/clustering/similarity-weights.ts to a findings corpus and writes them:
//   npm run -s compile && node scripts/train-similarity.mjs DIRECTORY     (holds score.mjs and dev/)
// A logistic model: weights for each relation of the places, those outside `steep` the same in all of them. Each source
// and answer has a say of its own, whatever the number of its pairs; ridge regression keeps weights small.
import { existsSync, writeFileSync } from 'node:fs';
import { join, resolve } from 'node:path';
import { pathToFileURL } from 'node:url';
import { claimOfText } from '../lib/consolidation/clustering/claim.js';
import { describePair, measures, relations } from '../lib/consolidation/clustering/describe-pair.js';
import { profileClaims } from '../lib/consolidation/clustering/profile.js';

const [directory] = process.argv.slice(2);
if (!directory || !existsSync(join(directory, 'score.mjs'))) {
  console.error('Name the corpus: node scripts/train-similarity.mjs DIRECTORY (it holds score.mjs).');
  process.exit(3);
}
const { loadCorpus, labelsOf, pairLabel } = await import(pathToFileURL(resolve(directory, 'score.mjs')).href);

/** Measures that mean something else where the places differ. */
const steep = ['words', 'claim', 'phrases', 'titleNames', 'names'];
const ridge = 100;
/** A false merge hides a finding, a missed one only repeats it; and where a source has few duplicates, its distinct pairs tell most. */
const say = { 'reports different': 2000, 'aacr different': 2000 };

const names = Object.keys(measures);
const columns = [
  ...relations.map((relation) => ({ relation, measure: null })),
  ...names.map((measure) => ({ relation: null, measure })),
  ...relations.flatMap((relation) => steep.map((measure) => ({ relation, measure }))),
];

const pairs = ['reports', 'martian', 'aacr'].flatMap((source) =>
  loadCorpus(directory, 'dev', source, null).flatMap((pr) => labelledPairs(pr, source)),
);
const counts = new Map();
for (const { group } of pairs) counts.set(group, (counts.get(group) ?? 0) + 1);

const scale = columns.map((_, index) => spread(pairs.map(({ row }) => row[index])));
const rows = pairs.map(({ row }) => [
  ...row.map((value, index) => (value - scale[index].mean) / scale[index].deviation),
  1,
]);
const weigh = pairs.map(({ group }) => (say[group] ?? 1000) / counts.get(group));
const fitted = fitLogistic(
  rows,
  pairs.map(({ isSame }) => Number(isSame)),
  weigh,
);

const raw = columns.map((_, index) => fitted[index] / scale[index].deviation);
const base = fitted.at(-1) - raw.reduce((sum, weight, index) => sum + weight * scale[index].mean, 0);
const weightOf = (relation, measure) =>
  columns.reduce(
    (sum, column, index) => {
      const fits = (column.relation ?? relation) === relation && column.measure === measure;
      return sum + (fits ? raw[index] : 0);
    },
    measure === null ? base : 0,
  );

const table = relations.map((relation) => {
  const cells = names.map((measure) => `${measure}: ${weightOf(relation, measure).toFixed(2)}`);
  return `  '${relation}': { base: ${weightOf(relation, null).toFixed(2)}, ${cells.join(', ')} },`;
});
writeFileSync(
  new URL('../src/consolidation/clustering/similarity-weights.ts', import.meta.url),
  `import type { Measure, Relation } from './describe-pair.ts';

/** What each measure of a pair adds to the log-odds of being one issue; written by scripts/train-similarity.mjs. */
export const weights: Readonly<Record<Relation, Readonly<Record<Measure | 'base', number>>>> = {
${table.join('\n')}
};
`,
);
console.log(Object.fromEntries(counts));
console.log(
  'src/consolidation/clustering/similarity-weights.ts is written; format and compile it, then run corpus:cluster.',
);

/** Pairs of different tools that somebody called the same or different, measured. */
function labelledPairs(pr, source) {
  const labels = labelsOf(pr);
  const profiles = profileClaims(
    pr.candidates.map((candidate) =>
      claimOfText(candidate.id, candidate.tool, candidate.text, placeOf(candidate)),
    ),
  );
  return pr.candidates.flatMap((one, i) =>
    pr.candidates.slice(i + 1).flatMap((other, step) => {
      const label = one.tool === other.tool ? null : pairLabel(one, other, labels);
      // In real reports "this agent missed it" is often only "nobody linked it".
      if (label === null || (source === 'reports' && label === 'diffExt')) return [];
      const isSame = label === 'same';
      const { relation, measured } = describePair(profiles[i], profiles[i + 1 + step]);
      const row = columns.map(
        (column) =>
          ((column.relation ?? relation) === relation ? 1 : 0) *
          (column.measure === null ? 1 : measured[column.measure]),
      );
      return [{ row, isSame, group: `${source} ${isSame ? 'same' : 'different'}` }];
    }),
  );
}

function placeOf({ path, line, endLine }) {
  if (!path) return null;
  const lines =
    line === null || line === undefined ? [null, null] : [line, endLine ?? line].sort((a, b) => a - b);
  return { path, startLine: lines[0], endLine: lines[1] };
}

function spread(values) {
  const mean = values.reduce((sum, value) => sum + value, 0) / values.length;
  const variance = values.reduce((sum, value) => sum + (value - mean) ** 2, 0) / values.length;
  return { mean, deviation: Math.sqrt(variance) || 1 };
}

/** Newton's method; the last column is the intercept and is not held small. */
function fitLogistic(x, y, weight) {
  const size = x[0].length;
  let b = new Array(size).fill(0);
  for (let round = 0; round < 30; round++) {
    const gradient = b.map((value, i) => (i < size - 1 ? ridge * value : 0));
    const hessian = b.map((_, i) => b.map((_, j) => (i !== j ? 0 : i < size - 1 ? ridge : 1e-6)));
    x.forEach((row, k) => {
      const odds = row.reduce((sum, value, i) => sum + value * b[i], 0);
      const p = 1 / (1 + Math.exp(-odds));
      const curve = weight[k] * p * (1 - p);
      row.forEach((value, i) => {
        gradient[i] += weight[k] * (p - y[k]) * value;
        for (let j = 0; j <= i; j++) hessian[i][j] += curve * value * row[j];
      });
    });
    for (let i = 0; i < size; i++) for (let j = i + 1; j < size; j++) hessian[i][j] = hessian[j][i];
    const step = solve(hessian, gradient);
    b = b.map((value, i) => value - step[i]);
    if (Math.max(...step.map(Math.abs)) < 1e-6) break;
  }
  return b;
}

/** Gauss's elimination with pivots. */
function solve(matrix, right) {
  const rows = matrix.map((row, i) => [...row, right[i]]);
  const size = right.length;
  for (let i = 0; i < size; i++) {
    const pivot = rows
      .slice(i)
      .reduce((best, row, k) => (Math.abs(row[i]) > Math.abs(rows[best][i]) ? i + k : best), i);
    [rows[i], rows[pivot]] = [rows[pivot], rows[i]];
    for (let k = i + 1; k < size; k++) {
      const factor = rows[k][i] / rows[i][i];
      for (let j = i; j <= size; j++) rows[k][j] -= factor * rows[i][j];
    }
  }
  const solution = new Array(size).fill(0);
  for (let i = size - 1; i >= 0; i--) {
    const known = solution.reduce((sum, value, j) => (j > i ? sum + rows[i][j] * value : sum), 0);
    solution[i] = (rows[i][size] - known) / rows[i][i];
  }
  return solution;
}

// A reviewer without a model: a rule of the house, held against every line that the change adds.
import { readFileSync } from 'node:fs';
import { join } from 'node:path';

const read = (name) => readFileSync(join(process.env.DEEP_REVIEW_DIR, name), 'utf8');
const { files, shard } = JSON.parse(read('manifest.json'));
const diff = read('change.diff').split('\n');
const given = files.filter((file) => file.shards.includes(shard));

const findings = given.flatMap(({ path, hunks }) =>
  addedLines(hunks)
    .filter(({ text }) => /\bnew Date\(\)/.test(text))
    .map(({ text, number }) => ({
      severity: 'suggestion',
      kind: 'gap',
      title: 'The clock is read directly',
      path,
      startLine: number,
      endLine: number,
      quote: text,
      explanation: 'Code that reads the clock itself cannot be tested at another time.',
      evidence: [],
      fix: 'Take the time from the argument `clock`.',
      patch: null,
    })),
);

function* linesOf({ new: [start], line }) {
  for (let index = line, number = start; /^[ +\\-]/.test(diff[index] ?? ''); index++) {
    if (diff[index].startsWith('+')) yield { text: diff[index].slice(1), number };
    if (/^[ +]/.test(diff[index])) number++;
  }
}

function addedLines(hunks) {
  return hunks.filter((hunk) => hunk.shard === shard).flatMap((hunk) => [...linesOf(hunk)]);
}

const review = {
  summary: `Held ${given.length} files against the rules of the house: ${findings.length} findings.`,
  findings,
  design: { concerns: [], strengths: [] },
  testing: { assessment: '', untested: [] },
  documentation: '',
  commits: '',
  limitations: [],
  // Every added line was looked at, by one rule: `by-rules` in the declaration says that nobody read it.
  coverage: given.map(({ path }) => ({ path, status: 'read' })),
};
console.log(JSON.stringify(review));

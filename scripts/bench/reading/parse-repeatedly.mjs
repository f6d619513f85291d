// Parses one patch, given as the bytes that git prints, with our parser and four others: prints the best time of each in milliseconds.
import { execFileSync } from 'node:child_process';
import { parsePatch } from 'diff';
import gitdiffParser from 'gitdiff-parser';
import parseDiff from 'parse-diff';
import parseGitDiff from 'parse-git-diff';
import { DiffParser } from '../../../lib/change/diff/parse-diff.js';

const [directory, base, head] = process.argv.slice(2);
const range = ['-r', '-p', '--find-renames', base, head];
const git = (...args) => execFileSync('git', ['-C', directory, 'diff-tree', ...args], { maxBuffer: 2 ** 31 });
const patch = git(...range);
const withRaw = git('--raw', '-z', '--no-abbrev', ...range);
const text = () => patch.toString('utf8');

const parsers = {
  ours: () => {
    const parser = new DiffParser();
    for (let at = 0; at < withRaw.length; at += 2 ** 20) parser.push(withRaw.subarray(at, at + 2 ** 20));
    return parser.end();
  },
  'parse-diff': () => parseDiff(text()),
  'gitdiff-parser': () => gitdiffParser.parse(text()),
  'parse-git-diff': () => parseGitDiff(text()),
  diff: () => parsePatch(text()),
};

const times = {};
for (const [name, parse] of Object.entries(parsers)) {
  times[name] = null;
  const until = performance.now() + 500;
  for (let run = 0; run < 3 || (run < 200 && performance.now() < until); run++) {
    const startedAt = performance.now();
    try {
      parse();
    } catch {
      break;
    }
    times[name] = Math.min(times[name] ?? Number.POSITIVE_INFINITY, performance.now() - startedAt);
  }
}
console.log(JSON.stringify(times));

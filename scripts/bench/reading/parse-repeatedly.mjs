// Parses one patch, given as the bytes that git prints, with the parser of a build and four others: prints what each takes of processors' time
// on the mean, in milliseconds. (The best of many runs is one whose garbage another run collects, which no run of a large patch can be.)
import { execFileSync } from 'node:child_process';
import { parsePatch } from 'diff';
import gitdiffParser from 'gitdiff-parser';
import parseDiff from 'parse-diff';
import parseGitDiff from 'parse-git-diff';
import { exportsOf } from '../measuring/exports-of.mjs';

const [build, directory, base, head] = process.argv.slice(2);
const { DiffParser } = await exportsOf(build, ['DiffParser']);
const range = ['-r', '-p', '--find-renames', base, head];
const git = (...args) => execFileSync('git', ['-C', directory, 'diff-tree', ...args], { maxBuffer: 2 ** 31 });
const patch = git(...range);
const withRaw = git('--raw', '-z', '--no-abbrev', ...range);
const text = () => patch.toString('utf8');

const pieceBytes = 256 * 1024;
/** Where it stands what is not held, as in a review. */
const printed = { keep() {}, slice: (start, end) => withRaw.subarray(start, end) };
const parseOurs = (output) => {
  const parser = new DiffParser();
  for (let at = 0; at < withRaw.length; at += pieceBytes)
    parser.push(withRaw.subarray(at, at + pieceBytes), output);
  return parser.end();
};

const parsers = {
  ours: () => parseOurs(null),
  'ours as in a review': () => parseOurs(printed),
  'parse-diff': () => parseDiff(text()),
  'gitdiff-parser': () => gitdiffParser.parse(text()),
  'parse-git-diff': () => parseGitDiff(text()),
  diff: () => parsePatch(text()),
};

const times = {};
for (const [name, parse] of Object.entries(parsers)) times[name] = meanOf(parse);
console.log(JSON.stringify(times));

/** Milliseconds, or null for a parser that fails; the first runs, in which its code is compiled, do not count. */
function meanOf(parse) {
  try {
    runFor(300, parse);
    // What was left behind until now is not of these runs.
    gc();
    const before = process.cpuUsage();
    const runs = runFor(500, parse);
    const { user, system } = process.cpuUsage(before);
    return (user + system) / 1000 / runs;
  } catch {
    return null;
  }
}

/** Runs it for so many milliseconds, three times at least; returns how often. */
function runFor(ms, run) {
  const until = performance.now() + ms;
  let runs = 0;
  while (runs < 3 || performance.now() < until) {
    run();
    runs++;
  }
  return runs;
}

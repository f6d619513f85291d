#!/usr/bin/env node
// Checks how a change is read against git itself, on every commit of a repository (a merge against its first parent):
//   node scripts/exact.mjs REPOSITORY [--limit N] [--skip N]
// For each file: path, status, modes, blob names, similarity and former path against `git diff --raw -z`, added and
// deleted lines against `--numstat -z`, and both blobs against the hunks: each line's number and text on both sides,
// and the new blob rebuilt from the old one, byte for byte where the text is UTF-8. Exits with 1 on a mismatch.
import { execFileSync, spawn } from 'node:child_process';
import { mkdtempSync, rmSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join, resolve } from 'node:path';
import { parseArgs } from 'node:util';
import { listChangedEntries, readDiff, renameOptions } from '../lib/change/diff/read-diff.js';
import { decodePath } from '../lib/change/git/decode.js';
import { openRepository } from '../lib/change/git/git.js';
import { numberLines } from '../lib/model/change/number-lines.js';

const letters = { added: 'A', deleted: 'D', modified: 'M', renamed: 'R', copied: 'C', 'type-changed': 'T' };

const { positionals, values } = parseArgs({
  allowPositionals: true,
  options: { limit: { type: 'string' }, skip: { type: 'string', default: '0' } },
});
const directory = positionals[0];
if (!directory) {
  console.error('usage: node scripts/exact.mjs REPOSITORY [--limit N] [--skip N]');
  process.exit(3);
}

const emptyDirectory = mkdtempSync(join(tmpdir(), 'deep-review-exact-'));
const ports = { environment: process.env, temporaryDirectory: emptyDirectory };
const repository = await openRepository(resolve(directory), ports);
// Git's own view of the same objects: outside any work tree, so that no attribute of a checkout has a say.
const gitArguments = ['--git-dir', repository.gitDirectory, '--work-tree', emptyDirectory];
const gitOptions = {
  cwd: emptyDirectory,
  env: { ...process.env, GIT_INDEX_FILE: join(emptyDirectory, 'none'), LC_ALL: 'C' },
  maxBuffer: 2 ** 31,
  stdio: ['ignore', 'pipe', 'ignore'],
};
const git = (...args) => execFileSync('git', [...gitArguments, ...args], gitOptions);

const blobs = openBlobs();
const list = ['rev-list', '--all', '--parents', `--skip=${values.skip}`];
const commits = git(...list, ...(values.limit ? [`--max-count=${values.limit}`] : []))
  .toString()
  .trim()
  .split('\n')
  .map((line) => line.split(' '));

const startedAt = performance.now();
const counts = { commits: 0, files: 0, lines: 0, lossy: 0, unreadable: 0, mismatches: 0 };
for (const [commit, parent = repository.emptyTree] of commits) {
  await checkCommit(parent, commit);
  counts.commits++;
  if (process.stderr.isTTY && counts.commits % 50 === 0)
    process.stderr.write(`\r${counts.commits}/${commits.length}`);
}
blobs.close();
rmSync(emptyDirectory, { recursive: true });

const seconds = ((performance.now() - startedAt) / 1000).toFixed(1);
console.log(
  `${directory}: ${counts.commits} commits, ${counts.files} files, ${counts.lines} lines checked in ${seconds} s; ` +
    `${counts.lossy} files not UTF-8; ${counts.unreadable} commits that git cannot read; ${counts.mismatches} mismatches`,
);
process.exitCode = counts.mismatches === 0 ? 0 : 1;

async function checkCommit(from, to) {
  const entries = await listChangedEntries(repository, from, to);
  const diff = await readDiff(repository, [from, to], entries).catch((error) => error);
  if (diff instanceof Error) {
    if (isReadableByGit(from, to)) throw diff;
    counts.unreadable++;
    return;
  }
  const { files } = diff;
  const options = [
    '-c',
    'core.bigFileThreshold=64m',
    'diff',
    '--no-ext-diff',
    '--no-textconv',
    '--ignore-submodules=none',
  ];
  const compare = (...format) =>
    git(...options, '--no-abbrev', ...renameOptions(entries.length), ...format, '-z', from, to);
  const raw = readRaw(compare('--raw'));
  const numbers = readNumbers(compare('--numstat'));
  const report = (path, what) => {
    counts.mismatches++;
    console.log(`MISMATCH ${to} ${JSON.stringify(path)}: ${what}`);
  };
  if (raw.length !== files.length) report('', `${files.length} files, git has ${raw.length}`);
  for (const [index, file] of files.entries()) {
    counts.files++;
    const own = [
      file.oldMode,
      file.newMode,
      file.oldOid,
      file.newOid,
      letterOf(file),
      file.oldPath,
      file.path,
    ];
    if (own.join('\n') !== raw[index]?.join('\n')) report(file.path, `raw: ${own} instead of ${raw[index]}`);
    const [added, deleted] = numbers.get(file.path) ?? [];
    const isBinary = added === '-';
    if (isBinary !== file.binary) report(file.path, `binary: ${file.binary}`);
    if (!isBinary && (Number(added) !== file.additions || Number(deleted) !== file.deletions)) {
      report(file.path, `counts: +${file.additions} -${file.deletions} instead of +${added} -${deleted}`);
    }
    if (!isBinary) await checkLines(file, (what) => report(file.path, what));
  }
}

/** A copy of a repository may lack objects. */
function isReadableByGit(from, to) {
  try {
    git('diff', '--patch', '--no-ext-diff', '--no-textconv', from, to);
    return true;
  } catch {
    return false;
  }
}

function letterOf({ status, similarity }) {
  return letters[status] + (similarity === null ? '' : String(similarity).padStart(3, '0'));
}

function readRaw(output) {
  const fields = splitZero(output);
  const entries = [];
  while (fields.length > 0) {
    const [oldMode, newMode, oldOid, newOid, letter] = fields.shift().toString().slice(1).split(' ');
    const first = decodePath(fields.shift());
    const target = /^[RC]/.test(letter) ? decodePath(fields.shift()) : null;
    entries.push([oldMode, newMode, oldOid, newOid, letter, target === null ? null : first, target ?? first]);
  }
  return entries;
}

function readNumbers(output) {
  const fields = splitZero(output);
  const numbers = new Map();
  while (fields.length > 0) {
    const field = fields.shift();
    const second = field.indexOf(9, field.indexOf(9) + 1);
    const [added, deleted] = field.toString('latin1', 0, second).split('\t');
    let path = field.subarray(second + 1);
    if (path.length === 0) {
      fields.shift();
      path = fields.shift();
    }
    numbers.set(decodePath(path), [added, deleted]);
  }
  return numbers;
}

function splitZero(bytes) {
  const fields = [];
  for (let start = 0; start < bytes.length; ) {
    const end = bytes.indexOf(0, start);
    fields.push(bytes.subarray(start, end));
    start = end + 1;
  }
  return fields;
}

/** Walks the hunks along both blobs, and rebuilds the new one. A changed type is one file gone and another come. */
async function checkLines(file, report) {
  if (file.oldOid === file.newOid) {
    if (file.hunks.length > 0) report('hunks without a difference');
    return;
  }
  const before = await blobText(file.oldMode, file.oldOid);
  const after = await blobText(file.newMode, file.newOid);
  if (file.isLossy) counts.lossy++;
  const oldLines = linesOf(before);
  const newLines = linesOf(after);
  const rebuilt = [];
  let oldLine = 1;
  for (const hunk of file.hunks) {
    const oldStart = hunk.oldCount === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    // A type change prints two patches: the second begins at the old side's beginning again, which is its end.
    if (!(file.status === 'type-changed' && hunk.oldCount === 0)) {
      rebuilt.push(...oldLines.slice(oldLine - 1, oldStart - 1));
      oldLine = oldStart + hunk.oldCount;
    }
    const lines = numberLines(hunk);
    counts.lines += lines.length;
    const width = { old: 0, new: 0 };
    for (const line of lines) {
      const text = line.text + (line.noNewline ? '' : '\n');
      if (line.kind !== 'added' && oldLines[hunk.oldStart - 1 + width.old++] !== text)
        report(`old line ${line.oldLine}`);
      if (line.kind !== 'deleted' && newLines[hunk.newStart - 1 + width.new++] !== text)
        report(`new line ${line.newLine}`);
      if (line.oldLine !== null && line.oldLine !== hunk.oldStart - 1 + width.old)
        report(`old number ${line.oldLine}`);
      if (line.newLine !== null && line.newLine !== hunk.newStart - 1 + width.new)
        report(`new number ${line.newLine}`);
      if (line.kind !== 'deleted') rebuilt.push(text);
    }
    if (width.old !== hunk.oldCount || width.new !== hunk.newCount)
      report(`widths of hunk at ${hunk.newStart}`);
  }
  rebuilt.push(...oldLines.slice(oldLine - 1));
  if (rebuilt.join('') !== after) report('the new text is not what the hunks make of the old one');
}

function linesOf(text) {
  return text.match(/[^\n]*\n|[^\n]+$/g) ?? [];
}

async function blobText(mode, oid) {
  if (mode === '000000') return '';
  if (mode === '160000') return `Subproject commit ${oid}\n`;
  return (await blobs.read(oid)).toString('utf8');
}

/** One `git cat-file --batch` for all blobs. */
function openBlobs() {
  const child = spawn('git', [...gitArguments, 'cat-file', '--batch'], {
    ...gitOptions,
    stdio: ['pipe', 'pipe', 'inherit'],
  });
  let pieces = [];
  let size = 0;
  let wanted = null;
  const settle = () => {
    if (!wanted) return;
    if (wanted.length === null) {
      const piece = Buffer.concat(pieces);
      pieces = [piece];
      const lineEnd = piece.indexOf(10);
      if (lineEnd < 0) return;
      wanted.start = lineEnd + 1;
      wanted.length = Number(piece.toString('latin1', 0, lineEnd).split(' ')[2]);
    }
    if (size < wanted.start + wanted.length + 1) return;
    const all = Buffer.concat(pieces);
    const { start, length, done } = wanted;
    pieces = [all.subarray(start + length + 1)];
    size = pieces[0].length;
    wanted = null;
    done(all.subarray(start, start + length));
  };
  child.stdout.on('data', (piece) => {
    pieces.push(piece);
    size += piece.length;
    settle();
  });
  return {
    read: (oid) =>
      new Promise((done) => {
        wanted = { done, start: 0, length: null };
        child.stdin.write(`${oid}\n`);
        settle();
      }),
    close: () => child.stdin.end(),
  };
}

import { spawn, spawnSync } from 'node:child_process';
import { readFileSync } from 'node:fs';

/** The lines of a file that hold anything. */
export const readLines = (file) => readFileSync(file, 'utf8').split('\n').filter(Boolean);

/** The lines that a git command prints in a repository; none where it fails. */
export function gitLines(directory, ...args) {
  const { stdout } = spawnSync('git', ['-C', directory, ...args], { maxBuffer: 2 ** 30 });
  return stdout.toString().split('\n').filter(Boolean);
}

const largest = 8 * 1024 * 1024;

/** Texts at revisions by one `git cat-file --batch`; null for what is absent, binary or over 8 MiB. */
export function openBlobs(gitDirectory) {
  const child = spawn('git', ['--git-dir', gitDirectory, 'cat-file', '--batch'], {
    stdio: ['pipe', 'pipe', 'ignore'],
  });
  let pieces = [];
  let size = 0;
  let wanted = null;
  const settle = () => {
    if (!wanted) return;
    if (wanted.end === null) {
      const start = Buffer.concat(pieces);
      pieces = [start];
      const lineEnd = start.indexOf(10);
      if (lineEnd < 0) return;
      const [, type, length] = start.toString('utf8', 0, lineEnd).split(' ').slice(-3);
      const isFound = /^\d+$/.test(length ?? '') && type !== undefined;
      wanted.start = lineEnd + 1;
      wanted.end = isFound ? wanted.start + Number(length) + 1 : wanted.start;
      wanted.isBlob = isFound && type === 'blob';
    }
    if (size < wanted.end) return;
    const all = Buffer.concat(pieces);
    const { start, end, isBlob, done } = wanted;
    pieces = [all.subarray(end)];
    size = pieces[0].length;
    wanted = null;
    const content = all.subarray(start, end - 1);
    const isText = isBlob && content.length <= largest && !content.subarray(0, 8000).includes(0);
    done(isText ? content.toString('utf8') : null);
  };
  child.stdout.on('data', (piece) => {
    pieces.push(piece);
    size += piece.length;
    settle();
  });
  let queue = Promise.resolve();
  return {
    read(revision, path) {
      if (path.includes('\n')) return Promise.resolve(null);
      queue = queue.then(
        () =>
          new Promise((done) => {
            wanted = { done, start: 0, end: null, isBlob: false };
            child.stdin.write(`${revision}:${path}\n`);
            settle();
          }),
      );
      return queue;
    },
    close: () => child.stdin.end(),
  };
}

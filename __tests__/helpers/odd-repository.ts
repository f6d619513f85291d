import { execFileSync } from 'node:child_process';
import { gitEnvironment, makeRepository, type TestRepository } from './repository.ts';

type Entry = readonly [path: string, mode: string, content: string | Buffer];

const lines = (count: number, word: string) =>
  Array.from({ length: count }, (_, index) => `${word} line ${index}\n`).join('');
const binary = Buffer.from([0x89, 0x50, 0, 1, 2, 3]);
const commitName = (digit: string) => digit.repeat(40);

/** Paths as git quotes them: octal escapes stand for bytes. */
const before: readonly Entry[] = [
  ['"new\\nline.txt"', '100644', 'one\n'],
  ['"quote\\"d.txt"', '100644', 'one\n'],
  ['"tab\\there.txt"', '100644', 'one\n'],
  ['"b\\\\ack.txt"', '100644', 'one\n'],
  ['"\\303\\251t\\303\\251.txt"', '100644', 'one\n'],
  ['"\\377\\376.txt"', '100644', 'one\n'],
  ['"\\377\\375.txt"', '100644', 'one\n'],
  ['" spaced .txt"', '100644', 'one\n'],
  ['a b/c d', '100644', 'one\n'],
  ['mode-only.sh', '100644', 'echo\n'],
  ['mode-only.bin', '100644', binary],
  ['becomes-link', '100644', lines(3, 'x')],
  ['link-to-file', '120000', 'target'],
  ['link', '120000', 'target'],
  ['module', '160000', commitName('1')],
  ['module-to-file', '160000', commitName('1')],
  ['old-end', '100644', 'a\nb'],
  ['new-end', '100644', 'a\nb\n'],
  ['both-ends', '100644', 'a\nb'],
  ['crlf.txt', '100644', 'a\r\nb\r\nc\r\n'],
  ['to-crlf.txt', '100644', 'a\nb\n'],
  ['emptied', '100644', 'content\n'],
  ['filled', '100644', ''],
  ['empty-gone', '100644', ''],
  ['image.png', '100644', binary],
  ['to-binary', '100644', 'text\n'],
  ['to-text', '100644', binary],
  ['gone', '100644', lines(4, 'gone')],
  ['gone.bin', '100644', binary],
  ['latin1.txt', '100644', Buffer.from('caf\xe9\nstays\n', 'latin1')],
  ['huge.txt', '100644', `${'x'.repeat(3_000_000)}\nend\n`],
  ['looks-like-a-patch', '100644', 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-old\n'],
  ['origin.txt', '100644', lines(30, 'origin')],
  ['moved.bin', '100644', Buffer.concat([binary, Buffer.from('moved')])],
  ['moved.txt', '100644', lines(30, 'moved')],
  ['blank', '100644', '\n\n\na\n\n\n'],
];

const after: readonly Entry[] = [
  ['"new\\nline.txt"', '100644', 'two\n'],
  ['"quote\\"d.txt"', '100644', 'two\n'],
  ['"tab\\there.txt"', '100644', 'two\n'],
  ['"b\\\\ack.txt"', '100644', 'two\n'],
  ['"\\303\\251t\\303\\251.txt"', '100644', 'two\n'],
  ['"\\377\\376.txt"', '100644', 'two\n'],
  ['"\\377\\375.txt"', '100644', 'three\n'],
  ['" spaced .txt"', '100644', 'two\n'],
  ['a b/c d', '100644', 'two\n'],
  ['mode-only.sh', '100755', 'echo\n'],
  ['mode-only.bin', '100755', binary],
  ['becomes-link', '120000', 'somewhere'],
  ['link-to-file', '100644', lines(3, 'y')],
  ['link', '120000', 'another'],
  ['module', '160000', commitName('2')],
  ['module-to-file', '100644', 'a file\n'],
  ['new-module', '160000', commitName('3')],
  ['old-end', '100644', 'a\nb\n'],
  ['new-end', '100644', 'a\nb'],
  ['both-ends', '100644', 'a\nc'],
  ['crlf.txt', '100644', 'a\r\nB\r\nc\r\n'],
  ['to-crlf.txt', '100644', 'a\r\nb\r\n'],
  ['emptied', '100644', ''],
  ['filled', '100644', 'content\n'],
  ['empty-new', '100644', ''],
  ['image.png', '100644', Buffer.concat([binary, binary])],
  ['to-binary', '100644', binary],
  ['to-text', '100644', 'text\n'],
  ['new.bin', '100644', Buffer.from([0, 1])],
  ['latin1.txt', '100644', Buffer.from('th\xe9\nstays\n', 'latin1')],
  ['huge.txt', '100644', `${'y'.repeat(3_000_000)}\nend\n`],
  ['looks-like-a-patch', '100644', 'diff --git a/x b/x\n--- a/x\n+++ b/x\n@@ -1 +1 @@\n-new\n-- a\n'],
  ['origin.txt', '100644', lines(30, 'origin').replace('line 9\n', 'line nine\n')],
  ['copied.txt', '100644', lines(30, 'origin').replace('line 19\n', 'line nineteen\n')],
  ['renamed.bin', '100644', Buffer.concat([binary, Buffer.from('moved')])],
  ['renamed.txt', '100755', lines(30, 'moved').replace('line 9\n', 'line nine\n')],
  ['moved-copy.txt', '100644', lines(30, 'moved').replace('line 19\n', 'line nineteen\n')],
  ['blank', '100644', '\n\n\nb\n\n\n'],
];

/** A repository whose last commit holds every oddity that a diff can have, as far as git has a form for it. */
export function makeOddRepository(): TestRepository {
  const repository = makeRepository();
  execFileSync('git', ['-C', repository.directory, 'fast-import', '--quiet'], {
    input: Buffer.concat([commitEntries(before, 'Begin'), commitEntries(after, 'Go odd')]),
    env: gitEnvironment,
  });
  return repository;
}

function commitEntries(entries: readonly Entry[], subject: string): Buffer {
  const head = `commit refs/heads/main\ncommitter Ada <ada@example.com> 1767323045 +0000\ndata ${subject.length}\n${subject}\ndeleteall\n`;
  const files = entries.flatMap(([path, mode, content]) => {
    if (mode === '160000') return [Buffer.from(`M ${mode} ${content} ${path}\n`)];
    const bytes = Buffer.from(content);
    return [Buffer.from(`M ${mode} inline ${path}\ndata ${bytes.length}\n`), bytes, Buffer.from('\n')];
  });
  return Buffer.concat([Buffer.from(head), ...files, Buffer.from('\n')]);
}

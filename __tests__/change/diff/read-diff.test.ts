import { execFileSync } from 'node:child_process';
import { readdirSync, rmSync } from 'node:fs';
import { join } from 'node:path';
import { setTimeout } from 'node:timers/promises';
import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { DiffParser, mostHeld, type ParsedFile, parseHunks } from '../../../src/change/diff/parse-diff.ts';
import { PrintedHunk } from '../../../src/change/diff/printed-hunk.ts';
import { listChangedEntries, readDiff } from '../../../src/change/diff/read-diff.ts';
import { openRepository } from '../../../src/change/git/git.ts';
import type { Hunk } from '../../../src/model/change/change.ts';
import { numberLines } from '../../../src/model/change/number-lines.ts';
import { makeOddRepository } from '../../helpers/odd-repository.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { gitEnvironment, makeRepository, type TestRepository } from '../../helpers/repository.ts';

async function readLastCommit({ directory }: TestRepository): Promise<readonly ParsedFile[]> {
  const ports = buildPorts();
  const git = await openRepository(directory, ports);
  const entries = await listChangedEntries(git, 'HEAD~1', 'HEAD');
  return (await readDiff(git, ['HEAD~1', 'HEAD'], entries)).files;
}

describe('a commit with every oddity of git', () => {
  test('has the files that git says it has', async () => {
    const files = await readLastCommit(makeOddRepository());
    const rows = files.map((file) =>
      [
        file.status,
        file.oldPath === null ? file.path : `${file.oldPath} → ${file.path}`,
        file.oldMode === file.newMode ? file.newMode : `${file.oldMode} → ${file.newMode}`,
        file.binary ? 'binary' : `+${file.additions} -${file.deletions}`,
        ...(file.isLossy ? ['not UTF-8'] : []),
      ].join(' | '),
    );
    expect(rows.sort()).toMatchInlineSnapshot(`
      [
        "added | new-module | 000000 → 160000 | +1 -0",
        "added | new.bin | 000000 → 100644 | binary",
        "copied | moved.txt → moved-copy.txt | 100644 | +1 -1",
        "copied | origin.txt → copied.txt | 100644 | +1 -1",
        "deleted | gone | 100644 → 000000 | +0 -4",
        "deleted | gone.bin | 100644 → 000000 | binary",
        "modified |  spaced .txt | 100644 | +1 -1",
        "modified | \\xff\\xfd.txt | 100644 | +1 -1",
        "modified | \\xff\\xfe.txt | 100644 | +1 -1",
        "modified | a b/c d | 100644 | +1 -1",
        "modified | b\\ack.txt | 100644 | +1 -1",
        "modified | blank | 100644 | +1 -1",
        "modified | both-ends | 100644 | +1 -1",
        "modified | crlf.txt | 100644 | +1 -1",
        "modified | emptied | 100644 | +0 -1",
        "modified | filled | 100644 | +1 -0",
        "modified | huge.txt | 100644 | +1 -1",
        "modified | image.png | 100644 | binary",
        "modified | latin1.txt | 100644 | +1 -1 | not UTF-8",
        "modified | link | 120000 | +1 -1",
        "modified | looks-like-a-patch | 100644 | +2 -1",
        "modified | mode-only.bin | 100644 → 100755 | binary",
        "modified | mode-only.sh | 100644 → 100755 | +0 -0",
        "modified | module | 160000 | +1 -1",
        "modified | new
      line.txt | 100644 | +1 -1",
        "modified | new-end | 100644 | +1 -1",
        "modified | old-end | 100644 | +1 -1",
        "modified | origin.txt | 100644 | +1 -1",
        "modified | quote"d.txt | 100644 | +1 -1",
        "modified | tab	here.txt | 100644 | +1 -1",
        "modified | to-binary | 100644 | binary",
        "modified | to-crlf.txt | 100644 | +2 -2",
        "modified | to-text | 100644 | binary",
        "modified | été.txt | 100644 | +1 -1",
        "renamed | empty-gone → empty-new | 100644 | +0 -0",
        "renamed | moved.bin → renamed.bin | 100644 | binary",
        "renamed | moved.txt → renamed.txt | 100644 → 100755 | +1 -1",
        "type-changed | becomes-link | 100644 → 120000 | +1 -3",
        "type-changed | link-to-file | 120000 → 100644 | +3 -1",
        "type-changed | module-to-file | 160000 → 100644 | +1 -1",
      ]
    `);
  });

  test('holds every line of both sides at its number', async () => {
    const repository = makeOddRepository();
    for (const file of await readLastCommit(repository)) {
      if (!file.binary)
        expect(rebuild(file, blob(repository, file, 'old')), file.path).toBe(blob(repository, file, 'new'));
    }
  });

  test('is the same however its text is cut into pieces', () => {
    const { directory } = makeOddRepository();
    const options = ['-r', '--raw', '-z', '-p', '--find-copies', '--no-abbrev', 'HEAD~1', 'HEAD'];
    const patch = execFileSync('git', ['-C', directory, 'diff-tree', ...options], {
      env: gitEnvironment,
      maxBuffer: 1 << 28,
    });
    const parse = (pieces: readonly Buffer[]) => {
      const parser = new DiffParser();
      for (const piece of pieces) parser.push(piece);
      return parser.end();
    };
    const whole = parse([patch]);
    const short = patch.subarray(0, 20_000);
    expect(() => parse([short])).toThrow();
    fc.assert(
      fc.property(fc.array(fc.nat(patch.length), { maxLength: 40 }), (cuts) => {
        const ends = [...cuts.sort((a, b) => a - b), patch.length];
        const pieces = ends.map((end, index) => patch.subarray(ends[index - 1] ?? 0, end));
        expect(parse(pieces)).toEqual(whole);
      }),
      { numRuns: 25 },
    );
  });
});

test('reads the text beyond the first megabyte back from what git printed', async () => {
  const repository = makeRepository();
  const lines = (word: string) => Array.from({ length: 30_000 }, (_, index) => `${word} ${index}\n`).join('');
  const contents = (word: string) => ({
    'a small one': word,
    ascii: lines(`${word} plain words`),
    long: 'x'.repeat(mostHeld) + word,
    'not-utf-8': Buffer.from(lines(`${word} \xff`), 'latin1'),
    'utf-8': lines(`${word} é`),
  });
  repository.commit('Begin', contents('old'));
  repository.commit('Go on', contents('new'));
  const files = await readLastCommit(repository);
  const hunks = files.flatMap((file) => file.hunks);
  expect(hunks.map((hunk) => hunk instanceof PrintedHunk)).toEqual([false, true, true, true, true]);

  const options = ['-r', '--raw', '-z', '-p', '--no-abbrev', 'HEAD~1', 'HEAD'];
  const parser = new DiffParser();
  parser.push(
    execFileSync('git', ['-C', repository.directory, 'diff-tree', ...options], {
      env: gitEnvironment,
      maxBuffer: 1 << 28,
    }),
  );
  const held = parser.end();
  expect(JSON.stringify(files)).toBe(JSON.stringify(held));
  expect(hunks.map((hunk) => ({ ...hunk }))).toEqual(held.flatMap((file) => file.hunks));
});

test('reads back the text of a change with one large hunk alone', async () => {
  const repository = makeRepository();
  repository.commit('Begin', { a: '' });
  repository.commit('Go on', { a: 'x\n'.repeat(mostHeld) });
  const [file] = await readLastCommit(repository);
  // What is closed without being waited for is closed by then.
  await setTimeout(50);
  expect(file?.hunks[0]?.body).toBe('+x\n'.repeat(mostHeld).trimEnd());
});

test('gives each file as soon as the next one begins', () => {
  const patch = (name: string) => `diff --git a/${name} b/${name}\n@@ -1 +1 @@\n-${name}\n+new\n`;
  const entry = (name: string) => `:100644 100644 1 2 M\0${name}\0`;
  const parser = new DiffParser();
  parser.push(Buffer.from(`${entry('a')}${entry('b')}${entry('c')}\0${patch('a')}`));
  const taken = [parser.takeWhole()];
  for (const piece of [patch('b').slice(0, 40), patch('b').slice(40), patch('c')]) {
    parser.push(Buffer.from(piece));
    taken.push(parser.takeWhole());
  }
  expect(taken.map((files) => files.map(({ path }) => path))).toEqual([[], ['a'], [], ['b']]);
  expect(taken.flat()).toEqual(parser.end().slice(0, 2));
  expect(taken[1]?.[0]?.hunks).toHaveLength(1);
});

test('takes a commit that changes nothing', async () => {
  const repository = makeRepository();
  repository.commit('Begin', { a: 'text\n' });
  repository.commit('Nothing', {});
  expect(await readLastCommit(repository)).toEqual([]);
});

test('rebuilds any text from any other', async () => {
  const line = fc.constantFrom(
    'a',
    'b',
    '',
    ' ',
    '+',
    '-',
    '--- a',
    '@@ -1 +1 @@',
    '\\ No newline',
    'é\r',
    'diff --git a b',
  );
  const text = fc
    .tuple(fc.array(line, { maxLength: 30 }), fc.constantFrom('', '\n'))
    .map(([lines, end]) => lines.join('\n') + end);
  const pairs = fc.sample(fc.tuple(text, text), 150);
  const repository = makeRepository();
  const entries = (side: 0 | 1) =>
    Object.fromEntries(pairs.map((pair, index) => [`file-${index}`, pair[side]]));
  repository.commit('Begin', entries(0));
  repository.commit('Go on', entries(1));
  for (const file of await readLastCommit(repository)) {
    const [before, after] = pairs[Number(file.path.slice(5))] ?? ['', ''];
    expect(rebuild(file, before)).toBe(after);
  }
});

describe('hunks from the API', () => {
  test('come without headers and last line end', () => {
    expect(parseHunks('@@ -1,2 +1,2 @@ heading\n a\n-b\n+c')).toMatchObject({
      additions: 1,
      deletions: 1,
      hunks: [{ oldStart: 1, newCount: 2, heading: 'heading', body: ' a\n-b\n+c' } satisfies Partial<Hunk>],
    });
  });

  test('are refused when they end in the middle', () => {
    expect(parseHunks('@@ -1,3 +1,3 @@\n a\n-b')).toBeNull();
  });
});

/** Makes the new text of the old one, and checks each line of the old one on the way. */
function rebuild(file: ParsedFile, before: string): string {
  const old = before.match(/[^\n]*\n|[^\n]+$/g) ?? [];
  const rebuilt: string[] = [];
  let next = 1;
  for (const hunk of file.hunks) {
    const start = hunk.oldCount === 0 ? hunk.oldStart + 1 : hunk.oldStart;
    if (hunk.oldCount > 0 || file.status !== 'type-changed') rebuilt.push(...old.slice(next - 1, start - 1));
    if (hunk.oldCount > 0 || file.status !== 'type-changed') next = start + hunk.oldCount;
    for (const { kind, text, oldLine, newLine, noNewline } of numberLines(hunk)) {
      const whole = noNewline ? text : `${text}\n`;
      if (kind !== 'added') expect(old[(oldLine ?? 0) - 1]).toBe(whole);
      if (kind === 'deleted') continue;
      rebuilt.push(whole);
      if (file.status !== 'type-changed') expect(newLine).toBe(rebuilt.length);
    }
  }
  return [...rebuilt, ...old.slice(next - 1)].join('');
}

function blob({ directory }: TestRepository, file: ParsedFile, side: 'old' | 'new'): string {
  const [mode, oid] = side === 'old' ? [file.oldMode, file.oldOid] : [file.newMode, file.newOid];
  if (mode === '000000') return '';
  if (mode === '160000') return `Subproject commit ${oid}\n`;
  return execFileSync('git', ['-C', directory, 'cat-file', 'blob', oid], {
    env: gitEnvironment,
    maxBuffer: 1 << 28,
  }).toString();
}

test('fails with what git says when git fails', async () => {
  const repository = makeRepository();
  repository.commit('Begin', { a: 'text\n' });
  const oid = repository.git('rev-parse', 'HEAD:a');
  rmSync(join(repository.directory, '.git/objects', oid.slice(0, 2), oid.slice(2)));
  const ports = buildPorts();
  const git = await openRepository(repository.directory, ports);
  const read = readDiff(git, [git.emptyTree, 'HEAD'], []);
  await expect(read).rejects.toThrow(`unable to read ${oid}`);
  expect(readdirSync(ports.temporaryDirectory)).toEqual([]);
});

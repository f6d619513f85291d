import { execFileSync } from 'node:child_process';
import { describe, expect, test } from 'vitest';
import { writeBriefs } from '../../../src/brief/reviewer/write-briefs.ts';
import type { Configuration } from '../../../src/config/configuration.ts';
import { emptyConfiguration } from '../../../src/config/empty-configuration.ts';
import type { Brief } from '../../../src/model/brief.ts';
import type { Change, ChangedFile } from '../../../src/model/change/change.ts';
import { readTestChange } from '../../helpers/read-change.ts';
import { gitEnvironment, makeRepository, type TestRepository } from '../../helpers/repository.ts';

const handWritten = 40;
const bundledFiles = 4000;
const linesPerFile = 250;

/** Code of natural lengths, different in every file. */
const code = (seed: number, edited: boolean) =>
  Array.from({ length: linesPerFile }, (_, line) => {
    const word = ((seed * 2_654_435_761 + line * 40_503) >>> 0).toString(36);
    return `  const ${edited && line % 50 < 4 ? 'changed' : 'value'}_${word} = compute(${line});\n`;
  }).join('');

/** A branch that edits 40 files by hand and brings a million lines of somebody else's in a folder. */
function bumpVendor(folder: string): TestRepository {
  const repository = makeRepository();
  const own = Array.from({ length: handWritten }, (_, index) => `src/area-${index % 7}/part-${index}.ts`);
  const bundled = Array.from(
    { length: bundledFiles },
    (_, index) => `${folder}/lib-${index % 50}/f-${index}.ts`,
  );
  const write = (path: string, text: string) =>
    `M 644 inline ${path}\ndata ${Buffer.byteLength(text)}\n${text}\n`;
  const begin = (ref: string, from = '') =>
    `commit refs/heads/${ref}\ncommitter Ada <ada@example.com> 1767323045 +0000\ndata 4\nStep\n${from}`;
  const stream = [
    begin('main'),
    ...own.map((path, index) => write(path, code(index, false))),
    begin('feature', 'from refs/heads/main\n'),
    ...own.map((path, index) => write(path, code(index, true))),
    ...bundled.map((path, index) => write(path, code(index + handWritten, false))),
  ];
  execFileSync('git', ['-C', repository.directory, 'fast-import', '--quiet'], {
    input: stream.join(''),
    env: gitEnvironment,
    maxBuffer: 2 ** 30,
  });
  repository.git('symbolic-ref', 'HEAD', 'refs/heads/feature');
  return repository;
}

const briefsOf = (change: Change, limits: Partial<Configuration['limits']> = {}) =>
  writeBriefs(
    change,
    { ...emptyConfiguration, limits: { ...emptyConfiguration.limits, ...limits } },
    { instructions: '', previous: null, reviewers: 3 },
  );

/** Hunks as git printed them, in the files' order. */
const hunksOf = (files: readonly ChangedFile[]) =>
  files.flatMap((file) =>
    file.hunks.map(
      (hunk) =>
        `${file.path} @@ -${hunk.oldStart},${hunk.oldCount} +${hunk.newStart},${hunk.newCount}\n${hunk.body}`,
    ),
  );

/** The same read back from the patches of all shards. */
const hunksIn = (briefs: readonly Brief[]) =>
  briefs.flatMap((brief) =>
    (brief.files['change.diff'] ?? '').split(/^diff --git /m).flatMap((section) => {
      const path = /^\+\+\+ b\/(.*)$/m.exec(section)?.[1];
      const [, ...hunks] = section.split(/^(?=@@ -)/m);
      return hunks.map((hunk) => {
        const [header = '', ...body] = hunk.replace(/\n$/, '').split('\n');
        const [, old, now] = /^@@ -(\S+) \+(\S+) @@/.exec(header) ?? [];
        const range = (given = '') => (given.includes(',') ? given : `${given},1`);
        return `${path} @@ -${range(old)} +${range(now)}\n${body.join('\n')}`;
      });
    }),
  );

describe('a million changed lines', () => {
  test('of a vendored folder, with 40 files written by hand among them', async () => {
    const change = await readTestChange(bumpVendor('vendor'));
    expect(change.files).toHaveLength(handWritten + bundledFiles);
    const first = change.files.slice(0, handWritten);
    expect(first.every((file) => file.path.startsWith('src/') && file.class === 'reviewed')).toBe(true);
    for (const file of change.files.slice(handWritten))
      expect([file.class, file.classReason === '']).toEqual(['vendored', false]);

    const briefs = briefsOf(change);
    expect(briefs).toHaveLength(1);
    expect([...(briefs[0]?.assigned ?? [])].sort()).toEqual(first.map(({ path }) => path).sort());
    expect(hunksIn(briefs).sort()).toEqual(hunksOf(first).sort());
    for (const brief of briefs) expect(Buffer.byteLength(brief.text)).toBeLessThanOrEqual(900_000);
    const listed = [briefs[0]?.text, ...Object.values(briefs[0]?.files ?? {})].join('\n');
    const unlisted = change.files.slice(handWritten).filter((file) => !listed.includes(file.path));
    expect(unlisted.map(({ path }) => path)).toEqual([]);
  });

  test('that nothing marks as somebody else’s go into shards of whole hunks, the riskiest first', async () => {
    const change = await readTestChange(bumpVendor('lib'));
    const limits = { 'shard-bytes': 1_000_000, 'max-runs': 40 };
    const briefs = briefsOf(change, limits);
    expect(briefs).toHaveLength(10);
    const assigned = new Set(briefs.flatMap((brief) => brief.assigned));
    const reviewed = change.files.filter((file) => assigned.has(file.path));
    expect(hunksIn(briefs).sort()).toEqual(hunksOf(reviewed).sort());
    for (const { files, text } of briefs) {
      expect(Buffer.byteLength(text)).toBeLessThanOrEqual(900_000);
      expect(Buffer.byteLength(files['change.diff'] ?? '')).toBeLessThanOrEqual(limits['shard-bytes']);
    }
    const leftOut = change.files.filter((file) => !assigned.has(file.path));
    const told = [briefs[0]?.text, ...Object.values(briefs[0]?.files ?? {})].join('\n');
    expect(leftOut.filter((file) => !told.includes(file.path))).toEqual([]);
    const lowest = Math.min(...reviewed.map((file) => file.risk));
    expect(Math.max(...leftOut.map((file) => file.risk))).toBeLessThanOrEqual(lowest);
    console.log(
      `${change.files.length} files: ${assigned.size} in ${briefs.length} shards, ${leftOut.length} left out and listed`,
    );
  });
});

import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { join } from 'node:path';
import fc from 'fast-check';
import { describe, expect, test, vi } from 'vitest';
import { openRepository } from '../../../src/change/git/git.ts';
import {
  AnswerReader,
  countAskable,
  type GitObject,
  isBinary,
  largestPassed,
  mostAsked,
  mostKept,
  type ObjectQuestion,
} from '../../../src/change/git/object-questions.ts';
import { findGit } from '../../../src/change/git/run-git.ts';
import { buildPorts } from '../../helpers/ports.ts';
import { makeRepository, temporaryDirectory } from '../../helpers/repository.ts';

/** Questions that note what they are told: type, size and the beginning of the contents. */
function questionsFor(names: readonly string[]) {
  const answers: (readonly [type: string, size: number, start: string] | null)[] = [];
  const answer = (object: GitObject | null) =>
    answers.push(object && [object.type, object.size, object.start.toString('latin1')]);
  return { questions: names.map((name): ObjectQuestion => ({ name, answer })), answers };
}

describe('many objects of a repository', () => {
  test('are told in the order of the questions, whatever is in them', async () => {
    const { directory, commit } = makeRepository();
    const long = 'x'.repeat(mostKept + 300_000);
    commit('Begin', { empty: '', 'a b/c': 'text\n\nmore', long, nul: Buffer.from([1, 0, 10, 2]) });
    const git = await openRepository(directory, buildPorts());
    const names = ['HEAD:empty', 'HEAD:no', 'HEAD:long', 'HEAD:a b/c', 'HEAD:nul', 'no such', 'HEAD:a b'];
    const { questions, answers } = questionsFor(names);
    await git.ask(questions);
    expect(answers.map((answer) => answer?.slice(0, 2) ?? null)).toEqual([
      ['blob', 0],
      null,
      ['blob', long.length],
      ['blob', 10],
      ['blob', 4],
      null,
      ['tree', 29],
    ]);
    expect(answers[2]?.[2]).toBe('x'.repeat(mostKept));
    expect(answers[3]?.[2]).toBe('text\n\nmore');
    expect(answers[4]?.[2]).toBe('\u0001\0\n\u0002');
  });

  test('are told without waiting for the rest of a large one', async () => {
    const { directory, commit } = makeRepository();
    const large = Buffer.alloc(40 * 1024 * 1024, 'large\n');
    commit('Begin', { large, 'large.bin': Buffer.concat([Buffer.alloc(1), large]), small: 'small' });
    const git = await openRepository(directory, buildPorts());
    const { questions, answers } = questionsFor(['HEAD:large', 'HEAD:small', 'HEAD:large.bin', 'HEAD:large']);
    await git.ask(questions);
    expect(answers.map((answer) => answer?.[1])).toEqual([large.length, 5, large.length + 1, large.length]);
    expect(answers.map((answer) => answer?.[2].slice(0, 5))).toEqual(['large', 'small', '\0larg', 'large']);
    expect(answers[0]?.[2].length).toBe(mostKept);
  });

  test('are none where nothing is asked', async () => {
    const { directory } = makeRepository();
    const git = await openRepository(directory, buildPorts());
    await expect(git.ask([])).resolves.toBeUndefined();
  });
});

test('reads the same answers however they are cut into pieces', () => {
  const large = 'é\n'.repeat(mostKept);
  const contents = ['', 'one\ntwo\n', large, '\n\n'];
  const printed = Buffer.concat([
    ...contents.map((text) => Buffer.from(`${'a'.repeat(40)} blob ${Buffer.byteLength(text)}\n${text}\n`)),
    Buffer.from('HEAD:a b c 12 missing\n'),
  ]);
  const read = (cuts: readonly number[]) => {
    const { questions, answers } = questionsFor(['1', '2', '3', '4', '5']);
    const reader = new AnswerReader(questions, () => {});
    const ends = [...cuts, printed.length];
    // One buffer for all pieces, as a file is read.
    ends.forEach((end, index) => {
      const piece = Buffer.from(printed.subarray(ends[index - 1] ?? 0, end));
      reader.push(piece);
      piece.fill(0);
    });
    expect(reader.unanswered()).toEqual([]);
    return answers;
  };
  const whole = read([]);
  expect(whole.map((answer) => answer?.[1] ?? null)).toEqual([0, 8, large.length * 1.5, 2, null]);
  expect(whole[2]?.[2].length).toBe(mostKept);
  fc.assert(
    fc.property(fc.array(fc.nat(printed.length), { maxLength: 20 }), (cuts) => {
      expect(read(cuts.sort((a, b) => a - b))).toEqual(whole);
    }),
    { numRuns: 50 },
  );
});

test('complains where an answer is lacking', () => {
  const reader = new AnswerReader(questionsFor(['HEAD']).questions, () => {});
  reader.push(Buffer.from(`${'a'.repeat(40)} blob 5\nab`));
  expect(() => reader.unanswered()).toThrow('ended early');
});

test('takes for binary what git takes for it', () => {
  expect(isBinary({ start: Buffer.from('text') })).toBe(false);
  expect(isBinary({ start: Buffer.from(`${'x'.repeat(7999)}\0`) })).toBe(true);
  expect(isBinary({ start: Buffer.from(`${'x'.repeat(8000)}\0`) })).toBe(false);
});

test('waits for no more than a megabyte of an object', () => {
  const cut = vi.fn();
  const { questions, answers } = questionsFor(['large', 'next']);
  const reader = new AnswerReader(questions, cut);
  reader.push(Buffer.from(`abc blob ${largestPassed + 1}\n${'x'.repeat(mostKept)}`));
  expect(answers).toEqual([['blob', largestPassed + 1, 'x'.repeat(mostKept)]]);
  expect(cut).toHaveBeenCalledOnce();
  expect(reader.unanswered().map(({ name }) => name)).toEqual(['next']);
});

describe('one process', () => {
  test('prints no more than a quarter of a gigabyte', () => {
    const most = 256 * 1024 * 1024;
    expect(mostAsked * largestPassed).toBeLessThanOrEqual(most);
    const size = largestPassed / 2;
    const sizes = [...Array<number>(1000).fill(size), ...Array<number>(10).fill(100 * largestPassed), 1];
    const counts: number[] = [];
    for (let start = 0; start < sizes.length; start += counts.at(-1) ?? 0) {
      counts.push(countAskable(sizes, start));
    }
    // Of the large ones no more is awaited than a megabyte each.
    expect(counts).toEqual([512, 499]);
  });

  test.each([
    { asked: mostAsked, of: [mostAsked] },
    { asked: 2 * mostAsked + 1, of: [2 * mostAsked + 1, 2 * mostAsked + 1] },
  ])('is asked $asked objects, once their sizes are known', async ({ asked: count, of }) => {
    const { directory, commit } = makeRepository();
    commit('Begin', { a: 'a', b: 'bb' });
    const names = Array.from({ length: count }, (_, index) => `HEAD:${'abc'[index % 3]}`);
    const { questions, answers } = questionsFor(names);
    const [programs, asked] = [temporaryDirectory(), temporaryDirectory()];
    const real = await findGit();
    const script = `#!/bin/sh
case "$*" in *--buffer*) cat > ${asked}/$$; exec ${real} "$@" < ${asked}/$$;; esac
exec ${real} "$@"
`;
    writeFileSync(join(programs, 'git'), script, { mode: 0o755 });
    vi.stubEnv('PATH', `${programs}:${process.env.PATH}`);
    try {
      const git = await openRepository(directory, buildPorts());
      await git.ask(questions);
    } finally {
      vi.unstubAllEnvs();
    }
    expect(answers.map((answer) => answer?.[1] ?? null)).toEqual(
      names.map((_, index) => [1, 2, null][index % 3]),
    );
    const counts = readdirSync(asked).map(
      (file) => readFileSync(join(asked, file), 'utf8').split('\n').length - 1,
    );
    expect(counts).toEqual(of);
  });
});

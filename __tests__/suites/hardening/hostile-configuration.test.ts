import { writeFileSync } from 'node:fs';
import { join } from 'node:path';
import { afterAll, describe, expect, test } from 'vitest';
import { createClassifier } from '../../../src/change/files/classify.ts';
import { configurationSchema } from '../../../src/config/configuration.ts';
import { parseConfiguration } from '../../../src/config/parse-configuration.ts';
import { UserError } from '../../../src/model/errors.ts';
import { deepReview } from '../../helpers/deep-review.ts';
import { makeChange, temporaryDirectory } from '../../helpers/repository.ts';

/** Processor time that a configuration may take, even on a busy machine. */
const patienceMs = 4_000;
let slowestMs = 0;
afterAll(() =>
  console.log(
    `Hostile configurations: ${Object.keys(texts).length + globs.length}, slowest ${slowestMs.toFixed(0)} ms`,
  ),
);

function inTime<T>(work: () => T): T {
  const before = process.cpuUsage();
  const result = work();
  const { user, system } = process.cpuUsage(before);
  slowestMs = Math.max(slowestMs, (user + system) / 1000);
  expect((user + system) / 1000).toBeLessThan(patienceMs);
  return result;
}

const laughs = [
  'a: &a [x,x,x,x,x,x,x,x,x]',
  ...Array.from('bcdefghi', (name, index) => {
    const inner = `*${'abcdefgh'[index]}`;
    return `${name}: &${name} [${Array(9).fill(inner).join(',')}]`;
  }),
].join('\n');
const texts: Readonly<Record<string, string>> = {
  'a billion laughs': laughs,
  'an alias of itself': 'agents: &a { mine: *a }',
  'a merge of itself': 'agents: &a\n  <<: *a',
  'deep flow lists': `ignore: ${'['.repeat(50_000)}`,
  'deep closed lists': `ignore: ${'['.repeat(3_000)}${']'.repeat(3_000)}`,
  'deep block lists': `ignore: ${'- '.repeat(20_000)}x`,
  'deep maps': `agents: ${'{a: '.repeat(20_000)}`,
  'deep JSON': `${'{"agents":'.repeat(10_000)}1`,
  'duplicate keys': 'ignore: [a]\nignore: [b]',
  'duplicate keys in JSON': '{"limits": {"max-runs": 1, "max-runs": 500}}',
  'a prototype': '__proto__: { polluted: 1 }',
  'a prototype in an agent': 'agents: { __proto__: { command: [x] } }',
  'a constructor': 'agents: { constructor: { prototype: { polluted: 1 } } }',
  'a prototype in JSON': '{"limits": {"__proto__": {"polluted": 1}}}',
  'a function': "instructions: !!js/function 'function () { throw 1 }'",
  'a tag that runs': "instructions: !!python/object/apply:os.system ['touch x']",
  binary: 'instructions: !!binary /////w==',
  'many documents': '---\n'.repeat(20_000),
  'a huge number': `limits: { max-runs: ${'9'.repeat(10_000)} }`,
  'a huge key': `${'k'.repeat(1_000_000)}: 1`,
  'many keys': Array.from({ length: 4_000 }, (_, index) => `k${index}: 1`).join('\n'),
  'many anchors': Array.from({ length: 5_000 }, (_, index) => `k${index}: &a${index} x`).join('\n'),
  'control characters': 'instructions: "\u0000\u001b[2J"',
  'a lone surrogate': 'instructions: "\ud800"',
  'another encoding': Buffer.from('\ufeffignore: [a]', 'utf16le').toString('latin1'),
};

describe('A hostile configuration', () => {
  test.each(Object.entries(texts))('%s is refused, or read, in time', (_, text) => {
    inTime(() => {
      try {
        const configuration = parseConfiguration(text, 'deep-review.yml');
        expect(configurationSchema.parse(configuration)).toEqual(configuration);
      } catch (error) {
        expect(error).toBeInstanceOf(UserError);
      }
    });
    expect(({} as Record<string, unknown>).polluted).toBeUndefined();
  });

  test.each(['a billion laughs', 'duplicate keys', 'a prototype', 'deep maps'])(
    '%s is one clear message of the command line',
    (name) => {
      const { directory } = makeChange({ 'a.js': 'one();\n' }, { 'a.js': 'two();\n' });
      const config = join(temporaryDirectory(), 'deep-review.yml');
      writeFileSync(config, texts[name] ?? '');
      const { exitCode, stderr } = deepReview([
        '--repo',
        directory,
        '--config',
        config,
        '--agents',
        'checks',
      ]);
      expect(stderr).toMatch(/^deep-review: The configuration /);
      expect(stderr).not.toMatch(/bug of ours|^ {4}at /m);
      expect(exitCode).toBe(3);
    },
  );
});

/** Regular-expression bombs, as globs; the last of each pair is what a path would have to end with. */
const globs = [
  ...[
    `${'*a'.repeat(25)}c`,
    `${'**/a/'.repeat(25)}c`,
    '+(+(+(+(a))))c',
    '*(*(*(a)))c',
    '@(a|aa|aaa)'.repeat(20),
  ],
  ...[
    '{a,b}'.repeat(12),
    '{1..99999999}',
    '(a+)+c',
    '([a-z]+)*c',
    '(a+a+a+a+a+)c',
    '?'.repeat(900),
    `[${'a'.repeat(900)}`,
  ],
  ...[
    '{'.repeat(900),
    '('.repeat(900),
    '!(!(!(a*)*)*)c',
    '**/*a*a*c/**/*a*a*c',
    '**/**/**/**/**/c',
    '[[:alpha:]]*c',
  ],
];
const paths = ['a'.repeat(250), 'a/'.repeat(2_000), `${'a'.repeat(250)}/`.repeat(15)];

test.each(globs)('the glob %s is refused, or matched, in time', (glob) => {
  const parsed = configurationSchema.safeParse({ ignore: [glob] });
  if (!parsed.success) {
    expect(parsed.error.issues[0]?.message).toMatch(/wildcards|1000/);
    return;
  }
  const classify = createClassifier(parsed.data);
  for (const path of paths) {
    const file = { path, hunks: [], additions: 0, binary: false } as unknown as Parameters<
      typeof classify
    >[0];
    inTime(() => classify(file));
  }
});

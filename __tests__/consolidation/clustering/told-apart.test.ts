import { describe, expect, test } from 'vitest';
import { claimOfText } from '../../../src/consolidation/clustering/claim.ts';
import { clusterFindings, doubtfulPairs } from '../../../src/consolidation/clustering/cluster.ts';
import { linkClaims } from '../../../src/consolidation/clustering/link-claims.ts';
import type { Finding } from '../../../src/model/finding.ts';
import { buildCitation, buildReviewRun, buildRulingRun } from '../../helpers/agent-run.ts';
import { buildFinding } from '../../helpers/settled-finding.ts';
import { settleStore } from '../../helpers/store-review.ts';

type Told = readonly [title: string, explanation: string];

/** A critical at line 10 of one file. */
function raise(agent: string, [title, explanation]: Told, key = `${agent}/1`): Finding {
  return buildFinding({
    key,
    agent,
    family: agent,
    title,
    explanation,
    anchor: {
      path: 'src/cart.ts',
      startLine: 10,
      endLine: 10,
      side: 'new',
      status: 'exact',
      inDiff: 'changed',
    },
    places: [],
  });
}

const keysOf = (findings: readonly Finding[]): string[][] =>
  clusterFindings(findings, []).map(({ findings: group }) => group.map(({ key }) => key));

/** Two faults of one kind at one line, told alike. */
const different: readonly (readonly [what: string, one: Told, other: Told])[] = [
  [
    'names of code',
    ['Null dereference of `user` at line 10', '`user` may be null when the session expired, so it throws.'],
    ['Null dereference of `order` at line 10', '`order` may be null when the cart is empty, so it throws.'],
  ],
  [
    'names as plain words',
    ['Null dereference of user', 'user can be null here, and reading its name throws.'],
    ['Null dereference of order', 'order can be null here, and reading its name throws.'],
  ],
  [
    'names that only the texts have',
    ['Null dereference', '`user` may be null here, and reading it throws a TypeError.'],
    ['Null dereference', '`order` may be null here, and reading it throws a TypeError.'],
  ],
  [
    'names that they say twice',
    ['Null `user`: `user.id` throws', 'It can be null here, and is read without a check.'],
    ['Null `order`: `order.id` throws', 'It can be null here, and is read without a check.'],
  ],
  [
    'what is computed',
    ['Overflow in width', 'The product with the scale overflows for a large width.'],
    ['Overflow in height', 'The product with the scale overflows for a large height.'],
  ],
  [
    'what is called',
    ['Missing await on save', 'The promise of save is dropped, so errors are lost.'],
    ['Missing await on close', 'The promise of close is dropped, so errors are lost.'],
  ],
  [
    'values',
    ['A timeout of 30 is too short', 'Uploads take longer than 30 seconds.'],
    ['A timeout of 500 is too short', 'Uploads take longer than 500 seconds.'],
  ],
  [
    'directions',
    ['Lock is taken before the check', 'The lock is held too early, so callers wait.'],
    ['Lock is taken after the check', 'The lock is held too late, so callers race.'],
  ],
  [
    'opposite words',
    ['The retry counter is never incremented', 'It is not incremented, so the loop goes on.'],
    ['The retry counter is never decremented', 'It is not decremented, so the loop goes on.'],
  ],
];

/** One fault in the words of two. */
const same: readonly (readonly [what: string, one: Told, other: Told])[] = [
  [
    'one form, and what each names the other mentions',
    ['SQL injection through `id`', 'The id goes unescaped into the query of `findUser`.'],
    ['SQL injection through `findUser`', '`findUser` puts `id` into the query without escaping it.'],
  ],
  [
    'other words for one thing',
    ['Missing null check for `user`', '`user` may be null here, which throws.'],
    ['`user` can be undefined', 'No guard for `user` being null before it is read; it throws.'],
  ],
  [
    'lines that are not counted alike',
    ['Null dereference of `user` at line 10', '`user` may be null when the session expired.'],
    ['Null dereference of `user` at line 11', '`user` may be null after the session expired.'],
  ],
];

describe('two faults of one kind at one line', () => {
  test.each(different)(
    'stay two, told apart by %s, until somebody says that they are one',
    (_, one, other) => {
      const both = [raise('claude', one), raise('codex', other)];
      expect(keysOf(both)).toEqual([['claude/1'], ['codex/1']]);
      expect(doubtfulPairs(both, []).map((pair) => pair.map(({ key }) => key))).toEqual([
        ['claude/1', 'codex/1'],
      ]);
      const agreed = ['one', 'other'].map((family) =>
        buildRulingRun(
          family,
          [],
          { P1: ['claude/1', 'codex/1'] },
          {
            answer: JSON.stringify({ rulings: [], pairs: [{ pair: 'P1', same: true, reason: 'So it is.' }] }),
          },
        ),
      );
      expect(clusterFindings(both, agreed)).toHaveLength(1);
    },
  );

  test('stay two where one agent read them in two parts', () => {
    const [, one, other] = different.find(([what]) => what === 'directions') ?? [];
    const parts = [one, other].map((told, part) =>
      raise('claude', told ?? ['', ''], `claude-shard-${part}/1`),
    );
    expect(keysOf(parts)).toHaveLength(2);
  });

  test('stay two also where a third speaks of both', () => {
    const [, user, order] = different[0] ?? [];
    const third = raise('gemini', [
      'Null dereference at line 10',
      '`user` may be null when the session expired, and `order` when the cart is empty, so it throws.',
    ]);
    const groups = keysOf([raise('claude', user ?? ['', '']), raise('codex', order ?? ['', '']), third]);
    expect(groups).toHaveLength(2);
    expect(groups.some((group) => group.includes('claude/1') && group.includes('codex/1'))).toBe(false);
  });

  test('do not fall with each other', () => {
    const place = { severity: 'important', path: 'src/store.ts', startLine: 11, endLine: 11 } as const;
    const raised = (name: string, when: string) => ({
      ...place,
      title: `Null dereference of \`${name}\``,
      explanation: `\`${name}\` may be null ${when}, so reading it throws.`,
    });
    const runs = [
      buildReviewRun('claude', [raised('id', 'when the request has none')]),
      buildReviewRun('codex', [raised('db', 'before it is open')]),
      buildRulingRun(
        'gemini',
        [
          {
            ruling: 'refuted',
            reason: 'assertNumeric in line 8 throws first for `id`.',
            evidence: [buildCitation('src/store.ts', 8, '  assertNumeric(id);')],
          },
        ],
        { F1: ['claude/1'] },
      ),
    ];
    const report = settleStore(runs);
    expect(report.refuted.map(({ title }) => title)).toEqual(['Null dereference of `id`']);
    expect(report.verdict.gate).toBe('block');
  });
});

describe('one fault told by two', () => {
  test.each(same)('is one: %s', (_, one, other) => {
    expect(keysOf([raise('claude', one), raise('codex', other)])).toHaveLength(1);
  });

  test('is asked about, however alike, where what their titles name the other does not mention', () => {
    const both = [
      raise('claude', [
        '`parseHeader` reads past the end of the buffer',
        'A header without a colon makes it read past the end of the buffer, since nothing bounds the scan.',
      ]),
      raise('codex', [
        'Out of bounds: `scan` runs past the end of the buffer',
        'A header without a colon makes it read past the end of the buffer, since nothing bounds it.',
      ]),
    ];
    expect(doubtfulPairs(both, [])).toHaveLength(1);
  });
});

test('many long claims that have one title are told apart in time', () => {
  const words = 'the cached entry stays in sessionMap when its request fails and no one removes it'.split(
    ' ',
  );
  const long = (own: number) =>
    Array.from({ length: 1_000 }, (_, at) => (at % 9 === 0 ? `part${own}` : words[(at + own) % 14])).join(
      ' ',
    );
  const claims = Array.from({ length: 200 }, (_, own) => {
    const text = `The memory of the sessions leaks.\n\n${long(own)}`;
    return claimOfText(`${own}`, 'tool', text, { path: 'src/cart.ts', startLine: 10, endLine: 10 });
  }).map((claim) => ({ ...claim, tag: null }));
  const start = performance.now();
  expect(linkClaims(claims)).toHaveLength((200 * 199) / 2);
  expect(performance.now() - start).toBeLessThan(4_000);
});

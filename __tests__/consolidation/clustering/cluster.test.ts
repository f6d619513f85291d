import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { clusterFindings, doubtfulPairs } from '../../../src/consolidation/clustering/cluster.ts';
import type { Finding } from '../../../src/model/finding.ts';
import type { AgentRun } from '../../../src/model/run.ts';
import { buildRun } from '../../helpers/agent-run.ts';
import { buildFinding } from '../../helpers/settled-finding.ts';

/** A finding of an agent at lines of a file; `src/queue.ts:40-44` unless said. */
function say(
  key: string,
  title: string,
  explanation: string,
  { path = 'src/queue.ts', lines = [40, 44] as const, ...overrides }: Partial<Finding> & Where = {},
): Finding {
  const [startLine, endLine] = lines;
  const agent = key.slice(0, key.indexOf('/'));
  return buildFinding({
    key,
    agent,
    family: agent,
    title,
    explanation,
    anchor: { path, startLine, endLine, side: 'new', status: 'exact', inDiff: 'changed' },
    places: [{ path, startLine, endLine }],
    ...overrides,
  });
}

interface Where {
  readonly path?: string;
  readonly lines?: readonly [number, number];
}

const lost = say(
  'claude/1',
  '`drain` drops the last job of the queue',
  'The loop in `drain` ends one job early, so the last job is lost when the worker stops.',
);
const lostToo = say(
  'codex/1',
  'The last job is lost on shutdown',
  '`drain` stops its loop while one job is still in the queue; that job never runs.',
  { lines: [42, 42] },
);
const typo = say(
  'gemini/1',
  'Typo in the comment above the loop',
  'It says `recieve` instead of `receive`.',
  {
    lines: [41, 41],
  },
);
const timeout = say(
  'gemini/2',
  'The lock is never released after a timeout',
  'When `acquire` times out, `release` is skipped and every later caller of the mutex waits for ever.',
  { path: 'src/lock.ts', lines: [9, 12] },
);

/** The clusters by the keys of their findings. */
const clustersOf = (findings: readonly Finding[], runs: Parameters<typeof clusterFindings>[1] = []) =>
  clusterFindings(findings, runs)
    .map(({ findings: group }) => group.map(({ key }) => key).sort())
    .sort();

/** An adjudicator's run that says of pairs of keys whether they are one. */
const answering = (...pairs: readonly (readonly [string, string, boolean])[]) =>
  buildRun({
    id: 'judge-adjudicator-1',
    agent: 'judge',
    role: 'adjudicator',
    subjects: Object.fromEntries(pairs.map(([one, other], index) => [`P${index + 1}`, [one, other]])),
    answer: JSON.stringify({
      rulings: [],
      pairs: pairs.map(([, , same], index) => ({ pair: `P${index + 1}`, same, reason: 'So it is.' })),
    }),
  });

/** Two families that say the same of pairs. */
const agreed = (...pairs: readonly (readonly [string, string, boolean])[]) =>
  ['one', 'other'].map((family) => ({ ...answering(...pairs), id: `${family}-adjudicator-1`, family }));

describe('findings become one', () => {
  test('where two agents say the same of one place, and keep both wordings', () => {
    expect(clustersOf([lost, lostToo, timeout])).toEqual([['claude/1', 'codex/1'], ['gemini/2']]);
    const [cluster] = clusterFindings([lost, lostToo], []);
    expect(cluster?.findings.map(({ title }) => title).sort()).toEqual([
      'The last job is lost on shutdown',
      '`drain` drops the last job of the queue',
    ]);
  });

  test('where two say clearly the same of different files', () => {
    const elsewhere = { ...lost, key: 'codex/2', agent: 'codex', family: 'codex' };
    const moved = say('codex/2', lost.title, lost.explanation, { path: 'src/worker.ts', lines: [7, 7] });
    expect(clustersOf([lost, elsewhere])).toEqual([['claude/1', 'codex/2']]);
    expect(clustersOf([lost, moved])).toEqual([['claude/1', 'codex/2']]);
  });

  test('where one agent repeats itself in another shard', () => {
    const again = { ...lost, key: 'claude-shard-2/1' };
    expect(clustersOf([lost, again])).toEqual([['claude-shard-2/1', 'claude/1']]);
  });
});

describe('findings stay apart', () => {
  test('at one place, when they are about different things', () => {
    expect(clustersOf([lost, typo])).toEqual([['claude/1'], ['gemini/1']]);
  });

  test('where one agent told them apart, however alike', () => {
    const near = say('claude/2', '`drain` drops the first job of the queue', lost.explanation, {
      lines: [50, 51],
    });
    expect(clustersOf([lost, near])).toEqual([['claude/1'], ['claude/2']]);
  });

  test('on the old side and the new side of one line number', () => {
    const old = say('codex/1', 'Comment is stale', 'The comment names a removed option.', {
      anchor: { ...lost.anchor, side: 'old' },
    });
    const fresh = say('claude/1', 'Comment is wrong', 'The comment speaks of another function.');
    expect(clustersOf([old, fresh])).toHaveLength(2);
  });
});

describe('an adjudicator', () => {
  const endless = say(
    'gemini/1',
    '`drain` has no time limit',
    'A job that never ends keeps `drain` from ever returning.',
    { lines: [40, 41] },
  );

  test('is asked about what is neither surely one nor surely two, and never twice', () => {
    const pairs = doubtfulPairs([lost, endless, timeout], []);
    expect(pairs.map((pair) => pair.map(({ key }) => key))).toEqual([['claude/1', 'gemini/1']]);
    expect(doubtfulPairs([lost, endless, timeout], [answering(['gemini/1', 'claude/1', false])])).toEqual([]);
  });

  test('is asked about what is surely one where all who may rule have raised it', () => {
    const twice = [lost, { ...lost, key: 'codex/1', agent: 'codex', family: 'codex' }];
    const asked = (families: readonly string[], runs: readonly AgentRun[] = []) =>
      doubtfulPairs(twice, runs, families).map((pair) => pair.map(({ key }) => key));
    expect(asked(['claude', 'codex'])).toEqual([['claude/1', 'codex/1']]);
    expect(asked(['claude', 'codex', 'gemini'])).toEqual([]);
    expect(asked(['claude', 'codex'], [answering(['claude/1', 'codex/1', true])])).toEqual([]);
  });

  test('is not asked about what is surely one', () => {
    expect(doubtfulPairs([lost, { ...lost, key: 'codex/1', agent: 'codex' }], [])).toEqual([]);
  });

  test('and another one make one of findings that both call one root cause, whatever their words', () => {
    const pair = ['claude/1', 'gemini/2', true] as const;
    expect(clustersOf([lost, timeout], agreed(pair))).toEqual([['claude/1', 'gemini/2']]);
    expect(clustersOf([lost, timeout], [answering(pair)])).toHaveLength(2);
    const torn = [answering(pair), { ...answering(['claude/1', 'gemini/2', false]), id: 'b', family: 'b' }];
    expect(clustersOf([lost, timeout], torn)).toEqual(clustersOf([lost, timeout]));
  });

  test('and another one take apart what both call different', () => {
    const apart = ['claude/1', 'codex/1', false] as const;
    expect(clustersOf([lost, lostToo], agreed(apart))).toEqual([['claude/1'], ['codex/1']]);
  });

  test('decides alone what words leave open, and is outweighed by words that leave nothing open', () => {
    const near = say('qwen/1', 'Jobs vanish', 'The loop leaves one out.', { lines: [44, 60] });
    const together = (same: boolean) =>
      clustersOf([lost, near], [answering(['claude/1', 'qwen/1', same])]).length;
    expect([together(true), together(false)]).toEqual([1, 2]);
    const same = { ...lost, key: 'codex/1', agent: 'codex', family: 'codex' };
    expect(clustersOf([lost, same], [answering(['claude/1', 'codex/1', false])])).toHaveLength(1);
  });

  test('that contradicts itself has said nothing', () => {
    const contradiction = answering(['claude/1', 'gemini/2', true], ['gemini/2', 'claude/1', false]);
    expect(clustersOf([lost, timeout], [contradiction])).toEqual(clustersOf([lost, timeout]));
  });

  test('cannot join what one agent told apart', () => {
    const own = say('claude/2', 'Unused import', 'The import is not used.', { lines: [1, 1] });
    expect(clustersOf([lost, own], agreed(['claude/1', 'claude/2', true]))).toHaveLength(2);
  });

  test('is needed to make one of neighbours that quote different code', () => {
    const pair = [
      say(
        'claude/1',
        '`ensureKeys` checks only the private key',
        'Where the public key was deleted, `ensureKeys` returns and nobody can sign in.',
        { lines: [31, 33], quote: 'if (await exists(privateKey)) return;' },
      ),
      say(
        'gemini/1',
        'Race and corrupted file in `ensureKeys`',
        'If ssh-keygen is interrupted, half a file is left behind. The next start sees it and skips `ensureKeys`.',
        { lines: [37, 43], quote: "await run('ssh-keygen', ['-f', privateKey]);" },
      ),
    ];
    expect(clustersOf(pair)).toHaveLength(2);
    expect(doubtfulPairs(pair, [])).toHaveLength(1);
    expect(clustersOf(pair, agreed(['claude/1', 'gemini/1', true]))).toHaveLength(1);
    const placed = pair.map((finding) => ({ ...finding, quote: null }));
    expect(clustersOf(placed)).toHaveLength(1);
  });
});

describe('of any findings', () => {
  const words = fc.constantFrom(
    'job',
    'queue',
    'lock',
    'timeout',
    'drain',
    'lost',
    'retry',
    'cache',
    'leaks',
  );
  const finding = fc.record({
    agent: fc.constantFrom('claude', 'codex', 'gemini'),
    title: fc.array(words, { minLength: 1, maxLength: 5 }),
    text: fc.array(words, { minLength: 1, maxLength: 12 }),
    line: fc.integer({ min: 1, max: 20 }),
    path: fc.constantFrom('src/a.ts', 'src/b.ts'),
  });
  const findings = fc
    .array(finding, { maxLength: 14 })
    .map((all) =>
      all.map(({ agent, title, text, line, path }, index) =>
        say(`${agent}/${index}`, title.join(' '), text.join(' '), { path, lines: [line, line + 1] }),
      ),
    );

  test('each is in exactly one cluster, and their order changes nothing', () => {
    fc.assert(
      fc.property(findings, fc.infiniteStream(fc.nat()), (all, ranks) => {
        const clusters = clusterFindings(all, []);
        const keys = clusters.flatMap((cluster) => cluster.findings.map(({ key }) => key));
        expect(keys.sort()).toEqual(all.map(({ key }) => key).sort());
        const shuffled = all
          .map((one) => ({ one, rank: ranks.next().value }))
          .sort((a, b) => a.rank - b.rank)
          .map(({ one }) => one);
        expect(clusterFindings(shuffled, [])).toEqual(clusters);
        expect(doubtfulPairs(shuffled, [])).toEqual(doubtfulPairs(all, []));
      }),
      { numRuns: 60 },
    );
  });
});

describe('claims in the same words about different code', () => {
  const throws = (key: string, name: string, path: string, lines: readonly [number, number] = [2, 2]) =>
    say(
      key,
      `\`${name}\` throws on malformed JSON`,
      `\`${name}\` calls JSON.parse on text of the request without a try, so malformed input ends the process.`,
      { path, lines, quote: 'return JSON.parse(text);' },
    );
  const keysOf = (findings: readonly Finding[]) => clusterFindings(findings, []).map(({ key }) => key);
  const user = throws('claude/1', 'parseUser', 'src/user.ts');
  const order = throws('codex/1', 'parseOrder', 'src/order.ts');
  const item = throws('gemini/1', 'parseItem', 'src/item.ts');

  test('of other files are asked about, and not one unasked', () => {
    expect(keysOf([user, order, item])).toHaveLength(3);
    expect(doubtfulPairs([user, order], [])).toHaveLength(1);
  });

  test('of other files are two though they name no code', () => {
    const bare = (finding: Finding) => ({
      ...finding,
      title: 'Unhandled SyntaxError',
      explanation: 'JSON.parse is called on text of the request without a try: a SyntaxError.',
    });
    expect(keysOf([bare(user), bare(order)])).toHaveLength(2);
  });

  test('of one file, far apart, are two', () => {
    const one = { ...throws('claude/1', 'parseUser', 'src/p.ts'), quote: 'return JSON.parse(text).user;' };
    const other = {
      ...throws('codex/1', 'parseOrder', 'src/p.ts', [200, 200]),
      quote: 'return JSON.parse(text).order;',
    };
    expect(keysOf([one, other])).toHaveLength(2);
  });

  test('are one where one of them names the file of the other', () => {
    const told = {
      ...order,
      explanation: `${order.explanation} It is \`parseUser\` of src/user.ts, which it calls.`,
      title: user.title,
    };
    expect(keysOf([user, told])).toHaveLength(1);
  });
});

test('what an agent tells twice word for word is one, and as grave as the graver', () => {
  const twice = { ...lost, key: 'claude/2', severity: 'critical' as const };
  const [only, ...others] = clusterFindings([lost, twice], []);
  expect(others).toEqual([]);
  expect(only?.findings.map(({ severity }) => severity).sort()).toEqual(['critical', 'important']);
  expect(
    clusterFindings([lost, { ...twice, explanation: `The first one is lost too. ${lost.explanation}` }], []),
  ).toHaveLength(2);
});

import { describe, expect, test } from 'vitest';
import type { ReviewFinding } from '../../../src/model/answers/review-schema.ts';
import { settleReviews } from '../../../src/review/straight-line.ts';
import { buildCitation, buildReviewRun, buildRulingRun, type LooseRuling } from '../../helpers/agent-run.ts';
import type { Texts } from '../../helpers/change.ts';
import { buildRecording } from '../../helpers/recording.ts';

const lines = (...all: readonly string[]): string => `${all.join('\n')}\n`;

/** What becomes of a finding of Claude's when Codex refutes it by one citation. */
function refute(
  texts: Texts,
  finding: Partial<ReviewFinding>,
  cite: Parameters<typeof buildCitation>,
  reason: string,
): string | undefined {
  const ruling: LooseRuling = { ruling: 'refuted', reason, evidence: [buildCitation(...cite)] };
  const runs = [
    buildReviewRun('claude', [finding]),
    buildReviewRun('codex', []),
    buildRulingRun('codex', [ruling], { F1: ['claude/1'] }),
  ];
  const { findings, refuted } = settleReviews(buildRecording({ runs }, texts));
  return [...findings, ...refuted][0]?.ruling.value;
}

const injection = { title: 'SQL injection', explanation: 'The id goes into the statement as it came.' };

describe('the very lines complained of refute nothing', () => {
  const complaint = '  await db.exec("delete from orders where id = " + id + " and state = " + order.state);';
  const before = [
    'export async function cancel(id: string, user: User) {',
    '  const order = await db.find(id);',
    '  if (order.owner !== user.id) throw new Forbidden(id);',
  ];
  const texts: Texts = { 'src/orders.ts': [lines(...before, '}'), lines(...before, complaint, '}')] };
  const finding = {
    title: 'Anybody may cancel orders',
    explanation: 'The id goes into the statement as it came.',
    path: 'src/orders.ts',
    startLine: 4,
    endLine: 4,
  };

  test.each([
    ['verbatim', complaint],
    ['with its middle left out', 'await db.exec("delete from orders … + order.state);'],
    ['with dots in brackets', 'await db.exec("delete from orders [...] + order.state);'],
    ['with the plus of a diff', `+${complaint}`],
    ['with a line number', `4: ${complaint.trim()}`],
    ['in a fence', `\`\`\`ts\n${complaint}\n\`\`\``],
    ['over several lines', complaint.replace('exec(', 'exec(\n    ')],
    ['together with lines before it', `${before[2]}\n${complaint.slice(0, 40)} ...`],
  ])('however the claim quotes them: %s', (_, quote) => {
    const itself = ['src/orders.ts', 4, complaint] as const;
    expect(refute(texts, { ...finding, quote }, [...itself], 'The db.exec call in line 4 escapes it.')).toBe(
      'plausible',
    );
  });

  test('but the guard beside them does, also with its middle left out', () => {
    const guard = ['src/orders.ts', 3, 'if (order.owner !== user.id) … new Forbidden(id);'] as const;
    const reason = 'The guard in line 3 throws for other users.';
    expect(refute(texts, { ...finding, quote: `+${complaint}` }, [...guard], reason)).toBe('refuted');
  });

  test('nor does a line of which the reason says no more than of the claim', () => {
    const claim = { ...finding, startLine: 5, endLine: 5, quote: complaint };
    const log: Texts = {
      'src/orders.ts': [
        lines(...before, '  await log(order);', '}'),
        lines(...before, '  await log(order);', complaint, '}'),
      ],
    };
    const logged = ['src/orders.ts', null as never, 'await log(order);'] as const;
    expect(refute(log, claim, [...logged], 'I read orders.ts: the order is fine there.')).toBe('plausible');
    const set = ['src/orders.ts', 2, 'const order = await db.find(id);'] as const;
    expect(refute(log, claim, [...set], 'The order was found before, or it threw.')).toBe('refuted');
  });

  test('nor does a line that only opens or closes a block', () => {
    const [before, after] = [
      ['  nil', '  end', 'end'],
      ['  DB.exec("delete #{id}")', '  end', 'end'],
    ];
    const guard = '  raise Forbidden unless id';
    const ruby: Texts = { 'o.rb': [lines(guard, ...before), lines(guard, ...after)] };
    const claim = { ...injection, path: 'o.rb', startLine: 2, endLine: 2, quote: after[0] ?? null };
    const cite = (first: number, ...quote: string[]) => ['o.rb', first, quote.join('\n')] as const;
    expect(refute(ruby, claim, [...cite(2, ...after)], 'Line 2 escapes it by itself.')).toBe('plausible');
    expect(refute(ruby, claim, [...cite(1, guard, ...after)], 'Line 1 raises Forbidden.')).toBe('refuted');
  });

  test('nor do crumbs with everything left out between them', () => {
    const crumbs = ['src/orders.ts', 1, 'export … order … await … db'] as const;
    const reason = 'All of cancel in src/orders.ts is safe: the order is checked.';
    expect(refute(texts, { ...finding, quote: complaint }, [...crumbs], reason)).toBe('plausible');
  });

  test('nor does a line whose middle is left out to reach over a guard', () => {
    const over = ['src/orders.ts', 2, 'const order … await db.exec("delete from orders where'] as const;
    const claim = { ...finding, startLine: 2, endLine: 4, quote: null };
    expect(refute(texts, claim, [...over], 'Forbidden is thrown for other users in lines 2-4.')).toBe(
      'plausible',
    );
  });
});

describe('code that the change took away', () => {
  const guard = '    require_admin(request.user)';
  const rest = ['    users = request.ids or every_id()', '    delete_all(users)'];
  const texts: Texts = {
    'src/admin.py': [
      lines('def purge(request):', guard, '    delete_all(request.ids)'),
      lines('def purge(request):', ...rest),
    ],
  };
  const finding = {
    title: 'purge is open to everybody',
    explanation: 'No check of the caller stands before delete_all.',
    path: 'src/admin.py',
    startLine: 3,
    endLine: 3,
    quote: null,
  };
  const reason = 'require_admin in line 2 rejects everybody else.';

  test.each(['old', null] as const)('refutes nothing as if it still stood there (side %s)', (side) => {
    expect(refute(texts, finding, ['src/admin.py', 2, guard, side], reason)).toBe('plausible');
  });

  test('does so where it still stands', () => {
    const kept: Texts = {
      'src/admin.py': [
        lines('def purge(request):', guard, '    delete_all(ids)'),
        lines('def purge(request):', guard, ...rest),
      ],
    };
    expect(
      refute(kept, { ...finding, startLine: 4, endLine: 4 }, ['src/admin.py', 2, guard, 'old'], reason),
    ).toBe('refuted');
  });

  test('may be what is said of the past, by who knows that it is past', () => {
    const claim = {
      ...finding,
      kind: 'regression' as const,
      title: 'every_id is deleted now, and was not before',
    };
    const cite = ['src/admin.py', 3, '    delete_all(request.ids)', 'old'] as const;
    expect(refute(texts, claim, [...cite], 'At the merge base line 3 took all of the request already.')).toBe(
      'refuted',
    );
    expect(refute(texts, claim, [...cite], 'delete_all in line 3 takes only those of the request.')).toBe(
      'plausible',
    );
  });

  test.each([
    'The user is already checked: require_admin rejects everybody else.',
    'Earlier in the function require_admin rejects everybody else.',
    'The previously loaded user goes through require_admin.',
    'Strangers never had a chance: require_admin rejects them.',
    'At the merge base require_admin rejects everybody else.',
    'Before this change require_admin rejected everybody else, so they cannot purge.',
    'As before, require_admin does not let others in.',
    'The previous code called require_admin already, and nothing changed about that.',
  ])('refutes no regression by having been better: %s', (better) => {
    const claim = { ...finding, kind: 'regression' as const };
    for (const side of ['old', null] as const)
      expect(refute(texts, claim, ['src/admin.py', 2, guard, side], better)).toBe('plausible');
  });

  const regressedFrom = (...was: readonly [string, ...string[]]) =>
    refute(
      {
        'src/mail.js': [lines('go(id) {', ...was, '}'), lines('go(id) {', '  post(id.mail);', '}')],
      },
      {
        title: 'Mails are sent to anybody',
        explanation: 'The mail goes out as it came.',
        path: 'src/mail.js',
        startLine: 2,
        endLine: 2,
        kind: 'regression',
        quote: null,
      },
      ['src/mail.js', 2, was[0], 'old'],
      'At the merge base line 2 did the same, so nothing got worse.',
    );

  test.each(['  send(author.mail);', '  send(minutes * 60);', '  releaseNotes.push(id);', '  checksum(id);'])(
    'shows that nothing got worse, where it prevented nothing: %s',
    (line) => expect(regressedFrom(line)).toBe('refuted'),
  );

  test.each(['  isAllowed(user) || leave();', '  send(trim(id), MAX_LENGTH);', '  held.release();'])(
    'but not where it prevented something: %s',
    (line) => expect(regressedFrom(line, '  send(id);')).toBe('plausible'),
  );

  test('may have the words of what stands there now', () => {
    const parsing: Texts = {
      'a.js': [
        lines('f(x) {', '  return JSON.parse(x);', '}'),
        lines('f(x) {', '  return JSON.parse(String(x));', '}'),
      ],
    };
    const claim = {
      title: 'f throws now',
      path: 'a.js',
      startLine: 2,
      endLine: 2,
      kind: 'regression' as const,
    };
    const cite = ['a.js', 2, 'return JSON.parse(x);', 'old'] as const;
    const reason = 'Even before this change f called JSON.parse, so it threw too.';
    expect(refute(parsing, claim, [...cite], reason)).toBe('refuted');
  });

  test('and stands elsewhere now answers who misses it', () => {
    const moved: Texts = {
      'src/a.py': [
        lines('from b import b', 'def a(user):', guard, '    b(user)'),
        lines('from b import b', 'def a(user):', '    b(user)'),
      ],
      'src/b.py': [lines('def b(user):', '    send(user)'), lines('def b(user):', guard, '    send(user)')],
    };
    const missed = {
      ...finding,
      title: 'The check was removed',
      path: 'src/a.py',
      quote: guard.trim(),
      kind: 'regression' as const,
    };
    expect(refute(moved, missed, ['src/b.py', 2, guard], 'b, which a calls, runs require_admin.')).toBe(
      'refuted',
    );
  });
});

describe('what does nothing decides nothing', () => {
  const claim = {
    title: 'Negative amounts are charged',
    explanation:
      'Depending on the caller the amount may be negative, and that includes refunds: an important case.',
    quote: null,
  };
  const ruledOn = (
    path: string,
    text: readonly string[],
    at: number,
    cite: readonly [string, number, string],
    others: Texts = {},
  ) => {
    const old = text.map((line, index) => (index === at - 1 ? 'something_else' : line));
    const finding = { ...claim, path, startLine: at, endLine: at };
    return refute(
      { ...others, [path]: [lines(...old), lines(...text)] },
      finding,
      [...cite],
      'The amount was validated by the gateway before, as the cited line says.',
    );
  };

  test.each<[string, string, string[], number, number, string]>([
    [
      'a comment',
      'a.ts',
      ['// the amount was validated by the gateway', 'charge(amount);'],
      2,
      1,
      '// the amount was validated by the gateway',
    ],
    [
      'a comment behind code',
      'a.ts',
      ['const fee = rate(amount); // the amount was validated', 'charge(amount);'],
      2,
      1,
      '// the amount was validated',
    ],
    [
      'words of a comment behind code',
      'a.py',
      ['fee = rate(amount)  # the amount was validated', 'charge(amount)'],
      2,
      1,
      'the amount was validated',
    ],
    [
      'a line in a block of comment',
      'a.c',
      ['/*', ' the amount was validated by the gateway', '*/', 'charge(amount);'],
      4,
      2,
      'the amount was validated by the gateway',
    ],
    [
      'a docstring',
      'a.py',
      [
        'def pay(amount):',
        '    """Pays.',
        '',
        '    The amount was validated before.',
        '    """',
        '    charge(amount)',
      ],
      6,
      4,
      'The amount was validated before.',
    ],
    [
      'a docstring of one line',
      'a.py',
      ['def pay(amount):', '    """Pays an amount that was validated."""', '    charge(amount)'],
      3,
      2,
      '"""Pays an amount that was validated."""',
    ],
    [
      'code that is commented out',
      'a.py',
      ['#validated(amount)', 'charge(amount)'],
      2,
      1,
      '#validated(amount)',
    ],
  ])('%s', (_, path, text, at, line, quote) => {
    expect(ruledOn(path, text, at, [path, line, quote])).toBe('plausible');
  });

  test('a text that the change touches', () => {
    const others: Texts = { 'CHANGELOG.md': ['# Changes\n', '# Changes\n\n- The amount is validated.\n'] };
    expect(
      ruledOn(
        'a.ts',
        ['pay();', 'charge(amount);'],
        2,
        ['CHANGELOG.md', 3, '- The amount is validated.'],
        others,
      ),
    ).toBe('plausible');
  });

  test.each<[string, string, string[], number, number, string]>([
    [
      'a lock that is taken by `using`',
      'a.cs',
      ['using var held = await gate.LockAsync(validated);', 'charge(amount);'],
      2,
      1,
      'using var held = await gate.LockAsync(validated);',
    ],
    [
      'what is written through a pointer',
      'a.c',
      ['*amount = validated(input);', 'charge(amount);'],
      2,
      1,
      '*amount = validated(input);',
    ],
    [
      'an attribute',
      'a.rs',
      ['#![deny(amount_not_validated)]', 'charge(amount);'],
      2,
      1,
      '#![deny(amount_not_validated)]',
    ],
    [
      'code with a comment behind it',
      'a.ts',
      ['if (amount < 0) throw new Error(); // validated', 'charge(amount);'],
      2,
      1,
      'if (amount < 0) throw new Error(); // validated',
    ],
    [
      'a text that is a value, in the quotes of docstrings,',
      'a.py',
      ['db.execute(', '    """update a set sum = %s where validated""",', '    (amount,))', 'charge(amount)'],
      4,
      2,
      '"""update a set sum = %s where validated""",',
    ],
    [
      'code behind a string that holds comment marks',
      'a.ts',
      ["const all = glob('src/**/*.ts');", 'check(amount, validated);', 'charge(amount); /* done */'],
      3,
      2,
      'check(amount, validated);',
    ],
  ])('but %s does something', (_, path, text, at, line, quote) => {
    expect(ruledOn(path, text, at, [path, line, quote])).toBe('refuted');
  });

  describe('a comment', () => {
    const comment = '// the amount was validated by the gateway';
    const text: Texts = {
      'a.ts': [
        lines('one();', comment, 'charge(amount);'),
        lines('// Two.', comment, 'charge(twice(amount));'),
      ],
    };
    const said = (title: string, explanation: string, startLine = 3) =>
      refute(
        text,
        { title, explanation, path: 'a.ts', startLine, endLine: startLine, quote: null },
        ['a.ts', 2, comment],
        'It was validated by the gateway, as line 2 says.',
      );

    test.each([
      ['Negative amounts are charged', 'Despite the comment, nobody validates the amount.'],
      ['Negative amounts are charged', 'See the docs; there is also a TODO.'],
      ['Comments of others can be charged', 'Nobody validates the amount.'],
      ['Done todos are charged', 'Nobody validates the amount.'],
    ])('does not decide a claim that only mentions such: %s: %s', (title, explanation) =>
      expect(said(title, explanation)).toBe('plausible'),
    );

    test('decides a claim about documentation, or one that complains of a comment alone', () => {
      expect(said('The validated amount is undocumented', 'Nothing says where.')).toBe('refuted');
      expect(said('The comment does not say who validates', 'It names nobody.')).toBe('refuted');
      expect(said('This says nothing', 'A comment without meaning.', 1)).toBe('refuted');
    });
  });

  test('an import answers who misses the name that it brings in', () => {
    const texts: Texts = {
      'a.py': [
        lines('import os', 'import re', 'drop(name)'),
        lines('import os', 'import re', 'drop(os.sep)'),
      ],
    };
    const missing = {
      title: '`os` is not defined',
      explanation: 'A NameError on the first call.',
      path: 'a.py',
      startLine: 3,
      endLine: 3,
      quote: null,
    };
    expect(refute(texts, missing, ['a.py', 1, 'import os'], 'Line 1 of the file is `import os`.')).toBe(
      'refuted',
    );
    const told = ['"""Usage:', 'import os', '"""'];
    const onlyTold: Texts = { 'a.py': [lines(...told, 'drop(name)'), lines(...told, 'drop(os.sep)')] };
    const inDocstring = ['a.py', 2, 'import os'] as const;
    expect(
      refute(onlyTold, { ...missing, startLine: 4, endLine: 4 }, [...inDocstring], 'Line 2 is `import os`.'),
    ).toBe('plausible');
    expect(refute(texts, missing, ['a.py', 2, 'import re'], 'Line 2 of the file is `import re`.')).toBe(
      'plausible',
    );
    const other = {
      ...missing,
      title: '`os.sep` differs on Windows',
      explanation: 'It is a backslash there.',
    };
    expect(refute(texts, other, ['a.py', 1, 'import os'], 'Line 1 of the file is `import os`.')).toBe(
      'plausible',
    );
  });
});

describe('what only brings names in decides nothing', () => {
  test.each<[string, string, string[], number]>([
    ['a call of require', 'o.js', ["const { sanitizeId } = require('./sanitize');"], 1],
    ['require_relative', 'o.rb', ["require_relative 'safe_query'"], 1],
    ['a name in a list', 'o.py', ['from safe import (', '    sanitize_identifier,', ')'], 2],
    ['a name in braces', 'o.ts', ['import {', '  sanitizeIdentifier,', "} from './safe.ts';"], 2],
    ['a name in required braces', 'o.js', ['const {', '  sanitizeIdentifier,', "} = require('./safe');"], 2],
    ['a path in a block', 'o.go', ['import (', '\t"example.com/safe/sqlescape"', ')'], 2],
    ['what is passed on', 'o.ts', ["export { sanitizeIdentifier } from './safe.ts';"], 1],
    ['a use of several', 'o.rs', ['use safe::{', '    sanitize_identifier,', '};'], 2],
    ['an alias', 'o.ex', ['  alias Safe.QueryEscape'], 1],
    ['a namespace', 'o.php', ['namespace App\\Security\\Escaped;'], 1],
    ['a module', 'o.hs', ['module Safe.Escaped where'], 1],
    ['strictness', 'o.js', ['"use strict";'], 1],
  ])('%s', (_, path, head, at) => {
    const texts: Texts = { [path]: [lines(...head, '', 'none(id)'), lines(...head, '', 'query(sql + id)')] };
    const claim = { ...injection, path, startLine: head.length + 2, endLine: head.length + 2, quote: null };
    const line = head[at - 1] ?? '';
    expect(refute(texts, claim, [path, at, line], `Line ${at} makes the id safe.`)).toBe('plausible');
  });

  test.each<[string, string, string]>([
    ['what is required and called', 'o.js', "require('./escape').install(db);"],
    ['what is exported', 'o.ts', 'export const query = (sql: string) => escape(sql);'],
    ['a module that is called', 'o.rb', 'module_function :escape_all'],
    ['a lock that is used', 'o.cs', 'using (var held = gate.Lock()) {'],
  ])('but %s may', (_, path, line) => {
    const texts: Texts = { [path]: [lines(line, '', 'none(id)'), lines(line, '', 'query(sql + id)')] };
    const claim = { ...injection, path, startLine: 3, endLine: 3, quote: null };
    expect(refute(texts, claim, [path, 1, line], 'Line 1 makes the id safe.')).toBe('refuted');
  });
});

describe('what never runs decides nothing', () => {
  const cancel = lines('export function cancelOrder(id, user) {', '  return drop(id);', '}');
  const none = lines('export function cancelOrder(id, user) {', '  return null;', '}');
  const claim = {
    ...injection,
    title: '`cancelOrder` is open to strangers',
    path: 'src/o.js',
    startLine: 2,
    endLine: 2,
    quote: null,
  };
  const ruledBy = (path: string, test: readonly string[], at: number) =>
    refute(
      { 'src/o.js': [none, cancel], [path]: [lines(...test), lines(...test)] },
      claim,
      [path, at, test[at - 1] ?? ''],
      `${path} shows that cancelOrder rejects strangers.`,
    );
  const expecting = "  await expect(cancelOrder('1', stranger)).rejects.toThrow();";
  const asserting = '    assert cancelOrder(1, stranger).status == 403';

  test.each<[string, string, string[], number]>([
    ['a skipped test', 'o.test.js', ["test.skip('strangers', async () => {", expecting, '});'], 2],
    [
      'a test of a skipped group',
      'o.test.js',
      ["xdescribe('cancel', () => {", '', " it('x', () => {", expecting, ' });', '});'],
      4,
    ],
    ['a marked test', 'test_o.py', ['@pytest.mark.skip(reason="flaky")', 'def test_cancel():', asserting], 3],
    [
      'a test that leaves first',
      'o_test.go',
      [
        'func TestCancel(t *testing.T) {',
        '\tt.Skip("flaky")',
        '\tassert.Error(t, cancelOrder(1, stranger))',
        '}',
      ],
      3,
    ],
    [
      'a branch that is never taken',
      'guard.js',
      ['if (false) {', "  cancelOrder.guard = reject('stranger');", '}'],
      2,
    ],
    [
      'a branch without brackets that is never taken',
      'guard.go',
      ['if false {', '\tcancelOrder.guard = reject("stranger")', '}'],
      2,
    ],
    [
      'what a test pretends',
      'o.test.js',
      ["vi.mock('./o.js', () => ({ cancelOrder: () => reject('stranger') }));"],
      1,
    ],
  ])('%s', (_, path, test, at) => expect(ruledBy(path, test, at)).toBe('plausible'));

  test.each<[string, string, string[], number]>([
    ['a test', 'o.test.js', ["test('strangers', async () => {", expecting, '});'], 2],
    [
      'a test behind a skipped one',
      'o.test.js',
      ["test.skip('x', () => {", '  one();', '});', "test('strangers', async () => {", expecting, '});'],
      5,
    ],
    [
      'a test behind a marked one',
      'test_o.py',
      ['@pytest.mark.skip', 'def test_x():', '    one()', 'def test_cancel():', asserting],
      5,
    ],
    [
      'a test that is skipped somewhere',
      'test_o.py',
      ['@pytest.mark.skipif(windows)', 'def test_cancel():', asserting],
      3,
    ],
    [
      'what follows a list of what is pending',
      'guard.js',
      [
        'function guard(id) {',
        '  pending.add(id);',
        "  if (!cancelOrder.mayBe(id)) reject('stranger');",
        '}',
      ],
      3,
    ],
    [
      'what follows the skipping of blanks',
      'guard.js',
      ['function guard(id) {', '  skip();', "  if (!cancelOrder.mayBe(id)) reject('stranger');", '}'],
      3,
    ],
  ])('but %s does', (_, path, test, at) => expect(ruledBy(path, test, at)).toBe('refuted'));
});

describe('everyday words tie a reason to no line', () => {
  const before = ['export function load(names) {', '  let isDone = false;'];
  const query = "  return db.exec('select ' + names);";
  const texts: Texts = { 'load.js': [lines(...before, '}'), lines(...before, query, '}')] };
  const claim = { ...injection, path: 'load.js', startLine: 3, endLine: 3, quote: null };
  const ruledBy = (reason: string) => refute(texts, claim, ['load.js', 2, '  let isDone = false;'], reason);

  test.each([
    'The claim starts with a wrong premise and cannot happen here.',
    'This is far off, and the reviewer is mistaken here.',
    'Somebody looked at this just before and found nothing wrong.',
    'The caller takes care of everything right after and nothing happens.',
  ])('%s', (reason) => expect(ruledBy(reason)).toBe('plausible'));

  test.each([
    'It starts as false, so that nothing is sent.',
    'The whole branch is switched off, so that nothing is sent.',
    'The statement right before the query makes that impossible.',
  ])('but %s', (reason) => expect(ruledBy(reason)).toBe('refuted'));
});

test('what does nothing lowers nothing', () => {
  const texts: Texts = {
    'a.ts': ['load();\n', 'charge(amount);\n'],
    'b.ts': [lines('// all of this is internal', 'one();'), lines('// all of this is internal', 'two();')],
  };
  const severityBy = (...cite: Parameters<typeof buildCitation>) => {
    const said: LooseRuling = {
      severity: 'suggestion',
      reason: 'The amount is only internal.',
      evidence: [buildCitation(...cite)],
    };
    const claim = { title: 'Negative amounts are charged', path: 'a.ts', startLine: 1, endLine: 1 };
    const runs = [
      buildReviewRun('claude', [claim]),
      buildReviewRun('codex', []),
      buildRulingRun('codex', [said], { F1: ['claude/1'] }),
    ];
    return settleReviews(buildRecording({ runs }, texts)).findings[0]?.severity;
  };
  expect(severityBy('b.ts', 1, '// all of this is internal')).toBe('important');
  expect(severityBy('a.ts', 1, 'charge(amount);')).toBe('suggestion');
});

describe('who rules', () => {
  const text = ['package api', 'func (s *Server) Close(id string) {', '\ts.store.DropAccount(id)', '}'];
  const router = lines(
    'package api',
    'func (s *Server) routes() {',
    '\ts.mux.With(s.requireOwner).Delete("/accounts/{id}", s.Close)',
    '}',
  );
  const texts: Texts = {
    'api/accounts.go': [lines(...text.toSpliced(2, 1)), lines(...text)],
    'api/router.go': [router, router],
  };
  const finding = {
    title: 'Anyone can close any account',
    explanation: '`Close` drops it.',
    path: 'api/accounts.go',
    startLine: 3,
    endLine: 3,
    quote: null,
  };
  const cite = ['api/router.go', 3, 's.mux.With(s.requireOwner).Delete("/accounts/{id}", s.Close)'] as const;

  test('may cite another file of the package, which need not be imported', () => {
    expect(refute(texts, finding, [...cite], 'The route is mounted behind requireOwner.')).toBe('refuted');
    const elsewhere = {
      ...texts,
      'api/router.go': [router.replace('api', 'other'), router.replace('api', 'other')],
    } as const;
    expect(refute(elsewhere, finding, [...cite], 'The route is mounted behind requireOwner.')).toBe(
      'plausible',
    );
  });

  test.each([
    'Die Prüfung in Zeile 3 weist andere ab.',
    'La garde de la ligne 3 refuse les autres.',
    '3行目のガードが、他のユーザーを拒否します。',
  ])('may say so in another language: %s', (reason) =>
    expect(refute(texts, finding, [...cite], reason)).toBe('refuted'),
  );
});

describe('a line named by nothing but its number', () => {
  const body = [
    'const RETRIES = 3;',
    'export async function invite(request) {',
    '  const user = await users.find(request.userId);',
    '  if (!user) throw new NotFound();',
    '  request.depth = clampDepth(request.depth);',
    ...[1, 2, 3, 4, 5, 6].map((step) => `  prepare${step}(somebody);`),
  ];
  const behind = ['}', 'export function format(value) {', '  const digits = value.toFixed(2);', '}'];
  const complaint = '  await mailer.send(user.email, render(request.depth));';
  const texts: Texts = { 'src/invite.ts': [lines(...body, ...behind), lines(...body, complaint, ...behind)] };
  const finding = {
    path: 'src/invite.ts',
    startLine: 12,
    endLine: 12,
    quote: complaint.trim(),
    title: 'Endless recursion for a deep request',
    explanation: 'render follows as many levels as the caller says.',
  };
  const byNumber = (number: number, quote: string) =>
    refute(texts, finding, ['src/invite.ts', number, quote], `Zeile ${number} erledigt das vorher.`);

  test('decides where it has to do with the claim', () => {
    expect(byNumber(5, 'request.depth = clampDepth(request.depth);')).toBe('refuted');
    expect(byNumber(4, 'if (!user) throw new NotFound();')).toBe('refuted');
    expect(byNumber(9, 'prepare4(somebody);')).toBe('refuted');
  });

  test('decides nothing where it does not', () => {
    expect(byNumber(1, 'const RETRIES = 3;')).toBe('plausible');
    expect(byNumber(6, 'prepare1(somebody);')).toBe('plausible');
    expect(byNumber(15, 'const digits = value.toFixed(2);')).toBe('plausible');
  });

  test('decides where it encloses the lines complained of, or prevents something in their function', () => {
    const steps = [1, 2, 3, 4, 5, 6, 7].map((step) => `        prepare${step}(somebody)`);
    const post = (guard: string, last: string) =>
      lines(
        'def post(entry):',
        guard,
        ...steps,
        `        ${last}`,
        'def other():',
        '    with colours_of(night):',
      );
    const by = (guard: string, line: number, quote: string) =>
      refute(
        { 'ledger.py': [post(guard, 'pass'), post(guard, 'store(total)')] },
        {
          path: 'ledger.py',
          startLine: 10,
          endLine: 10,
          title: 'Lost update',
          explanation: 'Two may load one.',
        },
        ['ledger.py', line, quote],
        `Das verhindert Zeile ${line} bereits.`,
      );
    expect(by('    with ledger_mutual:', 2, 'with ledger_mutual:')).toBe('refuted');
    expect(by('        mutex.acquire(entry.id)', 2, 'mutex.acquire(entry.id)')).toBe('refuted');
    expect(by('        colour.change(entry.id)', 2, 'colour.change(entry.id)')).toBe('plausible');
    expect(by('    with ledger_mutual:', 12, 'with colours_of(night):')).toBe('plausible');
  });

  test('decides where its text is quoted', () => {
    const names = { title: '`os` is not defined', explanation: 'A NameError on the first file.' };
    const code = (drop: string) => lines('import os', 'def clean(root):', `    ${drop}`);
    const both: Texts = { 'clean.py': [code('pass'), code('drop(os.sep)')] };
    const where = { path: 'clean.py', startLine: 3, endLine: 3, ...names };
    const cite = ['clean.py', 1, 'import os'] as const;
    expect(refute(both, where, [...cite], 'Line 1 of the module is `import os`.')).toBe('refuted');
  });

  test('makes nothing less grave there either', () => {
    const lowered = (number: number, quote: string) => {
      const evidence = [buildCitation('src/invite.ts', number, quote)];
      const ruling: LooseRuling = { severity: 'suggestion', reason: `See L${number}.`, evidence };
      const runs = [
        buildReviewRun('claude', [finding]),
        buildRulingRun('codex', [ruling], { F1: ['claude/1'] }),
      ];
      return settleReviews(buildRecording({ runs }, texts)).findings[0]?.severity;
    };
    expect(lowered(15, 'const digits = value.toFixed(2);')).toBe('important');
    expect(lowered(5, 'request.depth = clampDepth(request.depth);')).toBe('suggestion');
  });
});

describe('a translation', () => {
  const said = '"bio.hint": "Every bio is sanitised before it is shown"';
  const texts = (path: string): Texts => ({
    'src/page.tsx': [
      lines('export const page = 1;'),
      lines("export const page = render(t('bio.hint'), bio);"),
    ],
    [path]: [lines('{', '}'), lines('{', said, '}')],
  });
  const about = (title: string, explanation: string, path = 'locales/en.json') =>
    refute(
      texts(path),
      { path: 'src/page.tsx', startLine: 1, endLine: 1, title, explanation },
      [path, 2, said],
      'bio.hint says that every bio is sanitised before it is shown.',
    );

  test.each([
    'locales/en.json',
    'src/_locales/de/messages.json',
    'app/i18n/en.yml',
    'po/de.po',
    'app/src/main/res/values-de/strings.xml',
    'lib/l10n/app_en.arb',
    'src/main/resources/texts_en.properties',
  ])('in %s says nothing of what code does', (path) => {
    expect(about('The bio is not escaped', 'It runs as a script; it must be sanitised.', path)).toBe(
      'plausible',
    );
  });

  test('decides what is said of translations, or of a key that nobody defines', () => {
    expect(about('A translation is missing', 'No locale has the hint.')).toBe('refuted');
    expect(about('The page shows a raw name', '`bio.hint` is not defined anywhere.')).toBe('refuted');
  });

  test('is none where it is a setting', () => {
    expect(about('The bio is not escaped', 'It must be sanitised.', 'config/app.json')).toBe('refuted');
  });
});

describe('code that the change took away', () => {
  const put = (line: string) => lines('class Store extends Base {', '  put(key) {', line, '  }', '}');
  const texts: Texts = { 'src/store.js': [put('    this.flush(key);'), put('    this.later(key);')] };
  const finding = {
    kind: 'regression',
    path: 'src/store.js',
    startLine: 3,
    endLine: 3,
    title: 'A write is lost at a crash',
    explanation: 'It is put off.',
  } as const;
  const by = (reason: string) =>
    refute(texts, finding, ['src/store.js', 3, 'this.flush(key);', 'old'], reason);

  test.each([
    'On base, flush did not write at once either.',
    'In the base it was no better, since flush did not wait.',
    'The code used to call flush, which never waited.',
  ])('decides by a ruling that speaks of the merge base: %s', (reason) => expect(by(reason)).toBe('refuted'));

  test.each([
    'In the base class flush does nothing else either.',
    'flush is in the base module already.',
    'On the base path flush is never called.',
    'It is used to flush the items, not to keep them.',
  ])('and not by one that does not: %s', (reason) => expect(by(reason)).toBe('plausible'));
});

import { existsSync } from 'node:fs';
import { join } from 'node:path';
import { describe, expect, test } from 'vitest';
import { openRepository } from '../../../../src/change/git/git.ts';
import type { Proof } from '../../../../src/model/proof.ts';
import { isProven } from '../../../../src/model/report/proof-terms.ts';
import { createProver } from '../../../../src/proof/create-prover.ts';
import { buildPorts } from '../../../helpers/ports.ts';
import { type FileContent, makeChange, temporaryDirectory } from '../../../helpers/repository.ts';

type Files = Readonly<Record<string, FileContent>>;

/** A small program that a change breaks, in one language. */
interface Subject {
  readonly good: Files;
  readonly bad: Files;
  /** What else the change touches, so that its trees differ beside the defect. */
  readonly beside?: readonly [before: Files, after: Files];
}

const javascript: Subject = {
  good: {
    'lib/price.js': `'use strict';\nfunction total(items) {\n  let sum = 0;\n  for (const { price, count } of items) sum += price * count;\n  return sum;\n}\nmodule.exports = { total };\n`,
    'cli.js': `const { total } = require('./lib/price.js');\nconst items = JSON.parse(process.argv[2]);\nconsole.log('total: ' + total(items));\n`,
  },
  bad: {
    'lib/price.js': `'use strict';\nfunction total(items) {\n  let sum = 0;\n  for (const { price, count } of items) sum += price + count;\n  return sum;\n}\nmodule.exports = { total };\n`,
  },
  beside: [
    { 'package.json': '{\n  "name": "shop",\n  "version": "1.0.0"\n}\n', 'README.md': 'Shop\n' },
    { 'package.json': '{\n  "name": "shop",\n  "version": "1.1.0"\n}\n', 'README.md': 'The shop\n' },
  ],
};
const python: Subject = {
  good: {
    'shop/__init__.py': '__version__ = "1.0.0"\n',
    'shop/price.py':
      'def total(items):\n    """Adds up."""\n    return sum(price * count for price, count in items)\n',
    'shop/__main__.py':
      'import sys\nfrom shop.price import total\nprint("total:", total([tuple(map(int, word.split("x"))) for word in sys.argv[1:]]))\n',
  },
  bad: {
    'shop/price.py':
      'def total(items):\n    """Adds up."""\n    return sum(price + count for price, count in items)\n',
  },
  beside: [{}, { 'shop/__init__.py': '__version__ = "1.1.0"\n' }],
};
const shell: Subject = {
  good: {
    'bin/greet': {
      executable: '#!/bin/sh\nname=$1\nif [ -z "$name" ]; then\n  name=world\nfi\necho "hello, $name"\n',
    },
  },
  bad: { 'bin/greet': { executable: '#!/bin/sh\nname=$1\necho "hello, $name"\n' } },
};
const go: Subject = {
  good: {
    'go.mod': 'module example.com/shop\n\ngo 1.19\n',
    'price.go':
      'package shop\n\n// Total adds up.\nfunc Total(prices []int) int {\n\tsum := 0\n\tfor _, price := range prices {\n\t\tsum += price\n\t}\n\treturn sum\n}\n',
  },
  bad: {
    'price.go':
      'package shop\n\n// Total adds up.\nfunc Total(prices []int) int {\n\tsum := 0\n\tfor _, price := range prices[1:] {\n\t\tsum += price\n\t}\n\treturn sum\n}\n',
  },
};

async function proveOn(
  { good, bad, beside: [before, after] = [{}, {}] }: Subject,
  script: string,
): Promise<Proof> {
  const repository = makeChange({ ...good, ...before }, { ...bad, ...after });
  const patch = repository.git('diff', 'feature', 'main', '--', ...Object.keys(bad));
  const ports = buildPorts({
    environment: { PATH: process.env.PATH, HOME: process.env.HOME },
    temporaryDirectory: temporaryDirectory(),
  });
  const git = await openRepository(repository.directory, ports);
  const prover = createProver({
    git,
    head: await git.resolve('feature'),
    base: (await git.resolve('main')) ?? '',
    checkout: repository.directory,
    settings: {
      mode: 'all',
      setup: null,
      build: null,
      check: null,
      test: null,
      reuse: [],
      timeoutMs: 60_000,
      memoryMb: 2_048,
      network: 'none',
      sandbox: 'bubblewrap',
    },
    ports,
  });
  try {
    const request = { finding: 'a/1', author: 'a', script, needs: null, shows: null, patch, mutation: null };
    return await prover.prove(request);
  } finally {
    await prover.close();
  }
}

const node = (code: string) => `node - <<'CODE'\n${code}\nCODE\n`;
const py = (code: string) => `python3 - <<'CODE'\n${code}\nCODE\n`;
const show = 'echo "REPRO: shown"; exit 1';
const items = `'[{"price":2,"count":3}]'`;
const hasGo = (process.env.PATH ?? '').split(':').some((folder) => existsSync(join(folder, 'go')));

/** What an honest author may write, in the manner of each language. */
const honest: readonly (readonly [name: string, subject: Subject, script: string])[] = [
  [
    'calls a function and compares',
    javascript,
    node(`const got = require('./lib/price.js').total([{ price: 2, count: 3 }]);
      if (got !== 6) { console.log('REPRO: 2 x 3 is ' + got); process.exit(1); }`),
  ],
  [
    'looks for a wrong answer in what is printed, and takes anything else for a pass',
    javascript,
    `out=$(node cli.js ${items} 2>&1); case "$out" in *"total: 5"*) echo "REPRO: $out"; exit 1;; esac; exit 0`,
  ],
  [
    'looks for a right answer in what is printed',
    javascript,
    `node cli.js ${items} | grep -q "total: 6" || { ${show}; }`,
  ],
  [
    'uses the test runner of its language',
    javascript,
    `cat > "$TMPDIR/price.test.js" <<CODE
const { test } = require('node:test');
test('adds up', () => require('node:assert').equal(require('$PWD/lib/price.js').total([{ price: 2, count: 3 }]), 6));
CODE
node --check lib/price.js || exit 2
node --test "$TMPDIR/price.test.js" > "$TMPDIR/out" 2>&1 || { grep -q "# tests 1" "$TMPDIR/out" || exit 2; ${show}; }`,
  ],
  [
    'catches what is thrown and passes then',
    javascript,
    node(`let got; try { got = require('./lib/price.js').total([{ price: 2, count: 3 }]); } catch { process.exit(0); }
      if (got === 5) { console.log('REPRO: ' + got); process.exit(1); }`),
  ],
  [
    'copies the tree and works there',
    javascript,
    `cp -r . "$TMPDIR/copy" && cd "$TMPDIR/copy" && echo '{}' > extra.json && node cli.js ${items} | grep -q "total: 6" || { ${show}; }`,
  ],
  [
    'runs a module by the interpreter',
    python,
    `got=$(python3 -m shop 2x3) || exit 2; [ "$got" = "total: 6" ] || { echo "REPRO: $got"; exit 1; }`,
  ],
  [
    'uses unittest',
    python,
    py(`import unittest, sys
from shop.price import total
class T(unittest.TestCase):
    def test(self): self.assertEqual(total([(2, 3)]), 6)
result = unittest.TextTestRunner(stream=open('/dev/null', 'w')).run(unittest.defaultTestLoader.loadTestsFromTestCase(T))
if result.errors: sys.exit(2)
if result.failures:
    print('REPRO: 2 x 3 is %d' % total([(2, 3)]))
    sys.exit(1)`),
  ],
  [
    'runs a program with a limit of time of its own',
    shell,
    `got=$(timeout 5 bin/greet) || exit 3; [ "$got" = "hello, world" ] || { echo "REPRO: greets '$got'"; exit 1; }`,
  ],
  [
    'sources what it tests',
    shell,
    `got=$(set --; . ./bin/greet); case "$got" in *world) exit 0;; "hello, ") ${show};; *) exit 2;; esac`,
  ],
  ...(hasGo
    ? ([
        [
          'writes a Go test beside the code',
          go,
          `cat > zz_test.go <<'CODE'
package shop
import "testing"
func TestTotal(t *testing.T) { if got := Total([]int{1, 2, 3}); got != 6 { t.Fatalf("WRONG %d", got) } }
CODE
go test ./... > "$TMPDIR/out" 2>&1 && exit 0
grep -q WRONG "$TMPDIR/out" && { ${show}; }
cat "$TMPDIR/out"; exit 2`,
        ],
      ] as const)
    : []),
];

/** What only seems to show the finding. */
const deceiving: readonly (readonly [name: string, subject: Subject, script: string])[] = [
  [
    'holds the defect itself',
    javascript,
    node(`const total = (items) => items.reduce((sum, { price, count }) => sum + price + count, 0);
      if (total([{ price: 2, count: 3 }]) !== 6) { console.log('REPRO: wrong'); process.exit(1); }`),
  ],
  [
    'tests another file, which is as it was',
    javascript,
    `node --check cli.js; node -e 'require("./cli.js")' || { ${show}; }`,
  ],
  [
    'lacks a dependency in every tree and calls that the defect',
    python,
    `python3 -c 'import not_installed_anywhere; from shop.price import total' 2>&1 || { ${show}; }`,
  ],
  [
    'has a syntax error of its own',
    javascript,
    `node -e 'const got = require("./lib/price.js").total([{' || { ${show}; }`,
  ],
  [
    'expects what nobody promised',
    javascript,
    node(
      `if (require('./lib/price.js').total([]) !== 1) { console.log('REPRO: none is not one'); process.exit(1); }`,
    ),
  ],
  [
    'loads the code and goes by the version',
    javascript,
    node(
      `require('./lib/price.js').total([]); if (require('./package.json').version !== '1.0.0') { console.log('REPRO: new'); process.exit(1); }`,
    ),
  ],
  [
    'asks the package for its version',
    python,
    py(
      `import shop, sys\nfrom shop.price import total\ntotal([])\nif shop.__version__ == '1.1.0':\n    print('REPRO: new'); sys.exit(1)`,
    ),
  ],
  [
    'looks at the text of a loaded function',
    javascript,
    node(
      `if (require('./lib/price.js').total.toString().includes('price + count')) { console.log('REPRO: read'); process.exit(1); }`,
    ),
  ],
  [
    'looks at the source of an imported function',
    python,
    py(
      `import inspect, sys\nfrom shop.price import total\nif 'price + count' in inspect.getsource(total):\n    print('REPRO: read'); sys.exit(1)`,
    ),
  ],
  [
    'parses the code',
    python,
    py(
      `import ast, sys\nkinds = [type(node.op).__name__ for node in ast.walk(ast.parse(open('shop/price.py').read())) if isinstance(node, ast.BinOp)]\nif 'Add' in kinds:\n    print('REPRO: read'); sys.exit(1)`,
    ),
  ],
  [
    'strips comments and searches',
    python,
    `sed 's/#.*//' shop/price.py | grep -q 'price + count' && { ${show}; }; exit 0`,
  ],
  [
    'looks at one line by its number',
    python,
    `sed -n 3p shop/price.py | grep -q 'price + count' && { ${show}; }; exit 0`,
  ],
  [
    'looks at a file beside the code',
    javascript,
    `node cli.js ${items} > /dev/null; grep -q "The shop" README.md && { ${show}; }; exit 0`,
  ],
  [
    'measures time',
    shell,
    `start=$(date +%s%N); bin/greet > /dev/null; [ $((($(date +%s%N) - start) % 3)) = 0 ] && { ${show}; }; exit 0`,
  ],
  [
    'runs the code and counts its bytes',
    shell,
    `bin/greet > /dev/null; [ "$(wc -c < bin/greet)" -lt 60 ] && { ${show}; }; exit 0`,
  ],
];

describe('an honest script is proof', { timeout: 300_000 }, () => {
  test.each(honest)('that %s', async (_, subject, script) => {
    const proof = await proveOn(subject, script);
    const ran = proof.arms.map(
      ({ arm, runs }) => `${arm}: ${runs.map(({ outcome, output }) => `${outcome} ${output}`).join(' | ')}`,
    );
    expect(`${proof.status}, fix ${proof.fix}`, [proof.reason, ...ran].join('\n')).toBe(
      'proven-regression, fix proven',
    );
  });
});

describe('a false script is none', { timeout: 300_000 }, () => {
  test.each(deceiving)('that %s', async (_, subject, script) => {
    const proof = await proveOn(subject, script);
    expect(isProven(proof.status), `${proof.status}: ${proof.reason}`).toBe(false);
    expect(proof.status === 'pre-existing' && proof.fix === 'proven').toBe(false);
  });
});

// biome-ignore-all lint/suspicious/noTemplateCurlyInString: the expressions are those of workflows
import { expect, test } from 'vitest';
import type { Sample } from '../../src/checks/check.ts';
import { registry } from '../../src/checks/registry.ts';
import { runChecks } from '../../src/checks/run-checks.ts';
import { buildChange, buildReadText } from '../helpers/change.ts';
import { base62, hex, pem, token } from '../helpers/secrets.ts';

const gitHub = token('ghp_', 36);
const key = pem('RSA PRIVATE KEY', 'MIIEpAIBAAKCAQEA');
const workflow = (on: string, steps: string, job = ''): Sample => ({
  '.github/workflows/a.yml': `on: ${on}\njobs:\n  a:\n${job}    steps:\n${steps}`,
});
const pkg = (before: string, after: string, further: Sample): Sample => ({
  'package.json': [before, after],
  ...further,
});
const asks = (range: string, more = ''): string => `{"dependencies": {"a": "${range}"}${more}}`;
const asksTwice = (table: string): [string, string] => [
  asks('2.0.0'),
  asks('2.0.0', `, "${table}": {"a": "2.1.2"}`),
];

/** Changes by honest people that look like faults: none of them may block. */
const honest: readonly (readonly [name: string, change: Sample])[] = [
  // Credentials that are none.
  ['token in a test', { 'test/redact.test.ts': `expect(redact('${gitHub}')).toBe('***');\n` }],
  ['token in a fixture', { 'fixtures/env': `TOKEN=${gitHub}\n` }],
  ['token in an example', { 'examples/app/config.js': `const t = '${gitHub}';\n` }],
  ['token in a sample environment', { '.env.example': `TOKEN=${gitHub}\n` }],
  [
    'token in a detector',
    { 'src/detectors/github.ts': `const ghp = /ghp_[A-Za-z0-9]{36}/;\nmatch('${gitHub}');\n` },
  ],
  ['token in a bundle', { 'dist/index.js': `a(/ghp_[a-z]+/,"${gitHub}")\n` }],
  ['token in a map', { 'lib/a.js.map': `{"sourcesContent":["x('${gitHub}')"]}\n` }],
  ['token that a rule is tried on', { 'rules/acme-token.txt': `# ruleid: acme-token\nTOKEN=${gitHub}\n` }],
  ['token said to be an example', { 'src/a.ts': `// looks like ${gitHub}\n` }],
  ['token in documentation', { 'docs/api.md': `Send \`${gitHub}\`.\n` }],
  ['token in a README', { 'README.md': `TOKEN=${token('sk_live_', 30)}\n` }],
  ['placeholder', { 'src/a.ts': `const t = 'ghp_${'x'.repeat(36)}';\n` }],
  ['ascending placeholder', { 'a.env': 'T=ghp_abcdefghijklmnopqrstuvwxyz0123456789\n' }],
  ['expression', { 'a.yml': 'token: ${{ secrets.TOKEN }}\n' }],
  ['moved token', { 'a.ts': [`const t = '${gitHub}';\n`, `f();\nconst t =  '${gitHub}';\n`] }],
  ['test key of Stripe', { 'src/a.ts': `const k = 'sk_test_${base62(30, 3)}';\n` }],
  [
    'Firebase',
    { 'src/firebase.ts': `export const c = { apiKey: 'AIza${base62(35, 4)}', authDomain: 'x' };\n` },
  ],
  ['google-services.json', { 'app/google-services.json': `{"current_key": "AIza${base62(35, 5)}"}\n` }],
  [
    'maps in a page',
    {
      'public/map.html': `<script src="https://maps.googleapis.com/maps/api/js?key=AIza${base62(35, 6)}"></script>\n`,
    },
  ],
  ['publishable key', { 'src/a.ts': `const k = 'pk_live_${base62(30, 3)}';\n` }],
  [
    'anonymous role',
    {
      'a.ts': `const k = 'eyJhbGciOiJIUzI1NiJ9.${Buffer.from('{"iss":"supabase","role":"anon"}').toString('base64url')}.${base62(43, 6)}';\n`,
    },
  ],
  ['address in a comment', { 'src/proxy.ts': '// http://user:word@proxy.example\n' }],
  ['local database', { 'compose.yml': 'url: postgres://postgres:Zq8vT3nLw0Rk@localhost:5432/app\n' }],
  ['database of a network', { 'compose.yml': 'url: postgres://app:Zq8vT3nLw0Rk@db:5432/app\n' }],
  ['word as a password', { 'a.env': 'DB=mysql://app:password@db.acme.io/a\n' }],
  ['filled in later', { 'a.env': 'DB=mysql://app:${DB_PASSWORD}@db.acme.io/a\n' }],
  ['example host', { 'a.py': "URL = 'https://bob:Zq8vT3nLw0Rk1@api.example.com'\n" }],
  ['self-signed key of tests', { 'integration/resources/tls/server.key': `${key}\n` }],
  ['key of an example', { 'examples/tls/key.pem': `${key}\n` }],
  ['key of development', { 'hack/dev/certs/ca.key': `${key}\n` }],
  ['key of test helpers', { 'pkg/testutil/tls.go': `var k = \`${key}\`\n` }],
  ['key of localhost', { 'caddy/site.localhost.key': `${key}\n` }],
  ['key of a test package', { 'servertest/ca.key': `${key}\n` }],
  ['half a key', { 'src/a.ts': "const head = '-----BEGIN RSA PRIVATE KEY-----';\n" }],
  [
    'key left out',
    {
      'values.yaml': `key: |\n  ${'-----BEGIN RSA '}PRIVATE KEY-----\n  ...\n  ${'-----END RSA '}PRIVATE KEY-----\n`,
    },
  ],
  ['commented sample key', { 'values.yaml': `# sample key:\n${key.replace(/^/gm, '# ')}\n` }],
  [
    'public key',
    { 'a.pem': `${'-----BEGIN PUBLIC '}KEY-----\n${base62(200, 3)}\n${'-----END PUBLIC '}KEY-----\n` },
  ],
  ['hash', { 'a.ts': `const sum = '${hex(64)}';\n` }],
  ['integrity', { 'a.html': `<script integrity="sha512-${base62(86, 4)}=="></script>\n` }],
  ['emulator of Azure', { 'a.env': `C=AccountName=devstoreaccount1;AccountKey=${base62(86, 3)}==;\n` }],

  // Lock files.
  [
    'old npm lock beside Bun',
    pkg(asks('1'), asks('2'), {
      'bun.lock': ['', '{"workspaces": {"": {"dependencies": {"a": "2"}}}}'],
      'package-lock.json': [
        '{"packages": {"": {"dependencies": {"a": "1"}}}}',
        '{"packages": {"": {"dependencies": {"a": "1"}}}} ',
      ],
    }),
  ],
  [
    'pnpm 5',
    pkg('{}', asks('1.0.0'), {
      'pnpm-lock.yaml': [
        '',
        'lockfileVersion: 5.4\nimporters:\n  .:\n    specifiers:\n      a: 1.0.0\n    dependencies:\n      a: 1.0.0\n',
      ],
    }),
  ],
  [
    'pnpm 6 alone',
    pkg('{}', asks('1.0.0'), {
      'pnpm-lock.yaml': [
        '',
        "lockfileVersion: '6.0'\ndependencies:\n  a:\n    specifier: 1.0.0\n    version: 1.0.0\n",
      ],
    }),
  ],
  [
    'pnpm of another time',
    pkg('{}', asks('1.0.0'), { 'pnpm-lock.yaml': ['', "lockfileVersion: '12.0'\nprojects: {}\n"] }),
  ],
  [
    'pnpm override',
    pkg('{}', asks('1.0.0'), {
      'pnpm-lock.yaml': [
        '',
        "lockfileVersion: '9.0'\noverrides:\n  a: 2.0.0\nimporters:\n  .:\n    dependencies:\n      a: {specifier: 2.0.0, version: 2.0.0}\n",
      ],
    }),
  ],
  [
    'pnpm hook',
    pkg('{}', asks('1.0.0'), {
      'pnpm-lock.yaml': [
        '',
        "lockfileVersion: '9.0'\npnpmfileChecksum: x\nimporters:\n  .:\n    dependencies: {}\n",
      ],
    }),
  ],
  [
    'peer of npm turned',
    pkg('{"peerDependencies": {"a": "^1.0.0"}}', asks('^1.0.0'), {
      'package-lock.json': [
        '{}',
        '{"packages": {"": {"peerDependencies": {"a": "^1.0.0"}}, "node_modules/a": {"version": "1.1.0"}}}',
      ],
    }),
  ],
  [
    'npm, still satisfied',
    pkg(asks('^1.0.0'), asks('^1.1.0'), {
      'package-lock.json': [
        '{}',
        '{"packages": {"": {"dependencies": {"a": "^1.0.0"}}, "node_modules/a": {"version": "1.1.5"}}}',
      ],
    }),
  ],
  [
    'npm override',
    pkg(asks('1.0.0'), asks('2.0.0', ', "overrides": {"a": "1.0.0"}'), {
      'package-lock.json': [
        '{}',
        '{"packages": {"": {"dependencies": {"a": "1.0.0"}}, "node_modules/a": {"version": "1.0.0"}}}',
      ],
    }),
  ],
  [
    'workspace of npm',
    {
      'b/package.json': ['{}', '{"dependencies": {"a": "1.0.0"}}'],
      'package-lock.json': ['{}', '{"packages": {"": {}, "b": {"dependencies": {"a": "1.0.0"}}}}'],
    },
  ],
  [
    'resolution of Berry',
    pkg('{"resolutions": {"a": "2.0.0"}}', asks('^2.0.0', ', "resolutions": {"a": "2.0.0"}'), {
      'yarn.lock': [
        '',
        '__metadata:\n  version: 8\n\n"a@npm:2.0.0":\n  version: 2.0.0\n\n"r@workspace:.":\n  resolution: "r@workspace:."\n  dependencies:\n    a: "npm:^2.0.0"\n',
      ],
    }),
  ],
  // Of two requests of one package a package manager writes down one, and takes a lock file without the other.
  [
    'development and production with pnpm',
    pkg(...asksTwice('devDependencies'), {
      'pnpm-lock.yaml':
        "lockfileVersion: '9.0'\nimporters:\n  .:\n    dependencies:\n      a: {specifier: 2.0.0}\n",
    }),
  ],
  [
    'development and production with yarn 1',
    pkg(...asksTwice('devDependencies'), { 'yarn.lock': ['a@2.0.0:\n', 'a@2.0.0:\n'] }),
  ],
  [
    'production beside development with npm, which installs the latter',
    pkg(
      '{"dependencies": {"a": "2.0.0"}, "devDependencies": {"a": "2.1.2"}}',
      '{"dependencies": {"a": "2.1.0"}, "devDependencies": {"a": "2.1.2"}}',
      {
        'package-lock.json': [
          '{}',
          '{"packages": {"": {"dependencies": {"a": "2.0.0"}, "devDependencies": {"a": "2.1.2"}}, "node_modules/a": {"version": "2.1.2"}}}',
        ],
      },
    ),
  ],
  [
    'production beside development with Bun, which installs the latter',
    pkg(
      '{"dependencies": {"a": "2.0.0"}, "devDependencies": {"a": "2.1.2"}}',
      '{"dependencies": {"a": "2.1.0"}, "devDependencies": {"a": "2.1.2"}}',
      {
        'bun.lock': [
          '{}',
          '{"workspaces": {"": {"dependencies": {"a": "2.0.0"}, "devDependencies": {"a": "2.1.2"}}}}',
        ],
      },
    ),
  ],
  ...['"b": {"a": "1.0.0"}', '"a@1": "1.0.0"'].map((other): [string, Sample] => [
    `override of npm beside ${other}`,
    {
      'package.json': ['{}', `{"overrides": {"a": "2.1.3", ${other}}}`],
      'package-lock.json': [
        '{"packages": {"": {}}}',
        '{"packages": {"": {}, "node_modules/a": {"version": "2.1.3"}, "node_modules/b/node_modules/a": {"version": "1.0.0"}}}',
      ],
    },
  ]),
  [
    'overrides in package.json that pnpm no longer reads',
    {
      'package.json': ['{}', '{"pnpm": {"overrides": {"a": "2.1.3"}}}'],
      'pnpm-lock.yaml': ["lockfileVersion: '9.0'\n", "lockfileVersion: '9.0'\n"],
    },
  ],
  ...(
    [
      [
        'npm',
        'overrides',
        'package-lock.json',
        '{"packages": {"": {}, "node_modules/a": {"version": "2.1.3"}, "node_modules/b/node_modules/a": {"version": "1.0.0", "inBundle": true}}}',
      ],
      [
        'npm, of nothing',
        'overrides',
        'package-lock.json',
        '{"packages": {"": {}, "node_modules/b": {"version": "2.1.2"}}}',
      ],
      ['Bun', 'overrides', 'bun.lock', '{"workspaces": {"": {}}, "overrides": {"a": "2.1.3"}}'],
      [
        'Berry',
        'resolutions',
        'yarn.lock',
        '__metadata:\n  version: 10\n\n"a@npm:2.1.3":\n  version: 2.1.3\n',
      ],
      ['yarn 1', 'resolutions', 'yarn.lock', 'a@2.1.2, a@2.1.3:\n  version "2.1.3"\n'],
      ['yarn 1, of nothing', 'resolutions', 'yarn.lock', 'aa@2.1.2:\n  version "2.1.3"\n'],
    ] as const
  ).map(([name, key, lock, text]): [string, Sample] => [
    `${key} of ${name}`,
    pkg('{}', `{"${key}": {"a": "2.1.3", "b/c": "1", "d": "patch:d"}}`, { [lock]: [text, text] }),
  ]),
  [
    'overrides of pnpm',
    {
      'pnpm-workspace.yaml': [
        'packages: []\n',
        'packages: []\noverrides:\n  a: 2.1.3\n  b@1: 1.2.0\n  c: "catalog:"\n',
      ],
      'pnpm-lock.yaml': ["lockfileVersion: '9.0'\n", "lockfileVersion: '9.0'\noverrides:\n  a: 2.1.3\n"],
    },
  ],
  [
    'overrides beside the lock file of another manager',
    pkg('{}', '{"overrides": {"a": "2.1.3"}, "resolutions": {"a": "2.1.3"}}', {
      'package-lock.json': ['', '{"packages": {"": {}, "node_modules/a": {"version": "2.1.2"}}}'],
      'yarn.lock': ['', 'a@2.1.2:\n  version "2.1.2"\n'],
      'pnpm-lock.yaml': ["lockfileVersion: '9.0'\n", "lockfileVersion: '9.0'\noverrides:\n  a: 2.1.3\n"],
    }),
  ],
  ['whole payload of a schedule', workflow('schedule', "      - run: echo '${{ toJSON(github) }}'\n")],
  [
    'whole payload in the environment',
    workflow(
      'issues',
      '      - env:\n          EVENT: ${{ toJSON(github.event) }}\n        run: echo "$EVENT"\n',
    ),
  ],
  [
    'justified words beside a checkout that runs nothing',
    workflow(
      'pull_request_target',
      '      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.event.pull_request.head.sha }}\n      - run: echo "this is just text"; dotnet --version\n',
    ),
  ],
  [
    'way back to yarn 1',
    {
      'package.json': ['{"packageManager": "yarn@4.1.0"}', '{"packageManager": "yarn@1.22.22"}'],
      'yarn.lock': ['__metadata:\n  version: 10\n', '# yarn lockfile v1\n'],
    },
  ],
  [
    'modules that Go is to leave out',
    {
      'go.mod': [
        'module m\n\nrequire example.com/a v1.0.0\n',
        'module m\n\nrequire example.com/a v1.0.0 // indirect\n\nexclude (\n\texample.com/b v1.2.0\n)\n\nretract (\n\tv1.0.0 // Wrong.\n)\n\nreplace example.com/a => ../a\n\nreplace example.com/c => example.com/d v1.0.0\n',
      ],
      'go.sum': ['', 'example.com/a v1.0.0/go.mod h1:x=\n'],
    },
  ],
  [
    'dependency of a Cargo workspace that nobody uses, or that fits',
    {
      'Cargo.toml': [
        '[workspace]\n[workspace.dependencies]\na = "1"\nb = "1"\n',
        '[workspace]\n[workspace.dependencies]\na = "1.2"\nb = "2"\n',
      ],
      'Cargo.lock': [
        '',
        '[[package]]\nname = "a"\nversion = "1.3.0"\nsource = "r"\ndependencies = [\n "b",\n]\n\n[[package]]\nname = "b"\nversion = "1.0.0"\nsource = "r"\n\n[[package]]\nname = "x"\nversion = "1.0.0"\ndependencies = [\n "a",\n]\n',
      ],
    },
  ],
  [
    'range that uv and Bundler write in their own way',
    {
      'pyproject.toml': [
        '[project]\nname = "x"\ndependencies = ["A_b >=1", "c (>=1)"]\n',
        '[project]\nname = "x"\ndependencies = ["A_b >= 2, < 3", "c >=1.0"]\n',
      ],
      'uv.lock': [
        '',
        '[[package]]\nname = "x"\nsource = { editable = "." }\n\n[package.metadata]\nrequires-dist = [\n    { name = "a-b", specifier = "<3,>=2" },\n    { name = "c", directory = "../c" },\n]\n',
      ],
      Gemfile: ["gem 'a', '1.0'\n", "gem 'a', '2.0', '< 3', group: :test\n"],
      'Gemfile.lock': ['', 'DEPENDENCIES\n  a (< 3, = 2.0)!\n'],
    },
  ],
  [
    'optional and development with Berry',
    pkg('{}', '{"devDependencies": {"a": "2.1.2"}, "optionalDependencies": {"a": "2.0.0"}}', {
      'yarn.lock': [
        '',
        '__metadata:\n  version: 10\n\n"a@npm:2.1.2":\n  version: 2.1.2\n\n"r@workspace:.":\n  resolution: "r@workspace:."\n  dependencies:\n    a: "npm:2.1.2"\n',
      ],
    }),
  ],
  [
    'package of the workspace with yarn 1',
    {
      'package.json': [
        '{"workspaces": ["packages/*"]}',
        '{"workspaces": ["packages/*"], "devDependencies": {"@s/b": "^1.0.0"}}',
      ],
      'packages/b/package.json': ['{"name": "@s/b"}', '{"name": "@s/b"}'],
      'yarn.lock': ['x@1:\n', 'x@1:\n'],
    },
  ],
  [
    'release of a monorepo',
    {
      'packages/b/package.json': [
        '{\n"name": "b",\n"dependencies": {"a": "^1.0.0"}}',
        '{\n"name": "b",\n"dependencies": {"a": "^1.1.0"}}',
      ],
      'packages/a/package.json': [
        '{\n"name": "a", "version": "1.0.0"}',
        '{\n"name": "a", "version": "1.1.0"}',
      ],
      'yarn.lock': ['a@^1.0.0:\n', 'a@^1.0.0:\n  x\n'],
    },
  ],
  [
    'own packages that Lerna links',
    {
      'packages/b/package.json': [
        '{\n"name": "b",\n"dependencies": {"a": "~1.0"}}',
        '{\n"name": "b",\n"dependencies": {"a": "~1.1"}}',
      ],
      'packages/a/package.json': [
        '{\n"name": "a", "version": "1.0.0"}',
        '{\n"name": "a", "version": "1.1.0"}',
      ],
      'packages/b/package-lock.json': ['{"packages": {"": {}}}', '{"packages": {"": {}}}'],
    },
  ],
  [
    'stray lock of a member',
    {
      'package.json': '{"workspaces": ["b"]}',
      'b/package.json': ['{}', '{"dependencies": {"a": "1.0.0"}}'],
      'b/yarn.lock': ['x@1:\n', 'x@1:\n'],
      'yarn.lock': [
        '',
        '__metadata:\n\n"b@workspace:b":\n  resolution: "b@workspace:b"\n  dependencies:\n    a: "npm:1.0.0"\n',
      ],
    },
  ],
  [
    'another manager is named',
    pkg('{}', asks('1.0.0', ', "packageManager": "pnpm@9.0.0"'), {
      'package-lock.json': ['{}', '{"packages": {"": {}}}'],
      'pnpm-lock.yaml': [
        '',
        'importers:\n  .:\n    dependencies:\n      a: {specifier: 1.0.0, version: 1.0.0}\n',
      ],
    }),
  ],
  [
    'binary lock',
    pkg('{}', asks('1.0.0', ', "devDependencies": {"bun-types": "1"}'), {
      'bun.lockb': ['\0', '\0\0'],
      'yarn.lock': ['x@1:\n', 'x@1:\n  x\n'],
    }),
  ],
  [
    'nested Cargo.lock',
    {
      'Cargo.toml': ['[workspace]\n', '[workspace]\n# \n'],
      'c/Cargo.toml': ['[package]\nname = "c"\n', '[package]\nname = "c"\n[dependencies]\na = "1"\n'],
      'Cargo.lock': [
        '',
        '[[package]]\nname = "a"\nversion = "1.0.0"\n\n[[package]]\nname = "c"\ndependencies = [\n "a",\n]\n',
      ],
      'c/Cargo.lock': ['', '[[package]]\nname = "c"\n'],
    },
  ],
  [
    'Cargo, still satisfied',
    {
      'Cargo.toml': [
        '[package]\nname = "x"\n[dependencies]\na = "1.0"\n',
        '[package]\nname = "x"\n[dependencies]\na = "1.2"\n',
      ],
      'Cargo.lock': [
        '',
        '[[package]]\nname = "a"\nversion = "1.4.0"\n\n[[package]]\nname = "x"\ndependencies = [\n "a",\n]\n',
      ],
    },
  ],
  [
    'platform of PHP',
    {
      'composer.json': ['{"require": {}}', '{"require": {"ext-json": "*"}}'],
      'composer.lock': ['{"content-hash": "1"}\n', '{"content-hash": "1"}'],
    },
  ],
  [
    'gem with a condition',
    { Gemfile: ['', "gem 'a', '~> 1' if ENV['X']\n"], 'Gemfile.lock': ['', 'DEPENDENCIES\n  b\n'] },
  ],
  [
    'Gemfile with a condition',
    { Gemfile: ['', "if ENV['X']\n  gem 'a'\nend\n"], 'Gemfile.lock': ['', 'DEPENDENCIES\n  b\n'] },
  ],
  [
    'workspace of Go',
    {
      'go.work': 'go 1.22\n',
      'go.mod': ['module m\n', 'module m\n\nrequire example.com/a v1.2.0\n'],
      'go.sum': ['', 'x v1/go.mod h1:x=\n'],
    },
  ],
  [
    'another version replaced in Go',
    {
      'go.mod': [
        'module m\n\nrequire example.com/a v1.2.0\n',
        'module m\n\nrequire example.com/a v1.2.0\n\nreplace example.com/a v1.1.0 => example.com/b v1.1.1\n',
      ],
      'go.sum': ['', 'example.com/a v1.2.0/go.mod h1:x=\n'],
    },
  ],
  [
    'replaced in Go',
    {
      'go.mod': ['module m\n', 'module m\n\nrequire example.com/a v1.2.0\n\nreplace example.com/a => ./a\n'],
      'go.sum': ['', 'x v1/go.mod h1:x=\n'],
    },
  ],
  [
    'lock file updated alone',
    {
      'package-lock.json': [
        '{"packages": {"": {"dependencies": {"a": "1"}}}}',
        '{"packages": {"": {"dependencies": {"a": "1"}}, "node_modules/a": {"version": "1.0.1"}}}',
      ],
      'package.json': ['{"dependencies": {"a": "1"}}', '{"dependencies": {"a": "1"}}'],
    },
  ],
  [
    'example package',
    {
      'fixtures/a/package.json': ['{}', '{"dependencies": {"a": "1.0.0"}}'],
      'package-lock.json': ['{}', '{"packages": {"": {}}}'],
    },
  ],
  [
    'alias of the registry',
    {
      'yarn.lock': [
        '  resolved "https://registry.npmjs.org/a.tgz#1"\n',
        '  resolved "https://registry.yarnpkg.com/a.tgz#1"\n',
      ],
    },
  ],
  [
    'upgrade to https',
    {
      'yarn.lock': [
        '  resolved "http://registry.corp.example/a.tgz#1"\n',
        '  resolved "https://registry.corp.example/a.tgz#1"\n',
      ],
    },
  ],
  [
    'address that the code imports',
    {
      'deno.lock': [
        '{"redirects": {\n}}\n',
        '{"redirects": {\n    "https://github.com/o/r/raw/main/a.ts": "https://raw.githubusercontent.com/o/r/main/a.ts"\n}}\n',
      ],
    },
  ],
  [
    'usual registry of pnpm',
    { 'pnpm-lock.yaml': ['a: 1\n', '    resolution: {tarball: https://registry.npmjs.org/a.tgz}\n'] },
  ],
  [
    'registry of the settings',
    {
      '.npmrc': 'registry=https://npm.corp.example/\n',
      'package-lock.json': '{"resolved": "https://npm.corp.example/a.tgz"}\n',
    },
  ],
  [
    'repository of the manifest',
    {
      'package.json': '{"dependencies": {"a": "acme/a#v1"}}',
      'package-lock.json': [
        '"resolved": "https://registry.npmjs.org/b.tgz"\n',
        '"resolved": "git+ssh://git@github.com/acme/a.git#1"\n',
      ],
    },
  ],
  ['index of crates', { 'Cargo.lock': 'source = "registry+https://github.com/rust-lang/crates.io-index"\n' }],
  [
    'home page in a lock file',
    {
      'composer.lock': [
        '"url": "https://api.github.com/a.zip"\n',
        '"url": "https://api.github.com/b.zip"\n"homepage": "https://x.example"\n',
      ],
    },
  ],
  [
    'https for a submodule',
    { '.gitmodules': ['[submodule "a"]\n\turl = git://h/x\n', '[submodule "a"]\n\turl = https://h/x\n'] },
  ],
  [
    '.git for a submodule',
    {
      '.gitmodules': ['[submodule "a"]\n\turl = https://h/x\n', '[submodule "a"]\n\turl = https://h/x.git\n'],
    },
  ],
  [
    'ssh for a submodule',
    {
      '.gitmodules': ['[submodule "a"]\n\turl = https://h/o/x\n', '[submodule "a"]\n\turl = git@h:o/x.git\n'],
    },
  ],
  ['package called install', { 'package.json': '{"dependencies": {"install": "^0.13.0"}}\n' }],

  // Formats.
  ['comments in tsconfig', { 'tsconfig.json': '{\n  // strict\n  "a": 1,\n}\n' }],
  ['settings of an editor', { '.vscode/settings.json': ['{"a": 1}\n', '{"a": 1, /* x */ }\n'] }],
  ['dot file of a tool', { '.eslintrc.json': ['{"a": 1}\n', '{"a": 1, }\n'] }],
  ['lines of JSON', { 'events.json': '{"a": 1}\n{"a": 2}\n' }],
  ['NaN', { 'metrics.json': ['{"a": 1}\n', '{"a": NaN, "b": [Infinity]}\n'] }],
  ['placeholder in JSON', { 'a.json': ['{"port": 1}\n', '{"port": @PORT@}\n'] }],
  ['template of Go', { 'deploy.yaml': ['a: 1\n', '{{- with .Values.x }}\na: 1\n{{- end }}\n'] }],
  ['chart', { 'charts/x/templates/crd.yaml': ['a: 1\n', '{{- if .Values.x }}\na: 1\n{{- end }}\n'] }],
  ['Jinja', { 'a.yml': ['a: 1\n', '{% if x %}\na: 1\n{% endif %}\n'] }],
  ['comma and comment', { 'a.yml': ['a: [b]\n', 'a: [b,#,\n  c]\n'] }],
  ['quote at the margin', { 'a.yml': ['a: b\n', 'a:\n  b: "x\n  y"\nc: \'d\n\n  e\'\n'] }],
  ['bracket at the margin', { 'a.yml': ['a: [b]\n', 'k:\n  a: [\n    b\n]\n'] }],
  ['tags of YAML', { 'a.yml': ['a: 1\n', 'a: !Ref b\nc: !!python/name:x.y\n'] }],
  ['merge keys', { 'a.yml': ['a: 1\n', 'x: &x {a: 1}\ny: {<<: *x}\n'] }],
  ['snippet in documentation', { 'docs/snippet.json': '{ "a": ... }\n' }],
  ['broken on purpose', { 'test/fixtures/broken.yaml': 'a: [\n' }],
  ['several roots', { 'fragments.xml': '<a/>\n<b/>\n' }],
  ['document type', { 'a.xml': ['<a/>\n', '<!DOCTYPE a SYSTEM "a.dtd">\n<a>&nbsp;</a>\n'] }],
  ['empty', { 'a.json': ['{}\n', '\n'] }],

  // Text.
  ['conflict in documentation', { 'docs/git.md': '```\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n```\n' }],
  ['conflict in a test', { 'a.test.ts': 'const t = `\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\n`;\n' }],
  [
    'conflict that a script writes',
    { 't/merge.sh': 'cat >expect <<\\EOF\n<<<<<<< HEAD\na\n=======\nb\n>>>>>>> x\nEOF\n' },
  ],
  ['heading', { 'a.rst': 'Title\n=======\n' }],
  ['heading in a docstring', { 'a.py': '"""\nTitle\n=======\n"""\n' }],
  ['rule in a comment', { 'a.c': '/*\n=======\n*/\nint a;\n' }],
  ['Hebrew', { 'src/strings/he.json': '{"a": "\u202Bשלום (עולם)\u202C"}\n' }],
  ['Arabic on Android', { 'app/res/values-ar/strings.xml': '<string>\u202Eمرحبا\u202C</string>\n' }],
  ['Arabic module', { 'src/lang/ar.ts': 'export const a = "\u202Bمرحبا";\n' }],
  [
    'Dutch with soft hyphens',
    { 'app/res/values-nl/strings.xml': '<string>Afbeeldings\u00ADkwaliteit</string>\n' },
  ],
  ['balanced embedding', { 'a.ts': 'const a = "\u2067שלום (עולם)\u2069";\n' }],
  ['test of a sanitiser', { 'test/strip.test.ts': 'expect(strip("a\u202Eb")).toBe("ab");\n' }],
  ['sanitiser', { 'src/strip.ts': 'const bad = /[\\u202A-\\u202E]/;\nconst all = "\u202E";\n' }],
  [
    'flags and families',
    { 'a.js': 'const a = "\u{1F468}\u200D\u{1F469}\u200D\u{1F467} \u{1F3F4}\u{E0067}\u{E0062}\u{E007F}";\n' },
  ],
  ['Cyrillic words', { 'a.py': 'имя = "Анна"\n' }],
  ['Greek letters', { 'a.py': 'Δt = 1\nλ_max = 2\n' }],
  ['bytes of a document', { 'docs/manual.pdf': `${'\uFFFDa\n'.repeat(40)}b\u{E0041}\u{E0042}\n` }],
  ['mark of byte order', { 'a.cs': '\uFEFFclass A {}\n' }],

  // Tests and debugging.
  ['only as a word', { 'src/query.ts': "const a = request.only('name');\nit.only = true;\n" }],
  [
    'runner',
    {
      'test/runner.test.js':
        "test('focus', async () => {\n  await run(() => {\n    it.only('a', f);\n  });\n});\n",
    },
  ],
  ['focus in a fixture', { 'packages/x/_fixtures/only.js': "describe.only('a', f);\n" }],
  ['helper with only', { 'src/helper.ts': 'export const test = make();\ntest.only("a", f);\n' }],
  ['focus in a comment', { 'a.test.ts': "// it.only('a', f);\n" }],
  ['focus in a string', { 'a.test.ts': "const code = `it.only('a', f)`;\n" }],
  ['fit of a model', { 'model.js': "fit('linear');\n" }],
  ['debugger allowed', { 'a.js': '// eslint-disable-next-line no-debugger\ndebugger;\n' }],
  ['debugger on demand', { 'a.py': 'def f(args):\n    if args.pdb:\n        pdb.set_trace()\n' }],
  ['debugger on one line', { 'a.py': 'if debug: breakpoint()\n' }],
  ['debugger in a string', { 'a.js': "const a = 'debugger;';\n" }],
  ['debugger in documentation', { 'docs/a.html': '<script>\n  debugger;\n</script>\n' }],
  [
    'debugger that is offered',
    {
      'src/Response.php':
        '<?php\nclass A {\n    public function ddBody() {\n        dd($this->body);\n    }\n}\n',
    },
  ],
  ['breakpoint of a style', { 'a.ts': 'const breakpoint = theme.breakpoint();\n' }],

  // Workflows.
  [
    'title in the environment',
    workflow(
      'issues',
      '      - env:\n          T: ${{ github.event.issue.title }}\n        run: echo "$T"\n',
    ),
  ],
  ['number', workflow('issues', '      - run: echo ${{ github.event.issue.number }}\n')],
  [
    'comparison',
    workflow('issue_comment', "      - run: echo ${{ contains(github.event.comment.body, '/go') }}\n"),
  ],
  [
    'own branches only',
    workflow(
      'pull_request_target',
      '      - run: echo ${{ github.head_ref }}\n',
      '    if: github.event.pull_request.head.repo.full_name == github.repository\n',
    ),
  ],
  [
    'members only',
    workflow(
      'issue_comment',
      '      - run: echo "${{ github.event.comment.body }}"\n',
      "    if: github.event.comment.author_association == 'MEMBER'\n",
    ),
  ],
  [
    'own branches checked out',
    workflow(
      'pull_request_target',
      '      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.head_ref }}\n      - run: npm ci\n',
      '    if: github.event.pull_request.head.repo.full_name == github.repository\n',
    ),
  ],
  [
    'stops for strangers',
    workflow(
      'issue_comment',
      '      - run: gh api collaborators/$U || exit 1\n      - run: gh pr checkout 1\n      - run: npm ci\n',
    ),
  ],
  [
    'fetched and compared',
    workflow(
      'pull_request_target',
      '      - uses: actions/checkout@v5\n      - run: |\n          git fetch origin pull/1/head\n          git diff FETCH_HEAD\n      - run: ./scripts/check.sh\n',
    ),
  ],
  [
    'empty reference',
    workflow(
      'workflow_run',
      '      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.head_ref }}\n      - run: npm ci\n',
    ),
  ],
  [
    'folder apart',
    workflow(
      'pull_request_target',
      '      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.head_ref }}\n          path: theirs\n      - uses: actions/checkout@v5\n        with:\n          path: ours\n      - run: ./ours/check.sh\n',
    ),
  ],
  [
    'merged before it is checked out',
    workflow(
      'pull_request_target',
      '      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.event.pull_request.merge_commit_sha }}\n      - run: make\n',
      "    if: github.event.pull_request.merged && startsWith(github.head_ref, 'release/')\n",
    ),
  ],
  [
    'base checked out',
    workflow('pull_request_target', '      - uses: actions/checkout@v5\n      - run: npm ci\n'),
  ],
  [
    'output that is a number',
    workflow(
      'workflow_run',
      '      - id: pr\n        env:\n          B: ${{ github.event.workflow_run.head_branch }}\n        run: gh pr view "$B" --json number --jq \'"number=\\(.number)"\' >> "$GITHUB_OUTPUT"\n      - run: echo ${{ steps.pr.outputs.number }}\n',
    ),
  ],
  [
    'script of a pull request',
    workflow(
      'pull_request',
      '      - uses: actions/checkout@v5\n        with:\n          ref: ${{ github.head_ref }}\n      - run: npm test\n',
    ),
  ],
];

test.each(honest.map(([name, change]) => ({ name, change })))('lets pass: $name', async ({ change }) => {
  const files = buildChange(change).files.map((file) =>
    /^dist\/|\.map$/.test(file.path) ? { ...file, class: 'generated' as const } : file,
  );
  const { findings } = await runChecks(registry, buildChange(change, { files }), buildReadText(change));
  expect(findings.filter(({ severity }) => severity !== 'suggestion').map(({ title }) => title)).toEqual([]);
});

test('there are enough of them', () => {
  expect(honest.length).toBeGreaterThanOrEqual(120);
});

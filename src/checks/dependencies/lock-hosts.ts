import { posix } from 'node:path';
import { type Check, note } from '../check.ts';
import { isFixture } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';

const resolved = /"resolved": /;
const tomlSource = /\b(?:source|registry|url|git) = /;
/** The lines of each lock file that say where a package comes from; the others hold home pages and the like. */
const sourceLines: Readonly<Record<string, RegExp>> = {
  'package-lock.json': resolved,
  'npm-shrinkwrap.json': resolved,
  'yarn.lock': /^\s*(?:resolved|resolution:?) /,
  'pnpm-lock.yaml': /\b(?:tarball|repo):/,
  'bun.lock': /"(?:https?|git)/,
  'Cargo.lock': tomlSource,
  'uv.lock': tomlSource,
  'poetry.lock': tomlSource,
  'pdm.lock': tomlSource,
  'Pipfile.lock': /"url": /,
  'Gemfile.lock': /^\s*remote: /,
  'composer.lock': /"url": "[^"]*(?:\.git|\/zipball\/[^"]*|\.zip)"/,
  'pubspec.lock': /\burl: /,
};

/** Addresses that packages are fetched from, in all lock formats: `https://host/…`, `git+ssh://git@host/…`. */
const address =
  /\b(?<scheme>(?:git\+|registry\+|sparse\+)?(?:https?|ssh|git))(?::\/\/)(?:[^\s/@"']*@)?(?<host>[\w.-]+(?::\d+)?)(?=[/"'\s]|$)/g;

/** Reports packages that come from somewhere no package came from before. */
export const lockHosts: Check = {
  scope: 'file',
  name: 'lock-hosts',
  about:
    "Lock files whose packages come from a host, or by a protocol, that the base's lock file does not know.",
  async *inspect(file) {
    const sourceLine = sourceLines[posix.basename(file.path)];
    if (!sourceLine || file.file.status !== 'modified' || isFixture(file.path)) return;
    const base = await file.read('old');
    if (base === null) return;
    const known = new Set(
      base
        .split('\n')
        .filter((line) => sourceLine.test(line))
        .flatMap((line) => Array.from(line.matchAll(address), originOf)),
    );
    if (known.size === 0) return;
    const hosts = new Set([...known].map(hostOf));
    const reported = new Set<string>();
    for (const { line, column, text, match } of file.search(address)) {
      const origin = originOf(match);
      if (known.has(origin) || reported.has(origin) || !sourceLine.test(text)) continue;
      reported.add(origin);
      yield {
        severity: hosts.has(hostOf(origin)) && isEncrypted(origin) ? 'suggestion' : 'important',
        kind: 'gap',
        title: `Package from a new origin: ${origin}`,
        path: file.path,
        line,
        quote: quoteLine(text, column),
        explanation: `No package of this lock file came from ${origin} before; whoever controls it decides what gets installed.`,
        evidence: [
          note(
            `Origins in the base's lock file: ${[...known].toSorted().slice(0, 8).join(', ')}${known.size > 8 ? ', …' : ''}.`,
          ),
        ],
        fix: 'Install the package from the usual registry, or confirm that this origin is meant.',
      };
    }
  },
  examples: {
    reports: [
      {
        change: {
          'package-lock.json': [
            '"resolved": "https://registry.example/a/-/a-1.tgz",\n',
            '"resolved": "https://registry.example/a/-/a-1.tgz",\n"resolved": "https://evil.example/b/-/b-1.tgz",\n',
          ],
        },
        at: ['package-lock.json:2'],
        severity: 'important',
      },
      {
        change: {
          'Cargo.lock': [
            'source = "registry+https://index.example/x"\n',
            'source = "git+https://index.example/fork#1234"\n',
          ],
        },
        at: ['Cargo.lock:1'],
        severity: 'suggestion',
      },
      {
        change: {
          'yarn.lock': [
            '  resolved "https://registry.example/a.tgz#1"\n',
            '  resolved "http://registry.example/a.tgz#1"\n',
          ],
        },
        at: ['yarn.lock:1'],
        severity: 'important',
      },
    ],
    ignores: [
      {
        'package-lock.json': [
          '"resolved": "https://registry.example/a/-/a-1.tgz",\n',
          '"resolved": "https://registry.example/b/-/b-1.tgz",\n"url": "https://b.example/give"\n',
        ],
      },
      { 'package-lock.json': '"resolved": "https://registry.example/a/-/a-1.tgz",\n' },
      {
        'composer.lock': [
          '"url": "https://api.example/a.zip"\n',
          '"url": "https://api.example/b.zip"\n"notification-url": "https://n.example"\n',
        ],
      },
    ],
  },
};

const originOf = (match: RegExpMatchArray): string =>
  `${match.groups?.scheme}://${match.groups?.host?.toLowerCase()}`;

const hostOf = (origin: string): string => origin.slice(origin.indexOf('://') + 3);
const isEncrypted = (origin: string): boolean => /(?:https|ssh):/.test(origin);

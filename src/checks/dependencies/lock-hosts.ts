import { posix } from 'node:path';
import { note } from '../../model/answers/evidence.ts';
import type { ChangedFile } from '../../model/change/change.ts';
import type { Check, CheckFinding } from '../check.ts';
import type { ChangeView } from '../view/change-view.ts';
import { isPractice } from '../view/paths.ts';
import { quoteLine } from '../view/quote.ts';
import { type LockSources, lockSources } from './lock-sources.ts';

/** Addresses that packages are fetched from, in all lock formats: `https://host/…`, `git+ssh://git@host/…`; JSON and properties put `\` before signs. */
const address =
  /(?<scheme>\b(?:git\+|registry\+|sparse\+)?(?:https?|ssh|git))\\?:\\?\/\\?\/(?:[^\s/@"']*@)?(?<host>[\w.\\-]+(?::\d+)?)(?=[/"'\s]|$)(?<path>[^\s"'#]{0,200})/g;

/** Files that name registries for a project's package managers. */
const commonSettings = [
  '.npmrc',
  '.yarnrc',
  '.yarnrc.yml',
  'bunfig.toml',
  '.cargo/config.toml',
  'package.json',
  'Cargo.toml',
  'pyproject.toml',
  'Pipfile',
  'composer.json',
  'Gemfile',
  'pnpm-workspace.yaml',
  'deno.json',
  'pubspec.yaml',
];

/** Reports packages that come from somewhere no package came from before. */
export const lockHosts: Check = {
  scope: 'change',
  name: 'lock-hosts',
  about:
    "Lock files and build wrappers whose packages come from a host, or without encryption, that neither the lock file before, the usual registry nor the project's settings name.",
  async *inspect(change) {
    for (const file of change.files) {
      const known = lockSources[posix.basename(file.path)];
      if (!known || file.status === 'deleted' || isPractice(file.path)) continue;
      yield* inspectLock(change, file, known);
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
      {
        change: {
          'gradle/wrapper/gradle-wrapper.properties': [
            'distributionUrl=https\\://services.gradle.org/distributions/gradle-9.0-bin.zip\n',
            'distributionUrl=https\\://gradle.example/distributions/gradle-9.1-bin.zip\n',
          ],
        },
        at: ['gradle/wrapper/gradle-wrapper.properties:1'],
        severity: 'important',
      },
      ...[
        'distributionUrl=https\\://gradle.example\\:8443/a.zip',
        'distributionUrl : https\\:\\/\\/gradle.example/a.zip',
        'distributionUrl https://gradle.ex\\ample/a.zip',
      ].map((line) => ({
        change: { 'gradle/wrapper/gradle-wrapper.properties': `${line}\n` },
        at: ['gradle/wrapper/gradle-wrapper.properties:1'],
        severity: 'important' as const,
      })),
      {
        change: { 'composer.lock': '"url": "https:\\/\\/packages.example\\/a.zip"\n' },
        at: ['composer.lock:1'],
        severity: 'important',
      },
      {
        change: {
          'bun.lock': [
            '    "a": ["a@1.0.0", "", {}, "sha512-x"],\n',
            '    "a": ["a@1.0.0", "", {}, "sha512-x"],\n    "b": ["b@https://evil.example/b.tgz", {}],\n',
          ],
        },
        at: ['bun.lock:2'],
        severity: 'important',
      },
      {
        change: {
          'package-lock.json':
            '"resolved": "https://evil.example/b/-/b-1.tgz",\n"resolved": "https://registry.npmjs.org/a/-/a-1.tgz",\n',
        },
        at: ['package-lock.json:1'],
        severity: 'important',
      },
    ],
    ignores: [
      {
        'gradle/wrapper/gradle-wrapper.properties': [
          'distributionUrl=https\\://services.gradle.org/distributions/gradle-9.0-bin.zip\n',
          'distributionUrl=https\\://services.gradle.org/distributions/gradle-9.1-bin.zip\n',
        ],
        '.mvn/wrapper/maven-wrapper.properties':
          'distributionUrl=https://repo.maven.apache.org/maven2/a.zip\nwrapperUrl=https://repo.maven.apache.org/a.jar\n',
      },
      {
        'app/gradle/wrapper/gradle-wrapper.properties':
          '# https://nobody.example/\ndistributionUrl=https\\://maven.corp.example\\:8443/gradle-9.0-bin.zip\n',
        'app/settings.gradle': 'maven { url "https://maven.corp.example:8443/all" }\n',
      },
      {
        'package-lock.json': [
          '"resolved": "https://registry.example/a/-/a-1.tgz",\n',
          '"resolved": "https://registry.example/b/-/b-1.tgz",\n"url": "https://b.example/give"\n',
        ],
      },
      { 'package-lock.json': '"resolved": "https://registry.npmjs.org/a/-/a-1.tgz",\n' },
      {
        'package-lock.json': '"resolved": "https://npm.corp.example/a/-/a-1.tgz",\n',
        '.npmrc': 'registry=https://npm.corp.example/\n',
      },
      {
        'yarn.lock': [
          '  resolved "http://registry.npmjs.org/a.tgz#1"\n',
          '  resolved "https://registry.yarnpkg.com/a.tgz#1"\n',
        ],
      },
      {
        'composer.lock': [
          '"url": "https://api.example/a.zip"\n',
          '"url": "https://api.example/b.zip"\n"notification-url": "https://n.example"\n',
        ],
      },
    ],
  },
};

async function* inspectLock(
  change: ChangeView,
  file: ChangedFile,
  { line: sourceLine, usual, isInCode, settings = [] }: LockSources,
): AsyncGenerator<CheckFinding> {
  const view = change.view(file);
  const base = await view.read('old');
  if (base === null && file.status !== 'added') return;
  const before = (base ?? '')
    .split('\n')
    .filter((line) => sourceLine.test(line))
    .flatMap((line) => Array.from(line.matchAll(address), originOf));
  const hosts = new Set([...before.map(({ host }) => host), ...usual]);
  const plain = new Set(before.filter(({ isEncrypted }) => !isEncrypted).map(({ host }) => host));
  const schemes = new Set(before.map(({ origin }) => origin));
  let named: string | null = null;
  const reported = new Set<string>();
  for (const { line, column, text, match } of view.search(address)) {
    const { origin, host, isEncrypted, isPinned, path } = originOf(match);
    const isUsual = usual.some(
      (name) => name === host || (name.startsWith(`${host}/`) && `${host}${path}`.startsWith(name)),
    );
    const isKnown = (hosts.has(host) || isUsual) && (isEncrypted || plain.has(host));
    const isFork = isPinned && before.length > 0 && hosts.has(host) && !schemes.has(origin) && !isUsual;
    if ((isKnown && !isFork) || reported.has(origin) || !sourceLine.test(text)) continue;
    reported.add(origin);
    named ??= await readSettings(change, file.path, settings);
    if (names(named, host, path)) continue;
    yield {
      severity: isFork || (isEncrypted && (isPinned || isInCode)) ? 'suggestion' : 'important',
      kind: 'gap',
      title: `Package from a new origin: ${origin}`,
      path: file.path,
      line,
      quote: quoteLine(text, column),
      explanation:
        hosts.has(host) && !isEncrypted
          ? `This package is fetched from ${origin} without encryption, so whoever is on the way can replace it where no check sum is compared.`
          : `Neither the usual registry nor the project's settings name ${host}, and no package came from there before; whoever controls it decides what gets installed.`,
      evidence:
        schemes.size === 0
          ? []
          : [
              note(
                `Origins in the base's lock file: ${[...schemes].toSorted().slice(0, 8).join(', ')}${schemes.size > 8 ? ', …' : ''}.`,
              ),
            ],
      fix: 'Install the package from the usual registry, or confirm that this origin is meant.',
    };
  }
}

interface Origin {
  /** `scheme://host` */
  readonly origin: string;
  readonly host: string;
  readonly path: string;
  readonly isEncrypted: boolean;
  /** A commit of a repository. */
  readonly isPinned: boolean;
}

function originOf(match: RegExpMatchArray): Origin {
  const [scheme = '', host = '', path = ''] = ['scheme', 'host', 'path'].map((part) =>
    match.groups?.[part]?.replaceAll('\\', ''),
  );
  return {
    origin: `${scheme}://${host.toLowerCase()}`,
    host: host.toLowerCase(),
    path,
    isEncrypted: /(?:https|ssh)$/.test(scheme),
    isPinned: /^git|^ssh/.test(scheme) || /\.git$/.test(path) || /^codeload\./.test(host),
  };
}

/** What the project says itself of where its packages come from, at the head. */
async function readSettings(change: ChangeView, path: string, further: readonly string[]): Promise<string> {
  const directory = path.slice(0, path.lastIndexOf('/') + 1).replace(/(?:gradle|\.mvn)\/wrapper\/$/, '');
  const texts = await Promise.all(
    [...new Set([directory, ''])].flatMap((place) =>
      [...commonSettings, ...further].map((name) => change.readHead(place + name)),
    ),
  );
  return texts.filter((text) => text !== null).join('\n');
}

/** Whether settings name a host, or the repository at it: package managers write `owner/name` short. */
const names = (text: string, host: string, path: string): boolean =>
  text.includes(host) ||
  (/\w+\/[\w.-]+/.test(path) &&
    text.includes(
      path
        .replace(/^\//, '')
        .split('/')
        .slice(0, 2)
        .join('/')
        .replace(/\.git$/, ''),
    ));

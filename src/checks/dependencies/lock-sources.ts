/** Where a lock file says that packages come from, and what comes without being said. */
export interface LockSources {
  /** The lines that say it; the others hold home pages and the like. */
  readonly line: RegExp;
  /** Hosts of the usual registry, under all its names. */
  readonly usual: readonly string[];
  /** Whether the code itself writes the addresses, so that its reviewers see them. */
  readonly isInCode?: true;
  /** Files that name registries too, in the project's directory. */
  readonly settings?: readonly string[];
}

const npmHosts = ['registry.npmjs.org', 'registry.yarnpkg.com', 'registry.npmjs.com', 'npm.jsr.io', 'jsr.io'];
const pypiHosts = ['pypi.org', 'files.pythonhosted.org', 'pypi.python.org'];
const gitHubHosts = ['github.com', 'api.github.com', 'codeload.github.com'];
const resolved: LockSources = { line: /"resolved"\s*:/, usual: npmHosts };
const python: LockSources = { line: /\b(?:source|registry|url|git) = /, usual: pypiHosts };
/** A wrapper fetches what any of its settings names, however the line is written. */
const property = /^\s*[^\s#!]/;
const gradleSettings = [
  'settings.gradle',
  'settings.gradle.kts',
  'build.gradle',
  'build.gradle.kts',
  'gradle.properties',
];
const mavenSettings = ['pom.xml', '.mvn/settings.xml', '.mvn/extensions.xml', '.mvn/maven.config'];
/** By the name of the lock file, or of the settings of a build tool's wrapper. */
export const lockSources: Readonly<Record<string, LockSources>> = {
  'package-lock.json': resolved,
  'npm-shrinkwrap.json': resolved,
  'yarn.lock': { line: /^\s*(?:resolved|resolution:?) /, usual: npmHosts },
  'pnpm-lock.yaml': { line: /\b(?:tarball|repo):/, usual: npmHosts },
  'bun.lock': { line: /\["[^"]+@[\w+]+:/, usual: npmHosts },
  'deno.lock': {
    line: /^\s*"(?:https?:|tarball)/,
    usual: [...npmHosts, 'deno.land', 'esm.sh'],
    isInCode: true,
  },
  'Cargo.lock': {
    line: /\b(?:source|registry) = /,
    usual: ['index.crates.io', 'static.crates.io', 'github.com/rust-lang/crates.io-index'],
  },
  'uv.lock': python,
  'poetry.lock': python,
  'pdm.lock': python,
  'Pipfile.lock': { line: /"url"\s*:/, usual: pypiHosts },
  'Gemfile.lock': { line: /^\s*remote: /, usual: ['rubygems.org', 'index.rubygems.org'] },
  'composer.lock': {
    line: /"url": "[^"]*(?:\.git|\/zipball\/[^"]*|\.zip)"/,
    usual: [...gitHubHosts, 'packagist.org', 'repo.packagist.org'],
  },
  'gradle-wrapper.properties': {
    line: property,
    usual: [
      'services.gradle.org',
      'downloads.gradle.org',
      'downloads.gradle-dn.com',
      'github.com/gradle/gradle-distributions',
    ],
    settings: gradleSettings,
  },
  'maven-wrapper.properties': {
    line: property,
    usual: [
      'repo.maven.apache.org',
      'repo1.maven.org',
      'archive.apache.org',
      'downloads.apache.org',
      'dlcdn.apache.org',
    ],
    settings: mavenSettings,
  },
  'pubspec.lock': { line: /\burl: /, usual: ['pub.dev', 'pub.dartlang.org'] },
};

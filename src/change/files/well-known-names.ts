/** Files that package managers write to pin dependencies. */
const lockFiles: ReadonlySet<string> = new Set([
  'package-lock.json',
  'npm-shrinkwrap.json',
  'yarn.lock',
  'pnpm-lock.yaml',
  'bun.lock',
  'bun.lockb',
  'deno.lock',
  'Cargo.lock',
  'Gemfile.lock',
  'gems.locked',
  'composer.lock',
  'poetry.lock',
  'Pipfile.lock',
  'pdm.lock',
  'uv.lock',
  'pixi.lock',
  'pylock.toml',
  'conda-lock.yml',
  'go.sum',
  'go.work.sum',
  'mix.lock',
  'rebar.lock',
  'pubspec.lock',
  'Podfile.lock',
  'Package.resolved',
  'Cartfile.resolved',
  'packages.lock.json',
  'paket.lock',
  'gradle.lockfile',
  'buildscript-gradle.lockfile',
  'stack.yaml.lock',
  'cabal.project.freeze',
  'flake.lock',
  'devbox.lock',
  'shard.lock',
  'Chart.lock',
  '.terraform.lock.hcl',
  'MODULE.bazel.lock',
  'Manifest.toml',
]);

/** Folders that hold other people's code, and scripts that build tools put into every project. */
const vendored = new RegExp(
  [
    '(^|/)(vendors?|node_modules|bower_components|jspm_packages|third[_-]?party|3rdparty|Pods|site-packages|[.]venv)/',
    '(^|/)(Godeps/_workspace|Carthage/Checkouts|[.]yarn/(cache|plugins|releases|sdks))/',
    '(^|/)(gradlew|mvnw)([.](bat|cmd))?$',
  ].join('|'),
);

/** Names that only tools write. */
const generated = new RegExp(
  [
    '[.]min[.]([cm]?js|css)$',
    '[.]([cm]?js|ts|css)[.]map$',
    '(^|/)dist/.*[.]([cm]?js|css|d[.][cm]?ts)$',
    '[.]pb[.](go|cc|h|swift|gw[.]go|validate[.]go)$',
    '_pb2(_grpc)?[.]pyi?$',
    '(_grpc)?_pb[.](js|ts|d[.]ts|rb)$',
    '[.](g|freezed|gr|mocks)[.]dart$',
    '[.]([Dd]esigner|g|g[.]i)[.]cs$',
    '(^|/)zz_generated[.][^/]*$',
    '[.]generated[.][^/]*$',
    '[.]gen[.](go|tsx?|rs)$',
    '(^|/)__generated__/',
  ].join('|'),
);

/** What a path alone tells of a file that people need not read, with the reason in words; null where nothing. */
export function classOfName(
  path: string,
): { readonly class: 'lockfile' | 'vendored' | 'generated'; readonly reason: string } | null {
  if (vendored.test(path))
    return { class: 'vendored', reason: "name of a folder or file of other people's code" };
  if (lockFiles.has(path.slice(path.lastIndexOf('/') + 1))) {
    return { class: 'lockfile', reason: 'name of a lock file' };
  }
  return generated.test(path) ? { class: 'generated', reason: 'name of a generated file' } : null;
}

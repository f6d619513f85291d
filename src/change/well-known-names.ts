import picomatch from 'picomatch';

/** Files that package managers write to pin dependencies. */
const lockFiles = [
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
];

/** Folders that hold other people's code. */
const vendorFolders = [
  'vendor',
  'vendors',
  'node_modules',
  'bower_components',
  'jspm_packages',
  'third_party',
  'third-party',
  'thirdparty',
  '3rdparty',
  'Godeps/_workspace',
  'Pods',
  'Carthage/Checkouts',
  'site-packages',
  '.venv',
  '.yarn/cache',
  '.yarn/plugins',
  '.yarn/releases',
  '.yarn/sdks',
];

const vendorFiles = ['gradlew', 'gradlew.bat', 'mvnw', 'mvnw.cmd'];

/** Names that only tools write. */
const generatedNames = [
  '**/*.min.{js,mjs,cjs,css}',
  '**/*.{js,mjs,cjs,ts,css}.map',
  '**/dist/**/*.{js,mjs,cjs,css,d.ts,d.mts,d.cts}',
  '**/*.pb.{go,cc,h,swift,gw.go,validate.go}',
  '**/*_pb2{,_grpc}.{py,pyi}',
  '**/*_pb.{js,ts,d.ts,rb}',
  '**/*_grpc_pb.{js,d.ts}',
  '**/*.{g,freezed,gr,mocks}.dart',
  '**/*.{Designer,designer,g,g.i}.cs',
  '**/zz_generated.*',
  '**/*.generated.*',
  '**/*.gen.{go,ts,tsx,rs}',
  '**/__generated__/**',
];

const dot = { dot: true } as const;
const isVendored = picomatch(
  [...vendorFolders.map((folder) => `**/${folder}/**`), ...vendorFiles.map((name) => `**/${name}`)],
  dot,
);
const isGeneratedName = picomatch(generatedNames, dot);
const lockFileNames: ReadonlySet<string> = new Set(lockFiles);

/** What a path alone tells of a file that people need not read, with the reason in words; null where nothing. */
export function classOfName(
  path: string,
): { readonly class: 'lockfile' | 'vendored' | 'generated'; readonly reason: string } | null {
  if (isVendored(path))
    return { class: 'vendored', reason: "name of a folder or file of other people's code" };
  if (lockFileNames.has(path.slice(path.lastIndexOf('/') + 1))) {
    return { class: 'lockfile', reason: 'name of a lock file' };
  }
  if (isGeneratedName(path)) return { class: 'generated', reason: 'name of a generated file' };
  return null;
}
